//! Checks at run time that a type has the fields that a projection asks for, by the type's own table (`data::Table`).
//!
//! The target of an expanded URN is in the schema but in no table, so the inside of a `~` is not checked here; `projection!` checks it.

use std::fmt;

use super::{Decoration, Item, Name, Projection};
use crate::data::{Bare, Data, DataMut, FieldMuts};
use crate::suggest;

/// Everything that a projection asks for and a type does not have, in the order written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError {
    /// The mismatches, at least one.
    pub problems: Vec<Mismatch>,
}

/// Something that a projection asks for and a type does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The path of the item, as in `docs/protocol.md §5.2`: `/lines/*/sku`.
    pub path: String,
    /// The message, without the path.
    pub message: String,
    /// A correction to try.
    pub help: Option<String>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// A line for each problem.
impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for CheckError {}

impl Projection {
    /// Checks names and nesting against an entity type, for a projection that is only known at run time. The types of a client do not tell
    /// which URNs can be expanded and to which fields, the names inside any JSON value, and the undeclared names of an open record: these
    /// are not checked.
    ///
    /// ```
    /// # #[derive(Clone)]
    /// # struct Profile { id: String, headline: Option<String> }
    /// # restli_core::record! { Profile = "com.example.Profile" { id: "id" required, headline: "headline" } }
    /// use restli_core::projection::Projection;
    ///
    /// let told = Projection::new().field("id").field("headlin").check::<Profile>().unwrap_err().to_string();
    /// assert_eq!(told, "/headlin: no field `headlin` on `com.example.Profile` (did you mean `headline`?)");
    /// ```
    ///
    /// # Errors
    /// Everything that the type does not have, each with its path.
    pub fn check<T: Data>(&self) -> Result<(), CheckError> {
        let mut checker = Checker { path: String::new(), problems: Vec::new() };
        checker.inside(&mut T::empty(), self);
        if checker.problems.is_empty() { Ok(()) } else { Err(CheckError { problems: checker.problems }) }
    }
}

struct Checker {
    path: String,
    problems: Vec<Mismatch>,
}

impl Checker {
    #[cold]
    fn report(&mut self, message: String, help: Option<String>) {
        let path = if self.path.is_empty() { "/".to_owned() } else { self.path.clone() };
        self.problems.push(Mismatch { path, message, help });
    }

    /// Runs a check with an item's name at the end of the path.
    fn at(&mut self, name: &Name, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&name.to_string());
        check(self);
        self.path.truncate(length);
    }

    /// Checks the selection inside a value, of which only the type matters.
    fn inside(&mut self, value: &mut dyn Data, select: &Projection) {
        let fill = value.data_mut();
        if select.range.is_some() && !matches!(fill, DataMut::Array(_) | DataMut::Bare(_) | DataMut::Json(_)) {
            self.report("not an array: `$start` and `$count` have no meaning in it".to_owned(), None);
        }
        match fill {
            DataMut::Record(record) => {
                let (table, open) = (record.table(), record.other().is_some());
                let names = || table.fields.iter().map(|field| field.wire);
                record.field_muts(&mut FieldMuts::new(&mut |field_refs| {
                    for item in &select.items {
                        self.at(&item.name, |checker| match &item.name {
                            Name::Each => checker.bare(item, table.name),
                            Name::Is(name) => match names().position(|known| known == name).and_then(|index| field_refs.get_mut(index)) {
                                Some(value) => checker.item(&mut **value, item),
                                // `$URN`, the URN of the record itself (`docs/protocol.md §5.5`), or a name that an open record may hold.
                                None if name == "$URN" || open && !names().any(|known| suggest::is_slip(name, known)) => {}
                                None => {
                                    let help = suggest::nearest(name, names()).map(|near| format!("did you mean `{near}`?"));
                                    checker.report(format!("no field `{name}` on `{}`", table.name), help);
                                }
                            },
                        });
                    }
                }));
            }
            DataMut::Union(union) => {
                for item in &select.items {
                    self.at(&item.name, |checker| match &item.name {
                        Name::Each => checker.bare(item, union.name()),
                        Name::Is(name) => match union.select(name) {
                            Some(member) => checker.item(member, item),
                            None => checker.report(format!("no member `{name}` in `{}`", union.name()), None),
                        },
                    });
                }
            }
            DataMut::Array(items) => {
                let array = self.path.clone();
                for item in &select.items {
                    self.at(&item.name, |checker| match &item.name {
                        Name::Each => checker.item(items.push(), item),
                        Name::Is(name) => {
                            checker.report("an array has no names".to_owned(), Some(format!("did you mean `{array}/*/{name}`?")));
                        }
                    });
                }
            }
            DataMut::Map(entries) => {
                for item in &select.items {
                    self.at(&item.name, |checker| checker.item(entries.blank(), item));
                }
            }
            DataMut::Bare(union) => self.bare_union(union, select),
            DataMut::Json(_) => {}
            DataMut::Bool(_)
            | DataMut::Int(_)
            | DataMut::Long(_)
            | DataMut::Float(_)
            | DataMut::Double(_)
            | DataMut::String(_)
            | DataMut::Text(_) => {
                self.report("a scalar: nothing can be selected inside it".to_owned(), None);
            }
        }
    }

    /// Checks a selection inside a bare union, of which it means the object or, if there is none, the array.
    fn bare_union(&mut self, union: &mut dyn Bare, select: &Projection) {
        let has_object = !matches!(union.select("object").data_mut(), DataMut::Json(_));
        self.inside(union.select(if has_object { "object" } else { "array" }), select);
    }

    /// Checks an item against the value that it names.
    fn item(&mut self, value: &mut dyn Data, item: &Item) {
        if !item.decorations.is_empty() && !may_hold_a_urn(value) {
            let Decoration { urn, .. } = item.decorations.first().cloned().unwrap_or_default();
            self.report(format!("`~{}` expands a URN, and this is none", urn.unwrap_or_default()), None);
        }
        if let Some(select) = &item.select {
            self.inside(value, select);
        }
    }

    /// Checks the `*` of a record or union, which stands for all of it and has no selection of its own.
    fn bare(&mut self, item: &Item, of: &str) {
        if item.select.is_some() || !item.decorations.is_empty() {
            self.report(format!("`{of}` is neither array nor map: its `*` takes nothing after it"), None);
        }
    }
}

fn may_hold_a_urn(value: &mut dyn Data) -> bool {
    matches!(value.data_mut(), DataMut::String(_) | DataMut::Text(_) | DataMut::Json(_))
}
