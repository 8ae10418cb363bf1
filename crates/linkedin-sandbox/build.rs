//! Puts the files of LinkedIn's schema into the crate, so that an installed binary needs no checkout.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // The folder is that of this run: a copied target folder must not build the schema of another checkout into this one.
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets CARGO_MANIFEST_DIR"))?;
    let schema = package.join("../../schema/linkedin").canonicalize()?;
    println!("cargo::rerun-if-changed={}", schema.display());
    let mut files = Vec::new();
    collect(&schema, &mut files)?;
    files.sort();
    let mut text = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&schema).unwrap_or(&file).display().to_string().replace('\\', "/");
        writeln!(text, "    ({name:?}, include_str!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    text.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(out.join("schema.rs"), text)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
