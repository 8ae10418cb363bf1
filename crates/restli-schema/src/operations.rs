//! The operations of an API, and the names by which people call them.

use crate::api::{Api, Method, Resource, ResourceId};
use crate::client_names::{handle_names, method_id, operation_ids};
use crate::suggest;

/// The most operations that a message names.
const MOST: usize = 6;

/// An operation of an API: a method of a resource.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// The API.
    pub api: &'a Api,
    /// The resource's place in the API.
    pub id: ResourceId,
    /// The resource.
    pub resource: &'a Resource,
    /// The method's place in [`Resource::methods`].
    pub index: usize,
    /// The method.
    pub method: &'a Method,
}

impl Operation<'_> {
    /// The id: `content.posts.create`.
    #[must_use]
    pub fn name(self) -> String {
        method_id(self.api, self.resource, self.index)
    }
}

/// All operations with their ids, in the order of these.
pub fn all(api: &Api) -> impl Iterator<Item = (String, Operation<'_>)> {
    operation_ids(api).into_iter().filter_map(move |(name, (id, index))| {
        let resource = &api[id];
        Some((name, Operation { api, id, resource, index, method: resource.methods.get(index)? }))
    })
}

/// The operations that a name means: the one with that id, else those whose ids end so, else those that it calls in Rust
/// (`client.posts().create(..)`, `Posts::CREATE`).
#[must_use]
pub fn named<'a>(api: &'a Api, name: &str) -> Vec<(String, Operation<'a>)> {
    let name = name.trim();
    let fits = |id: &str, end: &str| !end.is_empty() && (id == end || id.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')));
    let mut found: Vec<(String, Operation<'a>)> = all(api).filter(|(id, _)| fits(id, name)).collect();
    if let Some(exact) = found.iter().position(|(id, _)| id == name) {
        return vec![found.swap_remove(exact)];
    }
    if found.is_empty() {
        let call = called(name);
        let constant = name.rsplit_once("::").map(|(path, constant)| (path.rsplit("::").next().unwrap_or(path), constant));
        let is_constant = |id: &str, operation: &Operation<'_>| {
            constant.is_some_and(|(handle, constant)| {
                handle_names(api, operation.resource).iter().any(|own| own == handle) && fits(id, &constant.to_lowercase())
            })
        };
        found = all(api).filter(|(id, operation)| call.as_deref().is_some_and(|call| fits(id, call)) || is_constant(id, operation)).collect();
    }
    found
}

/// The resource and function of a call in Rust: `posts.create` of `self.client.posts().create(&post).await?`.
fn called(text: &str) -> Option<String> {
    let is_other = |one: char| !(one.is_alphanumeric() || one == '_');
    let (before, behind) = text.split_once("().")?;
    let resource = before.rsplit(is_other).next()?;
    let function = behind.split(is_other).next()?;
    (!resource.is_empty() && !function.is_empty()).then(|| format!("{resource}.{function}"))
}

/// The one operation that a name means.
///
/// # Errors
/// Returns a message for a name that means no operation, with the nearest one, and for a name that means several.
pub fn one<'a>(api: &'a Api, name: &str) -> Result<(String, Operation<'a>), String> {
    let mut found = named(api, name);
    let shown: String = name.chars().take(60).flat_map(char::escape_debug).collect();
    if found.len() > 1 {
        let ids: Vec<String> = found.iter().take(MOST).map(|(id, _)| format!("`{id}`")).collect();
        let more = found.len().saturating_sub(MOST);
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        return Err(format!("`{shown}` may be {}{more}: write more of it", ids.join(" or ")));
    }
    found.pop().ok_or_else(|| {
        let ids: Vec<String> = all(api).map(|(id, _)| id).collect();
        let help = suggest::nearest(name, ends(&ids)).map_or_else(
            || "`call --list` shows them all, `call --list WORD` those with a word".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("the API `{}` has no operation `{shown}`; {help}", api.name.wire)
    })
}

/// The names of operations: their ids, and the ends of these.
pub fn ends(ids: &[String]) -> impl Iterator<Item = &str> + Clone {
    ids.iter().flat_map(|id| id.match_indices('.').filter_map(|(at, _)| id.get(at + 1..)).chain([id.as_str()]))
}
