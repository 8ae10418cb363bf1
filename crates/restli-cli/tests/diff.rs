//! `restli diff` as its user meets it: sides, words and exit codes.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

const API: &str = "api: shop
namespace: com.example
bases: {main: {url: 'https://api.example.com', path: /v1, versions: monthly}}
versions: {monthly: {header: Api-Version, pinned: 202602, released: {202601: , 202602: }}, slow: {header: Slow-Version, pinned: 202501, released: {202501: }}}
rules: {base: main}
";

const WARES: &str = "product: wares
types:
  Ware: {fields: {id: long, note?: string, old?: {type: string, until: 202602}}}
resources:
  wares: {collection: Ware, key: {wareId: long}, methods: {get: }}
";

/// A repository with the schema of a shop, committed.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.write("schema/shop/api.yaml", API);
        repository.write("schema/shop/wares.yaml", WARES);
        repository.write("schema/shop/notes.md", "No schema.\n");
        repository.git(&["init", "-q"]);
        repository.commit();
        repository
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, text).expect("written");
    }

    fn git(&self, arguments: &[&str]) {
        let own = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").arg("-C").arg(self.folder()).args(own).args(arguments).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "a state"]);
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        command.env("NO_COLOR", "1").current_dir(self.folder()).arg("diff").args(["--api", "schema/shop"]);
        command.args(arguments).output().expect("restli runs")
    }

    /// The exit status, standard output and standard error.
    fn told(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = self.diff(arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    fn without_note(&self) {
        self.write("schema/shop/wares.yaml", &WARES.replace("note?: string, ", ""));
    }
}

#[test]
fn diff_without_sides_compares_the_files_with_the_last_commit() {
    let shop = Repository::new();
    assert_eq!(shop.told(&[]), (Some(0), "HEAD -> schema/shop\nNo fact differs.\n".to_owned(), String::new()));
    shop.without_note();
    let (status, told, errors) = shop.told(&[]);
    assert_eq!((status, errors.as_str()), (Some(0), ""));
    let wanted = "HEAD -> schema/shop
1 change. Wire: behaviour. Rust: breaks. The next version is a major one, below 1.0 a minor one.

Breaks
  field `note` of `wares.Ware`: gone (wire: behaviour, Rust: breaks)
    before HEAD:schema/shop/wares.yaml:3:29  field-removed ";
    assert!(told.starts_with(wanted), "{told}");
}

#[test]
fn diff_of_two_revisions_reads_neither_index_nor_files() {
    let shop = Repository::new();
    shop.without_note();
    shop.commit();
    shop.write("schema/shop/wares.yaml", "broken: [");
    let (status, told, _) = shop.told(&["HEAD~1", "HEAD"]);
    assert_eq!(status, Some(0));
    assert!(told.contains("field `note` of `wares.Ware`: gone"), "{told}");
    let back = shop.told(&["HEAD", "HEAD~1"]).1;
    assert!(back.contains("field `note` of `wares.Ware`: new") && back.contains("    HEAD~1:schema/shop/wares.yaml:3:29  "), "{back}");
}

#[test]
fn diff_of_folders_needs_neither_repository_nor_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, wares) in [("old", WARES.to_owned()), ("new", WARES.replace("note?", "words?"))] {
        std::fs::create_dir(folder.path().join(name)).expect("created");
        std::fs::write(folder.path().join(name).join("api.yaml"), API).expect("written");
        std::fs::write(folder.path().join(name).join("wares.yaml"), wares).expect("written");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    let output = command.current_dir(folder.path()).args(["diff", "old", "new"]).output().expect("restli runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.starts_with("old -> new\n2 changes. ") && told.contains("  before old/wares.yaml:3:29  "), "{told}");
}

#[test]
fn diff_of_versions_compares_what_each_of_them_has() {
    let shop = Repository::new();
    let wanted = "version 202601 -> version 202602\n1 change. ";
    let told = shop.told(&["202601", "202602"]).1;
    assert!(told.starts_with(wanted) && told.contains("field `old` of `wares.Ware`: gone"), "{told}");
    let pinned = shop.told(&["--against", "202601"]).1;
    assert!(pinned.starts_with("version 202601 -> schema/shop in version 202602, which is pinned\n1 change. "), "{pinned}");
    let of_revision = shop.told(&["HEAD", "202601"]).1;
    assert!(of_revision.starts_with("HEAD in version 202602, which is pinned -> version 202601\n1 change. "), "{of_revision}");
}

#[test]
fn version_beside_another_schema_than_its_own_is_refused_with_the_two_comparisons_that_are_meant() {
    let shop = Repository::new();
    shop.without_note();
    for sides in [["HEAD", "202601"], ["202601", "HEAD"]] {
        let (status, told, errors) = shop.told(&sides);
        assert_eq!((status, told.as_str()), (Some(3), ""), "{errors}");
        let wanted = "`HEAD` has another schema than the versions, which are those of the schema on the disk: \
             compare the two schemas with `restli diff HEAD --api schema/shop`, and two versions with `restli diff 202601 202602 --api schema/shop`";
        assert!(errors.contains(wanted), "{errors}");
    }
    let (status, told, errors) = shop.told(&["--against", "202601"]);
    assert_eq!((status, errors.as_str()), (Some(0), ""), "{told}");
}

#[test]
fn denied_change_fails_until_it_is_accepted_with_a_reason() {
    let shop = Repository::new();
    shop.without_note();
    for (deny, status) in [("wire", 0), ("rust", 1), ("any", 1), ("behaviour", 1), ("change", 1)] {
        assert_eq!(shop.told(&["--deny", deny]).0, Some(status), "{deny}");
    }
    let (_, told, errors) = shop.told(&["--deny", "any"]);
    assert_eq!(errors, "error: 1 of the changes is denied: take it back, or accept it with its fingerprint and a reason\n");
    let fingerprint = told.trim_end().rsplit(' ').next().expect("a fingerprint");
    shop.write("schema/shop.accepted.yaml", &format!("{fingerprint}: Nobody writes notes.\n"));
    let (status, told, errors) = shop.told(&["--deny", "any"]);
    assert_eq!((status, errors.as_str()), (Some(0), ""));
    assert!(told.contains("\nAccepted\n  field `note`") && told.contains("    because: Nobody writes notes.\n"), "{told}");
    shop.write("schema/shop/wares.yaml", WARES);
    let (status, _, errors) = shop.told(&["--deny", "any"]);
    assert_eq!(status, Some(0));
    assert_eq!(errors, format!("note: `{fingerprint}` is accepted (\"Nobody writes notes.\"), and no change is it: remove the entry\n"));
}

#[test]
fn revision_that_a_shallow_clone_lacks_is_to_be_fetched() {
    let shop = Repository::new();
    shop.without_note();
    shop.commit();
    let clone = tempfile::tempdir().expect("a folder");
    let source = format!("file://{}", shop.folder().display());
    let status = Command::new("git").args(["clone", "--quiet", "--depth", "1", &source]).arg(clone.path()).status();
    assert!(status.expect("git runs").success());
    let diff = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        let output = command.current_dir(clone.path()).args(["diff", "--api", "schema/shop"]).args(arguments).output();
        output.expect("restli runs")
    };
    assert_eq!(diff(&["HEAD"]).status.code(), Some(0));
    let output = diff(&["HEAD~1"]);
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("no revision that git knows: the clone is shallow; fetch its history with `git fetch --unshallow`"), "{told}");
}

