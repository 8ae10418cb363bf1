//! The initial values of a create, which a typed client fills in.

use restli_client::Json;
use restli_schema::api::ResourceMethod as M;
use restli_schema::operations::Operation;

/// The entity with the initial values of the schema where a create leaves them out.
pub(super) fn with_initial(operation: Operation<'_>, mut entity: Json) -> Json {
    if matches!(operation.method.kind, M::Create | M::BatchCreate)
        && let Json::Object(members) = &mut entity
    {
        for (name, value) in &operation.resource.initial {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    entity
}
