//! What all parts of the resolver share: the names declared so far, the arenas, the problems.

use std::collections::BTreeMap;

use super::defaults::any;
use crate::api::{
    Base, BaseId, ErrorCode, ErrorId, Evidence, FamilyId, Kept, MediaId, MediaRule, Name, Permission, PermissionId, Product, ProductId,
    Quota, QuotaId, TypeDef, TypeId, UrnDef, UrnId, Verified, VersionFamily,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::literal;
use crate::rules;
use crate::rust_names;
use crate::source::Span;
use crate::suggest;

/// Names of one table and what they stand for.
pub(super) type Index<'a, T> = BTreeMap<&'a str, T>;

/// The state of a run of the resolver.
pub(super) struct Context<'a> {
    pub(super) problems: Diagnostics,
    pub(super) families: Vec<VersionFamily>,
    pub(super) bases: Vec<Base>,
    pub(super) permissions: Vec<Permission>,
    pub(super) quotas: Vec<Quota>,
    pub(super) urns: Vec<UrnDef>,
    pub(super) errors: Vec<ErrorCode>,
    pub(super) media: Vec<MediaRule>,
    pub(super) products: Vec<Product>,
    pub(super) types: Vec<TypeDef>,
    pub(super) names: Names<'a>,
    /// For each type that the resolver named: the type that holds it.
    pub(super) holders: BTreeMap<TypeId, Option<TypeId>>,
    /// Choices of URN types without a name of their own, and the types made for them.
    pub(super) choices: BTreeMap<Vec<UrnId>, TypeId>,
    /// Defaults of fields as written, by the place of the field's name.
    pub(super) defaults: BTreeMap<Span, Node>,
    /// Where each include is written, by the record that includes and the one that is included.
    pub(super) includes: BTreeMap<(TypeId, TypeId), Span>,
    /// Namespace of the API, where types of no product live.
    pub(super) namespace: String,
}

/// The names of all tables.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) families: Index<'a, FamilyId>,
    pub(super) bases: Index<'a, BaseId>,
    pub(super) permissions: Index<'a, PermissionId>,
    pub(super) quotas: Index<'a, QuotaId>,
    pub(super) urns: Index<'a, UrnId>,
    pub(super) errors: Index<'a, ErrorId>,
    pub(super) media: Index<'a, MediaId>,
    /// Types by short name: those of `api.yaml` under `None`, the others under their product.
    pub(super) types: BTreeMap<Option<ProductId>, BTreeMap<String, TypeId>>,
    /// Types by full name.
    pub(super) full: BTreeMap<String, TypeId>,
    /// Types by short name, wherever they are declared.
    pub(super) short: BTreeMap<String, Vec<TypeId>>,
}

impl Context<'_> {
    pub(super) fn new() -> Self {
        Self {
            problems: Diagnostics::default(),
            families: Vec::new(),
            bases: Vec::new(),
            permissions: Vec::new(),
            quotas: Vec::new(),
            urns: Vec::new(),
            errors: Vec::new(),
            media: Vec::new(),
            products: Vec::new(),
            types: Vec::new(),
            names: Names::default(),
            holders: BTreeMap::new(),
            choices: BTreeMap::new(),
            defaults: BTreeMap::new(),
            includes: BTreeMap::new(),
            namespace: String::new(),
        }
    }

    /// The definition behind an id.
    pub(super) fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.index())
    }

    /// Reports an error without further words.
    pub(super) fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Diagnostic::error(rule, span, message).help(help));
    }
}

/// The names of a table by position: the first entry is id 0 and so on.
pub(super) fn index<T>(table: Option<&Node>, id: impl Fn(u32) -> T) -> Index<'_, T> {
    let keys = table.map_or(&[][..], Node::entries).iter().map(|(key, _)| key.text.as_str());
    keys.zip(0..).map(|(name, number)| (name, id(number))).collect()
}

/// The entries of a table under a key of the API.
pub(super) fn entries<'a>(root: &'a Node, key: &str) -> &'a [(Key, Node)] {
    root.get(key).map_or(&[], Node::entries)
}

/// A kind of thing that is looked up by name.
pub(super) struct Noun {
    /// The rule that a wrong name breaks.
    pub(super) rule: &'static str,
    /// The thing, as in "unknown permission".
    pub(super) one: &'static str,
    /// The table of `api.yaml` that declares it.
    pub(super) table: &'static str,
}

