//! The judgement of the compiler and of a program: what passes the check compiles without warnings and sends what the schema means.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use anyhow::{Context as _, Result};
use restli_codegen::Dependencies;
use serde_json::{Value, json};

use super::judge::{Broken, Passed, judge};
use super::program::{Line, program};
use super::schema::Schema;
use super::shrink::shrink;
use super::wire;

/// The most lines of a compiler's output, and differences of requests, that are shown.
const SHOWN: usize = 60;

/// The folder of the generated crates, and the toolkit that they use.
pub(crate) struct Workshop {
    folder: PathBuf,
    toolkit: PathBuf,
    target: PathBuf,
}

impl Workshop {
    /// The workshop of this checkout. Results of builds are kept, so that only the first run compiles the dependencies.
    pub(crate) fn new() -> Result<Self> {
        let workspace = crate::cargo::workspace()?;
        let target = crate::cargo::target_folder(&workspace)?.join("properties");
        Ok(Self { folder: target.join("crates"), toolkit: workspace.join("crates").canonicalize()?, target: target.join("target") })
    }

    /// Tries a schema that passed; returns the number of requests and values that were compared.
    pub(crate) fn try_out(&self, passed: &Passed) -> Result<Result<usize, Broken>> {
        let plan = restli_codegen::plan(&passed.api);
        let toolkit = self.toolkit.to_str().context("the path of the checkout is not UTF-8")?.to_owned();
        let files = restli_codegen::generate(&plan, &Dependencies::Path(toolkit.clone()), None)?;
        for name in ["random-client/src", "random-client-macros/src"] {
            let folder = self.folder.join(name);
            if folder.exists() {
                fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
            }
        }
        for (path, text) in &files {
            let path = self.folder.join(path);
            fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let (main, lines) = program(&passed.api, &plan);
        let features: Vec<String> = plan.products.iter().map(|product| product.feature.clone()).collect();
        let more = format!("restli-client = {{ path = \"{toolkit}/restli-client\", default-features = false }}\n");
        crate::cargo::workspace_around(&self.folder, "random-client", &features, &more, &main)?;
        let output = self.cargo(&["run", "--quiet", "--package", "program"])?;
        let (told, printed) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            let what: Vec<&str> = told.lines().take(SHOWN).collect();
            return Ok(Err(Broken { promise: "what passes the check compiles without warnings and runs", what: what.join("\n") }));
        }
        let printed: Vec<&str> = printed.lines().collect();
        let mut wrong: Vec<String> = lines.iter().zip(&printed).filter_map(|(line, printed)| different(line, printed)).collect();
        if lines.len() != printed.len() {
            wrong.push(format!("{} lines were printed instead of {}", printed.len(), lines.len()));
        }
        wrong.truncate(SHOWN);
        let promise = "requests are those that the schema means, and values come back";
        Ok(if wrong.is_empty() { Ok(lines.len()) } else { Err(Broken { promise, what: wrong.join("\n") }) })
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new(crate::cargo::cargo());
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        command.env("RUSTFLAGS", "-Dwarnings").env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
        command.output().with_context(|| format!("cannot run {command:?}"))
    }

    /// The smallest schema that was found to fail: the products that the failure names, then types and resources of them.
    pub(crate) fn smallest(&self, whole: &Schema, failure: &Broken) -> Schema {
        let fails = |schema: &Schema| match judge(schema) {
            Ok(Ok(passed)) => self.try_out(&passed).is_ok_and(|tried| tried.is_err_and(|other| other.promise == failure.promise)),
            _ => false,
        };
        let named = |content: &Value| {
            let name = content.get("rust").or(content.get("product")).and_then(Value::as_str).unwrap_or_default();
            let wire = content.get("product").and_then(Value::as_str).unwrap_or_default();
            failure.what.contains(&format!("/{}/", name.to_lowercase()))
                || failure.what.lines().any(|line| line.starts_with(&format!("{wire}.")))
        };
        for (file, content) in whole.iter().filter(|(_, content)| named(content)) {
            let api = whole.get("api.yaml").cloned().unwrap_or_default();
            let alone = Schema::from_iter([("api.yaml".to_owned(), api), (file.clone(), content.clone())]);
            if fails(&alone) {
                return shrink(alone, 3, fails);
            }
        }
        whole.clone()
    }
}

/// The difference between a line that the program should print and the one that it printed.
fn different(line: &Line, printed: &str) -> Option<String> {
    let printed: Value = serde_json::from_str(printed).unwrap_or_else(|_| json!(printed));
    match line {
        Line::Request { name, expected } => wire::different(expected, &printed).map(|what| format!("{name}: {what}")),
        Line::Back { name, value } if *value != printed => Some(format!("{name}: {value}\n  came back as {printed}")),
        Line::Back { .. } => None,
    }
}
