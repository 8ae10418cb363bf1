//! Paths as other languages write them: `firstName.localized` for `firstName(localized)`.

use restli_core::projection::misplaced::IN_PARENTHESES;
use restli_core::projection::{Decoration, Item, MAX_DEPTH, Name, Projection};

use super::advice;
use crate::catalog::{Base, Catalog, FieldEntry, Kind, Layer, Ty, TypeEntry};

/// The signs between the names of a path.
const SIGNS: [char; 2] = ['.', '/'];

/// A path that starts with a field of a type: the field, and the item that is meant.
pub(super) struct Inside<'c> {
    pub(super) field: &'c FieldEntry<'c>,
    pub(super) item: Result<Item, Nowhere<'c>>,
}

/// The place where a path ends that leads nowhere: a type, and the name that it does not have, nor one like it.
pub(super) struct Nowhere<'c> {
    entry: &'c TypeEntry<'c>,
    name: String,
}

/// The help line of a path: the item that is meant, or the fields that there are where it leads nowhere.
pub(super) fn help(catalog: &Catalog<'_>, item: &Result<Item, Nowhere<'_>>) -> Option<String> {
    let item = match item {
        Ok(item) => item,
        Err(Nowhere { entry, name }) => {
            let known = advice::unknown(catalog, entry, name).map_or_else(String::new, |known| format!(": {known}"));
            return Some(format!("{IN_PARENTHESES}, and `{}` has no `{name}`{known}", entry.name));
        }
    };
    let text = Projection { items: vec![item.clone()], range: None }.to_decorated().ok()?;
    let text = text.strip_prefix('(')?.strip_suffix(')')?;
    let write = format!("write `{text}`");
    Some(if text.contains('(') { format!("{IN_PARENTHESES}: {write}") } else { write })
}

/// The meaning of an item whose name is a path; `None` if the type has no field that the path starts with.
pub(super) fn inside<'c>(catalog: &Catalog<'c>, entry: &'c TypeEntry<'c>, item: &Item) -> Option<Inside<'c>> {
    let Name::Is(path) = &item.name else { return None };
    if path.matches(SIGNS).count() > MAX_DEPTH {
        return None;
    }
    let (field, name, rest) = first_field(entry, path)?;
    let walk = Walk { catalog, entry, field, last: item };
    let start = Item::all(Name::Is(name.to_owned()), item.at);
    Some(Inside { field, item: walk.value(field.ty, rest, start) })
}

/// The field that a path starts with, its name as written, and the rest of the path. The names of a union's members may have dots.
fn first_field<'c, 'p>(entry: &TypeEntry<'c>, path: &'p str) -> Option<(&'c FieldEntry<'c>, &'p str, &'p str)> {
    path.rmatch_indices(SIGNS).find_map(|(at, sign)| {
        let name = path.get(..at)?;
        Some((entry.named(name)?, name, path.get(at + sign.len()..)?))
    })
}

/// A step on a path.
struct Walk<'w, 'c> {
    catalog: &'w Catalog<'c>,
    /// The type that the path starts in.
    entry: &'c TypeEntry<'c>,
    /// The field that the values belong to.
    field: &'c FieldEntry<'c>,
    /// The item with the path, whose parentheses and decorations belong to the end of it.
    last: &'w Item,
}

impl<'c> Walk<'_, 'c> {
    /// Completes an item, whose value has the given type, by the rest of the path.
    fn value(&self, ty: Ty<'c>, rest: &str, item: Item) -> Result<Item, Nowhere<'c>> {
        if rest.is_empty() {
            return Ok(Item { name: item.name, at: item.at, ..self.last.clone() });
        }
        Ok(match (ty.unwrapped(), ty.base) {
            (Some((Layer::Array, inner)), _) => {
                let (first, more) = split(rest);
                let rest = if first.bytes().all(|byte| byte.is_ascii_digit()) { more } else { rest };
                with(item.clone(), self.value(inner, rest, Item::all(Name::Each, item.at))?)
            }
            (Some((Layer::Map(_), inner)), _) => {
                let (first, more) = split(rest);
                let (name, rest) = if self.is_field(inner, first) { (Name::Each, rest) } else { (Name::Is(first.to_owned()), more) };
                with(item.clone(), self.value(inner, rest, Item::all(name, item.at))?)
            }
            (None, Base::Named(of)) => match self.catalog.get(of) {
                Some(entry) => with(item, self.field(entry, rest)?),
                None => item,
            },
            (None, Base::Any | Base::Leaf(_)) => self.expansion(rest, item)?,
        })
    }

    /// The item for the rest of a path, which starts with a field of a type.
    fn field(&self, entry: &'c TypeEntry<'c>, rest: &str) -> Result<Item, Nowhere<'c>> {
        let at = self.last.at + self.last.name.width().saturating_sub(rest.len());
        let whole = || entry.named(rest).map(|field| (field, rest, ""));
        let near = || {
            let (name, more) = split(rest);
            let field = entry.field(restli_core::suggest::nearest(name, entry.askable().map(|field| field.wire))?)?;
            Some((field, field.wire, more))
        };
        match whole().or_else(|| first_field(entry, rest)).or_else(near) {
            Some((field, name, rest)) => Walk { field, ..*self }.value(field.ty, rest, Item::all(Name::Is(name.to_owned()), at)),
            None => Err(Nowhere { entry, name: split(rest).0.to_owned() }),
        }
    }

    /// A URN that a path leads beyond, as its expansion. Of a value that does not expand, the rest of the path is left out.
    fn expansion(&self, rest: &str, item: Item) -> Result<Item, Nowhere<'c>> {
        let targets = || self.field.decorations.iter().filter_map(|target| Some((target, self.catalog.get(target.target)?)));
        let fits = targets().find(|(_, entry)| entry.named(split(rest).0).is_some());
        let Some((target, entry)) = fits.or_else(|| targets().next()) else {
            // An open record may have a field with dots in its name, which it does not declare.
            let is_open = self.entry.kind == Kind::OpenRecord;
            return if is_open { Err(Nowhere { entry: self.entry, name: rest.to_owned() }) } else { Ok(item) };
        };
        let rest = rest.strip_prefix("elements").filter(|_| target.collection).map_or(rest, |rest| rest.trim_start_matches(SIGNS));
        let inner = if rest.is_empty() { None } else { Some(select(self.field(entry, rest)?)) };
        let inner = if target.collection {
            let each = Item { select: inner, ..Item::all(Name::Each, item.at) };
            Some(select(with(Item::all(Name::Is("elements".to_owned()), item.at), each)))
        } else {
            inner
        };
        let urn = target.urn.filter(|_| self.field.decorations.len() > 1).map(str::to_owned);
        let decoration = Decoration { at: item.at, urn, finder: target.finder.map(str::to_owned), select: inner };
        Ok(Item { decorations: vec![decoration], ..item })
    }

    /// Checks that the values of a map have a field of that name.
    fn is_field(&self, ty: Ty<'c>, name: &str) -> bool {
        match (ty.unwrapped(), ty.base) {
            (None, Base::Named(of)) => self.catalog.get(of).is_some_and(|entry| entry.named(name).is_some()),
            _ => false,
        }
    }
}

/// The first name of a path, and the rest.
fn split(path: &str) -> (&str, &str) {
    path.split_once(SIGNS).unwrap_or((path, ""))
}

fn with(item: Item, inner: Item) -> Item {
    Item { select: Some(select(inner)), ..item }
}

fn select(item: Item) -> Projection {
    Projection { items: vec![item], range: None }
}
