//! Application of a mask to data (`docs/protocol.md §5.4`), as a server applies the parameter `fields`.

use std::borrow::Cow;

use super::merge::both;
use super::{Item, MAX_DEPTH, Name, Projection};
use crate::Json;
use crate::data::DecodeError;

impl Projection {
    /// Returns the part of an entity that this mask selects, as the reference server answers it (`docs/protocol.md §5.4`). An empty
    /// mask selects nothing, `{}` (`§5.1`).
    ///
    /// ```
    /// use restli_core::Json;
    /// use restli_core::projection::parse_mask;
    ///
    /// let address: Json = serde_json::from_str(r#"{"city":"Bern","zip":"3000"}"#)?;
    /// let left = parse_mask("city")?.apply(&address)?;
    /// assert_eq!(left.to_string(), r#"{"city":"Bern"}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Something is selected inside a value that has no inside, a URN is to be expanded, or the mask is nested deeper
    /// than [`MAX_DEPTH`].
    pub fn apply(&self, entity: &Json) -> Result<Json, DecodeError> {
        usable(self, MAX_DEPTH)?;
        if self.items.is_empty() && self.range.is_none() && entity.is_object() {
            return Ok(Json::Object(serde_json::Map::new()));
        }
        node(&self.unified(), entity)
    }
}

/// Checks that a projection is a mask, and nests at most `depth` levels deep.
fn usable(mask: &Projection, depth: usize) -> Result<(), DecodeError> {
    if depth == 0 {
        return Err(DecodeError::new(format!("the mask is nested deeper than {MAX_DEPTH} levels"), ""));
    }
    mask.items.iter().try_for_each(|item| {
        if !item.decorations.is_empty() {
            return Err(DecodeError::new("a mask expands no URNs", &format!("{}~", item.name)));
        }
        item.select.as_ref().map_or(Ok(()), |select| usable(select, depth - 1))
    })
}

/// Returns the part of a value that a node of the mask selects.
fn node(mask: &Projection, value: &Json) -> Result<Json, DecodeError> {
    match value {
        Json::Object(members) => {
            let mut left = serde_json::Map::new();
            for (name, value) in members {
                if let Some(value) = member(mask, name, value).map_err(|error| error.in_field(name))? {
                    left.insert(name.clone(), value);
                }
            }
            Ok(Json::Object(left))
        }
        Json::Array(items) => {
            let range = mask.range.unwrap_or_default();
            let position = |bound: u32| usize::try_from(bound).unwrap_or(usize::MAX);
            let (start, count) = (range.start.map_or(0, position), range.count.map_or(usize::MAX, position));
            let each = each(mask);
            let part = items.iter().enumerate().skip(start).take(count);
            let left = part.filter_map(|(index, value)| match each {
                None => Some(Ok(value.clone())),
                Some(each) => under(each, value).map_err(|error| error.in_item(index)).transpose(),
            });
            left.collect::<Result<_, _>>().map(Json::Array)
        }
        scalar => Err(DecodeError::new("nothing can be selected inside a scalar", &scalar.to_string())),
    }
}

/// Returns the part that a node selects of one member of a record, map or union; `None` if the member is left out.
fn member(mask: &Projection, name: &str, value: &Json) -> Result<Option<Json>, DecodeError> {
    let positive = has_positive(mask);
    let named = mask.items.iter().find(|item| matches!(&item.name, Name::Is(known) if known == name));
    let (remove, select) = match (named, each(mask)) {
        (None, None) => return Ok(Some(value).filter(|_| !positive).cloned()),
        // The selection of `$*` applies to the named member too.
        (Some(item), Some(each)) if !item.remove && !each.remove => (false, both(item.select.clone(), each.select.clone()).map(Cow::Owned)),
        (Some(item), _) | (None, Some(item)) => (item.remove, item.select.as_ref().map(Cow::Borrowed)),
    };
    match (select, named.and_then(|item| item.select.as_ref())) {
        _ if remove => Ok(None),
        // A selection that only removes does not select the member.
        (Some(select), _) if positive && !has_positive(&select) => Ok(None),
        // A scalar has no inside: the selection of `$*` keeps it whole.
        (_, None) if is_scalar(value) => Ok(Some(value.clone())),
        (_, Some(inside)) if is_scalar(value) => node(inside, value).map(Some),
        (None, _) => Ok(Some(value.clone())),
        (Some(select), _) => node(&select, value).map(Some),
    }
}

fn is_scalar(value: &Json) -> bool {
    !value.is_object() && !value.is_array()
}

/// Returns the part of a value that its item selects; `None` if the item removes it.
fn under(item: &Item, value: &Json) -> Result<Option<Json>, DecodeError> {
    match &item.select {
        _ if item.remove => Ok(None),
        None => Ok(Some(value.clone())),
        Some(select) => node(select, value).map(Some),
    }
}

fn each(mask: &Projection) -> Option<&Item> {
    mask.items.iter().find(|item| item.name == Name::Each)
}

/// Returns `true` if the mask selects something at any depth, so that members it does not name are left out.
fn has_positive(mask: &Projection) -> bool {
    mask.range.is_some() || mask.items.iter().any(|item| !item.remove && item.select.as_ref().is_none_or(has_positive))
}
