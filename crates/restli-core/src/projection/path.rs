//! Paths into an entity, `/lines/*/sku` (`docs/protocol.md §5.2`).

use super::{Item, MAX_DEPTH, Name, Projection, Range, SyntaxError};

/// Reads one path, as Java's builders take them: `*` stands for every element, value or field, and `?start=10&count=5` at the
/// end for a part of an array. Several paths are one projection by [`Projection::merge`].
///
/// ```
/// use restli_core::projection::{Projection, parse_path};
///
/// let mut all = Projection::default();
/// for path in ["/id", "/lines/*/sku", "/lines?count=5"] {
///     all = all.merge(&parse_path(path)?);
/// }
/// assert_eq!(all.to_mask()?, "id,lines:($*:(sku),$count:5)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The first syntax error, with its position.
pub fn parse_path(path: &str) -> Result<Projection, SyntaxError> {
    let (steps, bounds) = path.split_once('?').map_or((path, None), |(steps, bounds)| (steps, Some(bounds)));
    let Some(names) = steps.strip_prefix('/') else {
        return Err(SyntaxError::new(0, steps.len(), "a path starts with `/`"));
    };
    if names.split('/').count() >= MAX_DEPTH {
        return Err(SyntaxError::new(0, steps.len(), format!("nested deeper than {MAX_DEPTH} levels")));
    }
    let mut select = match bounds {
        None => None,
        Some(bounds) => Some(Projection { items: Vec::new(), range: Some(range(bounds, steps.len() + 1)?) }),
    };
    let mut end = steps.len();
    for name in names.rsplit('/') {
        let at = end - name.len();
        if name.is_empty() {
            return Err(SyntaxError::new(at, 0, "expected a name after `/`"));
        }
        end = at - 1;
        let name = if name == "*" { Name::Each } else { Name::Is(name.to_owned()) };
        select = Some(Projection { items: vec![Item { select, ..Item::all(name, at) }], range: None });
    }
    Ok(select.unwrap_or_default())
}

/// Reads `start=10&count=5`, which begins at `at`.
fn range(bounds: &str, mut at: usize) -> Result<Range, SyntaxError> {
    let mut range = Range::default();
    for bound in bounds.split('&') {
        let wrong = || SyntaxError::new(at, bound.len(), format!("expected `start=` or `count=` and a number, found `{bound}`"));
        let (name, number) = bound.split_once('=').ok_or_else(wrong)?;
        let number = Some(number).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).and_then(|digits| digits.parse().ok());
        let number = number.ok_or_else(wrong)?;
        match name {
            "start" => range.start = Some(number),
            "count" => range.count = Some(number),
            _ => return Err(wrong()),
        }
        at += bound.len() + 1;
    }
    Ok(range)
}
