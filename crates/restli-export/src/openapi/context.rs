//! The values that all parts of the `OpenAPI` document share.

use restli_schema::api::Api;

use crate::schemas::Schemas;

/// The path of schemas in the document.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// The values that all operations share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) schemas: Schemas<'a>,
}
