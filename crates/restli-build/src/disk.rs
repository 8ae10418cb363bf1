//! Files in the folder of a build script's output.

use std::fs;
use std::path::Path;

use restli_codegen::FileSet;
use restli_schema::rust_names;

/// Writes the files of a module to a folder of its name, and beside it `NAME.rs` with its declaration: an attribute inside a file that
/// `include!` reads would be an error, but a file that it declares may have them.
pub(crate) fn write_module(out: &Path, name: &str, files: &FileSet) -> Result<(), String> {
    let bare = rust_names::bare(name);
    let folder = out.join(bare);
    write(&folder, files)?;
    let root = folder.join("mod.rs");
    let declaration = format!("#[path = {:?}]\npub mod {name};\n", root.display().to_string());
    write_file(&out.join(format!("{bare}.rs")), &declaration)
}

/// Writes the source of a macro crate to the folder `macros`: its `lib.rs` without documentation, which `include!` would not take.
pub(crate) fn write_macros(out: &Path, mut files: FileSet) -> Result<(), String> {
    if let Some(root) = files.get_mut("lib.rs") {
        *root = root.lines().filter(|line| !line.starts_with("//!")).flat_map(|line| [line, "\n"]).collect();
    }
    write(&out.join("macros"), &files)
}

/// Writes files to a folder that has nothing else afterwards.
fn write(folder: &Path, files: &FileSet) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("error: cannot empty {}: {error}", folder.display()))?;
    }
    files.iter().try_for_each(|(path, text)| write_file(&folder.join(path), text))
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("error: cannot write {}: {error}", path.display()))
}
