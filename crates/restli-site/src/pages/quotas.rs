//! Quotas, with the calls that count on each.

use restli_schema::api::QuotaId;

use super::parts::{facts, table};
use super::users;
use crate::html::{code, tag};
use crate::page::{Page, Section};
use crate::site::{Site, file, quota_words};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let section = |id: QuotaId| {
        let quota = &site.api[id];
        let mut blocks = site.prose(&quota.doc);
        blocks.push(facts([("Limit", quota_words(quota).into()), ("Source", site.evidence(&quota.evidence))]));
        blocks.extend(users::calls(site, site.users.of_quota(id)));
        Section::new(&quota.name.wire, code(&quota.name.wire), blocks)
    };
    let sections: Vec<Section> = site.api.quota_ids().map(section).collect();
    let lead = vec![tag("p", "Requests that an app or a member may send, each with the calls that count on it.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..table(file::QUOTAS, "Quotas") })
}
