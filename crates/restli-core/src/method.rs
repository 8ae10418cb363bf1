//! The methods that the protocol names (`docs/protocol.md §2`).

/// A Rest.li method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceMethod {
    /// Reads one entity.
    Get,
    /// Reads several entities by key.
    BatchGet,
    /// Reads all entities, page by page.
    GetAll,
    /// Searches.
    Finder,
    /// Several searches in one request.
    BatchFinder,
    /// Creates one entity.
    Create,
    /// Creates several entities.
    BatchCreate,
    /// Replaces one entity.
    Update,
    /// Replaces several entities.
    BatchUpdate,
    /// Changes parts of one entity.
    PartialUpdate,
    /// Changes parts of several entities.
    BatchPartialUpdate,
    /// Deletes one entity.
    Delete,
    /// Deletes several entities.
    BatchDelete,
    /// Does what its name says.
    Action,
}

impl ResourceMethod {
    /// Every method.
    pub const ALL: [Self; 14] = [
        Self::Get,
        Self::BatchGet,
        Self::GetAll,
        Self::Finder,
        Self::BatchFinder,
        Self::Create,
        Self::BatchCreate,
        Self::Update,
        Self::BatchUpdate,
        Self::PartialUpdate,
        Self::BatchPartialUpdate,
        Self::Delete,
        Self::BatchDelete,
        Self::Action,
    ];

    /// The methods that a resource has at most once. Finders, batch finders and actions are many, and have names of their own.
    pub fn plain() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|method| !matches!(method, Self::Finder | Self::BatchFinder | Self::Action))
    }

    /// The value of `X-RestLi-Method`, in lower case.
    #[must_use]
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::BatchGet => "batch_get",
            Self::GetAll => "get_all",
            Self::Finder => "finder",
            Self::BatchFinder => "batch_finder",
            Self::Create => "create",
            Self::BatchCreate => "batch_create",
            Self::Update => "update",
            Self::BatchUpdate => "batch_update",
            Self::PartialUpdate => "partial_update",
            Self::BatchPartialUpdate => "batch_partial_update",
            Self::Delete => "delete",
            Self::BatchDelete => "batch_delete",
            Self::Action => "action",
        }
    }

    /// The HTTP verb.
    #[must_use]
    pub const fn http_verb(self) -> &'static str {
        match self {
            Self::Get | Self::BatchGet | Self::GetAll | Self::Finder | Self::BatchFinder => "GET",
            Self::Create | Self::BatchCreate | Self::PartialUpdate | Self::BatchPartialUpdate | Self::Action => "POST",
            Self::Update | Self::BatchUpdate => "PUT",
            Self::Delete | Self::BatchDelete => "DELETE",
        }
    }

    /// Sending it twice does what sending it once does, so that it may be sent again after a failure.
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Create | Self::BatchCreate | Self::PartialUpdate | Self::BatchPartialUpdate | Self::Action)
    }
}
