//! The effective rules of a resource or method: of each rule the nearest statement, from the API down to the method.

use crate::api::{BaseId, ErrorId, FamilyId, ProjectionStyle, QuotaId, Requirement, RoleId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::resolve::state::read::{one_or_more, style};
use crate::resolve::state::tables::{BASE, QUOTA, ROLE, Tables, find, one_of, several};
use crate::resolve::tables::versions::{VersionRange, life};
use crate::resolve::tables::{errors, permissions};
use crate::rules;
use crate::source::Span;

/// The rule for projections: a call may, must or must not send one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProjectionRule {
    #[default]
    Free,
    Required,
    None,
}

/// The rules in force for a resource or method.
#[derive(Clone, Debug)]
pub(crate) struct EffectiveRules {
    /// The permissions that the caller must hold.
    pub(crate) requirement: Requirement,
    /// The roles that a call needs.
    pub(crate) roles: Vec<RoleId>,
    /// The quotas that a call consumes.
    pub(crate) quotas: Vec<QuotaId>,
    /// The listed errors.
    pub(crate) errors: Vec<ErrorId>,
    /// The base; `None` if none is named, or one that there is not.
    pub(crate) base: Option<BaseId>,
    /// The versions that have the resource or method.
    pub(crate) life: VersionRange,
    mask: ProjectionRule,
    mask_at: Span,
    style: Option<ProjectionStyle>,
}

impl EffectiveRules {
    /// The rules before any statement. A single base is the default of every resource.
    pub(crate) fn nothing(tables: &Tables<'_>) -> Self {
        let only = if tables.bases.len() == 1 { Some(BaseId(0)) } else { None };
        Self {
            requirement: Requirement::Public,
            roles: Vec::new(),
            quotas: Vec::new(),
            errors: Vec::new(),
            base: only,
            life: VersionRange::default(),
            mask: ProjectionRule::Free,
            mask_at: Span::default(),
            style: None,
        }
    }

    /// The rules after a node's own statements override these. `retired` says that the resource or method is retired.
    pub(crate) fn nearer(&self, tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, retired: bool) -> Self {
        let mut rules = self.clone();
        if let Some(requirement) = node.get("permissions").and_then(|one| permissions::requirement(tables, problems, one, retired)) {
            rules.requirement = requirement;
        }
        if let Some(named) = node.get("roles") {
            rules.roles = roles(tables, problems, named);
        }
        if let Some(named) = node.get("quotas") {
            rules.quotas = several(&tables.names.quotas, &QUOTA, named, problems);
        }
        if let Some(named) = node.get("errors") {
            rules.errors = errors::listed(tables, problems, named);
        }
        if let Some(base) = node.get("base") {
            rules.base = base.text().and_then(|wanted| find(&tables.names.bases, &BASE, wanted, base.span, problems));
        }
        if let Some(mask) = node.get("projection") {
            rules.mask_at = mask.span;
            rules.mask = match mask.text() {
                Some("required") => ProjectionRule::Required,
                Some("none") => ProjectionRule::None,
                _ => ProjectionRule::Free,
            };
        }
        rules.style = node.get("projection_style").and_then(style).or(rules.style);
        rules.life = self.lives(tables, problems, node, rules.base);
        rules
    }

    fn lives(&self, tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, base: Option<BaseId>) -> VersionRange {
        let Some(base) = base.and_then(|id| tables.bases.get(id.index())) else { return life(tables, problems, node, self.life, None) };
        let (family, name): (Option<FamilyId>, String) = (base.versions, base.name.wire.clone());
        if family.is_some() {
            return life(tables, problems, node, self.life, family);
        }
        // Versions are not checked against an unknown base or family.
        let known = !problems.has_broken(rules::UNKNOWN_FAMILY) && !problems.has_broken(rules::UNKNOWN_BASE);
        for key in ["since", "until"].into_iter().filter(|key| known && node.get(key).is_some()) {
            let span = node.key(key).map_or(node.span, |key| key.span);
            let message = format!("the base `{name}` has no versions");
            let help = format!("remove `{key}`, or give the base `versions:` in `api.yaml`");
            problems.error(rules::UNKNOWN_VERSION, span, message, help);
        }
        VersionRange::default()
    }

    /// The accepted projection style, and whether a projection is required. `returns` says that a response holds entities.
    pub(crate) fn projection(&self, tables: &Tables<'_>, problems: &mut Diagnostics, returns: bool) -> (ProjectionStyle, bool) {
        let base = self.base.and_then(|id| tables.bases.get(id.index()));
        let inherited = base.map_or(ProjectionStyle::Restli, |base| base.projection);
        let style = self.style.unwrap_or(inherited);
        match self.mask {
            ProjectionRule::None => (ProjectionStyle::None, false),
            ProjectionRule::Free => (style, false),
            ProjectionRule::Required if style == ProjectionStyle::None => {
                let problem = Diagnostic::error(rules::EXCLUSIVE, self.mask_at, "a projection must be sent where none is accepted");
                problems.push(problem.help("write `projection: none`, or name the style with `projection_style:`"));
                (ProjectionStyle::None, false)
            }
            ProjectionRule::Required => (style, returns),
        }
    }
}

/// Looks up the roles of a rule; reports a permission among them.
fn roles(tables: &Tables<'_>, problems: &mut Diagnostics, rule: &Node) -> Vec<RoleId> {
    let known = one_or_more(Some(rule)).iter().filter_map(|one| {
        let wanted = one.text()?;
        if tables.names.permissions.has(wanted) && !tables.names.roles.has(wanted) {
            let message = format!("`{wanted}` is a permission of tokens, and no role");
            problems.error(rules::UNKNOWN_ROLE, one.span, message, "write it under `permissions`, beside `roles`");
            return None;
        }
        one_of(&tables.names.roles, &ROLE, wanted, one.span, problems)
    });
    known.collect()
}
