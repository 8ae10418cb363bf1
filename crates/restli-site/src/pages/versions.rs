//! Families of dated versions: which are alive until when, and what each changed.

use restli_codegen::version_changes;
use restli_schema::api::{FamilyId, Version};

use super::parts::{entries, entry, facts, table};
use crate::html::{Html, code, joined, tag, tag_with};
use crate::page::{Page, Section, chunks};
use crate::site::{Site, file, label};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let sections: Vec<Section> = site.api.family_ids().map(|id| section(site, id)).collect();
    let lead = vec![tag("p", "Requests name a version in a header. One that is past its end is refused.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..table(file::VERSIONS, "Versions") })
}

fn section(site: &Site<'_>, id: FamilyId) -> Section {
    let family = &site.api[id];
    let bases = site.api.bases().iter().filter(|base| base.versions == Some(id)).map(|base| code(&base.name.wire));
    let rows =
        [("Header", code(&family.header)), ("Sent by the client", code(&family.text(family.pinned))), ("Bases", joined(bases, ", "))];
    let mut blocks = site.prose(&family.doc);
    blocks.push(facts(rows));
    let versions = family.released.iter().rev().map(|version| released(site, id, version));
    blocks.extend(chunks(versions, entries));
    Section::new(&family.name.wire, code(&family.name.wire), blocks)
}

fn released(site: &Site<'_>, id: FamilyId, version: &Version) -> Html {
    let pinned = (site.api[id].pinned == version.number).then(|| label("live", "sent by the client"));
    let end = version.sunset.map(|end| {
        let date = end.to_string();
        Html::from(["ends ".into(), tag_with("time", &[("datetime", &date)], date.as_str())])
    });
    let name = [code(&version.text()), " ".into(), end.unwrap_or_else(|| "no end is known".into()), " ".into(), pinned.into()];
    let changes = version_changes(site.plan, id, version.number).into_iter().map(|change| {
        let words =
            change.split(' ').map(|word| site.known(word).map_or_else(|| site.line(word), |href| crate::html::link(&href, code(word))));
        tag("li", joined(words, " "))
    });
    let changes: Vec<Html> = changes.collect();
    let changes = if changes.is_empty() { Html::default() } else { tag("ul", changes) };
    let about = site.prose(&version.doc).into_iter().chain([changes, site.evidence_line(&version.evidence)]);
    entry("", Html::from(name), about.collect::<Vec<_>>())
}
