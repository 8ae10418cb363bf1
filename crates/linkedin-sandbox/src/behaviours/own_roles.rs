//! The search for roles by their holder finds those of the caller (`docs/linkedin/organizations.md`). Who the people of the documentation's samples
//! are is not known: their roles are found by everybody.

use restli_sandbox::{Act, Behaviour, Member};
use serde_json::Value as Json;

use crate::text::text;

pub(super) const BEHAVIOUR: Behaviour = Behaviour {
    operations: &[
        "organizations.organization_acls.find_by_role_assignee",
        "organizations.v2_organization_acls.find_by_role_assignee",
        "organizations.organizational_entity_acls.find_by_role_assignee",
        "dma_pages.dma_organization_acls.find_by_role_assignee",
    ],
    act: Act::Select(is_own),
};

fn is_own(members: &[Member], caller: Option<&Member>, role: &Json) -> bool {
    let holder = text(role, "roleAssignee").strip_prefix("urn:li:person:").unwrap_or_default();
    let is_known = members.iter().any(|member| member.id == holder);
    !is_known || caller.is_some_and(|caller| caller.id == holder)
}
