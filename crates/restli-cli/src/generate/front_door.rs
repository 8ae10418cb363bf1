//! The front door of a client: a crate written by hand that re-exports it, with a feature of its own per product.
//!
//! The root `Cargo.toml` names it: `[workspace.metadata.restli] front_doors = [{ api = "NAME", manifest = "FILE" }]`. Two comment lines of
//! the manifest enclose the features of products, and two of its `src/lib.rs` the re-exports of their modules by name; `generate` keeps
//! both. The re-exports are for the compiler: of a name that is configured out it tells the feature, but not through a `*`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use restli_codegen::Plan;

use crate::changes::Change;
use crate::settings::{self, Settings};

/// The first words of the lines around the features of products.
const MARKS: [&str; 2] = ["# products: begin", "# products: end"];

/// The first words of the lines around the re-exports of products.
const MARKS_IN_SOURCE: [&str; 2] = ["// products: begin", "// products: end"];

/// The feature of all products.
const ALL: &str = "full";

/// The manifest of the front door with a feature per product, and its `src/lib.rs` with a re-export per product, where they differ.
pub(crate) fn products(workspace: &Path, settings: &Settings, plan: &Plan<'_>) -> Result<Vec<Change>> {
    let Some(path) = manifest(workspace, settings, plan.name()) else { return Ok(Vec::new()) };
    let client = restli_codegen::client_crate(plan.name());
    let features: Vec<&str> = plan.products.iter().map(|product| product.feature.as_str()).collect();
    let modules: Vec<(&str, &str)> = plan.products.iter().map(|product| (product.feature.as_str(), product.module.as_str())).collect();
    let source = path.with_file_name("src").join("lib.rs");
    let kept = |path: PathBuf, keep: &dyn Fn(&str) -> Result<String>| {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let shown = path.strip_prefix(workspace).unwrap_or(&path).display().to_string();
        Change::of(path, keep(&text).with_context(|| shown)?)
    };
    let manifest = kept(path, &|text| with_products(text, &client, &features))?;
    let source = kept(source, &|text| with_re_exports(text, &client, &modules))?;
    Ok(manifest.into_iter().chain(source).collect())
}

/// The name of the package of an API's front door, if it has one.
pub(crate) fn package(workspace: &Path, settings: &Settings, api: &str) -> Result<Option<String>> {
    manifest(workspace, settings, api).map(|path| settings::package(&path)).transpose()
}

/// The manifest of an API's front door, if it has one.
fn manifest(workspace: &Path, settings: &Settings, api: &str) -> Option<PathBuf> {
    settings.front_doors.iter().find(|entry| entry.api == api).map(|entry| workspace.join(&entry.manifest))
}

/// The text of a manifest in which the lines between the marks are the features of these products. A line that is there stays as it is: a
/// product may need more than the client has.
fn with_products(text: &str, client: &str, products: &[&str]) -> Result<String> {
    let [head, between, tail] = marked(text, MARKS)?;
    let feature = |line: &&'_ str| line.split_once(" = [").map(|(name, _)| name.to_owned());
    let there: BTreeMap<String, &str> = between.iter().filter_map(|line| Some((feature(line)?, *line))).collect();
    for product in products {
        let taken = *product == ALL || head.iter().chain(&tail).any(|line| feature(line).as_deref() == Some(product));
        ensure!(!taken, "the product `{product}` has the name of another feature: give the product another name");
    }
    for gone in there.keys().filter(|name| *name != ALL && !products.contains(&name.as_str())) {
        let quoted = format!("\"{gone}\"");
        let elsewhere = head.iter().chain(&tail).find(|line| line.contains(&quoted) && !line.starts_with("keywords"));
        if let Some(line) = elsewhere {
            bail!("the schema no longer has the product `{gone}`: remove it from the line `{}`", line.trim());
        }
    }
    let mut kept = head.join("\n") + "\n";
    for product in products {
        let own = format!("\"{client}/{product}\"");
        match there.get(*product).filter(|line| line.contains(&own)) {
            Some(line) => kept.extend([line, "\n"]),
            None => writeln!(kept, "{product} = [{own}]")?,
        }
    }
    writeln!(kept, "{ALL} = [")?;
    for product in products {
        writeln!(kept, "    \"{product}\",")?;
    }
    kept.push_str("]\n");
    for line in &tail {
        kept.extend([line, "\n"]);
    }
    Ok(kept)
}

