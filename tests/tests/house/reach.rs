//! Types of the runtime in the signatures of generated clients: a user of such a client alone can name each.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Field, ImplItemConst, ImplItemFn, ItemConst, ItemStatic, ItemType, TypePath, Visibility};

use crate::snapshots::files;

/// The generated clients, which between them have every construct.
const CLIENTS: &[&str] =
    &["crates/linkedin-client/src", "tests/conformance/crates/testsuite-client/src", "tests/interop/crates/interop-client/src"];

/// The types of the runtime in public signatures, by their paths below it.
#[derive(Default)]
struct Signatures {
    types: BTreeSet<Vec<String>>,
    /// A public signature is being read.
    inside: bool,
}

impl Signatures {
    fn public(&mut self, visibility: &Visibility, read: impl FnOnce(&mut Self)) {
        self.inside = matches!(visibility, Visibility::Public(_));
        read(self);
        self.inside = false;
    }
}

impl<'ast> Visit<'ast> for Signatures {
    fn visit_field(&mut self, field: &'ast Field) {
        self.public(&field.vis, |reader| reader.visit_type(&field.ty));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.public(&item.vis, |reader| visit::visit_signature(reader, &item.sig));
    }

    fn visit_impl_item_const(&mut self, item: &'ast ImplItemConst) {
        self.public(&item.vis, |reader| reader.visit_type(&item.ty));
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.public(&item.vis, |reader| reader.visit_type(&item.ty));
    }

    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        self.public(&item.vis, |reader| reader.visit_type(&item.ty));
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        self.public(&item.vis, |reader| reader.visit_type(&item.ty));
    }

    fn visit_type_path(&mut self, path: &'ast TypePath) {
        let mut names = path.path.segments.iter().map(|segment| segment.ident.to_string());
        if self.inside && names.next().is_some_and(|first| first == "rt") {
            self.types.insert(names.collect());
        }
        visit::visit_type_path(self, path);
    }
}

/// The words of some sources.
fn words(root: &Path, sources: &[&str]) -> BTreeSet<String> {
    let read = |source: &&str| std::fs::read_to_string(root.join(source)).unwrap_or_else(|error| panic!("{source}: {error}"));
    let text: String = sources.iter().map(read).collect();
    text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect()
}

#[test]
fn types_of_signatures_are_named_by_a_user_of_the_client_alone() {
    let root = restli_testing::workspace();
    let mut signatures = Signatures::default();
    for path in CLIENTS.iter().flat_map(|client| files(&root.join(client), "rs")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        signatures.visit_file(&syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    }
    assert!(signatures.types.len() > 20, "{:?}", signatures.types);
    let user = words(&root, &["tests/downstream/alone/src/lib.rs"]);
    let unnamed: Vec<_> = signatures.types.iter().filter(|path| path.last().is_some_and(|name| !user.contains(name))).collect();
    assert!(unnamed.is_empty(), "name {unnamed:?} in tests/downstream/alone, as its user would");
    // The front door re-exports a list of its own: each type, or the module of `core` that holds it.
    let door = words(&root, &["crates/linkedin/src/lib.rs", "crates/linkedin/src/core.rs", "crates/linkedin/src/oauth.rs"]);
    let shut: Vec<_> = signatures.types.iter().filter(|path| path.iter().all(|name| name == "core" || !door.contains(name))).collect();
    assert!(shut.is_empty(), "re-export {shut:?} from crates/linkedin");
}
