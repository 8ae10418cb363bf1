//! Rules for uploads.

use restli_core::grouped;
use restli_schema::api::{MediaId, MediaRule};

use super::parts::{facts, table};
use super::users;
use crate::html::{Html, code, joined, tag};
use crate::page::{Page, Section};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let section = |id: MediaId| {
        let rule = &site.api[id];
        let mut blocks = site.prose(&rule.doc);
        blocks.push(facts(rows(site, rule)));
        blocks.extend(users::calls(site, site.users.of_media(id)));
        Section::new(&rule.name.wire, code(&rule.name.wire), blocks)
    };
    let sections: Vec<Section> = site.api.media_ids().map(section).collect();
    let lead = vec![tag("p", "Limits of what is uploaded, each with the calls that begin such an upload.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..table(file::MEDIA, "Media") })
}

fn rows(site: &Site<'_>, rule: &MediaRule) -> Vec<(&'static str, Html)> {
    let formats = rule.formats.iter().map(|(ty, extensions)| Html::from([code(ty), format!(" ({})", extensions.join(", ")).into()]));
    let most = |most: Option<u64>, unit: &str| most.map(|most| format!("at most {} {unit}", grouped(most)).into()).into();
    vec![
        ("Formats", joined(formats, ", ")),
        ("Size", range(rule.min_bytes, rule.max_bytes, "bytes")),
        ("Pixels", most(rule.max_pixels, "pixels")),
        ("Duration", range(rule.min_seconds, rule.max_seconds, "seconds")),
        ("Pages", most(rule.max_pages, "pages")),
        ("Source", site.evidence(&rule.evidence)),
    ]
}

fn range(least: Option<u64>, most: Option<u64>, unit: &str) -> Html {
    match (least, most) {
        (Some(least), Some(most)) => format!("{} to {} {unit}", grouped(least), grouped(most)).into(),
        (Some(least), None) => format!("at least {} {unit}", grouped(least)).into(),
        (None, Some(most)) => format!("at most {} {unit}", grouped(most)).into(),
        (None, None) => Html::default(),
    }
}
