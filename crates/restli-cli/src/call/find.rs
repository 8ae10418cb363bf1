//! An operation by its name.

use restli_schema::api::{Api, Method, Resource, ResourceId};
use restli_schema::client_names::{method_id, operation_ids};
use restli_schema::suggest;

/// An operation of an API.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    pub(super) api: &'a Api,
    pub(super) id: ResourceId,
    pub(super) resource: &'a Resource,
    pub(super) index: usize,
    pub(super) method: &'a Method,
}

impl Operation<'_> {
    /// The id: `content.posts.create`.
    pub(super) fn name(self) -> String {
        method_id(self.api, self.resource, self.index)
    }
}

/// All operations with their ids, in the order of these.
pub(super) fn all(api: &Api) -> impl Iterator<Item = (String, Operation<'_>)> {
    operation_ids(api).into_iter().filter_map(move |(name, (id, index))| {
        let resource = &api[id];
        Some((name, Operation { api, id, resource, index, method: resource.methods.get(index)? }))
    })
}

/// The operation that a name means: its id, or the end of one.
pub(super) fn find<'a>(api: &'a Api, name: &str) -> Result<(String, Operation<'a>), String> {
    let fits = |id: &str| id == name || id.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    let mut found: Vec<(String, Operation<'a>)> = all(api).filter(|(id, _)| fits(id)).collect();
    if let Some(exact) = found.iter().position(|(id, _)| id == name) {
        return Ok(found.swap_remove(exact));
    }
    if found.len() > 1 {
        let ids: Vec<String> = found.into_iter().map(|(id, _)| format!("`{id}`")).collect();
        return Err(format!("`{name}` may be {}: write more of it", ids.join(" or ")));
    }
    found.pop().ok_or_else(|| {
        let ids: Vec<String> = all(api).map(|(id, _)| id).collect();
        let ends = ids.iter().flat_map(|id| id.match_indices('.').filter_map(|(at, _)| id.get(at + 1..)).chain([id.as_str()]));
        let help = suggest::nearest(name, ends).map_or_else(
            || "`--list` shows them all, `--list WORD` those with a word".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("the API `{}` has no operation `{name}`; {help}", api.name.wire)
    })
}
