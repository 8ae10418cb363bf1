//! The kinds of resources, and the methods that each may have.

use restli_core::ResourceMethod;

/// The kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Entities under keys.
    Collection,
    /// Entities under compound keys.
    Association,
    /// One entity.
    Simple,
    /// Only actions.
    Actions,
}

impl ResourceKind {
    /// The kind with its article, for messages: `a collection`.
    #[must_use]
    pub const fn described(self) -> &'static str {
        match self {
            Self::Collection => "a collection",
            Self::Association => "an association",
            Self::Simple => "a simple resource",
            Self::Actions => "a set of actions",
        }
    }

    /// The methods that a resource of this kind may have, if its entities are records or if they are unstructured data
    /// (`docs/protocol.md §2.1`).
    #[must_use]
    pub const fn methods(self, unstructured: bool) -> &'static [ResourceMethod] {
        use ResourceMethod as M;
        match (self, unstructured) {
            (Self::Collection, false) => &M::ALL,
            (Self::Association, false) => &[
                M::Get,
                M::BatchGet,
                M::GetAll,
                M::Finder,
                M::BatchFinder,
                M::BatchCreate,
                M::Update,
                M::BatchUpdate,
                M::PartialUpdate,
                M::BatchPartialUpdate,
                M::Delete,
                M::BatchDelete,
                M::Action,
            ],
            (Self::Simple, false) => &[M::Get, M::Update, M::PartialUpdate, M::Delete, M::Action],
            (Self::Collection, true) => &[M::Get, M::Create, M::Update, M::Delete],
            (Self::Association | Self::Simple, true) => &[M::Get, M::Update, M::Delete],
            (Self::Actions, _) => &[M::Action],
        }
    }

    /// Advice on a method that a resource of this kind does not have.
    #[must_use]
    pub fn advice(self, method: ResourceMethod, unstructured: bool) -> String {
        if let (Self::Association, ResourceMethod::Create) = (self, method) {
            return "write `update`: the caller chooses the key, and an update creates what is not there".to_owned();
        }
        if let Self::Actions = self {
            return "move it to a collection, an association or a simple resource".to_owned();
        }
        let methods = self.methods(unstructured).iter().filter(|method| method.name_parameter().is_none());
        let mut names: Vec<String> = methods.map(|method| format!("`{}`", method.wire_name())).collect();
        if self.methods(unstructured).contains(&ResourceMethod::Action) {
            names.push("actions".to_owned());
        }
        let last = names.pop().unwrap_or_default();
        format!("it has {} and {last}", names.join(", "))
    }
}
