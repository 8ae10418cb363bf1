//! The checked model of an API, with every name resolved and every rule inherited.
//!
//! Types, permissions and other parts refer to each other by typed ids into the arenas of [`Api`], which cannot be changed from outside.

mod common;
mod events;
mod kinds;
mod resources;
mod rules;
mod samples;
mod situation;
mod steps;
mod types;

pub use common::{
    BaseId, ErrorId, Evidence, Extensions, FamilyId, MediaId, NO_REASON, Name, PermissionId, ProductId, QuotaId, ResourceId, RoleId,
    TypeId, UrnId, Verified,
};
pub use events::Event;
pub use kinds::ResourceKind;
pub use resources::{ActionResult, Key, Method, NamedProjection, Paging, Param, Resource, ResourceMethod};
pub use restli_core::permission::Approval;
pub use restli_core::quota::{QuotaScope, WindowStart};
pub use restli_core::recovery::{Passes, STATUSES as RETRY_STATUSES};
pub use restli_core::{Day, Sunset};
pub use rules::{
    AddressLimits, Base, Conflict, Credentials, ErrorCode, MediaRule, OAuth, OpenId, Permission, ProjectionStyle, Quota, Requirement,
    ResponseHeaders, Role, Version, VersionFamily,
};
pub use samples::{Sample, SampleAnswer, SampleContent, SampleOf, SampleRequest};
pub use situation::Situation;
pub use steps::{Look, UploadSteps, UploadWait};
pub use types::{
    Decoration, Field, JsonKind, MAX_FIXED, Member, Record, Symbol, TextFormat, Type, TypeDef, TypeKind, Union, UrnDef, UrnPart, Visibility,
};
pub(crate) use types::{PRIMITIVES, is_primitive};

/// A whole, checked API, which only the resolver builds. An id is valid only for the API that it was obtained from and its clones.
#[derive(Clone, Debug, Hash)]
#[non_exhaustive]
pub struct Api {
    /// Name of the API, as in `api: linkedin`.
    pub name: Name,
    /// The documentation.
    pub doc: String,
    /// Default namespace of types.
    pub namespace: String,
    pub(crate) products: Vec<Product>,
    pub(crate) bases: Vec<Base>,
    pub(crate) families: Vec<VersionFamily>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) roles: Vec<Role>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) urns: Vec<UrnDef>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) resources: Vec<Resource>,
    /// Events that the service tells webhooks of.
    pub events: Vec<Event>,
    pub(crate) errors: Vec<ErrorCode>,
    /// Documents that facts of the schema come from.
    pub sources: Vec<Source>,
    pub(crate) media: Vec<MediaRule>,
    /// Names of response headers that carry quota and request ids.
    pub headers: ResponseHeaders,
    /// Limits on the addresses of requests.
    pub addresses: AddressLimits,
    /// The statuses after which a call that may be sent twice is sent again.
    pub retry_statuses: Vec<u16>,
    /// The OAuth 2.0 endpoints and token lifetimes, if the API uses OAuth.
    pub oauth: Option<OAuth>,
    /// Hosts that uploads and the bearer token may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: Vec<String>,
    pub(crate) samples: Vec<Sample>,
    /// A stable digest of the fields above, as 16 hexadecimal digits.
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

    /// The ids of all version families, in order.
    pub fn family_ids(&self) -> impl Iterator<Item = FamilyId> + use<> {
        (0..u32::try_from(self.families.len()).unwrap_or(u32::MAX)).map(FamilyId)
    }

    /// The ids of all permissions, in order.
    pub fn permission_ids(&self) -> impl Iterator<Item = PermissionId> + use<> {
        (0..u32::try_from(self.permissions.len()).unwrap_or(u32::MAX)).map(PermissionId)
    }

    /// The ids of all errors of the catalogue, in order.
    pub fn error_ids(&self) -> impl Iterator<Item = ErrorId> + use<> {
        (0..u32::try_from(self.errors.len()).unwrap_or(u32::MAX)).map(ErrorId)
    }

    /// The ids of all URN types, in order.
    pub fn urn_ids(&self) -> impl Iterator<Item = UrnId> + use<> {
        (0..u32::try_from(self.urns.len()).unwrap_or(u32::MAX)).map(UrnId)
    }

    /// The entry of the error catalogue with which a server answers in a situation: one of the method's errors that is not the first entry
    /// of all to claim the situation, else that first one.
    #[must_use]
    pub fn error_when(&self, method: Option<&Method>, situation: Situation) -> Option<&ErrorCode> {
        let first = self.errors.iter().find(|error| error.when.contains(&situation))?;
        let mut own = method.into_iter().flat_map(|method| &method.errors).map(|id| &self[*id]);
        own.find(|error| error.when.contains(&situation) && !std::ptr::eq(*error, first)).or(Some(first))
    }

    /// The samples beside the schema, in the order of their names.
    #[must_use]
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// The document that some evidence names as its source.
    #[must_use]
    pub fn citation<'a>(&'a self, evidence: &'a Evidence) -> Option<Citation<'a>> {
        let name = evidence.source.as_deref()?;
        let declared = self.sources.iter().find(|source| source.name == name);
        let address = declared.and_then(|source| source.page.as_deref().or(source.chapter.as_deref()));
        Some(Citation { title: declared.map_or(name, |source| &source.title), address: address.unwrap_or(name) })
    }

    /// The ids of all quotas, in order.
    pub fn quota_ids(&self) -> impl Iterator<Item = QuotaId> + use<> {
        (0..u32::try_from(self.quotas.len()).unwrap_or(u32::MAX)).map(QuotaId)
    }

    /// The ids of all roles, in order.
    pub fn role_ids(&self) -> impl Iterator<Item = RoleId> + use<> {
        (0..u32::try_from(self.roles.len()).unwrap_or(u32::MAX)).map(RoleId)
    }

    /// The ids of all media rules, in order.
    pub fn media_ids(&self) -> impl Iterator<Item = MediaId> + use<> {
        (0..u32::try_from(self.media.len()).unwrap_or(u32::MAX)).map(MediaId)
    }

    /// The ids of all resources, in order.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<> {
        (0..u32::try_from(self.resources.len()).unwrap_or(u32::MAX)).map(ResourceId)
    }

    /// A resource and its ancestors, nearest first.
    pub fn lineage(&self, id: ResourceId) -> impl Iterator<Item = ResourceId> {
        std::iter::successors(Some(id), |one| self[*one].parent)
    }

    /// A type as the YAML writes it: `[string]`, `{string: Part}`, `urn:person`.
    #[must_use]
    pub fn notation(&self, ty: &Type) -> String {
        match ty {
            Type::Array(item) => format!("[{}]", self.notation(item)),
            Type::Map(key, value) => format!("{{{}: {}}}", self.notation(key), self.notation(value)),
            Type::UrnOf(id) => format!("urn:{}", self[*id].name.wire),
            Type::Named(id) => self[*id].name.wire.clone(),
            primitive => PRIMITIVES.iter().find(|(_, one)| one == primitive).map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
        }
    }
}

