//! The frame of every file around its content: head, search, navigation, foot.

use restli_schema::api::ProductId;

use crate::html::{Href, Html, classed, code, document, joined, link, tag, tag_with, void};
use crate::page::{Page, Part, Place};
use crate::settings::MARKER;
use crate::site::{Site, file};

/// The most products that the navigation lists; of more it has the one at hand.
const MOST_PRODUCTS: usize = 60;

/// The most resources that it lists below the product at hand.
const MOST_RESOURCES: usize = 60;

/// The document of a part of a page.
pub(crate) fn document_of(site: &Site<'_>, page: &Page, part: &Part) -> String {
    let api = &site.api.name.wire;
    let (number, count) = part.number;
    let title = if page.file == file::HOME { format!("{api} API") } else { format!("{} · {api} API", page.title) };
    let title = if number > 1 { format!("{title} ({number} of {count})") } else { title };
    let head = [
        void("meta", &[("charset", "utf-8")]),
        void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        void("meta", &[("name", "color-scheme"), ("content", "light dark")]),
        tag("title", title),
        if page.summary.is_empty() { Html::default() } else { void("meta", &[("name", "description"), ("content", &page.summary)]) },
        void("link", &[("rel", "icon"), ("href", "data:,")]),
        void("link", &[("rel", "stylesheet"), ("href", "style.css")]),
        tag_with("script", &[("src", "site.js"), ("defer", "")], ""),
    ];
    let kind = if page.kind.is_empty() { Html::default() } else { classed("span", "kind", page.kind.clone()) };
    let heading = tag("h1", Html::from([page.heading.clone(), kind]));
    let main = [above(page), heading, parts_of(page, part), part.content.clone(), further(page, part)];
    let body = [
        tag_with("a", &[("class", "skip"), ("href", "#-main")], "Skip to the content"),
        header(site),
        navigation(site, page),
        tag_with("main", &[("id", "-main"), ("tabindex", "-1")], Html::from(main)),
        footer(site, page),
    ];
    document(MARKER, &tag_with("html", &[("lang", "en")], Html::from([tag("head", Html::from(head)), tag("body", Html::from(body))])))
}

fn header(site: &Site<'_>) -> Html {
    let brand = tag_with("a", &[("class", "brand"), ("href", file::HOME)], Html::from([tag("b", &site.api.name.wire), " API".into()]));
    let menu = tag_with("a", &[("class", "menu"), ("href", "#-contents")], "Contents");
    // The script shows the field: without it the index serves.
    let label = tag_with("label", &[("for", "-search"), ("class", "unseen")], "Search the reference");
    let field = void(
        "input",
        &[
            ("id", "-search"),
            ("type", "search"),
            ("role", "combobox"),
            ("aria-expanded", "false"),
            ("aria-controls", "-found"),
            ("aria-autocomplete", "list"),
            ("autocomplete", "off"),
            ("spellcheck", "false"),
            ("placeholder", "Search: press /"),
        ],
    );
    let found = tag_with("ul", &[("id", "-found"), ("role", "listbox"), ("aria-label", "Results"), ("hidden", "")], "");
    let told = tag_with("p", &[("id", "-told"), ("role", "status"), ("class", "unseen")], "");
    let search = tag_with("search", &[("hidden", "")], Html::from([label, field, found, told]));
    tag("header", Html::from([brand, search, link(&Href::file(file::ALL), "Index"), menu]))
}

