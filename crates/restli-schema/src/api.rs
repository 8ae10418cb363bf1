//! The checked model of an API: what the YAML means once every name is resolved and every rule inherited.
//!
//! Types, permissions and the rest refer to each other by typed ids into the arenas of [`Api`].

mod resources;
mod rules;
mod types;

use serde_json::Value;

use crate::source::Span;

pub use resources::{Key, Method, NamedProjection, Paging, Param, Resource, ResourceKind, ResourceMethod};
pub use restli_core::permission::Approval;
pub use restli_core::quota::QuotaScope;
pub use rules::{
    Base, Conflict, Credentials, ErrorCode, MediaRule, Need, OAuth, Permission, ProjectionStyle, Quota, ResponseHeaders, Version,
    VersionFamily,
};
pub use types::{Decoration, Field, Member, Record, Symbol, TextFormat, Type, TypeDef, TypeKind, Union, UrnDef, UrnPart, Visibility};

/// A name as it stands on the wire, with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The exact text on the wire.
    pub wire: String,
    /// A Rust name forced with `rust:`.
    pub rust: Option<String>,
    /// The place of the name in its file.
    pub span: Span,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $target:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// Position in the arena.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::ops::Index<$id> for Api {
            type Output = $target;

            #[allow(clippy::indexing_slicing, reason = "only the resolver makes ids, and only of what is in the arena")]
            fn index(&self, id: $id) -> &$target {
                &self.$field[id.index()]
            }
        }
    )*};
}

ids! {
    /// A product: one YAML file beside `api.yaml`, one module and one cargo feature of the client.
    ProductId => products: Product,
    /// A base: host, path and protocol habits shared by many resources.
    BaseId => bases: Base,
    /// A family of dated versions.
    FamilyId => families: VersionFamily,
    /// A permission (an OAuth scope).
    PermissionId => permissions: Permission,
    /// A quota.
    QuotaId => quotas: Quota,
    /// A URN type.
    UrnId => urns: UrnDef,
    /// A named type, or one that the resolver named because the YAML left it anonymous.
    TypeId => types: TypeDef,
    /// A resource, sub-resources included.
    ResourceId => resources: Resource,
    /// An entry of the error catalogue.
    ErrorId => errors: ErrorCode,
    /// A media rule.
    MediaId => media: MediaRule,
}

/// A whole API, checked. Only the resolver builds one.
#[derive(Clone, Debug, Hash)]
#[non_exhaustive]
pub struct Api {
    /// Name of the API, as in `api: linkedin`.
    pub name: Name,
    /// What the API is.
    pub doc: String,
    /// Default namespace of types.
    pub namespace: String,
    /// Products, in the order of their file names.
    pub products: Vec<Product>,
    /// Bases, in the order written.
    pub bases: Vec<Base>,
    /// Version families.
    pub families: Vec<VersionFamily>,
    /// Permissions.
    pub permissions: Vec<Permission>,
    /// Quotas.
    pub quotas: Vec<Quota>,
    /// URN types.
    pub urns: Vec<UrnDef>,
    /// Types: first those of `api.yaml`, then product by product, synthesized ones right after the type that holds them.
    pub types: Vec<TypeDef>,
    /// Resources, a parent before its sub-resources.
    pub resources: Vec<Resource>,
    /// The error catalogue.
    pub errors: Vec<ErrorCode>,
    /// Documents that facts come from.
    pub sources: Vec<Source>,
    /// Media rules.
    pub media: Vec<MediaRule>,
    /// Names of response headers that carry quota and request ids.
    pub headers: ResponseHeaders,
    /// The OAuth 2.0 endpoints and habits, if the API has them.
    pub oauth: Option<OAuth>,
    /// Hosts that uploads and the bearer token may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: Vec<String>,
    /// A stable digest of everything above, as 16 hexadecimal digits.
    pub hash: String,
}

impl Api {
    /// The ids of all types, in order.
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.types.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// The ids of all products, in order.
    pub fn product_ids(&self) -> impl Iterator<Item = ProductId> + use<> {
        (0..u32::try_from(self.products.len()).unwrap_or(u32::MAX)).map(ProductId)
    }

    /// The ids of all permissions, in order.
    pub fn permission_ids(&self) -> impl Iterator<Item = PermissionId> + use<> {
        (0..u32::try_from(self.permissions.len()).unwrap_or(u32::MAX)).map(PermissionId)
    }

    /// The ids of all URN types, in order.
    pub fn urn_ids(&self) -> impl Iterator<Item = UrnId> + use<> {
        (0..u32::try_from(self.urns.len()).unwrap_or(u32::MAX)).map(UrnId)
    }

    /// The document that a piece of evidence names.
    #[must_use]
    pub fn citation<'a>(&'a self, evidence: &'a Evidence) -> Option<Citation<'a>> {
        let name = evidence.source.as_deref()?;
        let declared = self.sources.iter().find(|source| source.name == name);
        let address = declared.and_then(|source| source.page.as_deref().or(source.chapter.as_deref()));
        Some(Citation { title: declared.map_or(name, |source| &source.title), address: address.unwrap_or(name) })
    }

    /// The ids of all resources, in order.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<> {
        (0..u32::try_from(self.resources.len()).unwrap_or(u32::MAX)).map(ResourceId)
    }

    /// A resource and those above it, nearest first.
    pub fn lineage(&self, id: ResourceId) -> impl Iterator<Item = ResourceId> {
        std::iter::successors(Some(id), |one| self[*one].parent)
    }
}

/// A document that facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Name that `source:` uses.
    pub name: String,
    /// Title of the document.
    pub title: String,
    /// Address of the public page.
    pub page: Option<String>,
    /// File, and heading, that records the facts.
    pub chapter: Option<String>,
}

/// A document as readers are shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Title; the address itself where the schema gives no title.
    pub title: &'a str,
    /// Address of the public page, or the file that records the facts if there is no page.
    pub address: &'a str,
}

impl Citation<'_> {
    /// Whether the address is one that a browser opens, rather than a file of the repository.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// The evidence for a fact: `source:` and `verified:` in the YAML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The document that the fact comes from: the name of one of [`Api::sources`], or an address.
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
    /// Read in documentation.
    Docs,
    /// Seen in real traffic.
    Live,
    /// Neither: a reasonable guess.
    Assumed,
}

/// A product.
#[derive(Clone, Debug, Hash)]
pub struct Product {
    /// Module and feature name.
    pub name: Name,
    /// Namespace of its types and resources.
    pub namespace: String,
    /// What the product is for.
    pub doc: String,
}
