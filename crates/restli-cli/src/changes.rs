//! Text compared with the disk: the differences, a diff to read, and writes that leave no file half-written.

use std::borrow::Cow;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use similar::{ChangeTag, TextDiff};

use crate::paths::shown;

/// The prefix of the names of files while they are being written.
pub(crate) const UNFINISHED: &str = ".restli-unfinished-";

/// One file whose current text differs from the wanted text.
#[derive(Debug)]
pub(crate) struct Change {
    /// The file.
    pub(crate) path: PathBuf,
    /// The current text; `None` if there is no file.
    old: Option<String>,
    /// The text to write; `None` if there should be no file.
    new: Option<String>,
}

impl Change {
    /// Compares a wanted file with the disk. Line ends do not count: git may check files out with those of Windows.
    pub(crate) fn of(path: PathBuf, new: String) -> Result<Option<Self>> {
        let old = match fs::read(&path) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let same = old.as_deref().is_some_and(|old| with_line_feeds(old) == with_line_feeds(&new));
        Ok((!same).then_some(Self { path, old, new: Some(new) }))
    }

    /// A file whose text was read and changed, to the letter.
    pub(crate) fn between(path: PathBuf, old: String, new: String) -> Self {
        Self { path, old: Some(old), new: Some(new) }
    }

    /// A file that is not there.
    pub(crate) fn addition(path: PathBuf, new: String) -> Self {
        Self { path, old: None, new: Some(new) }
    }

    /// A file that should no longer be there.
    fn removal(path: PathBuf) -> Result<Self> {
        let old = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self { path, old: Some(old), new: None })
    }

    /// Returns `path (+12 -3)`, `path (new)` or `path (removed)`.
    pub(crate) fn summary(&self, root: &Path) -> String {
        let path = shown(&self.path, root);
        match (&self.old, &self.new) {
            (None, _) => format!("{path} (new)"),
            (_, None) => format!("{path} (removed)"),
            (Some(old), Some(new)) => {
                let (mut added, mut removed) = (0, 0);
                for change in TextDiff::from_lines(old.as_str(), new.as_str()).iter_all_changes() {
                    match change.tag() {
                        ChangeTag::Insert => added += 1,
                        ChangeTag::Delete => removed += 1,
                        ChangeTag::Equal => {}
                    }
                }
                format!("{path} (+{added} -{removed})")
            }
        }
    }

    /// A unified diff from the current text to the wanted text.
    pub(crate) fn diff(&self, root: &Path) -> String {
        let path = shown(&self.path, root);
        let (old, new) = (self.old.as_deref().unwrap_or(""), self.new.as_deref().unwrap_or(""));
        let name = |side: &Option<String>, prefix| if side.is_some() { format!("{prefix}/{path}") } else { "/dev/null".to_owned() };
        TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(&name(&self.old, "a"), &name(&self.new, "b")).to_string()
    }

    /// Writes or removes the file. At every moment it has either the old or the new text as a whole.
    pub(crate) fn apply(&self) -> Result<()> {
        let Some(new) = &self.new else {
            fs::remove_file(&self.path).with_context(|| format!("cannot remove {}", self.path.display()))?;
            // The folders that this leaves empty, such as that of a product, go too; the first that is not empty stays.
            let mut folders = self.path.ancestors().skip(1);
            while folders.next().is_some_and(|folder| fs::remove_dir(folder).is_ok()) {}
            return Ok(());
        };
        // A link stays, and leads to the new text.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let folder = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        write_whole(folder, &path, new).with_context(|| format!("cannot write {}", self.path.display()))
    }
}

/// The text with `\n` for each `\r\n`.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

fn write_whole(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder
        .permissions(fs::metadata(path).map_or_else(|_| std::os::unix::fs::PermissionsExt::from_mode(0o644), |known| known.permissions()));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Files below a generated crate that carry the generator's marker but are no longer generated,
/// and leftovers of a run that was killed.
pub(crate) fn strays(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<Change>> {
    let mut strays = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                if name != "target" {
                    folders.push(path);
                }
            } else if name.starts_with(UNFINISHED) {
                strays.push(Change { path, old: Some(String::new()), new: None });
            } else if !wanted(&path) && carries_marker(&path) {
                strays.push(Change::removal(path)?);
            }
        }
    }
    strays.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(strays)
}

fn carries_marker(path: &Path) -> bool {
    let first = fs::read_to_string(path).ok().and_then(|text| text.lines().next().map(str::to_owned));
    first.is_some_and(|line| line.contains(restli_codegen::MARKER))
}