#[test]
fn schema_in_the_current_folder_has_a_name_in_reports() {
    let shop = Repository::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    let output = command.current_dir(shop.folder().join("schema/shop")).args(["diff", "--api", "."]).output().expect("restli runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "HEAD -> .\nNo fact differs.\n");
}

#[test]
fn documentation_alone_is_shown_on_demand_and_never_denied() {
    let shop = Repository::new();
    shop.write("schema/shop/wares.yaml", &WARES.replace("Ware: {", "Ware: {doc: A ware., "));
    let (status, told, _) = shop.told(&["--deny", "change"]);
    assert_eq!(status, Some(0));
    assert!(told.ends_with("\n\n1 change of documentation and evidence; `--all` shows them.\n") && !told.contains("A ware."), "{told}");
    assert!(shop.told(&["--all"]).1.contains("type `wares.Ware`: documentation `A ware.` added"));
}

#[test]
fn side_that_cannot_be_read_ends_with_a_status_of_its_own() {
    let shop = Repository::new();
    shop.write("empty/api.yaml", API);
    shop.write("binary/api.yaml", "");
    std::fs::write(shop.folder().join("binary/api.yaml"), [0xff, 0xfe]).expect("written");
    shop.git(&["tag", "none"]);
    let cases: &[(&[&str], &str)] = &[
        (&["nothing"], "the side before, `nothing`: no folder, no version of the API, and no revision that git knows"),
        (
            &["209901"],
            "the side before, `209901`: no folder, no git revision, and no version of the API: the schema knows 202501, 202601, 202602",
        ),
        (&["202501", "202602"], "no family of versions has released both version 202501 and version 202602"),
        (&["HEAD", "schema"], "the side after, `schema`: the folder holds neither `api.yaml` nor a folder `api`"),
        (&["HEAD", "empty"], "the side after, `empty`: the schema describes no resource and no type"),
        (&["binary"], "the side before, `binary`: the schema has errors"),
        (&["--", "--output=x"], "the side before, `--output=x`: no folder, no version of the API, and no revision that git knows"),
        (&["--accepted", "none.yaml"], "cannot read none.yaml"),
    ];
    for (arguments, wanted) in cases {
        let (status, told, errors) = shop.told(arguments);
        assert_eq!((status, told.as_str()), (Some(3), ""), "{arguments:?}: {errors}");
        assert!(errors.starts_with(&format!("error: the schemas cannot be compared (exit status 3): {wanted}")), "{errors}");
    }
    shop.write("schema/shop/wares.yaml", "types: [");
    let (status, _, errors) = shop.told(&[]);
    assert_eq!(status, Some(3));
    assert!(errors.contains("the side after: the schema has errors") && errors.contains("schema/shop/wares.yaml:"), "{errors}");
    assert_eq!(shop.told(&["HEAD", "HEAD", "HEAD"]).0, Some(2));
    assert_eq!(shop.told(&["HEAD", "--against", "HEAD"]).0, Some(2));
}

#[test]
fn schema_that_a_revision_lacks_is_no_schema_without_changes() {
    let shop = Repository::new();
    shop.write("schema/new/api.yaml", API);
    shop.write("schema/new/wares.yaml", WARES);
    let output = Command::new(env!("CARGO_BIN_EXE_restli")).current_dir(shop.folder()).args(["diff", "--api", "schema/new"]).output();
    let output = output.expect("restli runs");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("the side before, `HEAD`: the revision has no schema in `schema/new/`"), "{told}");
}

#[test]
fn reports_for_programs_and_workflows_are_written_to_standard_output() {
    let shop = Repository::new();
    shop.without_note();
    let json: serde_json::Value = serde_json::from_str(&shop.told(&["--format", "json"]).1).expect("JSON");
    assert_eq!(json["changes"][0]["rule"], "field-removed");
    assert!(shop.told(&["--format", "github"]).1.starts_with("::error title="));
    assert!(shop.told(&["--format", "markdown"]).1.starts_with("### Schema: `HEAD` to `schema/shop`\n"));
}
