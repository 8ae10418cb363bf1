//! The index: everything that has a page or a place on one, by letters.

use std::collections::BTreeMap;

use restli_schema::api::{Api, TypeId};
use restli_schema::rust_names::bare;

use super::parts::table;
use super::products::kind_of;
use crate::html::{Href, Html, classed, code, link, tag};
use crate::page::{Page, Section, chunks};
use crate::site::{Site, file};

/// Something with a place on the site.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// The part of the API that it is of, which tells it from others of that name.
    pub(crate) about: String,
    /// Further words that a search finds it by.
    pub(crate) words: String,
    pub(crate) href: Href,
}

pub(super) fn page(site: &Site<'_>) -> Page {
    let mut letters: BTreeMap<char, Vec<Html>> = BTreeMap::new();
    let mut all = listed(site);
    all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.name.clone(), one.kind, one.about.clone()));
    for one in &all {
        let letter = one.name.chars().find(char::is_ascii_alphanumeric).unwrap_or('#').to_ascii_uppercase();
        let letter = if letter.is_ascii_digit() { '0' } else { letter };
        let about = if one.about.is_empty() { one.kind.to_owned() } else { format!("{} {}", one.kind, one.about) };
        letters
            .entry(letter)
            .or_default()
            .push(tag("li", Html::from([link(&one.href, code(&one.name)), " ".into(), classed("span", "count", about)])));
    }
    let section = |(letter, rows): (char, Vec<Html>)| {
        let title = if letter == '0' { "0 to 9".to_owned() } else { letter.to_string() };
        Section::new(&letter.to_string(), title, chunks(rows, |rows| classed("ul", "index", rows)))
    };
    let lead =
        vec![tag("p", "Every product, resource, call, type, permission, error, URN type, role, quota, media rule and event, by name.")];
    Page { lead, sections: letters.into_iter().map(section).collect(), ..table(file::ALL, "Index") }
}

/// Everything that has a place, in the order of the API.
pub(crate) fn listed(site: &Site<'_>) -> Vec<Listed> {
    let api = site.api;
    let page = |kind, name: &str, about: &str, words: String, file: Option<&String>| Listed {
        kind,
        name: name.to_owned(),
        about: about.to_owned(),
        words,
        href: Href::file(file.map_or(file::HOME, String::as_str)),
    };
    let place = |kind, name: &str, file: &str| Listed {
        kind,
        name: name.to_owned(),
        about: String::new(),
        words: String::new(),
        href: Href::place(file, name),
    };
    let mut all = Vec::new();
    for (product, file) in api.products().iter().zip(&site.files.products) {
        all.push(page("product", &product.name.wire, "", String::new(), Some(file)));
    }
    for resource in &site.plan.resources {
        let declared = &api[resource.id];
        let product = &api[declared.product].name.wire;
        let accessor = bare(&resource.accessor);
        let address = format!("{}{}", api[declared.base].path, declared.path);
        all.push(page("resource", accessor, &format!("of {product}"), address.clone(), site.files.resources.get(resource.id.index())));
        for method in resource.methods.iter().filter(|method| method.alt_key.is_none()) {
            let at = (resource.id, method.index);
            let verb = site.method(at).map_or("", |method| method.kind.http_verb());
            let name = format!("{accessor}.{}", site.method_name(at));
            let words = format!("{verb} {address}");
            all.push(Listed { kind: "call", name, about: format!("of {product}"), words, href: site.method_href(at) });
        }
    }
    for (id, file) in api.type_ids().zip(&site.files.types) {
        let of = api[id].product.map_or_else(|| "shared".to_owned(), |product| format!("of {}", api[product].name.wire));
        all.push(page(kind_of(api, id), &api[id].name.wire, &of, parts(api, id), Some(file)));
    }
    for (permission, file) in api.permissions().iter().zip(&site.files.permissions) {
        all.push(page("permission", &permission.name.wire, "", permission.product.clone().unwrap_or_default(), Some(file)));
    }
    for (error, file) in api.errors().iter().zip(&site.files.errors) {
        let codes: Vec<String> = error.service_error_codes.iter().map(ToString::to_string).collect();
        all.push(page("error", &error.name.wire, &error.status.to_string(), codes.join(" "), Some(file)));
    }
    for (urn, file) in api.urns().iter().zip(&site.files.urns) {
        all.push(page("URN type", &urn.name.wire, "", format!("urn:{}:{}", urn.namespace, urn.name.wire), Some(file)));
    }
    all.extend(api.roles().iter().map(|role| place("role", &role.name.wire, file::ROLES)));
    all.extend(api.quotas().iter().map(|quota| place("quota", &quota.name.wire, file::QUOTAS)));
    all.extend(api.media().iter().map(|rule| place("media rule", &rule.name.wire, file::MEDIA)));
    all.extend(api.events.iter().map(|event| place("event", &event.name.wire, file::EVENTS)));
    all
}

/// The names of the parts of a type.
fn parts(api: &Api, id: TypeId) -> String {
    use restli_schema::api::TypeKind;
    let names: Vec<&str> = match &api[id].kind {
        TypeKind::Record(record) => record.fields.iter().map(|field| field.name.wire.as_str()).collect(),
        TypeKind::Enum(symbols) => symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect(),
        TypeKind::Union(union) => union.members.iter().map(|member| member.name.wire.as_str()).collect(),
        _ => Vec::new(),
    };
    names.join(" ")
}
