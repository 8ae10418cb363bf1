//! The names, ids and remarks that all parts of the model share.

use serde_json::Value;

use crate::source::Span;

/// A name as sent on the wire, with the place of its declaration in the YAML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The exact text on the wire.
    pub wire: String,
    /// A Rust name given with `rust:`.
    pub rust: Option<String>,
    /// The place of the name in its file.
    pub span: Span,
}

/// The text under `deprecated:` where the origin of a schema gives no reason.
pub const NO_REASON: &str = "no reason given";

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// The position in the arena.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A product: one YAML file beside `api.yaml`, one module and one cargo feature of the client.
    ProductId,
    /// A base: host, path prefix and protocol conventions that many resources share.
    BaseId,
    /// A family of dated versions.
    FamilyId,
    /// A permission (an OAuth scope).
    PermissionId,
    /// A role.
    RoleId,
    /// A quota.
    QuotaId,
    /// A URN type.
    UrnId,
    /// A named type, or an anonymous type that the resolver named.
    TypeId,
    /// A resource, sub-resources included.
    ResourceId,
    /// An entry of the error catalogue.
    ErrorId,
    /// A media rule.
    MediaId,
}

/// The evidence for a fact: `source:` and `verified:` in the YAML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The document that the fact comes from: the name of one of [`Api::sources`](super::Api::sources), or an address.
    pub source: Option<String>,
    /// The kind of verification.
    pub verified: Option<Verified>,
}

/// Content that the language keeps for other tools and does not interpret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extensions {
    /// The entries under `x:`, in the order written.
    pub x: Vec<(String, Value)>,
    /// Validators, as Rest.li writes them.
    pub validate: Option<Value>,
}

/// The kind of verification of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verified {
    /// The fact was read in documentation.
    Docs,
    /// The fact was seen in real traffic.
    Live,
    /// The fact is a reasonable guess.
    Assumed,
}
