//! Typed clients of Rest.li APIs from a build script.
//!
#![doc = include_str!("../README.md")]

mod disk;
mod products;

use std::path::{Path, PathBuf};

use restli_codegen::{InModule, Plan};
use restli_schema::{LoadError, load_dir, rust_names};

/// A client that a build script generates.
#[derive(Clone, Debug)]
#[must_use]
pub struct Client {
    schema: PathBuf,
    macros: Option<String>,
    products: Option<Vec<String>>,
}

impl Client {
    /// The client of the API that a folder describes; its path is relative to the package.
    pub fn of(schema: impl Into<PathBuf>) -> Self {
        Self { schema: schema.into(), macros: None, products: None }
    }

    /// Only these products, and those that they need.
    pub fn products<P: Into<String>>(self, products: impl IntoIterator<Item = P>) -> Self {
        Self { products: Some(products.into_iter().map(Into::into).collect()), ..self }
    }

    /// The macro crate of the API, whose build script calls [`macros`]: with it the module has `projection!`, and `scopes!` if the API has
    /// permissions.
    pub fn macros(self, krate: impl Into<String>) -> Self {
        Self { macros: Some(krate.into()), ..self }
    }

    /// Generates the client as a module with the name of the API, and writes `NAME.rs`, which declares it, to `OUT_DIR`.
    ///
    /// Ends the build script with the problems of the schema, if it has any.
    pub fn generate(&self) {
        finish(out_folder().and_then(|out| self.written(&out)));
    }

    fn written(&self, out: &Path) -> Result<String, String> {
        from_schema(&self.schema, |plan| {
            let name = rust_names::module_name(&plan.api.name);
            let files = restli_codegen::module(plan, InModule { name: &name, macros: self.macros.as_deref() });
            disk::write_module(out, &name, &files.map_err(|error| error.to_string())?)?;
            Ok(products::directives(plan, &products::chosen(plan, self.products.as_deref())?))
        })
    }
}

/// Generates the source of the macro crate of an API, and writes it to `OUT_DIR`, as `macros/lib.rs` and the files that this declares.
///
/// Ends the build script with the problems of the schema, if it has any.
pub fn macros(schema: impl AsRef<Path>) {
    finish(out_folder().and_then(|out| macros_written(schema.as_ref(), &out)));
}

fn macros_written(schema: &Path, out: &Path) -> Result<String, String> {
    from_schema(schema, |plan| {
        let files = restli_codegen::macro_sources(plan).map_err(|error| error.to_string())?;
        disk::write_macros(out, files)?;
        Ok(String::new())
    })
}

/// The directives for cargo after something was made of a schema, or the problems of the schema.
fn from_schema(schema: &Path, make: impl FnOnce(&Plan<'_>) -> Result<String, String>) -> Result<String, String> {
    let loaded = load_dir(schema).map_err(|error| match error {
        LoadError::Invalid(report) => report.render(false),
        error => format!("{}a schema is named relative to the package: Client::of(\"schema/shop\")", error.render(false)),
    })?;
    let mut directives = format!("cargo::rerun-if-changed={}\n", schema.display());
    for line in loaded.render_warnings(false).lines() {
        directives.extend(["cargo::warning=", line, "\n"]);
    }
    Ok(directives + &make(&restli_codegen::plan(&loaded.api))?)
}

fn out_folder() -> Result<PathBuf, String> {
    std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| "OUT_DIR is not set: call this from a build script".to_owned())
}

/// Prints the directives, or ends the build script with the problems.
fn finish(made: Result<String, String>) {
    match made {
        Ok(directives) => print!("{directives}"),
        Err(problems) => {
            eprintln!("{problems}");
            std::process::exit(1);
        }
    }
}
