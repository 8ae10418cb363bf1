//! A page per type: its fields, symbols or members, its forms in requests, and its users.

use restli_codegen::plan::model::TypePlan;
use restli_schema::api::{Decoration, Field, Member, ProductId, Record, Symbol, TextFormat, TypeDef, TypeId, TypeKind, Union, Visibility};
use restli_schema::rust_names::bare;

use super::methods::lives;
use super::parts::{entries, entry, facts, home};
use super::products::{SHARED, kind_of, not_empty};
use super::{samples, users};
use crate::html::{Href, Html, classed, code, joined, link, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, label, warning};

pub(super) fn page(site: &Site<'_>, id: TypeId) -> Page {
    let def = &site.api[id];
    let planned = site.plan.types.get(id.index());
    let home_of = def.product.map_or_else(|| link(&Href::file(SHARED), "Shared types"), |product| site.product_link(product));
    let deprecated = def.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    let (title, blocks) = parts(site, def, planned);
    Page {
        file: site.type_href(id).as_str().to_owned(),
        title: format!("{}, type of {}", def.name.wire, def.product.map_or("several products", |product| &site.api[product].name.wire)),
        heading: code(&def.name.wire),
        kind: kind_of(site.api, id).into(),
        above: vec![home(), home_of],
        summary: summary(&def.doc),
        lead: deprecated.into_iter().chain(site.prose(&def.doc)).chain([facts(rows(site, id, planned))]).collect(),
        sections: not_empty([
            Section::new("-parts", title, blocks),
            Section::new("-samples", "Samples", samples::of_type(site, id)),
            Section::new("-users", "Used by", users::listed(site, site.users.of_type(id))),
        ]),
        is_listed: true,
        place: Place::Product(def.product.map(ProductId::index)),
    }
}

fn rows(site: &Site<'_>, id: TypeId, planned: Option<&TypePlan>) -> Vec<(&'static str, Html)> {
    let def = &site.api[id];
    let path = |planned: &TypePlan| code(&site.rust_path(planned.item.module, &planned.item.ident));
    let forms = site.plan.forms.iter().filter(|form| form.of == id).map(|form| path(&form.ty));
    let patches =
        site.plan.patches.iter().filter(|patch| patch.of == id).map(|patch| code(&site.rust_path(patch.item.module, &patch.item.ident)));
    let includes = if let TypeKind::Record(record) = &def.kind { record.includes.as_slice() } else { &[] };
    vec![
        ("Rust", planned.map(path).into()),
        ("As create sends it", joined(forms, ", ")),
        ("As partial update sends it", joined(patches, ", ")),
        ("Full name", code(&def.full_name)),
        ("Includes", joined(includes.iter().map(|included| site.type_link(*included)), ", ")),
        ("Source", site.evidence(&def.evidence)),
    ]
}

/// The parts of a type, and what they are called.
fn parts(site: &Site<'_>, def: &TypeDef, planned: Option<&TypePlan>) -> (&'static str, Vec<Html>) {
    match &def.kind {
        TypeKind::Record(record) => ("Fields", fields(site, def, record, planned)),
        TypeKind::Enum(symbols) => ("Symbols", chunks(symbols.iter().map(|one| symbol(site, one)), entries)),
        TypeKind::Union(union) => ("Members", members(site, union)),
        TypeKind::Typeref(target) => {
            ("Target", vec![tag("p", Html::from(["Another name for ".into(), classed("span", "type", site.ty(target)), ".".into()]))])
        }
        TypeKind::Text(format) => ("Format", vec![text_format(format)]),
        TypeKind::Time => ("Format", vec![tag("p", "Milliseconds since 1970-01-01 00:00 UTC, as a number.")]),
        TypeKind::Fixed(length) => ("Format", vec![tag("p", format!("{length} bytes, on the wire one character per byte."))]),
        TypeKind::UrnChoice(urns) => {
            let items = urns.iter().map(|urn| entry("", site.urn_link(*urn), site.summary(&site.api[*urn].doc)));
            ("One of these URN types", chunks(items, entries))
        }
    }
}

