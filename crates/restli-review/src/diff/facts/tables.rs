//! The tables that all operations share, products and events.

use restli_schema::api::{
    Api, Approval, Base, Conflict, Credentials, ErrorCode, Event, MediaRule, OAuth, OpenId, Passes, Permission, Product, Quota,
    ResponseHeaders, Role, Source, Type, UrnId, Version, VersionFamily,
};
use restli_schema::rust_names::{constant_name, module_name, symbol_name};
use restli_schema::source::Span;

use super::methods::style_word;
use super::{Facts, Node, prefix};
use crate::diff::shape;
use crate::diff::value::Value;
use crate::diff::verdict::Direction;
use crate::diff::words::{Area, Kind};

impl Facts<'_> {
    pub(super) fn tables(&mut self) {
        let api = self.api;
        self.api_itself();
        let products = api.products().iter().map(product);
        let bases = api.bases().iter().map(|one| base(api, one));
        let nodes: Vec<Node> = products.chain(bases).chain(api.families().iter().flat_map(|one| self.family(one))).collect();
        self.nodes.extend(nodes);
        self.nodes.extend(api.permissions().iter().map(|one| permission(api, one)));
        self.nodes.extend(api.roles().iter().map(|one| role(api, one)));
        self.nodes.extend(api.quotas().iter().map(quota));
        self.nodes.extend(api.errors().iter().map(error));
        self.nodes.extend(api.media().iter().map(media));
        self.nodes.extend(api.oauth.iter().map(|one| oauth(one, api.name.span)));
        self.nodes.extend(api.sources.iter().map(|one| source(one, api.name.span)));
        for one in &api.events {
            self.event(one);
        }
    }

    fn api_itself(&mut self) {
        // Further fields are parts of their own; the hash is a digest of them all.
        let api = self.api;
        let mut node = Node::new(Area::Api, "api".to_owned(), format!("`{}`", api.name.wire), api.name.span);
        node.text(Kind::WireName, &api.name.wire);
        node.text(Kind::Namespace, &api.namespace);
        node.text(Kind::Doc, &api.doc);
        let ResponseHeaders { quota_remaining, quota_reset, request_ids, created_ids } = &api.headers;
        let headers = [("quota left", quota_remaining), ("quota reset", quota_reset)];
        let headers = headers.into_iter().filter_map(|(word, header)| Some(format!("{word} in {}", header.as_ref()?)));
        let lists = [("request id", request_ids), ("created id", created_ids)];
        let lists = lists.into_iter().flat_map(|(word, list)| list.iter().map(move |header| format!("{word} in {header}")));
        node.text(Kind::Header, headers.chain(lists).collect::<Vec<_>>().join(", "));
        node.set(Kind::RetryStatuses, api.retry_statuses.iter().map(ToString::to_string));
        node.set(Kind::UploadHosts, &api.upload_hosts);
        let samples = api.samples().iter().map(|sample| format!("{} {}", sample.name, sample.text));
        let names = api.samples().iter().map(|sample| sample.name.as_str());
        node.fact(Kind::Samples, Value::Set(samples.collect()), format!("{} samples", names.count()));
        self.nodes.push(node);
    }

    fn family(&self, family: &VersionFamily) -> Vec<Node> {
        let VersionFamily { name, doc, header, pinned, released } = family;
        let id = format!("version family {}", name.wire);
        let mut node = Node::new(Area::Family, id.clone(), format!("`{}`", name.wire), name.span);
        node.rust_name(name, &constant_name(name));
        node.text(Kind::Header, header);
        node.text(Kind::PinnedVersion, if self.at.is_empty() { pinned.to_string() } else { String::new() });
        node.text(Kind::Doc, doc);
        let versions = released.iter().map(|Version { number, revision, sunset, doc, evidence }| {
            let at = Node::new(Area::Version, format!("{id}/{number}"), format!("`{number}` of `{}`", name.wire), name.span);
            let mut node = at.within(&id);
            node.maybe(Kind::Revision, revision.as_ref());
            node.date(Kind::Sunset, sunset.map(|end| end.to_string()).as_deref());
            node.text(Kind::Doc, doc);
            node.evidence(evidence);
            node
        });
        std::iter::once(node).chain(versions).collect()
    }

    fn event(&mut self, event: &Event) {
        let Event { name, product, doc, body, each, id, time, app, evidence } = event;
        let mut node = Node::new(Area::Event, format!("event {}", name.wire), format!("`{}`", name.wire), name.span);
        node.existence = Kind::Choice;
        node.direction = Direction::Received;
        node.rust_name(name, &symbol_name(name));
        node.text(Kind::Home, prefix(self.api, Some(*product)).trim_end_matches('.'));
        self.type_fact(&mut node, Kind::Body, Some(&Type::Named(*body)));
        let paths = [("each of", each), ("time at", time), ("app at", app)];
        let paths = paths.into_iter().filter_map(|(word, path)| Some(format!("{word} {}", path.as_ref()?)));
        let ids = id.iter().map(|path| format!("told by {path}"));
        node.text(Kind::EventPaths, paths.chain(ids).collect::<Vec<_>>().join(", "));
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        self.nodes.push(node);
    }
}

