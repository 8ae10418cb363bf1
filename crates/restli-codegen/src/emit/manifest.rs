//! Manifests and READMEs of the generated crates.

use std::fmt::Write as _;

use crate::output::{CrateNames, Dependencies, header};
use crate::plan::Plan;

/// Manifests, READMEs and `rustfmt.toml` of both crates, by path.
pub(crate) fn manifests(plan: &Plan<'_>, crates: &CrateNames, dependencies: &Dependencies) -> Vec<(String, String)> {
    let CrateNames { client, macros, .. } = crates;
    vec![
        (format!("{client}/Cargo.toml"), self::client(plan, client, macros, dependencies)),
        (format!("{client}/rustfmt.toml"), rustfmt()),
        (format!("{client}/README.md"), client_readme(plan, client)),
        (format!("{macros}/README.md"), macros_readme(macros, client)),
        (format!("{macros}/Cargo.toml"), self::macros(plan, macros, dependencies)),
        (format!("{macros}/rustfmt.toml"), rustfmt()),
    ]
}

/// `Cargo.toml` of the client.
fn client(plan: &Plan<'_>, name: &str, macros: &str, dependencies: &Dependencies) -> String {
    let mut text = head(name, &format!("A typed client of the API {}, generated from its schema.", plan.name()), dependencies);
    let restli_client = dependencies.line("restli-client", false, &[]);
    let macros_line = dependencies.line(macros, true, &[]);
    let _ = write!(text, "[dependencies]\n{restli_client}\n{macros_line}\n\n");
    let features: Vec<&str> = plan.products.iter().map(|product| product.feature.as_str()).collect();
    let quoted = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let mut default = features.clone();
    default.extend(["login", "rustls"]);
    let _ = write!(text, "[features]\ndefault = [{}]\n", quoted(&default));
    text.push_str(
        "# HTTPS by rustls; without it only plain HTTP works, which is enough for a local server.\nrustls = [\"restli-client/rustls\"]\n\
         # Login by OAuth, and tokens that are renewed and stored.\nlogin = [\"restli-client/login\"]\n",
    );
    for product in &plan.products {
        let needs: Vec<&str> = product.needs.iter().map(String::as_str).collect();
        let _ = writeln!(text, "{} = [{}]", product.feature, quoted(&needs));
    }
    text
}

/// `Cargo.toml` of the macro crate.
fn macros(plan: &Plan<'_>, name: &str, dependencies: &Dependencies) -> String {
    let mut text = head(name, &format!("Projections checked against the schema of the API {}.", plan.name()), dependencies);
    let restli_projection = dependencies.line("restli-projection", false, &["expand"]);
    let proc_macro2 = dependencies.external("proc-macro2", "1.0.107");
    let _ = write!(text, "[lib]\nproc-macro = true\n\n[dependencies]\n{restli_projection}\n{proc_macro2}\n");
    text
}

/// `rustfmt.toml`, which keeps rustfmt from changing generated files.
fn rustfmt() -> String {
    format!("{}\ndisable_all_formatting = true\n", header("#"))
}

/// `README.md` of the client.
fn client_readme(plan: &Plan<'_>, name: &str) -> String {
    let mut text = format!(
        "{}\n\n# {name}\n\nA typed client of the API `{}`, generated from its schema: a module and a cargo feature per product.\n",
        header("<!--") + " -->",
        plan.name()
    );
    if !plan.products.is_empty() {
        text.push('\n');
    }
    for product in &plan.products {
        let _ = writeln!(text, "- `{}`", product.feature);
    }
    text
}

/// `README.md` of the macro crate.
fn macros_readme(name: &str, client: &str) -> String {
    format!(
        "{}\n\n# {name}\n\nThe procedural macros of `{client}`, which re-exports them. Depend on `{client}` instead.\n",
        header("<!--") + " -->"
    )
}

fn head(name: &str, doc: &str, dependencies: &Dependencies) -> String {
    let marker = header("#");
    let package = match dependencies {
        Dependencies::Workspace => {
            let api = name.split_once("-client").map_or(name, |(api, _)| api);
            // A registry accepts keywords of at most 20 characters.
            let keyword = if api.len() <= 20 { format!("\"{api}\", ") } else { String::new() };
            format!(
                "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n\
                 repository.workspace = true\ndocumentation = \"https://docs.rs/{name}\"\nreadme = \"README.md\"\n\
                 keywords = [{keyword}\"rest-li\", \"api\", \"client\"]\ncategories = [\"api-bindings\"]\n\n\
                 [package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n"
            )
        }
        Dependencies::Path(_) | Dependencies::Version(_) => "version = \"0.1.0\"\nedition = \"2024\"\npublish = false\n".to_owned(),
    };
    let lints = match dependencies {
        Dependencies::Workspace => "[lints]\nworkspace = true\n\n",
        Dependencies::Path(_) | Dependencies::Version(_) => "",
    };
    format!("{marker}\n\n[package]\nname = \"{name}\"\ndescription = \"{doc}\"\n{package}\n{lints}")
}

impl Dependencies {
    /// The dependency line for a crate of the toolkit, or for the other generated crate.
    fn line(&self, name: &str, sibling: bool, features: &[&str]) -> String {
        let quoted = features.iter().map(|feature| format!("\"{feature}\"")).collect::<Vec<_>>().join(", ");
        let features = if features.is_empty() { String::new() } else { format!(", features = [{quoted}]") };
        let defaults = if name == "restli-client" { ", default-features = false" } else { "" };
        match self {
            Dependencies::Workspace => format!("{name} = {{ workspace = true{features} }}"),
            Dependencies::Path(_) | Dependencies::Version(_) if sibling => format!("{name} = {{ path = \"../{name}\" }}"),
            Dependencies::Path(path) => format!("{name} = {{ path = \"{path}/{name}\"{defaults}{features} }}"),
            Dependencies::Version(version) => format!("{name} = {{ version = \"{version}\"{defaults}{features} }}"),
        }
    }

    fn external(&self, name: &str, version: &str) -> String {
        match self {
            Dependencies::Workspace => format!("{name} = {{ workspace = true }}"),
            Dependencies::Path(_) | Dependencies::Version(_) => format!("{name} = {{ version = \"{version}\", default-features = false }}"),
        }
    }
}
