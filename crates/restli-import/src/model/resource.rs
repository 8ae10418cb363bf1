//! Resources (`docs/formats.md §2`).

use restli_core::ResourceMethod;
use restli_schema::api::ResourceKind;
use restli_schema::source::Span;

use super::types::Ty;
use crate::json::{Node, Props};

/// A resource with its sub-resources.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) name: String,
    /// The place of the name.
    pub(crate) span: Span,
    /// Namespace of the code that other generators make for the resource.
    pub(crate) namespace: String,
    /// The path template as written; empty if there is none.
    pub(crate) path: String,
    /// The record of the resource's entities; `None` for unstructured data and sets of actions.
    pub(crate) entity: Option<Ty>,
    /// Entities are bytes of any kind (`docs/formats.md §2.2`, `entityType`).
    pub(crate) unstructured: bool,
    pub(crate) doc: String,
    /// The kind of resource, with its key.
    pub(crate) body: Body,
    /// Alternative keys of the entities.
    pub(crate) alt_keys: Vec<Param>,
    /// Methods, finders, batch finders and actions.
    pub(crate) methods: Vec<Method>,
    /// Resources below an entity of this one.
    pub(crate) subs: Vec<Resource>,
    /// Paths of fields that the client must not send.
    pub(crate) read_only: Vec<Node>,
    /// Paths of fields that only create may send.
    pub(crate) create_only: Vec<Node>,
    /// Facts from annotations, and members that the YAML cannot express.
    pub(crate) annotated: Annotated,
    /// Errors common to all methods of the resource.
    pub(crate) errors: Option<Vec<ServiceError>>,
}

/// The kinds of resources.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Entities under a simple or complex key.
    Collection(Key),
    /// Entities under a key of several parts.
    Association {
        /// The name of the key in paths.
        identifier: String,
        parts: Vec<Param>,
    },
    /// One entity.
    Simple,
    /// Actions alone.
    Actions,
}

impl Body {
    /// The kind of the resource.
    pub(crate) const fn kind(&self) -> ResourceKind {
        match self {
            Self::Collection(_) => ResourceKind::Collection,
            Self::Association { .. } => ResourceKind::Association,
            Self::Simple => ResourceKind::Simple,
            Self::Actions => ResourceKind::Actions,
        }
    }
}

/// The key of a collection.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The name in the YAML.
    pub(crate) name: String,
    /// The name in paths, as written in the restspec.
    pub(crate) written: String,
    pub(crate) ty: Ty,
    /// The parameters record of a complex key.
    pub(crate) params: Option<Ty>,
}

/// Facts from annotations, and members that the YAML cannot express.
#[derive(Clone, Debug, Default)]
pub(crate) struct Annotated {
    /// The reason of deprecation; `None` if the element is not deprecated.
    pub(crate) deprecated: Option<String>,
    /// Other annotations and members.
    pub(crate) extra: Props,
}

/// A parameter, a part of a key, or an alternative key.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    /// The place of the name.
    pub(crate) span: Span,
    pub(crate) ty: Ty,
    /// The parameter may be left out of a request.
    pub(crate) optional: bool,
    /// The default as text (`docs/formats.md §2.4`).
    pub(crate) default: Option<(String, Span)>,
    pub(crate) doc: String,
    /// The annotations.
    pub(crate) annotated: Annotated,
}

#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) kind: MethodKind,
    /// The place of the name.
    pub(crate) span: Span,
    pub(crate) doc: String,
    pub(crate) params: Vec<Param>,
    /// The metadata record that accompanies the elements of a collection response.
    pub(crate) metadata: Option<Ty>,
    /// Results come in pages.
    pub(crate) paged: bool,
    /// Parts of an association's key in the path.
    pub(crate) assoc_keys: Vec<(String, Span)>,
    /// The most keys, or criteria, in one request.
    pub(crate) max_batch: Option<MaxBatch>,
    /// The method can return the entity.
    pub(crate) returns_entity: bool,
    /// The errors that the method declares itself.
    pub(crate) errors: Option<Vec<ServiceError>>,
    /// Statuses of success.
    pub(crate) success: Vec<u32>,
    /// The annotations.
    pub(crate) annotated: Annotated,
}

#[derive(Clone, Debug)]
pub(crate) enum MethodKind {
    /// A method whose name the protocol fixes.
    Plain(ResourceMethod),
    /// A search.
    Finder(String),
    /// Several searches in one request.
    BatchFinder {
        name: String,
        /// The parameter that lists the criteria.
        criteria: (String, Span),
    },
    Action(Action),
}

impl MethodKind {
    /// The kind of Rest.li method.
    pub(crate) const fn resource_method(&self) -> ResourceMethod {
        match self {
            Self::Plain(kind) => *kind,
            Self::Finder(_) => ResourceMethod::Finder,
            Self::BatchFinder { .. } => ResourceMethod::BatchFinder,
            Self::Action(_) => ResourceMethod::Action,
        }
    }

    /// Returns whether the path of a request ends in the key of one entity.
    pub(crate) const fn addresses_entity(&self) -> bool {
        match self {
            Self::Plain(kind) => kind.has_key(),
            Self::Action(action) => action.on_entity,
            Self::Finder(_) | Self::BatchFinder { .. } => false,
        }
    }
}

/// The properties of an action.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    pub(crate) name: String,
    /// The action acts on one entity.
    pub(crate) on_entity: bool,
    /// The result type.
    pub(crate) returns: Option<Ty>,
}

/// The most keys in one request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MaxBatch {
    /// The number of keys.
    pub(crate) value: u32,
    /// The server refuses more keys.
    pub(crate) enforced: bool,
    pub(crate) span: Span,
}

/// An error that a service declares (`docs/formats.md §2.5`).
#[derive(Clone, Debug)]
pub(crate) struct ServiceError {
    pub(crate) code: String,
    /// The HTTP status.
    pub(crate) status: u32,
    /// The cause.
    pub(crate) message: String,
    pub(crate) span: Span,
    /// The detail record of the error, and other members.
    pub(crate) extra: Props,
}

impl Resource {
    /// Visits all type names in the resource and its descendants, each with its use.
    pub(crate) fn types_mut(&mut self, visit: &mut impl FnMut(&mut Ty, TypeUse)) {
        self.entity.iter_mut().for_each(|ty| visit(ty, TypeUse::Record));
        match &mut self.body {
            Body::Collection(key) => {
                visit(&mut key.ty, TypeUse::Key);
                key.params.iter_mut().for_each(|ty| visit(ty, TypeUse::Record));
            }
            Body::Association { parts, .. } => parts.iter_mut().for_each(|part| visit(&mut part.ty, TypeUse::Key)),
            Body::Simple | Body::Actions => {}
        }
        self.alt_keys.iter_mut().for_each(|key| visit(&mut key.ty, TypeUse::Key));
        for method in &mut self.methods {
            method.params.iter_mut().for_each(|param| visit(&mut param.ty, TypeUse::Any));
            method.metadata.iter_mut().for_each(|ty| visit(ty, TypeUse::Record));
            if let MethodKind::Action(Action { returns: Some(ty), .. }) = &mut method.kind {
                visit(ty, TypeUse::Any);
            }
        }
        self.subs.iter_mut().for_each(|sub| sub.types_mut(visit));
    }
}

/// The use of a type name, which limits the kinds of types that it can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeUse {
    /// A type that must be a record.
    Record,
    /// A type that a path can carry, as keys require.
    Key,
    /// A type of any kind.
    Any,
}
