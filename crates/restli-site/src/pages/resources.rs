//! A page per resource: what it is, and a section per method.

use restli_schema::api::{Key, Param, Resource, ResourceId, ResourceKind};
use restli_schema::rust_names::bare;

use super::methods;
use super::parts::{facts, home};
use crate::html::{Html, code, joined, link, pre, tag, tag_with};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, label, warning};

pub(super) fn page(site: &Site<'_>, id: ResourceId) -> Page {
    let resource = &site.api[id];
    let planned = site.planned(id);
    let accessor = planned.map_or("", |planned| bare(&planned.accessor));
    let above = std::iter::once(home()).chain([site.product_link(resource.product)]);
    let mut parents: Vec<Html> =
        resource.parent.into_iter().flat_map(|parent| site.api.lineage(parent)).map(|one| site.resource_link(one)).collect();
    parents.reverse();
    let mut sections = vec![Section::new("-methods", "Methods", listed(site, id))];
    sections.extend((0..resource.methods.len()).map(|at| methods::section(site, (id, at))));
    sections.extend(projections(site, id));
    Page {
        file: site.resource_href(id).as_str().to_owned(),
        title: format!("{accessor}, resource of {}", site.api[resource.product].name.wire),
        heading: code(accessor),
        kind: kind(resource),
        above: above.chain(parents).collect(),
        summary: summary(&resource.doc),
        lead: lead(site, id),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
        is_listed: false,
        place: Place::Product(Some(resource.product.index())),
    }
}

fn kind(resource: &Resource) -> Html {
    match resource.kind {
        ResourceKind::Collection => "collection",
        ResourceKind::Association => "association",
        ResourceKind::Simple => "simple resource",
        ResourceKind::Actions => "set of actions",
    }
    .into()
}

fn lead(site: &Site<'_>, id: ResourceId) -> Vec<Html> {
    let (api, resource) = (site.api, &site.api[id]);
    let instead = resource.replaced_by.as_deref().map(|other| Html::from([" Use ".into(), site.line(other), " instead.".into()]));
    let retired = resource.retired.as_deref().map(|since| warning("Retired", Html::from([since.into(), ".".into(), instead.into()])));
    let deprecated = resource.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    let names = |names: &[String]| joined(names.iter().map(|name| code(name)), ", ");
    let below = api.resource_ids().filter(|other| api[*other].parent == Some(id)).map(|other| site.resource_link(other));
    let handle = site.planned(id).map(|planned| {
        let path = site.rust_path(planned.item.module, &planned.item.ident);
        Html::from([code(&format!("client.{}()", planned.accessor)), ", ".into(), code(&path)])
    });
    let rows = [
        ("Address", code(&format!("{}{}{}", api[resource.base].url, api[resource.base].path, resource.path))),
        (
            "Entity",
            resource
                .entity
                .map_or_else(|| if resource.unstructured { "bytes of any kind".into() } else { Html::default() }, |ty| site.type_link(ty)),
        ),
        ("Key", resource.key.as_ref().map(|key| self::key(site, key)).into()),
        ("Other keys", joined(resource.alt_keys.iter().map(|key| param(site, key)), ", ")),
        ("Rust", handle.into()),
        ("Written by the server", names(&resource.read_only)),
        ("Sent by create only", names(&resource.create_only)),
        ("Needed by create", names(&resource.required)),
        ("Below it", joined(below, ", ")),
        ("Source", site.evidence(&resource.evidence)),
    ];
    retired.into_iter().chain(deprecated).chain(site.prose(&resource.doc)).chain([facts(rows)]).collect()
}

fn param(site: &Site<'_>, param: &Param) -> Html {
    [code(&param.name.wire), ": ".into(), site.ty(&param.ty)].into()
}

fn key(site: &Site<'_>, key: &Key) -> Html {
    match key {
        Key::Simple(one) => param(site, one),
        Key::Compound { parts, .. } => joined(parts.iter().map(|part| param(site, part)), ", "),
        Key::Complex { record, params, .. } => {
            let params = params.map(|params| Html::from([" with parameters ".into(), site.type_link(params)]));
            [site.type_link(*record), params.into()].into()
        }
    }
}

/// A table with a row per method.
fn listed(site: &Site<'_>, id: ResourceId) -> Vec<Html> {
    let resource = &site.api[id];
    let row = |(at, method): (usize, &restli_schema::api::Method)| {
        let old = (method.retired.is_some() || method.deprecated.is_some()).then(|| Html::from([" ".into(), label("old", "retired")]));
        let name = link(&site.method_href((id, at)), code(site.method_name((id, at))));
        tag(
            "tr",
            Html::from([
                tag_with("th", &[("scope", "row")], Html::from([name, old.into()])),
                tag("td", methods::verb(method)),
                tag("td", site.summary(&method.doc)),
            ]),
        )
    };
    let head = ["Function", "Verb", "About"].map(|title| tag_with("th", &[("scope", "col")], title));
    let head = tag("thead", tag("tr", Html::from(head)));
    chunks(resource.methods.iter().enumerate().map(row), |rows| tag("table", Html::from([head.clone(), tag("tbody", rows)])))
}

/// The projections that have a name.
fn projections(site: &Site<'_>, id: ResourceId) -> Option<Section> {
    let resource = &site.api[id];
    let mut blocks = Vec::new();
    for projection in &resource.projections {
        blocks.push(tag("h3", code(&projection.name.wire)));
        blocks.extend(site.prose(&projection.doc));
        blocks.push(pre(&projection.select));
    }
    (!blocks.is_empty()).then(|| Section::new("-projections", "Named projections", blocks))
}
