//! The API with its plan, and links to everything that has a page or a place on one.

use std::collections::BTreeMap;

use restli_codegen::plan::model::{MethodPlan, Module, ResourcePlan};
use restli_codegen::{FormatError, Function, Plan, functions};
use restli_core::quota;
use restli_schema::api::{
    Api, ErrorId, Evidence, MediaId, Method, PermissionId, ProductId, Quota, QuotaId, Requirement, ResourceId, RoleId, Type, TypeId, UrnId,
    Verified,
};
use restli_schema::rust_names::bare;
use restli_schema::users::{MethodAt, Users};

use crate::files::Files;
use crate::html::{Href, Html, MARK, classed, code, composed, joined, link, tag, tag_with};
use crate::markup;
use crate::settings::Settings;

/// Pages with places for all entries of a kind.
pub(crate) mod file {
    pub(crate) const HOME: &str = "index.html";
    pub(crate) const ALL: &str = "all.html";
    pub(crate) const PERMISSIONS: &str = "permissions.html";
    pub(crate) const ERRORS: &str = "errors.html";
    pub(crate) const URNS: &str = "urns.html";
    pub(crate) const VERSIONS: &str = "versions.html";
    pub(crate) const QUOTAS: &str = "quotas.html";
    pub(crate) const ROLES: &str = "roles.html";
    pub(crate) const MEDIA: &str = "media.html";
    pub(crate) const EVENTS: &str = "events.html";
    pub(crate) const LOGIN: &str = "login.html";
    pub(crate) const EVIDENCE: &str = "evidence.html";
}

