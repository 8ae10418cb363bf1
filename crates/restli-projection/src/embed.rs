//! Embedded projections: in `(id, ..Names)`, the last item stands for all fields of the projection `Names`.
//!
//! A macro cannot see the fields of `Names`: the compiler fills them in later. Until then the item has a name that no field can have, `..`
//! and the number of the embedded projection: `(id,..0)`.

use restli_core::projection::{Item, Name, Projection};

/// Prefix of the name of an item that embeds a projection.
pub(crate) const MARK: &str = "..";

/// The name of a projection that is embedded.
pub(crate) struct Embedded {
    /// The last name of its path.
    pub(crate) name: String,
    /// `true` if the path leads to the type that the projection itself declares.
    pub(crate) is_itself: bool,
}

/// The name of the item that embeds the projection with the given number.
pub(crate) fn item_name(number: usize) -> String {
    format!("{MARK}{number}")
}

/// The text of a message with `..Names` for `..0`. The last number is replaced first, because `..12` starts with `..1`.
pub(crate) fn with_names(text: String, names: &[Embedded]) -> String {
    let last_first = names.iter().map(|embedded| &embedded.name).enumerate().rev();
    last_first.fold(text, |text, (number, name)| text.replace(&item_name(number), &format!("{MARK}{name}")))
}

/// Returns the number of the projection that an item embeds: `None` if the item embeds none, `Some(Err(()))` if the number is not valid.
pub(crate) fn of(item: &Item) -> Option<Result<usize, ()>> {
    let Name::Is(name) = &item.name else { return None };
    name.strip_prefix(MARK).map(|number| number.parse().map_err(drop))
}

/// Checks that an item embeds a projection.
pub(crate) fn is_one(item: &Item) -> bool {
    of(item).is_some()
}

/// The only item of a selection that is just an embedded projection, `(..Names)`.
pub(crate) fn alone(select: &Projection) -> Option<&Item> {
    match select.items.as_slice() {
        [item] if select.range.is_none() && item.select.is_none() && item.decorations.is_empty() => Some(item).filter(|item| is_one(item)),
        _ => None,
    }
}

/// Splits a printed projection at its embedded projections: `(id,..0)` into `Ok("(id,")`, `Err(0)` and `Ok(")")`.
#[cfg(feature = "expand")]
pub(crate) fn fragments(mut text: &str) -> Vec<Result<&str, usize>> {
    let mut fragments = Vec::new();
    while let Some((before, after)) = text.split_once(MARK) {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = after.split_at(digits);
        fragments.push(Ok(before));
        fragments.extend(number.parse().ok().map(Err));
        text = after;
    }
    fragments.push(Ok(text));
    fragments.retain(|fragment| *fragment != Ok(""));
    fragments
}
