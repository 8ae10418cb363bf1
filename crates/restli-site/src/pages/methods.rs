//! A section per method: request, needs, parameters, result, example, samples.

use restli_codegen::Function;
use restli_codegen::plan::model::{Destination, MethodPlan, RustType};
use restli_schema::api::{Key, Method, Paging, Param, Resource};
use restli_schema::rust_names::bare;
use restli_schema::users::MethodAt;

use super::home::style;
use super::parts::{entries, entry, facts};
use super::samples;
use crate::curl;
use crate::html::{Html, classed, code, joined, link, pre, tag};
use crate::page::{Section, chunks};
use crate::site::{Site, label, warning};

pub(super) fn section(site: &Site<'_>, at: MethodAt) -> Section {
    let resource = &site.api[at.0];
    let Some((method, planned)) = site.method(at).zip(site.function(at)) else { return Section::new("", "", []) };
    let own = site.planned(at.0).and_then(|resource| resource.methods.iter().position(|one| std::ptr::eq(one, planned)));
    let function = own.and_then(|own| site.functions.get(at.0.index())?.get(own));
    let mut blocks = vec![classed("p", "request", Html::from([verb(method), code(&planned.url)]))];
    blocks.extend(old(site, method));
    blocks.extend(site.prose(&method.doc));
    blocks.extend(function.map(|function| classed("div", "signature", pre(&function.signature))));
    blocks.push(facts(rows(site, at, resource, method)));
    let parameters = parameters(site, resource, method);
    if !parameters.is_empty() {
        blocks.push(tag("h3", "Parameters"));
        blocks.extend(chunks(parameters, entries));
    }
    blocks.extend(function.map(|function| examples(site, resource, method, function)).unwrap_or_default());
    blocks.extend(samples::of_method(site, at, function.and_then(|function| function.request.as_ref())));
    Section::new(site.method_name(at), code(site.method_name(at)), blocks)
}

/// The verb of a method, in its colour.
pub(super) fn verb(method: &Method) -> Html {
    let verb = method.kind.http_verb();
    classed("span", &format!("verb {}", verb.to_ascii_lowercase()), verb)
}

fn old(site: &Site<'_>, method: &Method) -> impl Iterator<Item = Html> {
    let instead = method.replaced_by.as_deref().map(|other| Html::from([" Use ".into(), site.line(other), " instead.".into()]));
    let retired = method.retired.as_deref().map(|since| warning("Retired", Html::from([since.into(), ".".into(), instead.into()])));
    let deprecated = method.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    retired.into_iter().chain(deprecated)
}

fn rows(site: &Site<'_>, at: MethodAt, resource: &Resource, method: &Method) -> Vec<(&'static str, Html)> {
    let api = site.api;
    let actor =
        method.actor.as_deref().map(|path| Html::from(["The permission must let the caller act as ".into(), code(path), ".".into()]));
    let others = method.other_versions.iter().map(|other| site.method_link(*other));
    let look = method.look.as_ref().map(|look| link(&site.method_href((at.0, look.method)), code(site.method_name((at.0, look.method)))));
    let uploads = method.upload.iter().map(|steps| {
        let finish = steps.finish.map(|finish| Html::from([", then ".into(), site.method_link((at.0, finish))]));
        let wait = steps.wait.as_ref().map(|wait| {
            let ready = joined(wait.ready.iter().map(|state| code(state)), " or ");
            Html::from([", until ".into(), code(&wait.field), " of ".into(), site.method_link((at.0, wait.method)), " is ".into(), ready])
        });
        Html::from([
            "The bytes go to the address at ".into(),
            code(&steps.to),
            " of the answer".into(),
            finish.into(),
            wait.into(),
            ".".into(),
        ])
    });
    vec![
        ("Permissions", site.requirement(&method.requirement)),
        ("Actor", actor.into()),
        ("Role", joined(method.roles.iter().map(|id| site.role_link(*id)), " or ")),
        ("Quota", joined(method.quotas.iter().map(|id| site.quota_link(*id)), "; ")),
        ("Version", version(site, resource, method)),
        ("Same request in other versions", joined(others, ", ")),
        ("Sends", sends(site, at)),
        ("Returns", returns(site, resource, method)),
        ("Metadata", method.metadata.map(|id| site.type_link(id)).into()),
        ("Pages", method.paging.as_ref().map(paging).into()),
        ("Projection", site.function(at).map(|planned| projection(method, planned)).into()),
        ("By another key", joined(by_other_keys(site, at), ", ")),
        ("Batch", method.max_batch.map(|max| format!("at most {max} keys or entities").into()).into()),
        ("Success", joined(method.success.iter().map(|status| code(&status.to_string())), ", ")),
        ("Errors", joined(method.errors.iter().map(|id| site.error_link(*id)), ", ")),
        ("Repetition", repetition(method)),
        ("After a lost answer", look.map(|look| Html::from(["look with ".into(), look, " before it is sent again".into()])).into()),
        ("Media", method.media.map(|id| site.media_link(id)).into()),
        ("Upload", uploads.collect::<Vec<_>>().into()),
        ("Source", site.evidence(&method.evidence)),
    ]
    .into_iter()
    .map(|(name, html)| if name == "Version" && api[resource.base].versions.is_none() { (name, Html::default()) } else { (name, html) })
    .collect()
}

fn version(site: &Site<'_>, resource: &Resource, method: &Method) -> Html {
    let Some(family) = site.api[resource.base].versions.map(|id| &site.api[id]) else { return Html::default() };
    [code(&format!("{}: {}", family.header, family.text(family.pinned))), lives(method.since, method.until)].into()
}