fn navigation(site: &Site<'_>, page: &Page) -> Html {
    let api = site.api;
    let item = |file: &str, text: Html, inside: Html| {
        let current: &[(&str, &str)] = &[("href", file), ("aria-current", "page")];
        let attributes = if page.file == file { current } else { current.get(..1).unwrap_or_default() };
        tag("li", Html::from([tag_with("a", attributes, text), inside]))
    };
    let product = |id: ProductId| {
        let is_here = page.place == Place::Product(Some(id.index()));
        let resources = api.resource_ids().filter(|resource| is_here && api[*resource].product == id).take(MOST_RESOURCES);
        let listed = resources.filter_map(|resource| {
            let planned = site.planned(resource)?;
            Some(item(site.resource_href(resource).as_str(), code(restli_schema::rust_names::bare(&planned.accessor)), Html::default()))
        });
        let listed: Vec<Html> = listed.collect();
        let inside = if listed.is_empty() { Html::default() } else { tag("ul", listed) };
        item(site.files.products.get(id.index()).map_or("", String::as_str), api[id].name.wire.as_str().into(), inside)
    };
    let is_listed = |id: &ProductId| api.products().len() <= MOST_PRODUCTS || page.place == Place::Product(Some(id.index()));
    let products: Html = api.product_ids().filter(is_listed).map(product).collect();
    let tables: Html = tables(site).into_iter().map(|(file, name)| item(file, name.into(), Html::default())).collect();
    // No headings: they would come before that of the page.
    let part = |id: &str, title: &str, items: Html| {
        let title = tag_with("p", &[("id", id), ("class", "title")], title);
        if items.is_empty() { items } else { Html::from([title, tag_with("ul", &[("aria-labelledby", id)], items)]) }
    };
    let parts = [part("-products", "Products", products), part("-tables", "The API", tables)];
    tag_with("nav", &[("id", "-contents"), ("class", "contents"), ("aria-label", "Reference")], Html::from(parts))
}

/// The pages about the whole API, as far as it has what they are about.
pub(crate) fn tables(site: &Site<'_>) -> Vec<(&'static str, &'static str)> {
    let api = site.api;
    [
        (file::HOME, "Overview", true),
        (file::PERMISSIONS, "Permissions", !api.permissions().is_empty()),
        (file::ROLES, "Roles", !api.roles().is_empty()),
        (file::LOGIN, "Login", api.oauth.is_some()),
        (file::QUOTAS, "Quotas", !api.quotas().is_empty()),
        (file::VERSIONS, "Versions", !api.families().is_empty()),
        (file::ERRORS, "Errors", !api.errors().is_empty()),
        (file::URNS, "URN types", !api.urns().is_empty()),
        (file::EVENTS, "Events", !api.events.is_empty()),
        (file::MEDIA, "Media", !api.media().is_empty()),
        (file::EVIDENCE, "Evidence", true),
        (file::ALL, "Index", true),
    ]
    .into_iter()
    .filter(|(_, _, is_there)| *is_there)
    .map(|(file, name, _)| (file, name))
    .collect()
}

/// The way down to the page.
fn above(page: &Page) -> Html {
    if page.above.is_empty() {
        return Html::default();
    }
    let items: Html = page.above.iter().map(|link| tag("li", link.clone())).collect();
    tag_with("nav", &[("class", "above"), ("aria-label", "Above this page")], tag("ol", items))
}

/// The files of a page of several.
fn parts_of(page: &Page, part: &Part) -> Html {
    let (number, count) = part.number;
    if count == 1 {
        return Html::default();
    }
    let file = |other: usize| {
        if other == number { tag("b", other.to_string()) } else { link(&Href::file(&page.file_of(other)), other.to_string()) }
    };
    // Around the part at hand, and both ends.
    let near = (1..=count).filter(|other| *other == 1 || *other == count || other.abs_diff(number) <= 5);
    let links = joined(near.map(file), " ");
    tag_with(
        "nav",
        &[("class", "parts"), ("aria-label", "Parts of this page")],
        Html::from([format!("Part {number} of {count}: ").into(), links]),
    )
}

fn further(page: &Page, part: &Part) -> Html {
    let (number, count) = part.number;
    if number == count { Html::default() } else { classed("p", "further", link(&Href::file(&page.file_of(number + 1)), "Continue")) }
}

fn footer(site: &Site<'_>, page: &Page) -> Html {
    let words: Html = if page.file == file::HOME {
        format!("Made from the schema {} ({}) by restli {}.", site.api.name.wire, site.api.hash, env!("CARGO_PKG_VERSION")).into()
    } else {
        Html::from([
            "Made from the schema of the ".into(),
            link(&Href::file(file::HOME), format!("{} API", site.api.name.wire)),
            ".".into(),
        ])
    };
    tag("footer", tag("p", words))
}