pub(super) const PERMISSION: Noun = Noun { rule: rules::UNKNOWN_PERMISSION, one: "permission", table: "permissions" };
pub(super) const QUOTA: Noun = Noun { rule: rules::UNKNOWN_QUOTA, one: "quota", table: "quotas" };
pub(super) const URN: Noun = Noun { rule: rules::UNKNOWN_URN, one: "URN type", table: "urns" };
pub(super) const ERROR: Noun = Noun { rule: rules::UNKNOWN_ERROR, one: "error", table: "errors" };
pub(super) const MEDIA: Noun = Noun { rule: rules::UNKNOWN_MEDIA, one: "media rule", table: "media" };
pub(super) const BASE: Noun = Noun { rule: rules::UNKNOWN_BASE, one: "base", table: "bases" };
pub(super) const FAMILY: Noun = Noun { rule: rules::UNKNOWN_FAMILY, one: "version family", table: "versions" };

/// Looks a name up; reports it with the nearest one if it is not there.
pub(super) fn find<T: Copy>(index: &Index<'_, T>, noun: &Noun, wanted: &str, span: Span, problems: &mut Diagnostics) -> Option<T> {
    if let Some(id) = index.get(wanted) {
        return Some(*id);
    }
    let names = index.keys().copied();
    let help = suggest::advice(wanted, names).unwrap_or_else(|| format!("declare it under `{}` in `api.yaml`", noun.table));
    problems.push(Diagnostic::error(noun.rule, span, format!("unknown {} `{wanted}`", noun.one)).help(help));
    None
}

/// The text under a key, without white space around it.
pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(|text| text.trim().to_owned())
}

/// The text under a key; empty if there is none.
pub(super) fn text_or_empty(node: &Node, key: &str) -> String {
    text(node, key).unwrap_or_default()
}

/// The text under a key exactly as written, white space included.
pub(super) fn raw_text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(str::to_owned)
}

/// The truth value under a key; `false` if there is none.
pub(super) fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::text) == Some("true")
}

/// The number under a key.
pub(super) fn whole(node: &Node, key: &str) -> Option<u64> {
    node.get(key).and_then(Node::text).and_then(literal::whole)
}

/// The number under a key, which must fit 32 bits.
pub(super) fn small(node: &Node, key: &str, problems: &mut Diagnostics) -> Option<u32> {
    let value = node.get(key)?;
    let number = literal::whole(value.text()?)?;
    let small = u32::try_from(number).ok();
    if small.is_none() {
        problems
            .push(Diagnostic::error(rules::MALFORMED, value.span, format!("{number} is too large")).help(format!("at most {}", u32::MAX)));
    }
    small
}

/// The nodes of a value that is a text or a list.
pub(super) fn one_or_more(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { value: Value::Seq(items), .. }) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// The texts of a list under a key.
pub(super) fn texts(node: &Node, key: &str) -> Vec<String> {
    one_or_more(node.get(key)).iter().filter_map(Node::text).map(str::to_owned).collect()
}

/// What is kept for others: `x:` and `validate:`.
pub(super) fn kept(node: &Node) -> Kept {
    let x = entries(node, "x").iter().map(|(key, value)| (key.text.clone(), any(value))).collect();
    Kept { x, validate: node.get("validate").map(any) }
}

/// The evidence of a node, or what the node around it says.
pub(super) fn evidence(node: &Node, outer: &Evidence) -> Evidence {
    let verified = match node.get("verified").and_then(Node::text) {
        Some("docs") => Some(Verified::Docs),
        Some("live") => Some(Verified::Live),
        Some("assumed") => Some(Verified::Assumed),
        _ => outer.verified,
    };
    Evidence { source: text(node, "source").or_else(|| outer.source.clone()), verified }
}

/// The name that a key gives, with the Rust name of its value.
pub(super) fn name(key: &Key, node: &Node, problems: &mut Diagnostics) -> Name {
    let rust = node.get("rust").and_then(|rust| Some((rust.text()?, rust.span)));
    if let Some((rust, span)) = rust {
        let problem = if !is_identifier(rust) {
            Some((format!("`{rust}` is not an identifier"), "an identifier is letters, digits and `_`, and does not start with a digit"))
        } else if rust_names::is_keyword(rust) {
            Some((format!("`{rust}` is a word of Rust"), "choose another name"))
        } else {
            None
        };
        problems.extend(problem.map(|(message, help)| Diagnostic::error(rules::BAD_RUST_NAME, span, message).help(help)));
    }
    Name { wire: key.text.clone(), rust: rust.map(|(rust, _)| rust.to_owned()), span: key.span }
}

/// The name that a key gives, where a `?` at its end says that the value may be absent.
pub(super) fn optional_name(key: &Key, node: &Node, problems: &mut Diagnostics) -> (Name, bool) {
    let mut name = name(key, node, problems);
    let optional = name.wire.ends_with('?');
    if optional {
        name.wire.pop();
        name.span.end = name.span.end.saturating_sub(1).max(name.span.start);
    }
    (name, optional)
}

/// Letters, digits and `_`, not starting with a digit.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
        && text != "_"
}