/// The text of a source in which the lines between the marks re-export the modules of these products, each as its feature says.
fn with_re_exports(text: &str, client: &str, modules: &[(&str, &str)]) -> Result<String> {
    let [head, _, tail] = marked(text, MARKS_IN_SOURCE)?;
    let client = client.replace('-', "_");
    let mut kept = head.join("\n") + "\n";
    for (feature, module) in modules {
        writeln!(kept, "#[cfg(feature = \"{feature}\")]\npub use {client}::{module};")?;
    }
    for line in &tail {
        kept.extend([line, "\n"]);
    }
    Ok(kept)
}

/// The lines up to the first mark, those between the marks, and those from the second mark on.
fn marked<'t>(text: &'t str, marks: [&str; 2]) -> Result<[Vec<&'t str>; 3]> {
    let mut head: Vec<&str> = text.lines().collect();
    let [begin, end] = marks.map(|mark| head.iter().position(|line| line.starts_with(mark)));
    let (Some(begin), Some(end)) = (begin, end) else { bail!("it has no lines `{}` and `{}`", marks[0], marks[1]) };
    ensure!(begin < end, "the line `{}` stands before the line `{}`", marks[1], marks[0]);
    let tail = head.split_off(end);
    let between = head.split_off(begin + 1);
    Ok([head, between, tail])
}

#[cfg(test)]
mod tests {
    use super::{with_products, with_re_exports};

    const BEFORE: &str = "[features]\ndefault = [\"gzip\", \"posts\"]\ngzip = []\n# products: begin\n";
    const AFTER: &str = "# products: end, kept by `generate`\n\n[dependencies]\n";
    const POSTS: &str = "posts = [\"shop-client/posts\", \"dep:image\"]\n";

    fn manifest(between: &str) -> String {
        format!("{BEFORE}{between}{AFTER}")
    }

    fn kept(between: &str, products: &[&str]) -> String {
        with_products(&manifest(between), "shop-client", products).unwrap_or_else(|error| format!("{error:#}"))
    }

    #[test]
    fn features_of_products_are_added_and_removed_and_keep_what_else_they_name() {
        let both = format!("events = [\"shop-client/events\"]\n{POSTS}full = [\n    \"events\",\n    \"posts\",\n]\n");
        assert_eq!(kept(POSTS, &["events", "posts"]), manifest(&both));
        assert_eq!(kept(&both, &["events", "posts"]), manifest(&both));
        assert_eq!(kept(&both.replace('\n', "\r\n"), &["posts"]), manifest(&format!("{POSTS}full = [\n    \"posts\",\n]\n")));
    }

    #[test]
    fn re_exports_of_products_are_written_anew() {
        let source = |between: &str| format!("pub mod upload;\n// products: begin\n{between}// products: end\n\nmod own;\n");
        let gone = "#[cfg(feature = \"gone\")]\npub use shop_client::gone;\n";
        let products = [("posts", "posts"), ("r_type", "r#type")];
        let kept = with_re_exports(&source(gone), "shop-client", &products).unwrap_or_else(|error| format!("{error:#}"));
        let both = "#[cfg(feature = \"posts\")]\npub use shop_client::posts;\n#[cfg(feature = \"r_type\")]\npub use shop_client::r#type;\n";
        assert_eq!(kept, source(both));
        let unmarked = with_re_exports("", "shop-client", &[]).map_err(|error| error.to_string());
        assert_eq!(unmarked, Err("it has no lines `// products: begin` and `// products: end`".to_owned()));
    }

    #[test]
    fn features_that_cannot_be_kept_are_told_with_what_to_do() {
        let cases = [
            (&["posts", "gzip"][..], "the product `gzip` has the name of another feature: give the product another name"),
            (&["posts", "full"], "the product `full` has the name of another feature: give the product another name"),
            (&["events"], "the schema no longer has the product `posts`: remove it from the line `default = [\"gzip\", \"posts\"]`"),
        ];
        for (products, message) in cases {
            assert_eq!(kept(POSTS, products), message);
        }
        let unmarked = with_products("[features]\n", "shop-client", &[]).map_err(|error| error.to_string());
        assert_eq!(unmarked, Err("it has no lines `# products: begin` and `# products: end`".to_owned()));
    }
}
