//! Errors: a table by status, and a page each with cause, remedy and the calls that list it.

use restli_core::recovery::Passes;
use restli_schema::api::{ErrorCode, ErrorId};

use super::parts::{entries, entry, facts, home, table as titled};
use super::products::not_empty;
use super::users;
use crate::html::{Href, Html, classed, code, joined, link, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, file};

pub(super) fn table(site: &Site<'_>) -> Option<Page> {
    let mut statuses: Vec<u16> = site.api.errors().iter().map(|error| error.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let section = |status: u16| {
        let own = site.api.error_ids().filter(|id| site.api[*id].status == status);
        let rows = own.map(|id| {
            let error = &site.api[id];
            let codes = error.service_error_codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            entry("", Html::from([site.error_link(id), classed("span", "count", codes)]), site.summary(&error.cause))
        });
        Section::new(&status.to_string(), status.to_string(), chunks(rows, entries))
    };
    let sections: Vec<Section> = statuses.into_iter().map(section).collect();
    let lead = vec![tag("p", "Errors by their HTTP status, each with its cause. Its page has the remedy.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..titled(file::ERRORS, "Errors") })
}

pub(super) fn pages<'s>(site: &'s Site<'_>) -> impl Iterator<Item = Page> + 's {
    site.api.error_ids().map(|id| page(site, id))
}

fn page(site: &Site<'_>, id: ErrorId) -> Page {
    let error = &site.api[id];
    Page {
        file: site.files.errors.get(id.index()).cloned().unwrap_or_default(),
        title: format!("{}, error", error.name.wire),
        heading: code(&error.name.wire),
        kind: format!("error {}", error.status).into(),
        above: vec![home(), link(&Href::file(file::ERRORS), "Errors")],
        summary: summary(&error.cause),
        lead: vec![facts(rows(site, error))],
        sections: not_empty([
            Section::new("cause", "Cause", site.prose(&error.cause)),
            Section::new("remedy", "Remedy", site.prose(&error.remedy)),
            Section::new("calls", "Calls that list it", users::calls(site, site.users.of_error(id))),
        ]),
        is_listed: true,
        place: Place::File(file::ERRORS),
    }
}

fn rows(site: &Site<'_>, error: &ErrorCode) -> Vec<(&'static str, Html)> {
    let situations = error.when.iter().map(|situation| Html::from(situation.doc()));
    let passes = error.passes.map(|passes| match passes {
        Passes::Soon => "after a pause of seconds or minutes",
        Passes::WithQuota => "with the new window of the quota",
        Passes::Never => "not by itself",
        other => other.word(),
    });
    vec![
        ("Status", code(&error.status.to_string())),
        ("Older codes", joined(error.service_error_codes.iter().map(|older| code(&older.to_string())), ", ")),
        ("Message has", joined(error.messages.iter().map(|words| code(words)), " or ")),
        ("Token", error.token.map(|fault| fault.word().into()).into()),
        ("Answers when", joined(situations, " ")),
        ("Passes", passes.map(Html::from).into()),
        ("Source", site.evidence(&error.evidence)),
    ]
}
