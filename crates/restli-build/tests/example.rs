//! The program of `tests/build-script`, really built: its client comes from the schema, follows its changes, and its problems fail the build.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A copy of the program.
struct Program {
    folder: TempDir,
    target: PathBuf,
}

fn copy(from: &Path, to: &Path, root: &str) {
    std::fs::create_dir_all(to).expect("created");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to, root);
        } else {
            let text = std::fs::read_to_string(&path).expect("text");
            let text = text.replace("../../../crates/", "../../crates/").replace("../../crates/", &format!("{root}/crates/"));
            std::fs::write(to, text).expect("written");
        }
    }
}

impl Program {
    /// A copy that is built from the libraries that the workspace is tested with, most of which are built: no network is needed.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = restli_testing::workspace();
        copy(&root.join("tests/build-script"), folder.path(), &root.display().to_string().replace('\\', "/"));
        std::fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("copied");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder").to_owned();
        Self { folder, target }
    }

    fn run(&self) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--quiet", "--offline"]).current_dir(self.folder.path()).env("CARGO_TARGET_DIR", &self.target);
        if std::env::var_os("CARGO_PROFILE_DEV_DEBUG").is_none() {
            command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
        }
        command.output().expect("cargo runs")
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.contains(old), "{file} has no `{old}`");
        std::fs::write(path, text.replace(old, new)).expect("written");
    }
}

fn good(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn bad(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn program_of_a_build_script_follows_its_schema() {
    let program = Program::new();
    let told = good(&program.run());
    assert!(told.starts_with("curl 'https://api.example.com/notes/1?fields=id,text'"), "{told}");
    assert!(told.contains("/notes/1?fields=id,by:(name)'") && told.contains("--data-raw '{\"text\":\"Hello\"}'"), "{told}");

    program.edit("schema/shop/notes.yaml", "text: string", "text: string\n      title?: string");
    program.edit("src/main.rs", "Note: (id, text)", "Note: (id, title)");
    assert!(good(&program.run()).contains("fields=id,title'"));

    program.edit("schema/shop/notes.yaml", "text: string", "text: strnig");
    let told = bad(&program.run());
    let shown = "  error[RL0301]: unknown type `strnig`\n    --> schema/shop/notes.yaml:10:13\n     |\n  10 |       text: strnig\n";
    assert!(told.contains(shown) && told.contains("help: did you mean `string`?"), "{told}");

    program.edit("schema/shop/notes.yaml", "text: strnig", "text: string");
    program.edit("build.rs", "[\"notes\"]", "[\"nots\"]");
    let told = bad(&program.run());
    assert!(told.contains("the API `shop` has no product `nots`: did you mean `notes`?"), "{told}");

    program.edit("build.rs", "schema/shop", "schema/shp");
    let told = bad(&program.run());
    assert!(told.contains("cannot read schema/shp") && told.contains("a schema is named relative to the package"), "{told}");
}

#[test]
fn code_of_the_page_that_no_test_of_documentation_compiles_stands_in_the_program() {
    let root = restli_testing::workspace();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a text");
    let program = read("tests/build-script/src/main.rs") + &read("tests/build-script/macros/src/lib.rs");
    let page = read("crates/restli-build/README.md");
    let blocks: Vec<&str> = page.split("```rust,ignore\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| line.starts_with("include!")) {
        let code = line.split(" //").next().unwrap_or_default();
        assert!(program.contains(code), "{code}");
    }
}
