//! Rule for references: links, paths and cited sections exist.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::file::{File, Finding, Repository};
use super::markdown;

/// Finds references that lead nowhere, in Markdown and in the comments of Rust files.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let mut texts = Texts { root: &repository.root, read: BTreeMap::new() };
    let mut out = Vec::new();
    for file in &repository.files {
        for (line, text) in prose(file) {
            out.extend(texts.problems(file, text).into_iter().map(|problem| file.finding(line, problem)));
        }
    }
    out
}

/// The lines of a file that are text for people, each with its number.
fn prose(file: &File) -> Vec<(usize, &str)> {
    if file.rust.is_none() {
        return markdown::lines(&file.text).collect();
    }
    let lines = file.text.lines().enumerate().map(|(place, line)| (place + 1, line.trim_start()));
    lines.filter(|(_, line)| line.starts_with("//")).collect()
}

/// Texts of cited files, each read once.
struct Texts<'a> {
    root: &'a Path,
    read: BTreeMap<PathBuf, String>,
}

impl Texts<'_> {
    /// The problems of one line.
    fn problems(&mut self, file: &File, line: &str) -> Vec<String> {
        let mut out = Vec::new();
        if file.rust.is_none() {
            out.extend(markdown::links(line).filter_map(|link| self.link(file, link)));
        }
        for path in markdown::paths(line).filter(|path| self.is_ours(path)) {
            if self.find(file, path).is_none() {
                out.push(format!("`{path}` does not exist"));
            }
        }
        for (cited, number) in markdown::citations(line) {
            match self.find(file, cited) {
                None => out.push(format!("`{cited}` does not exist")),
                Some(path) => {
                    if !markdown::sections(self.text(path)).contains(&number) {
                        out.push(format!("`{cited}` has no section {number}"));
                    }
                }
            }
        }
        out
    }

    fn link(&mut self, file: &File, link: &str) -> Option<String> {
        if link.contains("://") || link.starts_with("mailto:") {
            return None;
        }
        let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
        let whole = if path.is_empty() { Some(self.root.join(&file.path)) } else { self.relative(file, path) };
        let Some(whole) = whole else { return Some(format!("the link leads to `{path}`, which does not exist")) };
        let anchor = anchor.filter(|_| whole.extension().is_some_and(|ending| ending == "md"))?;
        let known = markdown::anchors(self.text(whole)).iter().any(|one| one == anchor);
        (!known).then(|| format!("the link leads to `{link}`, and there is no such heading"))
    }

    /// Returns whether the first part of a path is a folder at the root of the repository. What a build makes there comes and goes.
    fn is_ours(&self, path: &str) -> bool {
        let is_folder = |first: &str| !first.is_empty() && !first.starts_with("..") && self.root.join(first).is_dir();
        path.split('/').next().is_some_and(|first| first != "target" && is_folder(first))
    }

    /// The file at a path from the root, from the folder of the citing file, or from its crate.
    fn find(&self, file: &File, path: &str) -> Option<PathBuf> {
        let folders = Path::new(&file.path).ancestors().skip(1).map(|folder| self.root.join(folder).join(path));
        folders.map(|path| plain(&path)).find(|path| path.exists())
    }

    fn relative(&self, file: &File, path: &str) -> Option<PathBuf> {
        let path = plain(&self.root.join(&file.path).parent()?.join(path));
        path.exists().then_some(path)
    }

    fn text(&mut self, path: PathBuf) -> &str {
        self.read.entry(path).or_insert_with_key(|path| fs::read_to_string(path).unwrap_or_default())
    }
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            out.pop();
        } else {
            out.push(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;
    use crate::tidy::file::Repository;

    #[test]
    fn check_names_each_reference_that_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("docs")).unwrap();
        fs::create_dir(folder.path().join("target")).unwrap();
        fs::write(
            folder.path().join("docs/a.md"),
            "# 1 One\n[own](#1-one) [b](b.md) [two](a.md#2-two) `docs/c.rs` `other/c.rs` `target/c.rs`\n",
        )
        .unwrap();
        fs::write(folder.path().join("code.rs"), "//! docs/a.md §1, docs/a.md §2\nconst A: &str = \"docs/a.md §3\";\n").unwrap();
        let found: Vec<String> = check(&Repository::read(folder.path().to_owned()).unwrap())
            .into_iter()
            .map(|finding| format!("{}:{}: {}", finding.file, finding.line, finding.message))
            .collect();
        assert_eq!(
            found,
            [
                "code.rs:1: `docs/a.md` has no section 2",
                "docs/a.md:2: the link leads to `b.md`, which does not exist",
                "docs/a.md:2: the link leads to `a.md#2-two`, and there is no such heading",
                "docs/a.md:2: `docs/c.rs` does not exist",
            ]
        );
    }
}