macro_rules! arenas {
    ($($id:ident => $field:ident: $target:ident, $doc:literal;)*) => {
        impl Api {$(
            #[doc = $doc]
            #[must_use]
            pub fn $field(&self) -> &[$target] {
                &self.$field
            }
        )*}

        $(impl std::ops::Index<$id> for Api {
            type Output = $target;

            #[allow(clippy::indexing_slicing, reason = "the resolver alone makes ids, and arenas never change after it")]
            fn index(&self, id: $id) -> &$target {
                &self.$field[id.index()]
            }
        })*
    };
}

arenas! {
    ProductId => products: Product, "The products, in the order of their file names.";
    BaseId => bases: Base, "The bases, in the order written.";
    FamilyId => families: VersionFamily, "The families of dated versions.";
    PermissionId => permissions: Permission, "The permissions.";
    RoleId => roles: Role, "The roles.";
    QuotaId => quotas: Quota, "The quotas.";
    UrnId => urns: UrnDef, "The URN types.";
    TypeId => types: TypeDef, "The types: those of `api.yaml`, then product by product, synthesized ones right after the type that holds them.";
    ResourceId => resources: Resource, "The resources, a parent before its sub-resources.";
    ErrorId => errors: ErrorCode, "The error catalogue.";
    MediaId => media: MediaRule, "The media rules.";
}

/// A document that facts of the schema come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Name that `source:` in the YAML refers to.
    pub name: String,
    /// Title of the document.
    pub title: String,
    /// Address of the public page.
    pub page: Option<String>,
    /// File, and heading, that records the facts.
    pub chapter: Option<String>,
}

/// The title and address with which documentation cites a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Title; the address if the schema gives no title.
    pub title: &'a str,
    /// Address of the public page; without a page, the file that records the facts.
    pub address: &'a str,
}

impl Citation<'_> {
    /// Returns whether the address is a URL for a browser rather than a file of the repository.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// A product.
#[derive(Clone, Debug, Hash)]
pub struct Product {
    /// Module and feature name.
    pub name: Name,
    /// Namespace of its types and resources.
    pub namespace: String,
    /// The documentation.
    pub doc: String,
}
