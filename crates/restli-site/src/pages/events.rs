//! Events that the service tells webhooks of.

use restli_schema::api::Event;

use super::parts::{facts, table};
use super::samples;
use crate::html::{Html, code, joined, tag};
use crate::page::{Page, Section};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let section = |event: &Event| {
        let mut blocks = site.prose(&event.doc);
        blocks.push(facts(rows(site, event)));
        blocks.extend(samples::of_type(site, event.body));
        Section::new(&event.name.wire, code(&event.name.wire), blocks)
    };
    let sections: Vec<Section> = site.api.events.iter().map(section).collect();
    let lead = vec![tag("p", "Events that the service sends to webhooks, each with the record in the body of its call.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..table(file::EVENTS, "Events") })
}

fn rows(site: &Site<'_>, event: &Event) -> Vec<(&'static str, Html)> {
    let path = |path: &Option<String>| path.as_deref().map(code).into();
    vec![
        ("Product", site.product_link(event.product)),
        ("Body", site.type_link(event.body)),
        ("One event per item of", path(&event.each)),
        ("Told apart by", joined(event.id.iter().map(|id| code(id)), " and ")),
        ("Time", path(&event.time)),
        ("App", path(&event.app)),
        ("Source", site.evidence(&event.evidence)),
    ]
}