fn table(area: Area, name: &restli_schema::api::Name) -> Node {
    Node::new(area, format!("{} {}", area.word(), name.wire), format!("`{}`", name.wire), name.span)
}

fn product(product: &Product) -> Node {
    let Product { name, namespace, doc } = product;
    let mut node = table(Area::Product, name);
    node.rust_name(name, &module_name(name));
    node.text(Kind::Namespace, namespace);
    node.text(Kind::Doc, doc);
    node
}

fn base(api: &Api, base: &Base) -> Node {
    // One version of the protocol is spoken: no other one passes the check.
    let Base { name, doc, url, path, projection, protocol: _, versions } = base;
    let mut node = table(Area::Base, name);
    node.rust_name(name, &constant_name(name));
    node.text(Kind::Host, url);
    node.text(Kind::Path, path);
    node.text(Kind::Style, style_word(*projection));
    let family = versions.map(|id| &api[id]);
    let name = family.map(|family| family.name.wire.clone()).unwrap_or_default();
    let header = family.map(|family| family.header.clone()).unwrap_or_default();
    node.fact(Kind::Family, Value::Meaning(name.clone(), header), name);
    node.text(Kind::Doc, doc);
    node
}

fn permission(api: &Api, permission: &Permission) -> Node {
    let Permission { name, doc, product, approval, retired, replaced_by, acts_as, not_with, evidence } = permission;
    let mut node = table(Area::Permission, name);
    node.rust_name(name, &constant_name(name));
    node.maybe(Kind::AppProduct, product.as_ref());
    let effort = approval.map(|approval| approval.effort() as u64);
    node.fact(Kind::Approval, effort.map_or(Value::None, Value::Number), approval.map(Approval::words).unwrap_or_default());
    node.date(Kind::Retired, retired.as_deref());
    let names = |ids: &[restli_schema::api::PermissionId]| ids.iter().map(|id| api[*id].name.wire.clone()).collect::<Vec<_>>();
    node.text(Kind::ReplacedBy, names(replaced_by).join(", "));
    if acts_as.is_empty() {
        node.fact(Kind::ActsAs, Value::None, "any");
    } else {
        node.set(Kind::ActsAs, urns(api, acts_as));
    }
    let conflicts = not_with.as_ref().map(|Conflict { scopes, reason: _ }| names(scopes)).unwrap_or_default();
    node.set(Kind::NotWith, conflicts);
    node.text(Kind::Doc, format!("{doc}{}", not_with.as_ref().map(|conflict| format!(" {}", conflict.reason)).unwrap_or_default()));
    node.evidence(evidence);
    node
}

fn urns(api: &Api, ids: &[UrnId]) -> Vec<String> {
    ids.iter().map(|id| shape::urn(api, *id)).collect()
}

fn role(api: &Api, role: &Role) -> Node {
    let Role { name, doc, within, evidence } = role;
    let mut node = table(Area::Role, name);
    node.rust_name(name, &constant_name(name));
    node.set(Kind::Within, urns(api, within));
    node.text(Kind::Doc, doc);
    node.evidence(evidence);
    node
}

fn quota(quota: &Quota) -> Node {
    let Quota { name, doc, limit, window_seconds, starts, scope, evidence } = quota;
    let mut node = table(Area::Quota, name);
    node.rust_name(name, &constant_name(name));
    node.number(Kind::Limit, Some(*limit));
    node.number(Kind::Window, Some(*window_seconds));
    if let Some(fact) = node.facts.last_mut() {
        fact.shown = format!("{window_seconds} s");
    }
    node.text(Kind::Starts, format!("{starts:?}").to_lowercase());
    node.text(Kind::Scope, format!("{scope:?}").to_lowercase());
    node.text(Kind::Doc, doc);
    node.evidence(evidence);
    node
}

