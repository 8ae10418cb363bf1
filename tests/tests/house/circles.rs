//! Circles of files inside a crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::packages;
use crate::tree::Crate;
use crate::uses::{Arrows, arrows};

/// The groups of files of which each reaches each other along arrows.
fn circles(files: usize, arrows: &Arrows) -> Vec<BTreeSet<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..files).map(|file| reachable(file, arrows)).collect();
    let circle =
        |file: usize| -> BTreeSet<usize> { reached[file].iter().copied().filter(|other| reached[*other].contains(&file)).collect() };
    let found: BTreeSet<BTreeSet<usize>> = (0..files).map(circle).filter(|circle| circle.len() > 1).collect();
    found.into_iter().collect()
}

/// The files that a file uses, directly or through others.
fn reachable(file: usize, arrows: &Arrows) -> BTreeSet<usize> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        let used = arrows.range((file, 0)..=(file, usize::MAX)).map(|((_, used), _)| *used);
        open.extend(used.filter(|used| seen.insert(*used)));
    }
    seen
}

/// A circle as text: its files, and an arrow per line with the names used.
fn described(krate: &Crate, arrows: &Arrows, circle: &BTreeSet<usize>, root: &Path) -> String {
    let name = |file: usize| krate.files[file].strip_prefix(root).unwrap_or(&krate.files[file]).display().to_string();
    let mut out = format!("a circle of {} files\n", circle.len());
    for ((user, used), names) in arrows.iter().filter(|((user, used), _)| circle.contains(user) && circle.contains(used)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let _ = writeln!(out, "  {} -> {}: {}", name(*user), name(*used), names.join(", "));
    }
    out
}

/// The circles of all targets of a package.
fn of_package(package: &Value, root: &Path) -> Vec<String> {
    let mut out = Vec::new();
    for target in package["targets"].as_array().expect("targets") {
        let path = Path::new(target["src_path"].as_str().expect("a path"));
        if std::fs::read_to_string(path).expect("a file").starts_with("// @generated") {
            continue;
        }
        let krate = Crate::read(path);
        let arrows = arrows(&krate);
        out.extend(circles(krate.files.len(), &arrows).iter().map(|circle| described(&krate, &arrows, circle, root)));
    }
    out
}

#[test]
fn files_of_a_crate_use_each_other_in_no_circle() {
    let root = restli_testing::workspace();
    let mut wrong = String::new();
    for package in packages(&root) {
        let name = package["name"].as_str().expect("a name");
        let circles = of_package(&package, &root);
        if !circles.is_empty() {
            let _ = writeln!(wrong, "{name}: {} circles\n{}", circles.len(), circles.concat());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A crate of these files, its arrows as `user -> used: names`.
fn arrows_of(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, text).expect("written");
    }
    let krate = Crate::read(&folder.path().join("lib.rs"));
    let name = |file: usize| krate.files[file].strip_prefix(folder.path()).expect("a file").display().to_string();
    let arrows = arrows(&krate);
    arrows.iter().map(|((user, used), names)| format!("{} -> {}: {names:?}", name(*user), name(*used))).collect()
}

#[test]
fn arrows_of_reexported_names_lead_to_the_definition() {
    let arrows = arrows_of(&[
        ("lib.rs", "mod a; mod b; pub use a::{Error, open};"),
        ("a.rs", "pub enum Error { Io } pub fn open() {}"),
        ("b.rs", "fn f() -> crate::Error { super::open(); crate::Error::Io }"),
    ]);
    assert_eq!(arrows, [r#"b.rs -> a.rs: {"Error", "Error::Io", "open"}"#]);
}

#[test]
fn arrows_follow_modules_globs_and_macros() {
    let arrows = arrows_of(&[
        ("lib.rs", "#[macro_use] mod m; mod a; mod b; mod c { pub mod d; pub use self::d::*; }"),
        ("m.rs", "macro_rules! twice { ($e:expr) => { $crate::a::two($e) } }"),
        ("a.rs", "pub fn two(n: u8) -> u8 { n } #[cfg(test)] mod tests { use crate::b::f; }"),
        ("b.rs", "use crate::c; use crate::c::*; pub fn f() { twice!(1); assert!(c::d::deep()); let _ = Deep; quote! { crate::a::two } }"),
        ("c/d.rs", "pub struct Deep; pub fn deep() -> bool { true }"),
    ]);
    assert_eq!(arrows, [r#"m.rs -> a.rs: {"a::two"}"#, r#"b.rs -> m.rs: {"twice!"}"#, r#"b.rs -> c/d.rs: {"Deep", "c::d::deep"}"#]);
}

#[test]
fn circles_are_named_whole() {
    let arrows = [(0, 1), (1, 2), (2, 1), (2, 3)].into_iter().map(|arrow| (arrow, BTreeSet::new())).collect();
    assert_eq!(circles(4, &arrows), [BTreeSet::from([1, 2])]);
}
