//! Methods, finders and actions, and their parameters.

use std::fmt::Display;

use restli_schema::api::{
    ActionResult, FamilyId, Look, Method, Paging, ProjectionStyle, Requirement, ResourceId, Type, UploadSteps, UploadWait,
};
use restli_schema::availability::lacks;
use restli_schema::client_names;

use super::{Facts, Node};
use crate::diff::value::{Presence, Value};
use crate::diff::verdict::Direction;
use crate::diff::words::{Area, Kind};

impl Facts<'_> {
    pub(super) fn method(&mut self, own: &str, id: ResourceId, index: usize, method: &Method) {
        let api = self.api;
        let resource = &api[id];
        // The kind is a part of the name.
        let Method {
            kind: _,
            name,
            on_entity,
            doc,
            params,
            batch_param,
            keys,
            returns,
            metadata,
            paging,
            returns_entity,
            keyless,
            repeatable,
            look,
            max_batch,
            requirement,
            actor,
            roles,
            quotas,
            projection,
            projection_required,
            since,
            until,
            other_versions,
            retired,
            deprecated,
            replaced_by,
            errors,
            media,
            upload,
            example,
            first_call,
            success,
            evidence,
            span,
            extensions,
        } = method;
        let family = api[resource.base].versions;
        if !self.is_there(family.as_slice(), *since, *until) {
            return;
        }
        let label = client_names::method_id(api, resource, index);
        let named = self.name_of_method(id, index, family.as_slice());
        let own_id = format!("{own}/{named}");
        let mut node = Node::new(Area::Method, own_id.clone(), format!("`{label}`"), *span).within(own);
        node.rust_name(name, &client_names::function_name(resource, index));
        node.flag(Kind::OnEntity, *on_entity);
        node.maybe(Kind::BatchParam, batch_param.as_ref());
        node.text(Kind::Keys, keys.join(", "));
        self.type_fact(&mut node, Kind::Returns, returns.as_ref().map(|ActionResult { ty, optional: _ }| ty));
        let presence = Presence::new(returns.as_ref().is_some_and(|result| result.optional), false);
        node.fact(Kind::Presence, Value::Presence(presence), presence.word());
        self.type_fact(&mut node, Kind::Metadata, metadata.map(Type::Named).as_ref());
        paging_facts(&mut node, paging.as_ref());
        node.flag(Kind::ReturnsEntity, *returns_entity);
        node.flag(Kind::Keyless, *keyless);
        node.flag(Kind::Repeatable, *repeatable);
        node.maybe(
            Kind::Look,
            look.as_ref().map(|Look { method, by }| {
                let by = by.iter().map(|(param, field)| format!(" {param} from {field}"));
                format!("{}{}", self.sibling(id, *method), by.collect::<String>())
            }),
        );
        node.number(Kind::BatchMax, max_batch.map(u64::from));
        node.requirement(Kind::Permissions, requirement.map(&|id| api[*id].name.wire.clone()));
        node.maybe(Kind::Actor, actor.as_ref());
        let roles: Vec<_> = roles.iter().map(|id| Requirement::Scope(api[*id].name.wire.clone())).collect();
        node.requirement(Kind::Roles, if roles.is_empty() { Requirement::Public } else { Requirement::AnyOf(roles) });
        node.set(Kind::Quotas, quotas.iter().map(|id| api[*id].name.wire.clone()));
        node.text(Kind::Style, style_word(*projection));
        node.flag(Kind::ProjectionRequired, *projection_required);
        self.spans_versions(&mut node, *since, *until);
        let pinned = family.map(|family| api[family].pinned);
        node.flag(Kind::Pinned, !self.at.is_empty() || pinned.is_none_or(|pinned| lacks(*since, *until, pinned).is_none()));
        node.set(Kind::OtherVersions, other_versions.iter().map(|(id, index)| self.sibling(*id, *index)));
        node.date(Kind::Retired, retired.as_deref());
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.maybe(Kind::ReplacedBy, replaced_by.as_ref());
        node.set(Kind::Errors, errors.iter().map(|id| api[*id].name.wire.clone()));
        node.text(Kind::Media, media.map(|id| api[id].name.wire.clone()).unwrap_or_default());
        node.text(Kind::Upload, upload.iter().map(|steps| self.upload(id, steps)).collect::<Vec<_>>().join("; "));
        node.set(Kind::Success, success.iter().map(ToString::to_string));
        let shown = example.as_deref().unwrap_or(if *first_call { "the first call of the product" } else { "" });
        node.fact(Kind::Example, Value::Text(format!("{example:?} {first_call}")), shown);
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        node.extensions(extensions);
        self.nodes.push(node);
        for param in params {
            if self.is_there(family.as_slice(), param.since, param.until) {
                let wire = &param.name.wire;
                let at = Node::new(Area::Param, format!("{own_id}/{wire}"), format!("`{wire}` of `{label}`"), param.name.span);
                self.param(at.within(&own_id), param, Direction::Sent, false);
            }
        }
    }

    /// The name of a method among those of its resource: its kind, the name of a finder or action on the wire, and the function if that name
    /// stands for several methods, of which each request means one by its version or its key.
    fn name_of_method(&self, id: ResourceId, index: usize, families: &[FamilyId]) -> String {
        let resource = &self.api[id];
        let Some(method) = resource.methods.get(index) else { return String::new() };
        let kind = method.kind.wire_name();
        if method.kind.name_parameter().is_none() {
            return kind.to_owned();
        }
        let wire = &method.name.wire;
        let is_one =
            |other: &&Method| other.kind == method.kind && other.name.wire == *wire && self.is_there(families, other.since, other.until);
        match resource.methods.iter().filter(is_one).count() {
            0 | 1 => format!("{kind} {wire}"),
            _ => format!("{kind} {wire} {}", client_names::function_name(resource, index)),
        }
    }

    /// A method as another part names it.
    fn sibling(&self, resource: ResourceId, index: usize) -> String {
        client_names::method_id(self.api, &self.api[resource], index)
    }

    fn upload(&self, resource: ResourceId, steps: &UploadSteps) -> String {
        let UploadSteps { to, in_parts, finish, wait } = steps;
        let parts = if *in_parts { " in parts" } else { "" };
        let finish = finish.map(|index| format!(", ended by {}", self.sibling(resource, index))).unwrap_or_default();
        let wait = wait.as_ref().map(|UploadWait { method, field, ready, failed }| {
            let method = self.sibling(resource, *method);
            format!(", waits for `{field}` of {method} to be {}, not {}", ready.join(" or "), failed.join(" or "))
        });
        format!("to {to}{parts}{finish}{}", wait.unwrap_or_default())
    }
}

fn paging_facts(node: &mut Node, paging: Option<&Paging>) {
    let (way, usual, most): (Option<String>, _, _) = match paging {
        None => (None, None, None),
        Some(Paging::StartCount { default, max }) => (Some("start and count".to_owned()), *default, *max),
        Some(Paging::Token { token_param, size_param, token_field, default, max }) => {
            (Some(format!("`{token_param}` from `{token_field}`, size in `{size_param}`")), *default, *max)
        }
    };
    node.set(Kind::Paging, way);
    node.text(Kind::PageSize, number(usual));
    node.number(Kind::PageMax, most.map(u64::from));
}

fn number(number: Option<impl Display>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

pub(super) const fn style_word(style: ProjectionStyle) -> &'static str {
    match style {
        ProjectionStyle::Restli => "restli",
        ProjectionStyle::Decorated => "decorated",
        ProjectionStyle::Flat => "flat",
        ProjectionStyle::None => "none",
    }
}
