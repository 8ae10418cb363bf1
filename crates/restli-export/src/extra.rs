//! Facts of the schema language that the target format cannot express, as JSON with the names of the YAML.

use restli_schema::api::{
    Api, Decoration, Evidence, Field, Method, Paging, Param, ProjectionStyle, Requirement, Resource, ResourceMethod, Symbol, UploadSteps,
    Verified, Visibility,
};

use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};

/// A collector of facts that the target format cannot express; each becomes an entry of a JSON object and a note.
#[derive(Debug)]
pub(crate) struct Extra<'n> {
    object: Object,
    notes: &'n mut Notes,
    place: String,
}

impl<'n> Extra<'n> {
    /// Makes an empty collector for the element named `place`.
    pub(crate) fn new(notes: &'n mut Notes, place: impl Into<String>) -> Self {
        Self { object: Object::default(), notes, place: place.into() }
    }

    /// Adds an entry with its note, if there is a value.
    pub(crate) fn put(&mut self, key: &str, what: &'static str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.notes.add(Disposition::Carried, what, &self.place);
            self.object.set(key, value);
        }
    }

    /// Adds `since` and `until`.
    pub(crate) fn life(&mut self, since: Option<u32>, until: Option<u32>) {
        self.put("since", "versions", since);
        self.put("until", "versions", until);
    }

    /// Adds evidence, unless it equals the evidence `around` it.
    pub(crate) fn evidence_beside(&mut self, api: &Api, evidence: &Evidence, around: &Evidence) {
        if evidence != around {
            self.evidence(api, evidence);
        }
    }

    /// Adds the address of the source document, and the kind of verification.
    pub(crate) fn evidence(&mut self, api: &Api, evidence: &Evidence) {
        self.put("source", "evidence", api.citation(evidence).map(|cited| cited.address));
        self.put("verified", "evidence", evidence.verified.map(verified));
    }

    /// Adds the facts about a field. `around` is the evidence of its record.
    pub(crate) fn field(&mut self, api: &Api, field: &Field, around: &Evidence) {
        self.put("permissions", "permissions", field.requirement.as_ref().map(|requirement| needed(api, requirement)));
        self.life(field.since, field.until);
        let decorates: Vec<Json> = field.decorates.iter().map(|one| decoration(api, one)).collect();
        self.put("decorates", "decorations", Some(decorates).filter(|all| !all.is_empty()));
        self.put("projection", "visibility of fields in projections", visibility(field.visibility));
        self.put("rust", "Rust names", field.name.rust.as_deref());
        self.evidence_beside(api, &field.evidence, around);
    }

    /// Adds the facts about a symbol.
    pub(crate) fn symbol(&mut self, symbol: &Symbol) {
        self.life(symbol.since, symbol.until);
        self.put("rust", "Rust names", symbol.name.rust.as_deref());
    }

    /// Adds the facts about a parameter.
    pub(crate) fn param(&mut self, param: &Param) {
        self.life(param.since, param.until);
        self.put("form", "parameters in the form of create", param.form.map(|_| "create"));
        self.put("rust", "Rust names", param.name.rust.as_deref());
    }

    /// Adds the facts about a resource.
    pub(crate) fn resource(&mut self, api: &Api, resource: &Resource) {
        let listed = |list: &[String]| Some(list.to_vec()).filter(|list| !list.is_empty());
        self.put("required", "fields that create must send", listed(&resource.required));
        let initial = (!resource.initial.is_empty())
            .then(|| resource.initial.iter().fold(Object::default(), |all, (name, value)| all.with(name, value)));
        self.put("initial", "values that create nearly always sends", initial);
        let projections = (!resource.projections.is_empty()).then(|| {
            resource.projections.iter().fold(Object::default(), |all, one| {
                let mut entry = Object::of("select", one.select.as_str());
                entry.set_text("doc", &one.doc);
                all.with(&one.name.wire, entry)
            })
        });
        self.put("projections", "named projections", projections);
        self.put("rust", "Rust names", resource.name.rust.as_deref());
        self.evidence(api, &resource.evidence);
    }

    /// Adds the facts about a method, except for permissions and paging.
    pub(crate) fn method(&mut self, api: &Api, resource: &Resource, method: &Method) {
        let quotas: Vec<&str> = method.quotas.iter().map(|id| api[*id].name.wire.as_str()).collect();
        self.put("quotas", "quotas", Some(quotas).filter(|all| !all.is_empty()));
        let roles: Vec<&str> = method.roles.iter().map(|id| api[*id].name.wire.as_str()).collect();
        self.put("roles", "roles of members", Some(roles).filter(|all| !all.is_empty()));
        self.life(method.since, method.until);
        self.put("replaced_by", "replacements", method.replaced_by.as_deref());
        self.put("keyless", "creates that tell no key", method.keyless.then_some(true));
        self.put("repeatable", "calls that may be sent twice", method.repeatable.then_some(true));
        let look = method.look.as_ref().map(|look| {
            let shown = resource.methods.get(look.method);
            let name = shown.map_or("", |shown| shown.name.wire.as_str());
            let key = if shown.is_some_and(|shown| shown.kind == ResourceMethod::Finder) { "finder" } else { "method" };
            let mut entry = Object::of(key, name);
            if !look.by.is_empty() {
                entry.set("by", look.by.iter().fold(Object::default(), |all, (param, field)| all.with(param, field.as_str())));
            }
            entry
        });
        let way = |steps: &UploadSteps| {
            let mut entry = Object::of("to", steps.to.as_str());
            entry.set_some("finish", steps.finish.and_then(|finish| resource.methods.get(finish)).map(|action| action.name.wire.as_str()));
            if let Some(wait) = &steps.wait {
                entry.set("status", wait.field.as_str());
                entry.set("ready", wait.ready.clone());
                entry.set_some("failed", Some(wait.failed.clone()).filter(|failed| !failed.is_empty()));
            }
            entry
        };
        let ways = match method.upload.as_slice() {
            [] => None,
            [only] => Some(Json::from(way(only))),
            ways => Some(Json::from(ways.iter().map(|steps| Json::from(way(steps))).collect::<Vec<_>>())),
        };
        self.put("upload", "steps of uploads", ways);
        self.put("look", "calls that show what a create has made", look);
        self.put("actor", "callers that act as somebody", method.actor.as_deref());
        self.put("media", "media rules", method.media.map(|id| api[id].name.wire.as_str()));
        self.put("rust", "Rust names", method.name.rust.as_deref());
    }

    /// Adds the projection style of a method if it differs from `usual`, and whether a projection is required.
    pub(crate) fn projection(&mut self, method: &Method, usual: Option<ProjectionStyle>) {
        let differs = usual != Some(method.projection);
        self.put("projection", "projection styles", differs.then(|| style(method.projection)));
        self.put("projection_required", "projections that must be given", method.projection_required.then_some(true));
    }

    /// Returns the collected entries.
    pub(crate) fn finish(self) -> Object {
        self.object
    }
}

