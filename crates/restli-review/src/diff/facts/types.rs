//! Types, their fields, symbols and members, and URN types.

use restli_schema::api::{
    Decoration, Field, Member, Record, Symbol, TextFormat, Type, TypeDef, TypeId, TypeKind, Union, UrnDef, UrnPart, Visibility,
};
use restli_schema::constructors;
use restli_schema::rust_names;

use super::{Facts, Node, prefix, type_label};
use crate::diff::shape::{self, Shape};
use crate::diff::value::{Presence, Value};
use crate::diff::words::{Area, Kind};

impl Facts<'_> {
    pub(super) fn types(&mut self) {
        for urn in self.api.urns() {
            self.urn(urn);
        }
        for id in self.api.type_ids() {
            self.type_def(id);
        }
    }

    fn urn(&mut self, urn: &UrnDef) {
        let UrnDef { name, namespace, doc, key, longest, evidence } = urn;
        let mut node = Node::new(Area::Urn, format!("urn {}", name.wire), format!("`urn:{}`", name.wire), name.span);
        node.rust_name(name, &rust_names::urn_name(name));
        node.text(Kind::Namespace, namespace);
        let parts = key.iter().map(|part| match part {
            UrnPart::Text => "text".to_owned(),
            UrnPart::Long => "long".to_owned(),
            UrnPart::Urn(urns) if urns.is_empty() => "urn".to_owned(),
            UrnPart::Urn(urns) => urns.iter().map(|id| self.api[*id].name.wire.clone()).collect::<Vec<_>>().join(" or "),
        });
        node.text(Kind::UrnKey, parts.collect::<Vec<_>>().join(", "));
        node.number(Kind::Longest, longest.map(u64::from));
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        self.nodes.push(node);
    }

    fn type_def(&mut self, id: TypeId) {
        // A name that the resolver made says nothing that the record and field which hold the type do not say.
        let TypeDef { name, full_name, product, doc, deprecated, synthetic: _, kind, evidence, extensions } = &self.api[id];
        let mut node = Node::new(Area::Type, self.type_id(id), format!("`{}`", type_label(self.api, id)), name.span);
        node.direction = self.reach.ty(id);
        node.rust_name(name, &rust_names::type_name(name));
        node.text(Kind::Home, prefix(self.api, *product).trim_end_matches('.'));
        node.text(Kind::WireName, full_name);
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        node.extensions(extensions);
        self.kind(&mut node, id, kind);
        self.nodes.push(node);
        match kind {
            TypeKind::Record(record) => {
                for field in &record.fields {
                    self.field(id, field);
                }
            }
            TypeKind::Enum(symbols) => {
                for symbol in symbols {
                    self.symbol(id, symbol);
                }
            }
            TypeKind::Union(union) => {
                for member in &union.members {
                    self.member(id, member, union.bare);
                }
            }
            TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
    }

    fn kind(&self, node: &mut Node, id: TypeId, kind: &TypeKind) {
        if let TypeKind::Typeref(target) = kind {
            self.type_fact(node, Kind::Kind, Some(target));
            return;
        }
        let word = match kind {
            TypeKind::Record(_) => "record",
            TypeKind::Enum(_) => "enum",
            TypeKind::Union(_) => "union",
            TypeKind::Typeref(_) => "another name",
            TypeKind::Text(_) => "text format",
            TypeKind::Time => "time",
            TypeKind::Fixed(_) => "fixed bytes",
            TypeKind::UrnChoice(_) => "choice of URN types",
        };
        let shape = Shape::of(self.api, &Type::Named(id), &|id| self.type_id(id));
        node.fact(Kind::Kind, Value::Type(word.to_owned(), shape), word);
        match kind {
            TypeKind::Enum(_) | TypeKind::Typeref(_) | TypeKind::Time => {}
            TypeKind::Fixed(size) => node.text(Kind::Size, format!("{size} bytes")),
            TypeKind::UrnChoice(urns) => node.set(Kind::Urns, urns.iter().map(|id| shape::urn(self.api, *id))),
            TypeKind::Record(record) => {
                let Record { includes, fields: _, open } = record;
                node.sequence(Kind::Arguments, self.arguments(id, record));
                let included = includes.iter().map(|id| self.type_id(*id).trim_start_matches("type ").to_owned());
                node.text(Kind::Includes, included.collect::<Vec<_>>().join(", "));
                node.flag(Kind::Open, *open);
            }
            TypeKind::Union(Union { members: _, null, bare }) => {
                node.flag(Kind::Null, *null);
                node.flag(Kind::Bare, *bare);
            }
            TypeKind::Text(TextFormat { reserved, escape }) => {
                node.text(Kind::Reserved, reserved);
                node.text(Kind::Escape, *escape);
            }
        }
    }

    fn field(&mut self, owner: TypeId, field: &Field) {
        let Field {
            name,
            ty,
            optional,
            default,
            doc,
            requirement,
            since,
            until,
            deprecated,
            decorates,
            visibility,
            included_from,
            evidence,
            extensions,
        } = field;
        if !self.is_there(&self.versions.families(owner), *since, *until) {
            return;
        }
        let label = format!("`{}` of `{}`", name.wire, type_label(self.api, owner));
        let parent = self.type_id(owner);
        let mut node = Node::new(Area::Field, format!("{parent}/{}", name.wire), label, name.span).within(&parent);
        node.copy_of = included_from.map(|id| format!("{}/{}", self.type_id(id), name.wire));
        node.existence = if field.is_required() { Kind::Required } else { Kind::Itself };
        node.direction = self.reach.part(owner, &name.wire);
        node.rust_name(name, &rust_names::field_name(name));
        self.type_fact(&mut node, Kind::Type, Some(ty));
        let presence = Presence::new(*optional, default.is_some());
        node.fact(Kind::Presence, Value::Presence(presence), presence.word());
        node.maybe(Kind::Default, default.as_ref());
        let needed = requirement.clone().unwrap_or(restli_schema::api::Requirement::Public);
        node.requirement(Kind::Permissions, needed.map(&|id| self.api[*id].name.wire.clone()));
        self.spans_versions(&mut node, *since, *until);
        node.flag(Kind::Pinned, !self.at.is_empty() || *visibility == Visibility::Hidden || self.versions.never(owner, field).is_none());
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.set(Kind::Decorates, decorates.iter().map(|decoration| self.decoration(decoration)));
        let (hidden, word) = visibility_words(*visibility);
        node.fact(Kind::Visibility, Value::Number(hidden), word);
        let (reach, word) = match visibility {
            Visibility::Always | Visibility::Normal => (0, "asked for by its name and by `*`"),
            Visibility::OnRequest => (1, "asked for by its name only"),
            Visibility::Hidden => (2, "never sent"),
        };
        node.fact(Kind::Hidden, Value::Number(reach), word);
        node.flag(Kind::Boxed, self.is_boxed(owner, ty));
        node.text(Kind::Includes, included_from.map(|id| self.type_id(id)).unwrap_or_default());
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        node.extensions(extensions);
        self.nodes.push(node);
    }

    fn decoration(&self, decoration: &Decoration) -> String {
        let Decoration { urn, finder, target, collection } = decoration;
        let urn = urn.map(|id| format!("{} ", shape::urn(self.api, id))).unwrap_or_default();
        let finder = finder.as_ref().map(|finder| format!(":{finder}")).unwrap_or_default();
        let target = self.type_id(*target);
        let target = target.trim_start_matches("type ");
        if *collection { format!("{urn}~{finder} to several {target}") } else { format!("{urn}~{finder} to {target}") }
    }

    fn symbol(&mut self, owner: TypeId, symbol: &Symbol) {
        let Symbol { name, doc, deprecated, since, until, extensions } = symbol;
        if !self.is_there(&self.versions.families(owner), *since, *until) {
            return;
        }
        let mut node = self.alternative(Area::Symbol, owner, &name.wire, name.span);
        node.direction = self.reach.ty(owner);
        node.rust_name(name, &rust_names::symbol_name(name));
        self.spans_versions(&mut node, *since, *until);
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.text(Kind::Doc, doc);
        node.extensions(extensions);
        self.nodes.push(node);
    }

    fn member(&mut self, owner: TypeId, member: &Member, is_bare: bool) {
        // The kind of JSON follows from the type.
        let Member { name, ty, kind: _, doc, deprecated, extensions } = member;
        let mut node = self.alternative(Area::Member, owner, &name.wire, name.span);
        node.direction = self.reach.part(owner, &name.wire);
        let ident = rust_names::variant_name(name);
        if is_bare {
            node.in_rust = shape::text(self.api, ty, &|id| self.type_id(id));
            node.ident(name, &ident);
        } else {
            node.rust_name(name, &ident);
        }
        self.type_fact(&mut node, Kind::Type, Some(ty));
        node.flag(Kind::Boxed, self.is_boxed(owner, ty));
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.text(Kind::Doc, doc);
        node.extensions(extensions);
        self.nodes.push(node);
    }

    /// Returns whether the value of a field or member stands in a box, since its type holds itself.
    fn is_boxed(&self, owner: TypeId, ty: &Type) -> bool {
        matches!(ty, Type::Named(held) if self.boxed.contains(&(owner, *held)))
    }

    /// The required fields of a record whose constructor takes them in order.
    fn arguments(&self, id: TypeId, record: &Record) -> Vec<String> {
        let by_name = constructors::parts_of_record(self.api, id, "").is_some();
        let required = record.fields.iter().filter(|field| !by_name && field.is_required());
        required.map(|field| field.name.wire.clone()).collect()
    }

    fn alternative(&self, area: Area, owner: TypeId, wire: &str, span: restli_schema::source::Span) -> Node {
        let parent = self.type_id(owner);
        let label = format!("`{wire}` of `{}`", type_label(self.api, owner));
        let node = Node::new(area, format!("{parent}/{wire}"), label, span).within(&parent);
        Node { existence: Kind::Choice, ..node }
    }
}

/// The visibility as a number, which is higher the less is sent, and in words.
const fn visibility_words(visibility: Visibility) -> (u64, &'static str) {
    match visibility {
        Visibility::Always => (0, "always sent"),
        Visibility::Normal => (1, "sent"),
        Visibility::OnRequest | Visibility::Hidden => (2, "sent on request at most"),
    }
}
