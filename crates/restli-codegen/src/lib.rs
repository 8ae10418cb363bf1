//! The code generator: from the checked model of an API to the Rust source of its client.
//!
//! The generator is pure: it uses no disk, clock or host. Each stage is a function: [`plan()`] decides every name
//! and form, [`generate`] turns the plan into tokens (`emit`) and the tokens into text (`format`). [`surface()`], [`coverage()`],
//! [`doctor()`] and [`scopes`] report on the same plan.

mod behaviour;
mod block;
mod coverage;
mod doc;
mod doctor;
mod emit;
mod format;
mod functions;
mod module;
mod output;
mod parallel;
pub mod plan;
pub mod scopes;
mod surface;

pub use coverage::{Count, counts, coverage, products};
pub use doctor::{Checkup, doctor, version_changes};
pub use emit::files::{resource_file, type_file};
pub use emit::method::signature_text;
pub use format::FormatError;
pub use functions::{Function, functions};
pub use module::{InModule, macro_sources, module};
pub use output::{Dependencies, FileSet, MARKER, client_crate};
pub use plan::{Plan, plan};
pub use surface::{operation_surface, surface, type_surface};

use emit::catalog::Lookup;
use output::CrateNames;

/// Makes the client crate `<api>-client` and the macro crate `<api>-client-macros`. `front_door` is the crate that re-exports the client, if
/// there is one: programs depend on it, and examples name it.
///
/// # Errors
/// [`FormatError`] if the generator made something that is not Rust: a defect of the generator.
pub fn generate(plan: &Plan<'_>, dependencies: &Dependencies, front_door: Option<&str>) -> Result<FileSet, FormatError> {
    let crates = CrateNames::of(plan.name(), front_door);
    let sources = plan.with_catalog(|catalog| {
        let client = client(plan, catalog, &crates)?;
        Ok::<_, FormatError>([client, macros(plan, catalog, &crates)?].concat())
    })?;
    let manifests = emit::manifest::manifests(plan, &crates, dependencies);
    Ok(sources.into_iter().chain(manifests).chain([behaviour::table(plan, &crates)]).collect())
}

/// The source files of the client, by path.
fn client(plan: &Plan<'_>, catalog: &Lookup<'_>, crates: &CrateNames) -> Result<Vec<(String, String)>, FormatError> {
    let modules = emit::files::modules(plan);
    let source = |file: &_| format::file(emit::files::source(plan, catalog, crates, &modules, *file));
    parallel::map(&emit::files::files(plan), source)
}

/// The source files of the macro crate, by path.
fn macros(plan: &Plan<'_>, catalog: &Lookup<'_>, crates: &CrateNames) -> Result<Vec<(String, String)>, FormatError> {
    emit::catalog::sources(plan, catalog, crates).into_iter().map(format::file).collect()
}

/// Makes modules of tests that build the request of every sample through the typed functions of a client, and name the type that each answer
/// is read into. `client` is the crate with the client; the modules use the types of `crate::proof`, which is written by hand.
///
/// # Errors
/// [`FormatError`] if the generator made something that is not Rust: a defect of the generator.
pub fn proofs(plan: &Plan<'_>, client: &str) -> Result<FileSet, FormatError> {
    let modules = emit::files::modules(plan);
    emit::proofs::sources(plan, client, &modules).into_iter().map(format::file).collect()
}

#[cfg(test)]
mod tests;
