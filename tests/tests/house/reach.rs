//! Types of the runtime in the signatures of generated clients: a user of such a client alone can name each.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Field, ImplItemConst, ImplItemFn, ItemConst, ItemStatic, ItemType, TypePath, Visibility};

use crate::snapshots::files;

/// The generated clients, which between them have every construct.
const CLIENTS: &[&str] =
    &["crates/linkedin-client/src", "tests/conformance/crates/testsuite-client/src", "tests/interop/crates/interop-client/src"];

/// The types of the runtime in public signatures, by their last name.
#[derive(Default)]
struct Signatures {
    types: BTreeSet<String>,
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
        let segments = &path.path.segments;
        if self.inside
            && segments.first().is_some_and(|first| first.ident == "rt")
            && let Some(last) = segments.last()
        {
            self.types.insert(last.ident.to_string());
        }
        visit::visit_type_path(self, path);
    }
}

#[test]
fn types_of_signatures_are_named_by_a_user_of_the_client_alone() {
    let root = restli_testing::workspace();
    let mut signatures = Signatures::default();
    for path in CLIENTS.iter().flat_map(|client| files(&root.join(client), "rs")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        signatures.visit_file(&syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    }
    let user = std::fs::read_to_string(root.join("tests/downstream/alone/src/lib.rs")).expect("the user's crate");
    let words: BTreeSet<&str> = user.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let unnamed: Vec<&String> = signatures.types.iter().filter(|name| !words.contains(name.as_str())).collect();
    assert!(signatures.types.len() > 20, "{:?}", signatures.types);
    assert!(unnamed.is_empty(), "name {unnamed:?} in tests/downstream/alone, as its user would");
}
