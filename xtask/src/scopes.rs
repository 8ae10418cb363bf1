//! `cargo xtask scopes`: the permissions that a program needs, and the products to request.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use restli_codegen::scopes::{self, Source};

use crate::generate::load;

/// Options of `scopes`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Operations by their ids or the ends of these, separated by commas: `content.posts.create,me.get`.
    #[arg(long, value_delimiter = ',', required_unless_present = "path")]
    ops: Vec<String>,
    /// A crate, or a folder of sources, whose calls and projections are read. Calls that a library makes for it are not seen: name them
    /// with `--ops`.
    #[arg(long = "crate")]
    path: Option<PathBuf>,
    /// The schema folder.
    #[arg(long, default_value = "schema/linkedin")]
    schema: PathBuf,
}

/// Prints the least set.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let Some(api) = load(&options.schema)? else { return Ok(ExitCode::FAILURE) };
    let plan = restli_codegen::plan(&api);
    let mut used = scopes::of_operations(&plan, &options.ops).map_err(anyhow::Error::msg)?;
    if let Some(path) = &options.path {
        let mut sources = Vec::new();
        collect(path, &mut sources)?;
        if sources.is_empty() {
            bail!("no `.rs` file below {}", path.display());
        }
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        used = used.and(scopes::of_sources(&plan, &sources));
    }
    print!("{}", scopes::report(&plan, &used));
    for handle in &used.unfollowed {
        eprintln!("not followed: {}: {}", handle.path, handle.what);
    }
    Ok(ExitCode::SUCCESS)
}

/// A file, or every Rust file below a folder, without what cargo builds.
fn collect(path: &Path, sources: &mut Vec<Source>) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            let below = entry?.path();
            let built = below.file_name().is_some_and(|name| name == "target" || name.to_string_lossy().starts_with('.'));
            if !built && (below.is_dir() || below.extension().is_some_and(|ending| ending == "rs")) {
                collect(&below, sources)?;
            }
        }
        return Ok(());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    sources.push(Source { path: path.display().to_string(), text });
    Ok(())
}