fn text_format(format: &TextFormat) -> Html {
    let reserved = joined(format.reserved.chars().map(|one| code(&one.to_string())), " ");
    let words = [
        "Text in which ".into(),
        code(&format.escape.to_string()),
        " stands before each of these signs that is meant as itself: ".into(),
        reserved,
    ];
    tag("p", Html::from(words))
}

fn fields(site: &Site<'_>, def: &TypeDef, record: &Record, planned: Option<&TypePlan>) -> Vec<Html> {
    let names = planned.map(TypePlan::fields).unwrap_or_default();
    let rows = record.fields.iter().enumerate().map(|(at, one)| field(site, def, one, names.get(at).map_or("", |name| bare(&name.ident))));
    let open = record.open.then(|| tag("p", "Further fields that a value has are kept."));
    chunks(rows, entries).into_iter().chain(open).collect()
}

fn field(site: &Site<'_>, def: &TypeDef, field: &Field, ident: &str) -> Html {
    let need = match (&field.default, field.optional) {
        (Some(default), _) => label("plain", Html::from(["default ".into(), code(&default.to_string())])),
        (None, true) => label("plain", "optional"),
        (None, false) => label("needed", "always there"),
    };
    let shown = match field.visibility {
        Visibility::Normal => Html::default(),
        Visibility::Always => label("plain", "sent with every projection"),
        Visibility::OnRequest => label("plain", "sent on request"),
        Visibility::Hidden => label("old", "never sent"),
    };
    let name = [
        code(&field.name.wire),
        " ".into(),
        classed("span", "type", site.ty(&field.ty)),
        " ".into(),
        need,
        shown,
        lives(field.since, field.until),
    ];
    let mut about: Vec<Html> = field.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason))).into_iter().collect();
    about.extend(site.prose(&field.doc));
    let needs = field.requirement.as_ref().map(|needed| Html::from(["Permissions: ".into(), site.requirement(needed), ". ".into()]));
    let expands = (!field.decorates.is_empty())
        .then(|| Html::from(["Expands to ".into(), joined(field.decorates.iter().map(|one| decoration(site, one)), " or "), ". ".into()]));
    let included = field.included_from.map(|id| Html::from(["From ".into(), site.type_link(id), ". ".into()]));
    let rust = (!ident.is_empty() && ident != field.name.wire).then(|| Html::from(["Rust ".into(), code(ident), ".".into()]));
    let notes = [needs.into(), expands.into(), included.into(), rust.into()].into_iter().collect::<Html>();
    if !notes.is_empty() {
        about.push(classed("p", "notes", notes));
    }
    // What holds for the type is said at its head.
    if field.evidence != def.evidence {
        about.push(site.evidence_line(&field.evidence));
    }
    entry(&format!(".{}", field.name.wire), Html::from(name), about)
}

fn decoration(site: &Site<'_>, decoration: &Decoration) -> Html {
    let by = decoration.finder.as_deref().map(|finder| Html::from([" by ".into(), code(&format!("~:{finder}"))]));
    let many = if decoration.collection { "several " } else { "" };
    [many.into(), site.type_link(decoration.target), by.into()].into()
}

fn symbol(site: &Site<'_>, symbol: &Symbol) -> Html {
    let deprecated = symbol.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    let name = [code(&symbol.name.wire), lives(symbol.since, symbol.until)];
    entry(&format!(".{}", symbol.name.wire), Html::from(name), deprecated.into_iter().chain(site.prose(&symbol.doc)).collect::<Vec<_>>())
}

fn members(site: &Site<'_>, union: &Union) -> Vec<Html> {
    let bare = union.bare.then(|| tag("p", "The value stands without the name of its member: the kind of its JSON tells which it is."));
    let null = union.null.then(|| entry(".null", code("null"), "No value."));
    let rows = union.members.iter().map(|one| member(site, one)).chain(null);
    bare.into_iter().chain(chunks(rows, entries)).collect()
}

fn member(site: &Site<'_>, member: &Member) -> Html {
    let kind = member.kind.map(|kind| label("plain", kind.described()));
    let name = [code(&member.name.wire), " ".into(), classed("span", "type", site.ty(&member.ty)), " ".into(), kind.into()];
    let deprecated = member.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    entry(&format!(".{}", member.name.wire), Html::from(name), deprecated.into_iter().chain(site.prose(&member.doc)).collect::<Vec<_>>())
}
