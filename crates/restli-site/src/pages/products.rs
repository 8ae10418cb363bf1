//! A page per product: its resources with their calls, its events and types.

use restli_schema::api::{Api, ProductId, ResourceId, TypeId, TypeKind};
use restli_schema::rust_names::bare;

use super::parts::{entries, entry, home};
use crate::html::{Href, Html, classed, code, joined, link, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, file, label};

pub(super) fn page(site: &Site<'_>, id: ProductId) -> Page {
    let api = site.api;
    let product = &api[id];
    let resources = api.resource_ids().filter(|resource| api[*resource].product == id).map(|resource| resource_row(site, resource));
    let events = api
        .events
        .iter()
        .filter(|event| event.product == id)
        .map(|event| entry("", link(&Href::place(file::EVENTS, &event.name.wire), code(&event.name.wire)), site.summary(&event.doc)));
    let module = site.plan.products.get(id.index()).map_or("", |product| product.module.as_str());
    let rust = Html::from([
        "Rust: module ".into(),
        code(&format!("{}::{}", site.krate, bare(module))),
        ", feature ".into(),
        feature(site, id),
        ".".into(),
    ]);
    Page {
        file: site.files.products.get(id.index()).cloned().unwrap_or_default(),
        title: format!("{}, product", product.name.wire),
        heading: product.name.wire.as_str().into(),
        kind: "product".into(),
        above: vec![home()],
        summary: summary(&product.doc),
        lead: site.prose(&product.doc).into_iter().chain([tag("p", rust)]).collect(),
        sections: not_empty([
            Section::new("resources", "Resources", chunks(resources, entries)),
            Section::new("events", "Events", chunks(events, entries)),
            Section::new("types", "Types", types(site, Some(id))),
        ]),
        is_listed: false,
        place: Place::Product(Some(id.index())),
    }
}

/// The page of the types that no product owns, if there are any.
pub(super) fn shared(site: &Site<'_>) -> Option<Page> {
    let blocks = types(site, None);
    (!blocks.is_empty()).then(|| Page {
        file: SHARED.to_owned(),
        title: "Shared types".to_owned(),
        heading: "Shared types".into(),
        kind: Html::default(),
        above: vec![home()],
        summary: String::new(),
        lead: vec![tag("p", "Types that several products use.")],
        sections: vec![Section::new("types", "Types", blocks)],
        is_listed: false,
        place: Place::Product(None),
    })
}

/// The page of the types that no product owns. No product has its name.
pub(super) const SHARED: &str = "shared.html";

pub(super) fn not_empty<const N: usize>(sections: [Section; N]) -> Vec<Section> {
    sections.into_iter().filter(|section| !section.blocks.is_empty()).collect()
}

fn feature(site: &Site<'_>, id: ProductId) -> Html {
    code(site.plan.products.get(id.index()).map_or("", |product| product.feature.as_str()))
}

fn resource_row(site: &Site<'_>, id: ResourceId) -> Html {
    let resource = &site.api[id];
    let path = classed("span", "path", format!("{}{}", site.api[resource.base].path, resource.path));
    let old = (resource.retired.is_some() || resource.deprecated.is_some()).then(|| label("old", "retired"));
    let calls = (0..resource.methods.len()).map(|at| link(&site.method_href((id, at)), code(site.method_name((id, at)))));
    let about = [tag("p", site.summary(&resource.doc)), classed("p", "calls", joined(calls, " "))];
    entry("", Html::from([site.resource_link(id), path, old.into()]), Html::from(about))
}

/// The types of a product by their kinds.
fn types(site: &Site<'_>, product: Option<ProductId>) -> Vec<Html> {
    let api = site.api;
    let own: Vec<TypeId> = api.type_ids().filter(|id| api[*id].product == product).collect();
    let mut blocks = Vec::new();
    for (kind, title) in [("record", "Records"), ("enum", "Enums"), ("union", "Unions"), ("", "Other types")] {
        let is_of_kind = |id: &&TypeId| {
            let word = kind_of(api, **id);
            word == kind || (kind.is_empty() && !matches!(word, "record" | "enum" | "union"))
        };
        let listed: Vec<Html> = own.iter().filter(is_of_kind).map(|id| tag("li", site.type_link(*id))).collect();
        if !listed.is_empty() {
            blocks.push(tag("h3", title));
            blocks.extend(chunks(listed, |rows| classed("ul", "names", rows)));
        }
    }
    blocks
}

/// The kind of a type in a word or two.
pub(super) fn kind_of(api: &Api, id: TypeId) -> &'static str {
    match api[id].kind {
        TypeKind::Record(_) => "record",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
        TypeKind::Typeref(_) => "another name",
        TypeKind::Text(_) => "text format",
        TypeKind::Time => "point in time",
        TypeKind::Fixed(_) => "fixed bytes",
        TypeKind::UrnChoice(_) => "choice of URNs",
    }
}