fn error(error: &ErrorCode) -> Node {
    let ErrorCode { name, status, service_error_codes, messages, token, cause, remedy, when, passes, evidence, extensions } = error;
    let mut node = table(Area::Error, name);
    node.text(Kind::Status, status.to_string());
    let codes = service_error_codes.iter().map(|code| format!("code {code}"));
    let words = messages.iter().map(|words| format!("\"{words}\""));
    let token = token.map(|fault| format!("token {}", fault.word()));
    node.set(Kind::Known, codes.chain(words).chain(token));
    node.set(Kind::When, when.iter().map(|situation| situation.word()));
    node.maybe(Kind::Passes, passes.map(Passes::word));
    node.text(Kind::Doc, format!("{cause} {remedy}"));
    node.evidence(evidence);
    node.extensions(extensions);
    node
}

fn media(rule: &MediaRule) -> Node {
    let MediaRule { name, doc, formats, min_bytes, max_bytes, max_pixels, min_seconds, max_seconds, max_pages, evidence } = rule;
    let mut node = table(Area::Media, name);
    node.rust_name(name, &constant_name(name));
    let formats = formats.iter().map(|(ty, extensions)| format!("{ty} ({})", extensions.join(" ")));
    node.set(Kind::Formats, formats);
    for (kind, unit, limit) in [
        (Kind::LeastBytes, "bytes", min_bytes),
        (Kind::MostBytes, "bytes", max_bytes),
        (Kind::MostPixels, "pixels", max_pixels),
        (Kind::LeastSeconds, "s", min_seconds),
        (Kind::MostSeconds, "s", max_seconds),
        (Kind::MostPages, "pages", max_pages),
    ] {
        let shown = limit.map(|limit| format!("{limit} {unit}")).unwrap_or_default();
        node.fact(kind, limit.map_or(Value::None, Value::Number), shown);
    }
    node.text(Kind::Doc, doc);
    node.evidence(evidence);
    node
}

fn oauth(oauth: &OAuth, span: Span) -> Node {
    let OAuth {
        authorization,
        native_authorization,
        token,
        introspection,
        openid,
        scope_separator,
        access_token_seconds,
        refresh_token_seconds,
        code_seconds,
        token_type_optional,
        warn_before_seconds,
        settle_seconds,
        evidence,
        client_token_seconds,
        credentials,
    } = oauth;
    let mut node = Node::new(Area::OAuth, "oauth".to_owned(), "the login".to_owned(), span);
    node.text(Kind::Authorization, authorization);
    node.maybe(Kind::NativeAuthorization, native_authorization.as_ref());
    node.text(Kind::TokenEndpoint, token);
    node.maybe(Kind::Introspection, introspection.as_ref());
    let openid = openid.as_ref().map(|OpenId { issuers, jwks }| format!("{jwks}, issued by {}", issuers.join(" or ")));
    node.maybe(Kind::OpenId, openid);
    node.fact(Kind::ScopeSeparator, Value::Text(scope_separator.clone()), format!("`{scope_separator}`"));
    let credentials = match credentials {
        Credentials::Form => "form",
        Credentials::Basic => "basic",
    };
    node.text(Kind::Credentials, credentials);
    node.flag(Kind::TokenType, *token_type_optional);
    for (kind, seconds) in [
        (Kind::AccessToken, Some(*access_token_seconds)),
        (Kind::RefreshToken, *refresh_token_seconds),
        (Kind::ClientToken, *client_token_seconds),
        (Kind::Code, *code_seconds),
        (Kind::Settle, *settle_seconds),
    ] {
        let shown = seconds.map(|seconds| format!("{seconds} s")).unwrap_or_default();
        node.fact(kind, seconds.map_or(Value::None, Value::Number), shown);
    }
    node.text(Kind::WarnBefore, format!("{warn_before_seconds} s"));
    node.evidence(evidence);
    node
}

fn source(source: &Source, span: Span) -> Node {
    let Source { name, title, page, chapter } = source;
    let mut node = Node::new(Area::Source, format!("source {name}"), format!("`{name}`"), span);
    let page = page.as_deref().unwrap_or_default();
    node.text(Kind::Doc, [title, page, chapter.as_deref().unwrap_or_default()].join(" "));
    node
}
