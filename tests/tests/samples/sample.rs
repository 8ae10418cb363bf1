//! The files of `tests/samples`, each with the operation that it belongs to.

use std::path::PathBuf;

use restli_codegen::Plan;
use restli_schema::api::{Api, Method, ResourceId};
use restli_testing::workspace;

/// A sample and the operation that it belongs to.
pub(crate) struct Sample<'a> {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) resource: ResourceId,
    pub(crate) method: &'a Method,
    /// The verb, and the path below the host with keys as `{name}`.
    pub(crate) verb: &'static str,
    pub(crate) path: String,
}

pub(crate) fn linkedin() -> Api {
    let folder = workspace().join("schema/linkedin");
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// The files whose names end in some way.
fn files(end: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(workspace().join("tests/samples")).expect("samples");
    let mut all: Vec<PathBuf> = folders
        .flat_map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("a folder"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect();
    all.sort();
    all
}

/// The samples whose names end in some way.
pub(crate) fn samples<'a>(api: &'a Api, plan: &Plan<'_>, end: &str) -> Vec<Sample<'a>> {
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let stem = name.strip_suffix(end).expect("the end");
        let id = stem.split('-').next().unwrap_or(stem);
        let found = plan.resources.iter().find_map(|planned| {
            let method = planned.methods.iter().find(|method| method.id == id)?;
            let operation = planned.operations.iter().find(|operation| operation.id == id)?;
            Some((planned.id, method.index, operation))
        });
        let Some((resource, index, operation)) = found else { panic!("{name}: there is no operation `{id}`") };
        let text = std::fs::read_to_string(&path).expect("a sample");
        let path = format!("{}{}", api[api[resource].base].path, operation.path);
        Sample { name, text, resource, method: &api[resource].methods[index], verb: operation.kind.http_verb(), path }
    };
    files(end).into_iter().map(read).collect()
}
