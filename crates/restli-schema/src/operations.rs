//! The operations of an API, and the names by which people call them.

use crate::api::{Api, Method, Resource, ResourceId};
use crate::client_names::{handle_names, method_id, operation_ids};
use crate::suggest;

/// The most operations that a message names.
const MOST: usize = 12;

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
        found =
            all(api).filter(|(id, operation)| call.as_deref().is_some_and(|call| fits(id, call)) || is_constant(id, operation)).collect();
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

/// Returns whether a name is an id or the end of one.
fn fits(id: &str, end: &str) -> bool {
    !end.is_empty() && (id == end || id.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')))
}

/// The one operation that a name means.
///
/// # Errors
/// Returns a message for a name that means no operation, with the nearest one, and for a name that means several.
pub fn one<'a>(api: &'a Api, name: &str) -> Result<(String, Operation<'a>), String> {
    let mut found = named(api, name);
    let shown: String = name.chars().take(60).flat_map(char::escape_debug).collect();
    if found.len() > 1 {
        return Err(format!("`{shown}` may be {}: write more of it", some(found.iter().map(|(id, _)| id.as_str()))));
    }
    found.pop().ok_or_else(|| {
        let ids: Vec<String> = all(api).map(|(id, _)| id).collect();
        let resource = name.rsplit_once('.').map_or(name, |(resource, _)| resource);
        let own = || ids.iter().map(String::as_str).filter(|id| id.rsplit_once('.').is_some_and(|(above, _)| fits(above, resource)));
        let near = suggest::nearest(name, ends(&ids));
        // A long text that is near no name may be a token.
        let is_shown = near.is_some() || own().next().is_some() || name.len() <= 24 || !name.contains(|one: char| one.is_ascii_digit());
        let shown = if is_shown { format!("no operation `{shown}`") } else { "no such operation".to_owned() };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if own().next().is_some() => format!("there are {}", some(own())),
            None => "`call --list` shows them all, `call --list WORD` those with a word".to_owned(),
        };
        format!("the API `{}` has {shown}; {help}", api.name.wire)
    })
}

/// The first of some ids, and the number of the others.
fn some<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let ids: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
    let first = ids.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    if ids.len() > MOST { format!("{first} and {} more", ids.len() - MOST) } else { first }
}

/// The names of operations: their ids, and the ends of these.
pub fn ends(ids: &[String]) -> impl Iterator<Item = &str> + Clone {
    ids.iter().flat_map(|id| id.match_indices('.').filter_map(|(at, _)| id.get(at + 1..)).chain([id.as_str()]))
}
