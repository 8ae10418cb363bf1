//! Writing a projection in each of the three styles.

use super::lexeme::is_word;
use super::{Decoration, Item, MAX_DEPTH, Name, Projection, StyleError};
use crate::url;

/// The remedy for a name that no request can hold.
pub(super) const WITHOUT_NAME: &str = "select the whole around it; where that is the entity, leave the projection out";

impl Projection {
    /// The mask, `id,lines:($*:(sku))`; empty if nothing is selected, which is sent as the parameter's name without `=`
    /// (`docs/protocol.md §5.1`).
    ///
    /// # Errors
    /// A decoration, a range of the root, or a name that a mask cannot hold.
    pub fn to_mask(&self) -> Result<String, StyleError> {
        nests_at_most(MAX_DEPTH, self)?;
        let mut out = String::new();
        if self.range.is_some() {
            let error = StyleError::new(0, 0, "a range belongs inside the parentheses of an array");
            return Err(error.help("write it in parentheses behind the name of the array"));
        }
        mask(&self.unified(), &mut out)?;
        Ok(out)
    }

    /// The text of a `projection` parameter with its parentheses, `(id,lines*(sku))` (`docs/protocol.md §5.5`).
    ///
    /// # Errors
    /// A removal, a range, an empty selection, or a name that would have to be escaped.
    pub fn to_decorated(&self) -> Result<String, StyleError> {
        nests_at_most(MAX_DEPTH, self)?;
        let mut out = String::new();
        decorated(&self.unified(), &mut out)?;
        Ok(out)
    }

    /// The names of fields of the entity and nothing else, `id,name`.
    ///
    /// # Errors
    /// Anything but such names.
    pub fn to_flat(&self) -> Result<String, StyleError> {
        nests_at_most(MAX_DEPTH, self)?;
        let mut out = String::new();
        if self.range.is_some() {
            return Err(StyleError::new(0, 0, "this endpoint cannot select a range"));
        }
        for item in &self.unified().items {
            flat(item, &mut out)?;
        }
        Ok(out)
    }
}

/// Refuses a projection that was put together deeper than one that is read may be.
pub(super) fn nests_at_most(depth: usize, projection: &Projection) -> Result<(), StyleError> {
    let Some(inside) = depth.checked_sub(1) else {
        let error = StyleError::new(0, 0, format!("nested deeper than {MAX_DEPTH} levels"));
        return Err(error.help("select the whole of what is further inside"));
    };
    projection.items.iter().try_for_each(|item| {
        let targets = item.decorations.iter().filter_map(|decoration| decoration.select.as_ref());
        item.select.iter().chain(targets).try_for_each(|select| nests_at_most(inside, select))
    })
}

fn mask(projection: &Projection, out: &mut String) -> Result<(), StyleError> {
    let start = out.len();
    for item in &projection.items {
        if let Some(decoration) = item.decorations.first() {
            return Err(decoration_refused(decoration));
        }
        separate(out, start);
        if item.remove && item.select.is_none() {
            out.push('-');
        }
        match &item.name {
            Name::Each => out.push_str("$*"),
            Name::Is(name) => out.push_str(&mask_name(name, item)?.replace('$', "$$")),
        }
        if let Some(select) = &item.select {
            out.push_str(":(");
            mask(select, out)?;
            out.push(')');
        }
    }
    let range = projection.range.unwrap_or_default();
    for (name, bound) in [("$start:", range.start), ("$count:", range.count)] {
        if let Some(bound) = bound {
            separate(out, start);
            out.push_str(name);
            out.push_str(&bound.to_string());
        }
    }
    Ok(())
}

/// A name as a mask may hold it: nothing that a query would escape, because servers compare names without unescaping.
fn mask_name<'a>(name: &'a str, item: &Item) -> Result<&'a str, StyleError> {
    let plain = |b: u8| !url::is_escaped(b, url::Context::Query);
    if !name.is_empty() && !name.starts_with('-') && name.bytes().all(plain) {
        return Ok(name);
    }
    Err(StyleError::on(item, format!("the name `{name}` cannot stand in a `fields` mask")).help(WITHOUT_NAME))
}

