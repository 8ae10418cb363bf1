//! Parts that pages of several kinds have.

use crate::html::{Href, Html, classed, link, tag, tag_with};
use crate::page::{Page, Place};
use crate::site::file;

/// A page that stands in the navigation by itself.
pub(super) fn table(file: &'static str, title: &str) -> Page {
    Page {
        file: file.to_owned(),
        title: title.to_owned(),
        heading: title.into(),
        kind: Html::default(),
        above: vec![home()],
        summary: String::new(),
        lead: Vec::new(),
        sections: Vec::new(),
        is_listed: true,
        place: Place::File(file),
    }
}

pub(super) fn home() -> Html {
    link(&Href::file(file::HOME), "Overview")
}

/// Facts: names with what they are; those without content are left out.
pub(super) fn facts(rows: impl IntoIterator<Item = (&'static str, Html)>) -> Html {
    let row = |(name, content): (&'static str, Html)| tag("div", Html::from([tag("dt", name), tag("dd", content)]));
    let rows: Vec<Html> = rows.into_iter().filter(|(_, content)| !content.is_empty()).map(row).collect();
    if rows.is_empty() { Html::default() } else { classed("dl", "facts", rows) }
}

/// A list of entries, each a name with what is said about it.
pub(super) fn entry(id: &str, name: impl Into<Html>, about: impl Into<Html>) -> Html {
    let (name, about) = (name.into(), about.into());
    let name = if id.is_empty() { tag("dt", name) } else { tag_with("dt", &[("id", id)], name) };
    tag("div", Html::from([name, tag("dd", about)]))
}

/// Entries as a list.
pub(super) fn entries(rows: Html) -> Html {
    classed("dl", "entries", rows)
}