/// The versions that have something, as labels.
pub(super) fn lives(since: Option<u32>, until: Option<u32>) -> Html {
    let since = since.map(|version| Html::from([" ".into(), label("since", format!("since {version}"))]));
    let until = until.map(|version| Html::from([" ".into(), label("old", format!("until {version}"))]));
    [since.into(), until.into()].into()
}

/// The entity in the body, and the Rust type that it is given as.
fn sends(site: &Site<'_>, at: MethodAt) -> Html {
    let resource = &site.api[at.0];
    let Some((method, planned)) = site.method(at).zip(site.function(at)).filter(|(method, _)| method.sends_entity()) else {
        return Html::default();
    };
    let entity = match resource.entity {
        Some(id) => site.type_link(id),
        None if resource.unstructured => return "bytes of any kind".into(),
        None => return Html::default(),
    };
    let given = planned.arguments.iter().rev().find_map(|argument| match (&argument.destination, argument.ty.bare()) {
        (Destination::Query(_) | Destination::Key(_) | Destination::Ids, _) => None,
        (_, RustType::Item(item)) => Some(code(&site.rust_path(item.module, &item.ident))),
        _ => None,
    });
    let what = if method.kind.sends_patch() { "a patch of " } else { "" };
    let given = given.map(|given| Html::from([" as ".into(), given]));
    [what.into(), entity, given.into()].into()
}

fn returns(site: &Site<'_>, resource: &Resource, method: &Method) -> Html {
    let entity = || resource.entity.map_or_else(|| "bytes of any kind".into(), |id| site.type_link(id));
    match &method.returns {
        Some(result) => [site.ty(&result.ty), if result.optional { ", or nothing".into() } else { Html::default() }].into(),
        None if method.kind.reads_entities() || method.returns_entity => entity(),
        None if method.keyless => "no key of what was created".into(),
        None => Html::default(),
    }
}

fn paging(paging: &Paging) -> Html {
    let (names, default, max) = match paging {
        Paging::StartCount { default, max } => (["start", "count"].map(code), default, max),
        Paging::Token { token_param, size_param, default, max, .. } => ([code(token_param), code(size_param)], default, max),
    };
    let default = default.map(|default| format!(", {default} by default")).unwrap_or_default();
    let max = max.map(|max| format!(", at most {max}")).unwrap_or_default();
    Html::from(["by ".into(), joined(names, " and "), default.into(), max.into()])
}

/// The functions that call a method by an alternative key.
fn by_other_keys<'s>(site: &'s Site<'_>, (id, at): MethodAt) -> impl Iterator<Item = Html> + 's {
    let methods = site.planned(id).map(|planned| planned.methods.as_slice()).unwrap_or_default();
    methods.iter().filter(move |method| method.index == at && method.alt_key.is_some()).map(|method| code(bare(&method.fn_name)))
}

fn projection(method: &Method, planned: &MethodPlan) -> Html {
    let needed = if method.projection_required { ", required" } else { "" };
    match planned.selects.and_then(style) {
        Some((syntax, words)) => [code(syntax), ", ".into(), words.into(), needed.into()].into(),
        None => Html::default(),
    }
}

fn repetition(method: &Method) -> Html {
    match (method.kind.is_idempotent(), method.repeatable) {
        (true, _) => Html::default(),
        (false, true) => "may be sent twice: it is sent again after a failure".into(),
        (false, false) => "not sent again once it may have arrived".into(),
    }
}

/// The key, the parts of a key that a finder takes, and the parameters.
fn parameters(site: &Site<'_>, resource: &Resource, method: &Method) -> Vec<Html> {
    let simple = match &resource.key {
        Some(Key::Simple(key)) if method.addresses_entity() => Some(key),
        _ => None,
    };
    let parts = resource.key.iter().flat_map(Key::parts).filter(|part| method.addresses_entity() || method.keys.contains(&part.name.wire));
    let in_path = simple.into_iter().chain(parts).map(|key| parameter(site, key, Some("in the path")));
    in_path.chain(method.params.iter().map(|param| parameter(site, param, None))).collect()
}

fn parameter(site: &Site<'_>, param: &Param, place: Option<&str>) -> Html {
    let need = match (place, &param.default) {
        (Some(place), _) => label("plain", place),
        (None, Some(default)) => label("plain", Html::from(["default ".into(), code(&default.to_string())])),
        (None, None) if param.optional => label("plain", "optional"),
        (None, None) => label("needed", "required"),
    };
    let name = [
        code(&param.name.wire),
        " ".into(),
        classed("span", "type", site.ty(&param.ty)),
        " ".into(),
        need,
        lives(param.since, param.until),
    ];
    let deprecated = param.deprecated.as_deref().map(|reason| warning("Deprecated", site.line(reason)));
    entry("", Html::from(name), site.prose(&param.doc).into_iter().chain(deprecated).collect::<Vec<_>>())
}

/// The call in Rust, and the same request for the shell.
fn examples(site: &Site<'_>, resource: &Resource, method: &Method, function: &Function) -> Vec<Html> {
    let rust = function.example.as_deref().map(|text| samples::folded("Rust", true, pre(text)));
    let needs_token = method.requirement.is_checked() || site.api.oauth.is_some();
    let request = function.request.as_ref().map(|request| {
        samples::folded(
            if function.is_shortened { "curl, with all that the sample sends" } else { "curl" },
            false,
            pre(&curl::command(&site.api[resource.base], request, needs_token)),
        )
    });
    rust.into_iter().chain(request).collect()
}