fn decorated(projection: &Projection, out: &mut String) -> Result<(), StyleError> {
    if projection.range.is_some() {
        let error = StyleError::new(0, 0, "a `projection` cannot select a range of an array");
        return Err(error.help("leave the range out; the array comes whole"));
    }
    if projection.items.is_empty() {
        let error = StyleError::new(0, 0, "a `projection` cannot be empty");
        return Err(error.help("name a field, or leave the parentheses out"));
    }
    out.push('(');
    let start = out.len();
    for item in &projection.items {
        separate(out, start);
        decorated_item(item, out)?;
    }
    out.push(')');
    Ok(())
}

fn decorated_item(item: &Item, out: &mut String) -> Result<(), StyleError> {
    if item.remove {
        return Err(StyleError::on(item, format!("a `projection` cannot remove `{}`", item.name)));
    }
    match &item.name {
        Name::Each => out.push('*'),
        Name::Is(name) => out.push_str(decorated_name(name, item)?),
    }
    match elements(item) {
        Some(each) => {
            out.push('*');
            decorated_rest(each, out)
        }
        None => decorated_rest(item, out),
    }
}

/// The one `*` item in the parentheses of a name, which is written `name*(..)`.
fn elements(item: &Item) -> Option<&Item> {
    let select = item.select.as_ref().filter(|_| item.name != Name::Each && item.decorations.is_empty())?;
    match select.items.as_slice() {
        [each] if each.name == Name::Each && !each.remove && select.range.is_none() => {
            Some(each).filter(|each| each.select.is_some() || !each.decorations.is_empty())
        }
        _ => None,
    }
}

/// Writes the part of an item after its name.
fn decorated_rest(item: &Item, out: &mut String) -> Result<(), StyleError> {
    for decoration in &item.decorations {
        out.push('~');
        out.push_str(decoration.urn.as_ref().map_or(Ok(""), |urn| decorated_name(urn, item))?);
        if let Some(finder) = &decoration.finder {
            out.push(':');
            out.push_str(decorated_name(finder, item)?);
        }
        if let Some(select) = &decoration.select {
            decorated(select, out)?;
        }
    }
    match &item.select {
        None => Ok(()),
        Some(_) if item.decorations.last().is_some_and(|last| last.select.is_none()) => {
            let error = StyleError::on(item, format!("parentheses after `{}~` would belong to the decoration", item.name));
            Err(error.help("say in parentheses of its own what is expanded"))
        }
        Some(select) => decorated(select, out),
    }
}

fn decorated_name<'a>(name: &'a str, item: &Item) -> Result<&'a str, StyleError> {
    let word = name.strip_prefix('$').unwrap_or(name);
    let is_first = |c: char| is_word(c) && c != '-' && (c != '.' || word.starts_with(".."));
    // A field of these names would be read as a bound of a range.
    if !matches!(name, "$start" | "$count") && word.starts_with(is_first) && word.chars().all(is_word) {
        return Ok(name);
    }
    Err(StyleError::on(item, format!("the name `{name}` cannot stand in a `projection`")).help(WITHOUT_NAME))
}

fn flat(item: &Item, out: &mut String) -> Result<(), StyleError> {
    if let Some(decoration) = item.decorations.first() {
        return Err(decoration_refused(decoration));
    }
    let Name::Is(name) = &item.name else {
        let error = StyleError::on(item, "this endpoint takes names only, so `*` cannot be said");
        return Err(error.help("select nothing to get all fields"));
    };
    if item.remove {
        return Err(StyleError::on(item, format!("this endpoint takes names only: `{name}` cannot be removed")));
    }
    if item.select.is_some() {
        let error = StyleError::on(item, format!("this endpoint takes names only: nothing inside `{name}` can be selected"));
        return Err(error.help(format!("write `{name}` to get all of it")));
    }
    separate(out, 0);
    out.push_str(mask_name(name, item)?);
    Ok(())
}

#[cold]
fn decoration_refused(decoration: &Decoration) -> StyleError {
    StyleError::new(decoration.at, 1, "this endpoint cannot expand URNs: a `fields` parameter has no decorations")
}

impl StyleError {
    #[cold]
    fn new(at: usize, len: usize, message: impl Into<String>) -> Self {
        Self { at, len, message: message.into(), help: None }
    }

    #[cold]
    fn on(item: &Item, message: impl Into<String>) -> Self {
        Self::new(item.at, item.name.width(), message)
    }

    #[cold]
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Writes a comma, unless nothing has been written since a place.
fn separate(out: &mut String, start: usize) {
    if out.len() > start {
        out.push(',');
    }
}
