//! `cargo xtask synth`: a synthetic schema to measure with. The same numbers give the same bytes.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use restli_testing::synth;

/// Options of `synth`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The number of operations; four make a resource.
    #[arg(long)]
    operations: usize,
    /// The folder to write the schema to.
    #[arg(long)]
    out: PathBuf,
    /// Another seed gives other names.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Writes the schema.
pub(crate) fn run(options: &Options) -> Result<()> {
    let cannot = || format!("cannot write below {}", options.out.display());
    synth::write(&options.out, options.operations, options.seed).with_context(cannot)?;
    println!("{} operations below {}", options.operations.div_ceil(4) * 4, options.out.display());
    Ok(())
}