/// Everything that pages are made of.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) plan: &'a Plan<'a>,
    pub(crate) api: &'a Api,
    pub(crate) users: Users,
    pub(crate) files: Files,
    /// The functions of each resource, in the order of the plan.
    pub(crate) functions: Vec<Vec<Function>>,
    /// The crate that programs name.
    pub(crate) krate: String,
    /// The address of the repository's files.
    repository: Option<String>,
    /// Names that stand for one place only.
    names: BTreeMap<String, Option<Href>>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(plan: &'a Plan<'a>, settings: &Settings) -> Result<Self, FormatError> {
        let front_door = settings.front_door.as_deref();
        let krate = front_door.map_or_else(|| restli_codegen::client_crate(plan.name()), str::to_owned).replace('-', "_");
        let mut site = Self {
            plan,
            api: plan.api,
            users: Users::of(plan.api),
            files: Files::of(plan),
            functions: functions(plan, front_door)?,
            krate,
            repository: settings.repository.clone(),
            names: BTreeMap::new(),
        };
        site.names = site.names();
        Ok(site)
    }

    fn names(&self) -> BTreeMap<String, Option<Href>> {
        let (api, files) = (self.api, &self.files);
        let mut names: BTreeMap<String, Option<Href>> = BTreeMap::new();
        let mut put = |name: &str, href: Href| {
            names.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(href));
        };
        let pages = |names: Vec<&'a str>, files: &[String]| names.into_iter().zip(files.to_vec()).collect::<Vec<_>>();
        let of_types = pages(api.types().iter().map(|one| one.name.wire.as_str()).collect(), &files.types);
        let of_permissions = pages(api.permissions().iter().map(|one| one.name.wire.as_str()).collect(), &files.permissions);
        let of_errors = pages(api.errors().iter().map(|one| one.name.wire.as_str()).collect(), &files.errors);
        for (id, file) in api.type_ids().zip(&files.types) {
            if let Some(product) = api[id].product {
                put(&format!("{}.{}", api[product].name.wire, api[id].name.wire), Href::file(file));
            }
        }
        for (name, file) in of_types.into_iter().chain(of_permissions).chain(of_errors) {
            put(name, Href::file(&file));
        }
        for planned in &self.plan.resources {
            for method in planned.methods.iter().filter(|method| method.alt_key.is_none()) {
                put(&method.id, self.method_href((planned.id, method.index)));
            }
        }
        names
    }

    /// The place of a name that stands for one thing only.
    pub(crate) fn known(&self, name: &str) -> Option<Href> {
        self.names.get(name).cloned().flatten()
    }

    /// Prose as blocks.
    pub(crate) fn prose(&self, text: &str) -> Vec<Html> {
        markup::blocks(text, &|name| self.known(name))
    }

    /// The first sentence of prose.
    pub(crate) fn summary(&self, text: &str) -> Html {
        markup::first_sentence(text, &|name| self.known(name))
    }

    /// Prose in one line.
    pub(crate) fn line(&self, text: &str) -> Html {
        markup::line(text, &|name| self.known(name))
    }

    pub(crate) fn planned(&self, id: ResourceId) -> Option<&'a ResourcePlan> {
        self.plan.resources.get(id.index())
    }

    /// The function of a method by the main key.
    pub(crate) fn function(&self, (id, at): MethodAt) -> Option<&'a MethodPlan> {
        self.planned(id)?.methods.iter().find(|method| method.index == at && method.alt_key.is_none())
    }

    pub(crate) fn method(&self, (id, at): MethodAt) -> Option<&'a Method> {
        self.api[id].methods.get(at)
    }

    /// The name of the function of a method.
    pub(crate) fn method_name(&self, at: MethodAt) -> &'a str {
        self.function(at).map_or("", |function| bare(&function.fn_name))
    }

    pub(crate) fn method_href(&self, at: MethodAt) -> Href {
        Href::place(named(&self.files.resources, at.0.index()), self.method_name(at))
    }

    /// A method by its resource and function: `posts.create`.
    pub(crate) fn method_link(&self, at: MethodAt) -> Html {
        let id = self.function(at).map_or("", |function| &function.id);
        link(&self.method_href(at), code(id.split_once('.').map_or(id, |(_, short)| short)))
    }

    pub(crate) fn product_link(&self, id: ProductId) -> Html {
        link(&Href::file(named(&self.files.products, id.index())), self.api[id].name.wire.as_str())
    }

    pub(crate) fn resource_href(&self, id: ResourceId) -> Href {
        Href::file(named(&self.files.resources, id.index()))
    }

    /// A resource by the function of the client that leads to it.
    pub(crate) fn resource_link(&self, id: ResourceId) -> Html {
        link(&self.resource_href(id), code(self.planned(id).map_or("", |planned| bare(&planned.accessor))))
    }

    pub(crate) fn type_href(&self, id: TypeId) -> Href {
        Href::file(named(&self.files.types, id.index()))
    }

    pub(crate) fn type_link(&self, id: TypeId) -> Html {
        link(&self.type_href(id), code(&self.api[id].name.wire))
    }

    pub(crate) fn permission_link(&self, id: PermissionId) -> Html {
        link(&Href::file(named(&self.files.permissions, id.index())), code(&self.api[id].name.wire))
    }

    pub(crate) fn error_link(&self, id: ErrorId) -> Html {
        link(&Href::file(named(&self.files.errors, id.index())), code(&self.api[id].name.wire))
    }

    pub(crate) fn urn_link(&self, id: UrnId) -> Html {
        let urn = &self.api[id];
        link(&Href::file(named(&self.files.urns, id.index())), code(&format!("urn:{}:{}", urn.namespace, urn.name.wire)))
    }

    pub(crate) fn quota_link(&self, id: QuotaId) -> Html {
        let quota = &self.api[id];
        let unsure = if quota.evidence.verified == Some(Verified::Assumed) { " (assumed)" } else { "" };
        [link(&Href::place(file::QUOTAS, &quota.name.wire), quota_words(quota)), unsure.into()].into()
    }

    pub(crate) fn role_link(&self, id: RoleId) -> Html {
        link(&Href::place(file::ROLES, &self.api[id].name.wire), code(&self.api[id].name.wire))
    }

    pub(crate) fn media_link(&self, id: MediaId) -> Html {
        link(&Href::place(file::MEDIA, &self.api[id].name.wire), code(&self.api[id].name.wire))
    }

    /// A requirement in words, with links to its permissions.
    pub(crate) fn requirement(&self, requirement: &Requirement) -> Html {
        let permissions = requirement.permissions();
        let at = |id: &PermissionId| permissions.iter().position(|one| one == id).unwrap_or_default();
        let words = requirement.words(&|id| format!("{MARK}{}{MARK}", at(id)));
        composed(&words, &permissions.iter().map(|id| self.permission_link(*id)).collect::<Vec<_>>())
    }

    /// A type as the schema writes it, with links.
    pub(crate) fn ty(&self, ty: &Type) -> Html {
        match ty {
            Type::Int => "int".into(),
            Type::Long => "long".into(),
            Type::Float => "float".into(),
            Type::Double => "double".into(),
            Type::Bool => "bool".into(),
            Type::String => "string".into(),
            Type::Bytes => "bytes".into(),
            Type::Any => "any".into(),
            Type::Urn => "urn".into(),
            Type::UrnOf(id) => self.urn_link(*id),
            Type::Named(id) => self.type_link(*id),
            Type::Array(item) => ["[".into(), self.ty(item), "]".into()].into(),
            Type::Map(key, value) => ["{".into(), self.ty(key), ": ".into(), self.ty(value), "}".into()].into(),
        }
    }

    /// The Rust path of a generated item.
    pub(crate) fn rust_path(&self, module: Module, ident: &str) -> String {
        format!("{}::{}::{}", self.krate, module.name(&self.plan.products), bare(ident))
    }

    /// The evidence for a fact: its kind, and the document; nothing where the schema says nothing.
    pub(crate) fn evidence(&self, evidence: &Evidence) -> Html {
        let how = evidence.verified.map(verified);
        let source = self.api.citation(evidence).map(|cited| self.document(cited.title, cited.address));
        joined(source.into_iter().chain(how), ", ")
    }

    /// A document: a link to its page, or to its file in the repository; the path of the file if nobody knows where that is.
    pub(crate) fn document(&self, title: &str, address: &str) -> Html {
        let in_repository = |files: &String| Href::web(&format!("{}/{address}", files.trim_end_matches('/')));
        let href = Href::web(address).or_else(|| self.repository.as_ref().and_then(in_repository));
        let path = address.split('#').next().unwrap_or_default();
        match href {
            Some(href) => link(&href, title),
            None if title == address => code(address),
            None => [title.into(), " (".into(), code(path), ")".into()].into(),
        }
    }

    /// A paragraph with the evidence, if there is any.
    pub(crate) fn evidence_line(&self, evidence: &Evidence) -> Html {
        let told = self.evidence(evidence);
        if told.is_empty() { told } else { classed("p", "evidence", Html::from([tag("b", "Source"), " ".into(), told])) }
    }
}

/// The kind of evidence, as a label.
pub(crate) fn verified(verified: Verified) -> Html {
    match verified {
        Verified::Docs => label("docs", "documented"),
        Verified::Live => label("live", "seen in real traffic"),
        Verified::Assumed => label("assumed", "assumed, not verified"),
    }
}

/// A label: a word with the colour of its class.
pub(crate) fn label(class: &str, word: impl Into<Html>) -> Html {
    tag_with("span", &[("class", &format!("label {class}"))], word)
}

/// The warning about something that should not be used any more.
pub(crate) fn warning(what: &str, content: impl Into<Html>) -> Html {
    classed("p", "warning", Html::from([tag("b", what), " ".into(), content.into()]))
}

pub(crate) fn quota_words(quota: &Quota) -> String {
    quota::words(quota.limit, quota.window_seconds, quota.scope, quota.starts)
}

fn named(files: &[String], at: usize) -> &str {
    files.get(at).map_or(file::HOME, String::as_str)
}
