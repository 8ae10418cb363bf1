//! The kinds of methods that the protocol has (`docs/protocol.md §2`), and the facts that follow from the kind alone.

/// A kind of Rest.li method.
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
    /// Runs a procedure of the server, on a resource or on one entity.
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

    /// The methods that a resource has at most once: all but finders, batch finders and actions, which are told apart by name.
    pub fn plain() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|method| method.name_parameter().is_none())
    }

    /// The query parameter that carries the name of a finder, batch finder or action; `None` for methods without a name.
    #[must_use]
    pub const fn name_parameter(self) -> Option<&'static str> {
        match self {
            Self::Finder => Some("q"),
            Self::BatchFinder => Some("bq"),
            Self::Action => Some("action"),
            Self::Get
            | Self::BatchGet
            | Self::GetAll
            | Self::Create
            | Self::BatchCreate
            | Self::Update
            | Self::BatchUpdate
            | Self::PartialUpdate
            | Self::BatchPartialUpdate
            | Self::Delete
            | Self::BatchDelete => None,
        }
    }

    /// Returns whether a query parameter of this name would make a server take the request for another method (`docs/protocol.md §1`).
    #[must_use]
    pub fn is_routed_by(self, parameter: &str) -> bool {
        match self {
            // `q` wins over the names of other methods.
            Self::Finder => matches!(parameter, "q" | "ids"),
            Self::Get
            | Self::BatchGet
            | Self::GetAll
            | Self::BatchFinder
            | Self::Create
            | Self::BatchCreate
            | Self::Update
            | Self::BatchUpdate
            | Self::PartialUpdate
            | Self::BatchPartialUpdate
            | Self::Delete
            | Self::BatchDelete
            | Self::Action => matches!(parameter, "q" | "bq" | "action" | "ids"),
        }
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

    /// Returns whether a repeated request has the effect of a single one, so that it may be sent again after a failure.
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        match self {
            Self::Get
            | Self::BatchGet
            | Self::GetAll
            | Self::Finder
            | Self::BatchFinder
            | Self::Update
            | Self::BatchUpdate
            | Self::Delete
            | Self::BatchDelete => true,
            Self::Create | Self::BatchCreate | Self::PartialUpdate | Self::BatchPartialUpdate | Self::Action => false,
        }
    }

    /// Returns whether the path of every request ends in the key of one entity, if the resource has keys. Only some actions have a key.
    #[must_use]
    pub const fn has_key(self) -> bool {
        match self {
            Self::Get | Self::Update | Self::PartialUpdate | Self::Delete => true,
            Self::BatchGet
            | Self::GetAll
            | Self::Finder
            | Self::BatchFinder
            | Self::Create
            | Self::BatchCreate
            | Self::BatchUpdate
            | Self::BatchPartialUpdate
            | Self::BatchDelete
            | Self::Action => false,
        }
    }

    /// Returns whether a request lists the keys of its entities in the query parameter `ids`.
    #[must_use]
    pub const fn has_ids(self) -> bool {
        match self {
            Self::BatchGet | Self::BatchUpdate | Self::BatchPartialUpdate | Self::BatchDelete => true,
            Self::Get
            | Self::GetAll
            | Self::Finder
            | Self::BatchFinder
            | Self::Create
            | Self::BatchCreate
            | Self::Update
            | Self::PartialUpdate
            | Self::Delete
            | Self::Action => false,
        }
    }

    /// Returns whether one request carries several keys, entities, patches or searches.
    #[must_use]
    pub const fn is_batch(self) -> bool {
        match self {
            Self::BatchGet | Self::BatchFinder | Self::BatchCreate | Self::BatchUpdate | Self::BatchPartialUpdate | Self::BatchDelete => {
                true
            }
            Self::Get | Self::GetAll | Self::Finder | Self::Create | Self::Update | Self::PartialUpdate | Self::Delete | Self::Action => {
                false
            }
        }
    }

    /// Returns whether the body of a request is a whole entity, or several.
    #[must_use]
    pub const fn sends_entity(self) -> bool {
        match self {
            Self::Create | Self::BatchCreate | Self::Update | Self::BatchUpdate => true,
            Self::Get
            | Self::BatchGet
            | Self::GetAll
            | Self::Finder
            | Self::BatchFinder
            | Self::PartialUpdate
            | Self::BatchPartialUpdate
            | Self::Delete
            | Self::BatchDelete
            | Self::Action => false,
        }
    }

    /// Returns whether the body of a request is a patch, or several.
    #[must_use]
    pub const fn sends_patch(self) -> bool {
        match self {
            Self::PartialUpdate | Self::BatchPartialUpdate => true,
            Self::Get
            | Self::BatchGet
            | Self::GetAll
            | Self::Finder
            | Self::BatchFinder
            | Self::Create
            | Self::BatchCreate
            | Self::Update
            | Self::BatchUpdate
            | Self::Delete
            | Self::BatchDelete
            | Self::Action => false,
        }
    }

    /// Returns whether every response has entities. Create and partial update return entities only where the endpoint supports it.
    #[must_use]
    pub const fn reads_entities(self) -> bool {
        match self {
            Self::Get | Self::BatchGet | Self::GetAll | Self::Finder | Self::BatchFinder => true,
            Self::Create
            | Self::BatchCreate
            | Self::Update
            | Self::BatchUpdate
            | Self::PartialUpdate
            | Self::BatchPartialUpdate
            | Self::Delete
            | Self::BatchDelete
            | Self::Action => false,
        }
    }
}
