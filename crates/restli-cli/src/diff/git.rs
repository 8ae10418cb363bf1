//! Files of a git revision, read without touching the checkout.

use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

/// Returns whether git knows a text as the name of a commit.
pub(super) fn is_revision(folder: &Path, revision: &str) -> Result<bool> {
    Ok(commit(folder, revision)?.is_some())
}

/// The files of a schema folder in a revision, each by its path in the folder, and what stands before these paths in places.
pub(super) fn read(folder: &Path, revision: &str) -> Result<(Vec<(String, String)>, String)> {
    let Some(commit) = commit(folder, revision)? else {
        bail!("no folder, no version of the API, and no revision that git knows{}", lacking(folder));
    };
    let inside = String::from_utf8(git(folder, &["rev-parse", "--show-prefix"])?).context("git rev-parse")?;
    let inside = inside.trim_end_matches('\n');
    let listed = git(folder, &["ls-tree", "-r", "-z", &commit])?;
    let listed = String::from_utf8(listed).context("a path in the revision is not UTF-8")?;
    let blobs: Vec<(&str, &str)> = listed.split('\0').filter_map(blob).filter(|(path, _)| is_read(path)).collect();
    ensure!(!blobs.is_empty(), "the revision has no schema in `{inside}`");
    let texts = texts(folder, &blobs)?;
    Ok((texts, format!("{revision}:{inside}")))
}

/// The reason for which a repository may lack a revision, where it is one that tools make so: workflows fetch a single commit.
fn lacking(folder: &Path) -> &'static str {
    match git(folder, &["rev-parse", "--is-shallow-repository"]) {
        Ok(told) if told.starts_with(b"true") => {
            ": the clone is shallow; fetch its history with `git fetch --unshallow`, in a workflow of GitHub with `fetch-depth: 0`"
        }
        _ => "",
    }
}

/// The commit that a revision names.
fn commit(folder: &Path, revision: &str) -> Result<Option<String>> {
    git(folder, &["rev-parse", "--git-dir"]).with_context(|| format!("{} lies in no git repository", folder.display()))?;
    let asked = format!("{revision}^{{commit}}");
    let output =
        command(folder).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]).output().context("git does not run")?;
    let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok((output.status.success() && !name.is_empty()).then_some(name))
}

/// Path and object of a file in a list of `git ls-tree`. Links and modules are no files.
fn blob(entry: &str) -> Option<(&str, &str)> {
    let (facts, path) = entry.split_once('\t')?;
    let mut facts = facts.split(' ');
    let (mode, kind, object) = (facts.next()?, facts.next()?, facts.next()?);
    (mode.starts_with("100") && kind == "blob").then_some((path, object))
}

/// Returns whether a file is one that a schema is read from: YAML, or a sample, and not hidden.
fn is_read(path: &str) -> bool {
    let is_yaml = Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"));
    (is_yaml || path.starts_with("samples/")) && !path.split('/').any(|part| part.starts_with('.'))
}

/// The contents of some files. One git answers for all of them.
fn texts(folder: &Path, blobs: &[(&str, &str)]) -> Result<Vec<(String, String)>> {
    let mut asked = tempfile::tempfile()?;
    for (_, object) in blobs {
        writeln!(asked, "{object}")?;
    }
    asked.rewind()?;
    let output = command(folder).args(["cat-file", "--batch"]).stdin(Stdio::from(asked)).output()?;
    ensure!(output.status.success(), "git cat-file: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    let mut rest = output.stdout.as_slice();
    let mut texts = Vec::new();
    for (path, object) in blobs {
        let (text, after) = content(rest).with_context(|| format!("git cat-file does not give {object}"))?;
        let text = String::from_utf8(text.to_vec()).with_context(|| format!("{path} is not UTF-8"))?;
        texts.push(((*path).to_owned(), text));
        rest = after;
    }
    Ok(texts)
}

/// The first content of an answer, `OBJECT blob SIZE`, a line end, the bytes, a line end; and what follows it.
fn content(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let (head, rest) = (answer.get(..end)?, answer.get(end + 1..)?);
    let size: usize = std::str::from_utf8(head).ok()?.rsplit_once(' ')?.1.parse().ok()?;
    Some((rest.get(..size)?, rest.get(size.checked_add(1)?..)?))
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    command
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = command(folder).args(arguments).output().context("git does not run")?;
    ensure!(output.status.success(), "git {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim_end());
    Ok(output.stdout)
}
