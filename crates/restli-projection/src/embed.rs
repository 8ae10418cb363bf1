//! Projections in projections: `..Names` stands for all that the projection `Names` asks for.
//!
//! What `Names` asks for, a macro cannot see: the compiler puts it in later. Until then a name that no field can have holds its place.

use restli_core::projection::{Item, Name, Projection};

/// Prefix of the name that holds the place of an embedded projection.
pub(crate) const MARK: &str = "..";

/// The place of an embedded projection.
pub(crate) fn place(number: usize) -> String {
    format!("{MARK}{number}")
}

/// A text with the names of projections in their places. The last come first, because `..1` is where `..12` starts.
pub(crate) fn with_names(text: String, names: &[String]) -> String {
    let last_first = names.iter().enumerate().rev();
    last_first.fold(text, |text, (number, name)| text.replace(&place(number), &format!("{MARK}{name}")))
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

/// The one embedded projection that is all that is selected.
pub(crate) fn alone(select: &Projection) -> Option<&Item> {
    match select.items.as_slice() {
        [item] if select.range.is_none() && item.select.is_none() && item.decorations.is_empty() => Some(item).filter(|item| is_one(item)),
        _ => None,
    }
}

/// The pieces of a printed projection: what stands between the places, and which places.
#[cfg(feature = "expand")]
pub(crate) fn pieces(mut text: &str) -> Vec<Result<&str, usize>> {
    let mut pieces = Vec::new();
    while let Some((before, after)) = text.split_once(MARK) {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = after.split_at(digits);
        pieces.push(Ok(before));
        pieces.extend(number.parse().ok().map(Err));
        text = after;
    }
    pieces.push(Ok(text));
    pieces.retain(|piece| *piece != Ok(""));
    pieces
}
