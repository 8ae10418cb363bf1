//! The same schema gives the same bytes, whoever generates and wherever.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use restli_codegen::Dependencies;

use crate::{cases, generate, name};

/// Set in a child process: the folder of the schemas, and the folder to generate into.
const CHILD: [&str; 2] = ["RESTLI_TEST_SCHEMAS", "RESTLI_TEST_OUT"];

/// Copies the schemas of all cases into a folder.
fn copy_schemas(to: &Path) {
    for case in cases() {
        copy(&case, &to.join(name(&case)));
    }
}

fn copy(folder: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("created");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(name(&path));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, to).expect("copied");
        }
    }
}

/// Generates every schema of a folder, each file named by its path with `+` between the parts.
fn generate_all(schemas: &Path, out: &Path) {
    for entry in std::fs::read_dir(schemas).expect("schemas") {
        for (path, text) in generate(&entry.expect("an entry").path(), &Dependencies::Workspace) {
            std::fs::write(out.join(path.replace('/', "+")), text).expect("written");
        }
    }
}

/// Generates in a child process with these variables, and returns each file.
fn generate_in_child(variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    let place = tempfile::tempdir().expect("a folder");
    let (schemas, out) = (place.path().join("schemas"), place.path().join("out"));
    copy_schemas(&schemas);
    std::fs::create_dir_all(&out).expect("created");
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    child.args(["--exact", "processes::generation_in_other_processes_gives_the_same_bytes"]).current_dir(place.path());
    child.envs(variables.iter().copied()).env("HOME", place.path()).envs(CHILD.into_iter().zip([&schemas, &out]));
    let output = child.output().expect("this program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        (name(&path), std::fs::read_to_string(&path).expect("a file"))
    };
    std::fs::read_dir(out).expect("output").map(read).collect()
}

#[test]
fn generation_in_other_processes_gives_the_same_bytes() {
    if let [Some(schemas), Some(out)] = CHILD.map(std::env::var_os) {
        return generate_all(Path::new(&schemas), Path::new(&out));
    }
    let one = generate_in_child(&[("TZ", "UTC"), ("LANG", "C"), ("USER", "ada")]);
    let other = generate_in_child(&[("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8"), ("USER", "bob"), ("RUST_BACKTRACE", "full")]);
    assert!(one.len() > cases().len() * 8, "{} files are too few", one.len());
    assert!(one == other, "generation depends on its process");
    let here: usize = cases().iter().map(|case| generate(case, &Dependencies::Workspace).len()).sum();
    assert_eq!(one.len(), here);
}
