//! Traits of scopes: one per call and per field that needs a permission.

use restli_schema::api::Requirement;

/// The trait of a call or field, with the texts of the compiler's message.
#[derive(Debug)]
pub struct PermitPlan {
    /// Name of the trait, e.g. `PostsCreate`.
    pub ident: String,
    /// The call or field that needs the permission.
    pub subject: Subject,
    /// The permissions, by id.
    pub need: Requirement,
    /// The permissions, by scope.
    pub requirement: Requirement<String>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Message of the compiler for scopes that lack the trait.
    pub message: String,
    /// Notes below the message.
    pub notes: Vec<String>,
}

/// A call or field that needs a permission.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A call, by its id: `content.posts.create`.
    Call(String),
    /// A field of a record.
    Field {
        /// Name of the record.
        record: String,
        /// Name of the field on the wire.
        wire: String,
    },
}