/// The required permissions, in the form of the YAML.
pub(crate) fn needed(api: &Api, requirement: &Requirement) -> Json {
    let all = |needs: &[Requirement]| needs.iter().map(|one| needed(api, one)).collect::<Vec<_>>();
    match requirement {
        Requirement::Public => "public".into(),
        Requirement::Unknown => "unknown".into(),
        Requirement::Scope(id) => api[*id].name.wire.as_str().into(),
        Requirement::AnyOf(needs) => Object::of("any_of", all(needs)).into(),
        Requirement::AllOf(needs) => Object::of("all_of", all(needs)).into(),
    }
}

/// The projection style, in the form of the YAML.
pub(crate) fn style(style: ProjectionStyle) -> &'static str {
    match style {
        ProjectionStyle::Restli => "restli",
        ProjectionStyle::Decorated => "decorated",
        ProjectionStyle::Flat => "flat",
        ProjectionStyle::None => "none",
    }
}

/// The paging of a method, in the form of the YAML.
pub(crate) fn paging(paging: &Paging) -> Object {
    match paging {
        Paging::StartCount { default, max } => {
            let mut object = Object::of("style", "start_count");
            object.set_some("default", *default);
            object.set_some("max", *max);
            object
        }
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let mut object = Object::of("style", "token").with("token_param", token_param.as_str());
            object.set("size_param", size_param.as_str());
            object.set("token_field", token_field.as_str());
            object.set_some("default", *default);
            object.set_some("max", *max);
            object
        }
    }
}

fn verified(verified: Verified) -> &'static str {
    match verified {
        Verified::Docs => "docs",
        Verified::Live => "live",
        Verified::Assumed => "assumed",
    }
}

fn visibility(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Normal => None,
        Visibility::Always => Some("always"),
        Visibility::OnRequest => Some("on_request"),
        Visibility::Hidden => Some("hidden"),
    }
}

fn decoration(api: &Api, decoration: &Decoration) -> Json {
    let mut object = Object::default();
    object.set_some("urn", decoration.urn.map(|id| api[id].name.wire.as_str()));
    object.set_some("finder", decoration.finder.as_deref());
    object.set("type", api[decoration.target].full_name.as_str());
    if decoration.collection {
        object.set("collection", true);
    }
    object.into()
}
