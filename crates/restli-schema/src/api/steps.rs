//! The steps around a call: those of an upload, and the look at what a create has made.

/// The steps of an upload behind the method that begins it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UploadSteps {
    /// The path in the answer to the address that takes the bytes: names joined by dots; the name of a member of a union may
    /// have dots itself.
    pub to: String,
    /// The answer has a list of parts, each with an address.
    pub in_parts: bool,
    /// The place in [`Resource::methods`](super::Resource::methods) of the action that ends the upload.
    pub finish: Option<usize>,
    /// The state that is waited for.
    pub wait: Option<UploadWait>,
}

/// The wait until the medium of an upload can be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UploadWait {
    /// The place in [`Resource::methods`](super::Resource::methods) of the method that reads the entity.
    pub method: usize,
    /// The field of the entity with its state.
    pub field: String,
    /// The states in which it can be used.
    pub ready: Vec<String>,
    /// The states in which it never will.
    pub failed: Vec<String>,
}

/// The call that shows what a create has made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// The place of its method in [`Resource::methods`](super::Resource::methods).
    pub method: usize,
    /// Parameters of a finder, each with the path of the field whose value it takes.
    pub by: Vec<(String, String)>,
}
