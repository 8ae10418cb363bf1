//! The packages that matter for the uses of a program: itself, the client, and the libraries between them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::cargo::cargo;

/// A package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    pub(super) name: String,
    /// The folder of its manifest.
    pub(super) folder: PathBuf,
    /// Features that exist, and that the build does not turn on.
    pub(super) features_off: Vec<String>,
}

/// The packages that matter.
#[derive(Debug)]
pub(super) struct Packages {
    pub(super) programs: Vec<Package>,
    pub(super) client: Package,
    /// Packages that use the client and that a program uses.
    pub(super) libraries: Vec<Package>,
    /// The folder of build results.
    pub(super) target: PathBuf,
}

impl Packages {
    /// Asks cargo about the package or workspace in a folder.
    pub(super) fn of(folder: &Path, name: &str) -> Result<Self> {
        let manifest = if folder.is_dir() { folder.join("Cargo.toml") } else { folder.to_path_buf() };
        let output = Command::new(cargo()).args(["metadata", "--format-version", "1", "--manifest-path"]).arg(&manifest).output()?;
        if !output.status.success() {
            bail!("cargo cannot read {}: {}", manifest.display(), String::from_utf8_lossy(&output.stderr).trim_end());
        }
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let manifest = manifest.canonicalize()?;
        let list = |value: &Value, key: &str| value.pointer(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let packages = list(&metadata, "/packages");
        let nodes = list(&metadata, "/resolve/nodes");
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let find = |id: &str| packages.iter().find(|package| text(package, "id") == id);
        let node = |id: &str| nodes.iter().find(|node| text(node, "id") == id);
        let dependencies = |id: &str| -> Vec<String> {
            let all = node(id).map(|node| list(node, "/deps")).unwrap_or_default();
            all.iter().map(|dependency| text(dependency, "pkg")).collect()
        };
        let package = |id: &str| -> Result<Package> {
            let found = find(id).context("cargo metadata names every package")?;
            let on: BTreeSet<String> = node(id)
                .map(|node| list(node, "/features"))
                .unwrap_or_default()
                .iter()
                .filter_map(|name| Some(name.as_str()?.to_owned()))
                .collect();
            let all = found.get("features").and_then(Value::as_object);
            let off = all.into_iter().flat_map(|all| all.keys()).filter(|name| !on.contains(*name)).cloned().collect();
            let folder = Path::new(&text(found, "manifest_path")).parent().map(Path::to_path_buf).unwrap_or_default();
            Ok(Package { name: text(found, "name"), folder, features_off: off })
        };
        let is_here = |id: &String| {
            find(id).is_some_and(|found| Path::new(&text(found, "manifest_path")).canonicalize().is_ok_and(|path| path == manifest))
        };
        let members: Vec<String> = list(&metadata, "/workspace_members").iter().filter_map(|id| Some(id.as_str()?.to_owned())).collect();
        let mut programs: Vec<String> = members.iter().filter(|id| is_here(id)).cloned().collect();
        if programs.is_empty() {
            programs = members;
        }
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut open = programs.clone();
        while let Some(id) = open.pop() {
            if reached.insert(id.clone()) {
                open.extend(dependencies(&id));
            }
        }
        let client = reached.iter().find(|id| find(id).is_some_and(|found| text(found, "name") == name) && !programs.contains(id));
        let Some(client) = client else {
            bail!("{} does not depend on `{name}`, the client of the schema", manifest.display());
        };
        let uses_client = |id: &&String| *id != client && !programs.contains(id) && dependencies(id).contains(client);
        Ok(Self {
            client: package(client)?,
            libraries: reached.iter().filter(uses_client).map(|id| package(id)).collect::<Result<_>>()?,
            programs: programs.iter().map(|id| package(id)).collect::<Result<_>>()?,
            target: PathBuf::from(text(&metadata, "target_directory")),
        })
    }
}
