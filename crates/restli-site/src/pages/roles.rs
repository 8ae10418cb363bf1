//! Roles of members, with the calls that each is enough for.

use restli_schema::api::RoleId;

use super::parts::{facts, table};
use super::users;
use crate::html::{code, joined, tag};
use crate::page::{Page, Section};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let section = |id: RoleId| {
        let role = &site.api[id];
        let rows =
            [("Within", joined(role.within.iter().map(|urn| site.urn_link(*urn)), " or ")), ("Source", site.evidence(&role.evidence))];
        let mut blocks = site.prose(&role.doc);
        blocks.push(facts(rows));
        blocks.extend(users::calls(site, site.users.of_role(id)));
        Section::new(&role.name.wire, code(&role.name.wire), blocks)
    };
    let sections: Vec<Section> = site.api.role_ids().map(section).collect();
    let lead = vec![tag(
        "p",
        "A call that names roles needs one of them, for the member who has given the token, in each entity that the call is about.",
    )];
    (!sections.is_empty()).then(|| Page { lead, sections, ..table(file::ROLES, "Roles") })
}
