//! The pairs as they stand in `tests/oracle`: a schema, a program that uses all of it, and changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use restli_review::diff::Verdict;

/// The texts of a schema by the names of their files.
pub(crate) type Files = BTreeMap<String, String>;

/// The head of each program.
const HEAD: &str = "#![allow(dead_code, unused_variables, deprecated)]\n";

/// The word for no rules.
const NOTHING: &str = "nothing";

/// The name of the section with the program.
const PROGRAM: &str = "program";

/// A change of a schema, with a program of before.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// File and name, such as `records/field_removed`.
    pub(crate) name: String,
    /// The verdict on Rust source.
    pub(crate) verdict: Verdict,
    /// The verdict on the wire, where the pair names it.
    pub(crate) wire: Option<Verdict>,
    /// The rules of the changes that are told, in order and as often.
    pub(crate) rules: Vec<String>,
    pub(crate) before: Files,
    pub(crate) after: Files,
    pub(crate) program: String,
}

impl Pair {
    /// The features of the client, which the program names in its first line; nothing if all are on.
    pub(crate) fn features(&self) -> Option<Vec<&str>> {
        let line = self.program.lines().nth(1)?;
        Some(line.strip_prefix("// features: ")?.split(' ').collect())
    }
}

/// Every pair below a folder.
pub(crate) fn read(folder: &Path) -> Result<Vec<Pair>> {
    let mut files: Vec<_> = fs::read_dir(folder).with_context(|| folder.display().to_string())?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut pairs = Vec::new();
    for path in files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let area = path.file_stem().and_then(|stem| stem.to_str()).context("a name in UTF-8")?;
        pairs.extend(area_of(area, &text)?);
    }
    Ok(pairs)
}

/// The pairs of one file.
fn area_of(area: &str, text: &str) -> Result<Vec<Pair>> {
    let mut parts = text.split("\n### ");
    let mut base = Files::new();
    for (name, content) in sections(parts.next().unwrap_or_default()) {
        base.insert(name, content);
    }
    let program = HEAD.to_owned() + &base.remove(PROGRAM).unwrap_or_default();
    parts.map(|part| pair_of(area, &base, &program, part).with_context(|| format!("{area}: {}", first_line(part)))).collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The parts of a text that begin with a line `--- name`; what stands before the first of them is left out.
fn sections(text: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            sections.push((name.to_owned(), String::new()));
        } else if let Some((_, content)) = sections.last_mut() {
            content.push_str(line);
            content.push('\n');
        }
    }
    sections
}

fn pair_of(area: &str, base: &Files, program: &str, text: &str) -> Result<Pair> {
    let mut lines = text.lines();
    let name = format!("{area}/{}", lines.next().unwrap_or_default());
    let (word, rules) = lines.next().and_then(|line| line.split_once(": ")).context("no line `VERDICT: RULE, RULE`")?;
    let (word, backwards) = word.strip_suffix(" backwards").map_or((word, false), |word| (word, true));
    let (word, wire) = word.split_once(", wire ").map_or((word, None), |(word, wire)| (word, Some(wire)));
    let (verdict, wire) = (verdict_of(word)?, wire.map(verdict_of).transpose()?);
    let rules = rules.split(", ").filter(|rule| *rule != NOTHING).map(str::to_owned).collect();
    let (mut changed, mut program) = (base.clone(), program.to_owned());
    for hunk in hunks(text) {
        hunk.apply(&mut changed)?;
    }
    for (file, content) in sections(text) {
        match file.as_str() {
            PROGRAM => program.push_str(&content),
            "program alone" => program = HEAD.to_owned() + &content,
            _ if content.trim().is_empty() => drop(changed.remove(&file).with_context(|| format!("no file `{file}` to remove"))?),
            _ => drop(changed.insert(file, content)),
        }
    }
    ensure!(changed != *base, "nothing changes");
    let (before, after) = if backwards { (changed, base.clone()) } else { (base.clone(), changed) };
    Ok(Pair { name, verdict, wire, rules, before, after, program })
}

fn verdict_of(word: &str) -> Result<Verdict> {
    let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == word);
    verdict.with_context(|| format!("`{word}` is no verdict: write {}", Verdict::ALL.map(Verdict::word).join(", ")))
}

/// Lines of a file that are replaced.
#[derive(Default)]
struct Hunk {
    old: String,
    new: String,
}

/// The changes of a pair: lines that begin with a blank, `-` or `+`, as in a diff. Other lines end a hunk.
fn hunks(text: &str) -> Vec<Hunk> {
    let mut hunks = vec![Hunk::default()];
    for line in text.lines().skip(2).take_while(|line| !line.starts_with("--- ")) {
        let Some(hunk) = hunks.last_mut() else { break };
        let mut add = |old: bool, new: bool, line: &str| {
            let line = format!("{line}\n");
            hunk.old.push_str(if old { &line } else { "" });
            hunk.new.push_str(if new { &line } else { "" });
        };
        match (line.strip_prefix(' '), line.strip_prefix('-'), line.strip_prefix('+')) {
            (Some(line), _, _) => add(true, true, line),
            (_, Some(line), _) => add(true, false, line),
            (_, _, Some(line)) => add(false, true, line),
            _ => hunks.push(Hunk::default()),
        }
    }
    hunks.retain(|hunk| hunk.old != hunk.new);
    hunks
}

impl Hunk {
    /// Replaces the old lines, which stand in one place of one file.
    fn apply(&self, files: &mut Files) -> Result<()> {
        let lines = format!("\n{}", self.old);
        ensure!(!self.old.is_empty(), "lines are added nowhere: write a line before them");
        let mut found: Vec<&mut String> = files.values_mut().filter(|text| format!("\n{text}").contains(&lines)).collect();
        let [text] = found.as_mut_slice() else { bail!("{} files have the lines\n{}", found.len(), self.old) };
        let whole = format!("\n{text}");
        ensure!(whole.matches(&lines).count() == 1, "the lines stand in more than one place:\n{}", self.old);
        let replaced = whole.replacen(&lines, &format!("\n{}", self.new), 1);
        replaced.trim_start_matches('\n').clone_into(text);
        Ok(())
    }
}
