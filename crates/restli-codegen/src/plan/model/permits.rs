//! Permit traits, which scopes implement: one per call and per field that needs a permission.

use restli_schema::api::Requirement;

/// The path of a permit trait below the module `permits`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PermitPath {
    /// The module of the product, e.g. `content`.
    pub module: String,
    /// Name of the trait, e.g. `PostsCreate`.
    pub ident: String,
}

impl std::fmt::Display for PermitPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}::{}", self.module, self.ident)
    }
}

/// The permit trait of a call or field, with the texts of its compiler message.
#[derive(Debug)]
pub struct PermitPlan {
    /// The path of the trait.
    pub path: PermitPath,
    /// The call or field that needs the permission.
    pub subject: Subject,
    /// The permissions, by id.
    pub requirement: Requirement,
    /// The permissions, by scope.
    pub scopes: Requirement<String>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Compiler message for scopes that lack the trait.
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
