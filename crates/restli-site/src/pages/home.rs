//! The first page: what the API is, its products, its hosts.

use restli_schema::api::{Api, Base, ProjectionStyle};

use super::parts::{entries, entry, facts};
use crate::html::{Href, Html, classed, code, joined, link, pre, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Page {
    let api = site.api;
    let products = api.product_ids().map(|id| {
        let resources = api.resources().iter().filter(|resource| resource.product == id);
        let (count, calls) = resources.fold((0, 0), |(count, calls), one| (count + 1, calls + one.methods.len()));
        let counts = classed("span", "count", format!("{}, {}", number(count, "resource"), number(calls, "call")));
        entry("", Html::from([site.product_link(id), counts]), site.summary(&api[id].doc))
    });
    let bases = api.bases().iter().map(|base| entry(&format!("base-{}", base.name.wire), code(&base.name.wire), about(site, base)));
    Page {
        file: file::HOME.to_owned(),
        title: api.name.wire.clone(),
        heading: format!("{} API", api.name.wire).into(),
        kind: Html::default(),
        above: Vec::new(),
        summary: summary(&api.doc),
        lead: site.prose(&api.doc).into_iter().chain([counts(api)]).collect(),
        sections: vec![
            Section::new("products", "Products", chunks(products, entries)),
            Section::new("first-call", "A first call", first_call(site)),
            Section::new("bases", "Bases", chunks(bases, entries)),
        ]
        .into_iter()
        .filter(|section| !section.blocks.is_empty())
        .collect(),
        is_listed: false,
        place: Place::File(file::HOME),
    }
}

/// `1 call`, `2 calls`
pub(super) fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn counts(api: &Api) -> Html {
    let calls = api.resources().iter().map(|resource| resource.methods.len()).sum();
    let all = [(api.products().len(), "product"), (api.resources().len(), "resource"), (calls, "call"), (api.types().len(), "type")];
    classed("p", "counts", all.map(|(count, what)| number(count, what)).join(" · "))
}

/// The first call that the schema names, else the first with an example.
fn first_call(site: &Site<'_>) -> Vec<Html> {
    let calls = site.plan.resources.iter().zip(&site.functions);
    let calls = calls.flat_map(|(resource, functions)| {
        resource.methods.iter().zip(functions).map(move |(method, function)| ((resource.id, method.index), method, function))
    });
    let is_named = |at| site.method(at).is_some_and(|method| method.first_call);
    let best = calls
        .filter(|(_, method, function)| function.example.is_some() && method.deprecated.is_none())
        .min_by_key(|(at, method, _)| (!is_named(*at), method.arguments.len()));
    let Some((at, _, function)) = best else { return Vec::new() };
    let words = ["With a client of the crate ".into(), code(&site.krate), ": ".into(), site.method_link(at), ".".into()];
    vec![tag("p", Html::from(words)), pre(function.example.as_deref().unwrap_or_default())]
}

/// The syntax in which an endpoint accepts projections, in words.
pub(super) const fn style(style: ProjectionStyle) -> Option<(&'static str, &'static str)> {
    match style {
        ProjectionStyle::Restli => Some(("fields=a,b:(c)", "nested fields")),
        ProjectionStyle::Decorated => Some(("projection=(a,b(c),d~(e))", "nested fields, and what URNs expand to")),
        ProjectionStyle::Flat => Some(("fields=a,b", "top fields only")),
        ProjectionStyle::None => None,
    }
}

fn about(site: &Site<'_>, base: &Base) -> Vec<Html> {
    let versions = base.versions.map(|id| {
        let family = &site.api[id];
        let href = Href::place(file::VERSIONS, &family.name.wire);
        Html::from([code(&format!("{}: {}", family.header, family.text(family.pinned))), ", ".into(), link(&href, "all versions")])
    });
    let projection = style(base.projection).map_or_else(|| "none".into(), |(syntax, words)| joined([code(syntax), words.into()], ", "));
    let mut blocks = site.prose(&base.doc);
    blocks.push(facts([
        ("Address", code(&format!("{}{}", base.url, base.path))),
        ("Protocol", base.protocol.as_str().into()),
        ("Version", versions.into()),
        ("Projections", projection),
    ]));
    blocks
}
