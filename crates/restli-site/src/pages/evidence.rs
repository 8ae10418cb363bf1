//! Evidence: how much of the API is documented, seen or assumed, and the documents that facts come from.

use std::collections::BTreeMap;

use restli_schema::api::{Evidence, Verified};

use super::home::number;
use super::parts::{entries, entry, table};
use super::products::not_empty;
use crate::html::{Html, classed, tag, tag_with};
use crate::page::{Page, Section, chunks};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Page {
    let words =
        "Facts name the document that they come from, and how they were verified: read in documentation, seen in real traffic, or assumed.";
    let sections =
        not_empty([Section::new("calls", "Calls by product", by_product(site)), Section::new("documents", "Documents", documents(site))]);
    Page { lead: vec![tag("p", words)], sections, ..table(file::EVIDENCE, "Evidence") }
}

/// Kinds of evidence for calls.
#[derive(Default)]
struct Count {
    documented: usize,
    live: usize,
    assumed: usize,
    none: usize,
}

impl Count {
    fn add(&mut self, evidence: &Evidence) {
        *match evidence.verified {
            Some(Verified::Docs) => &mut self.documented,
            Some(Verified::Live) => &mut self.live,
            Some(Verified::Assumed) => &mut self.assumed,
            None => &mut self.none,
        } += 1;
    }
}

fn by_product(site: &Site<'_>) -> Vec<Html> {
    let head = ["Product", "Documented", "Seen", "Assumed", "Nothing said"].map(|title| tag_with("th", &[("scope", "col")], title));
    let head = tag("thead", tag("tr", Html::from(head)));
    let row = |id| {
        let mut count = Count::default();
        let own = site.api.resources().iter().filter(|resource| resource.product == id);
        own.flat_map(|resource| &resource.methods).for_each(|method| count.add(&method.evidence));
        let cells = [count.documented, count.live, count.assumed, count.none].map(|count| classed("td", "number", count.to_string()));
        let name = tag_with("th", &[("scope", "row")], site.product_link(id));
        tag("tr", Html::from([name, Html::from(cells)]))
    };
    chunks(site.api.product_ids().map(row), |rows| tag("table", Html::from([head.clone(), tag("tbody", rows)])))
}

fn documents(site: &Site<'_>) -> Vec<Html> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for method in site.api.resources().iter().flat_map(|resource| &resource.methods) {
        if let Some(source) = &method.evidence.source {
            *uses.entry(source).or_default() += 1;
        }
    }
    let rows = site.api.sources.iter().map(|source| {
        let title = source.page.as_deref().map_or_else(|| source.title.as_str().into(), |page| site.document(&source.title, page));
        let chapter = source.chapter.as_deref().map(|chapter| site.document(chapter, chapter));
        let count = uses.get(source.name.as_str()).map(|count| classed("span", "count", number(*count, "call")));
        entry("", Html::from([title, count.into()]), chapter)
    });
    chunks(rows, entries)
}
