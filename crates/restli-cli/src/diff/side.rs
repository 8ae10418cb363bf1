//! A side of a comparison: a folder, a version of the API, or a git revision.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use restli_core::shell_word;
use restli_review::diff::Side;
use restli_schema::{LoadError, Loaded, holds_api};

use super::git;
use crate::Tool;
use crate::paths::from_here;
use crate::schemas::schema_folder;

/// The schema that versions and revisions are those of. It is looked for once a side needs it.
pub(super) struct Schema<'o> {
    api: Option<&'o str>,
    tool: Tool,
    folder: OnceCell<PathBuf>,
}

impl<'o> Schema<'o> {
    pub(super) fn new(api: Option<&'o str>, tool: Tool) -> Self {
        Self { api, tool, folder: OnceCell::new() }
    }

    fn folder(&self) -> Result<&Path> {
        if let Some(folder) = self.folder.get() {
            return Ok(folder);
        }
        let found = schema_folder(self.tool, self.api)?;
        Ok(self.folder.get_or_init(|| found))
    }

    /// The option `--api` as a further command repeats it, after a blank.
    fn option(&self) -> String {
        self.api.map(|api| format!(" --api {}", shell_word(api))).unwrap_or_default()
    }
}

/// The dated version that a side is, of each family that has released it.
#[derive(Clone, Copy)]
enum Version {
    At(u32),
    /// The pinned ones of the families that have released the version.
    PinnedBeside(u32),
}

/// A side that was read.
pub(super) struct Opened {
    /// The side as the command line names it.
    written: String,
    name: String,
    folder: PathBuf,
    loaded: Loaded,
    version: Option<Version>,
    /// The text before the path of a file, in places.
    prefix: String,
}

impl Opened {
    /// Reads the side that a text names: a folder, else the number of a version, else a git revision.
    pub(super) fn open(written: &str, schema: &Schema<'_>) -> Result<Self> {
        let path = Path::new(written);
        if path.is_dir() {
            ensure!(holds_api(path), "the folder holds neither `api.yaml` nor a folder `api`");
            return Self::folder_at(path, written.to_owned(), None);
        }
        let folder = schema.folder()?;
        if let Ok(version) = written.parse::<u32>() {
            let opened = Self::folder_at(folder, format!("version {version}"), Some(Version::At(version)))?;
            if Side::at(&opened.loaded, version).is_some() {
                return Ok(opened);
            }
            if !git::is_revision(folder, written)? {
                bail!("{}", no_version(&opened.loaded));
            }
        }
        let (texts, prefix) = git::read(folder, written)?;
        let loaded = restli_schema::load_texts(texts).map_err(|report| invalid(&report.render(false)))?;
        let name = written.to_owned();
        Self { written: name.clone(), name, folder: folder.to_owned(), loaded, version: None, prefix }.checked()
    }

    /// The schema as it lies on the disk.
    pub(super) fn on_disk(schema: &Schema<'_>) -> Result<Self> {
        let folder = schema.folder()?;
        Self::folder_at(folder, from_here(folder), None)
    }

    /// The side in its pinned versions if the other one is a dated version: a whole schema and one version of it have nothing to compare.
    pub(super) fn beside(self, other: &Self, schema: &Schema<'_>) -> Result<Self> {
        let (None, Some(Version::At(version))) = (self.version, other.version) else { return Ok(self) };
        let opened = Self { version: Some(Version::PinnedBeside(version)), ..self };
        let pinned: Vec<String> = opened.side()?.versions().iter().map(ToString::to_string).collect();
        opened.check_schema(other, version, &pinned, schema)?;
        let name = match pinned.as_slice() {
            [one] => format!("{} in version {one}, which is pinned", opened.name),
            several => format!("{} in versions {}, which are pinned", opened.name, several.join(" and ")),
        };
        Ok(Self { name, ..opened })
    }

    /// Refuses a version of one schema beside another schema: versions are all in one client, so that Rust has no verdict for both at once.
    fn check_schema(&self, other: &Self, version: u32, pinned: &[String], schema: &Schema<'_>) -> Result<()> {
        if self.loaded.api.hash == other.loaded.api.hash {
            return Ok(());
        }
        let diff = |sides: String| format!("`{} diff {sides}{}`", schema.tool, schema.option());
        let versions = pinned.iter().find(|pinned| **pinned != version.to_string()).map(|pinned| match pinned.parse::<u32>() {
            Ok(before) if before > version => diff(format!("{version} {pinned}")),
            _ => diff(format!("{pinned} {version}")),
        });
        bail!(
            "`{}` has another schema than the versions, which are those of the schema on the disk: compare the two schemas with {}{}",
            self.written,
            diff(shell_word(&self.written).into_owned()),
            versions.map(|command| format!(", and two versions with {command}")).unwrap_or_default(),
        )
    }

    fn folder_at(folder: &Path, name: String, version: Option<Version>) -> Result<Self> {
        let loaded = restli_schema::load_dir(folder).map_err(|error| match error {
            LoadError::Invalid(report) => invalid(&report.render(false)),
            other => other.into(),
        })?;
        Self { written: name.clone(), name, folder: folder.to_owned(), loaded, version, prefix: String::new() }.checked()
    }

    fn checked(self) -> Result<Self> {
        let api = &self.loaded.api;
        ensure!(
            !(api.resources().is_empty() && api.types().is_empty() && api.events.is_empty()),
            "the schema describes no resource and no type"
        );
        Ok(self)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn side(&self) -> Result<Side<'_>> {
        let side = match self.version {
            Some(Version::At(version)) => Side::at(&self.loaded, version).with_context(|| no_version(&self.loaded))?,
            Some(Version::PinnedBeside(version)) => Side::pinned(&self.loaded, version).with_context(|| no_version(&self.loaded))?,
            None => Side::from(&self.loaded),
        };
        Ok(side.below(&self.prefix))
    }
}

/// Both sides, to be compared.
pub(super) fn sides<'o>(before: &'o Opened, after: &'o Opened) -> Result<[Side<'o>; 2]> {
    let told = || format!("no family of versions has released both {} and {}", before.name, after.name);
    before.side()?.comparable(after.side()?).with_context(told)
}

fn invalid(report: &str) -> anyhow::Error {
    anyhow::Error::msg(format!("the schema has errors\n{report}"))
}

/// The words on a side that is no folder, no version and no revision.
fn no_version(loaded: &Loaded) -> String {
    let families = loaded.api.families().iter().flat_map(|family| &family.released);
    let numbers: BTreeSet<u32> = families.map(|version| version.number).collect();
    let known = if numbers.is_empty() { "the schema has no versions".to_owned() } else { format!("the schema knows {}", listed(&numbers)) };
    format!("no folder, no git revision, and no version of the API: {known}")
}

fn listed(numbers: &BTreeSet<u32>) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
