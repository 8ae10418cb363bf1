//! Named types as YAML.

use restli_schema::rust_names::{Names, of_variant};
use restli_schema::source::Span;

use crate::check::flattened_fields;
use crate::layout::OF_THE_LANGUAGE;
use crate::model::{Def, DefId, Field, Kind, Member, Record, Symbol, TyKind};
use crate::names::{claim_for, claim_functions, field_name, join, split};
use crate::yaml::{Entries, Yaml, push, push_doc, push_table};

use super::writer::{Writer, with_x};

/// The Rust field in which an open record keeps undeclared fields.
const OF_OPEN_RECORDS: &str = "other";

impl Writer<'_> {
    /// Writes a named type: its key and its definition.
    pub(super) fn named(&mut self, id: DefId) -> Option<(String, Yaml)> {
        let (def, place) = (self.model.def(id)?, self.layout.place(id)?);
        let mut x = Entries::new();
        self.place.clone_from(&place.key);
        let mut entries = self.kind(id, def, &mut x);
        if join(split(&def.full).0, &place.key) != def.full {
            if is_full_name(&def.full) {
                push(&mut entries, "name", Yaml::text(&def.full));
            } else {
                self.left_out("full names that are words of the language", def.span);
            }
        }
        let mut head = Entries::new();
        push_doc(&mut head, &def.doc);
        if let Some(rust) = &place.rust {
            push(&mut entries, "rust", Yaml::text(rust));
        }
        entries.extend(self.properties(&def.props, true, &mut x));
        self.keep(&def.extra, "attributes of types", &mut x);
        if !def.aliases.is_empty() {
            self.problems.kept("aliases of types", def.span);
            push(&mut x, "aliases", Yaml::List(def.aliases.iter().map(Yaml::text).collect()));
        }
        with_x(&mut entries, x);
        // The keys that give the kind of type come first, except for records, whose fields are long.
        let value = if matches!(def.kind, Kind::Record(_)) { head.into_iter().chain(entries).collect() } else { doc_second(entries, head) };
        Some((place.key.clone(), Yaml::Map(value)))
    }

    pub(super) fn kind(&mut self, id: DefId, def: &Def, x: &mut Entries) -> Entries {
        match &def.kind {
            Kind::Record(record) => self.record(id, record, x),
            Kind::Enum(symbols) => vec![("enum".to_owned(), self.symbols(symbols))],
            Kind::Fixed(size) => vec![("bytes".to_owned(), Yaml::Plain(size.to_string()))],
            Kind::Typeref(target) => match (self.urns.of.get(&id), &target.kind) {
                (Some(urn), _) => vec![("is".to_owned(), Yaml::text(urn))],
                (None, kind) => {
                    self.nameless_properties(target, x);
                    match kind {
                        TyKind::Union(members) => self.union(members),
                        _ => vec![("is".to_owned(), self.ty(target))],
                    }
                }
            },
        }
    }

    fn record(&mut self, id: DefId, record: &Record, x: &mut Entries) -> Entries {
        let mut entries = Entries::new();
        // Identifiers of included fields, and of the field for undeclared content, are taken before the record's own.
        let mut scope = Names::default();
        for field in flattened_fields(self.model, id).into_iter().skip(record.fields.len()) {
            scope.claim(&field_name(&field.name));
        }
        if record.open && scope.claim_free(OF_OPEN_RECORDS) {
            push(&mut entries, "open", Yaml::Plain("true".to_owned()));
        } else if record.open {
            let span = self.model.def(id).map_or_else(Span::default, |def| def.span);
            self.left_out("openness of records that include a field `other`", span);
        }
        if !record.includes.is_empty() {
            push(&mut entries, "with", Yaml::List(record.includes.iter().map(|ty| self.ty(ty)).collect()));
        }
        if record.includes_last {
            push(x, "includesLast", Yaml::Plain("true".to_owned()));
        }
        for field in flattened_fields(self.model, id) {
            claim_functions(&mut scope, &field_name(&field.name));
        }
        let fields = record.fields.iter().map(|field| self.field(field, &mut scope)).collect();
        push_table(&mut entries, "fields", fields);
        entries
    }

    fn field(&mut self, field: &Field, scope: &mut Names) -> (String, Yaml) {
        let mut x = Entries::new();
        let default = field.default.as_ref().and_then(|default| self.default(default, &field.ty));
        let mut more = self.properties(&field.props, true, &mut x);
        if let Some(rust) = claim_for(scope, &field.name, &field_name(&field.name)) {
            push(&mut more, "rust", Yaml::text(rust));
        }
        self.keep(&field.extra, "attributes of fields", &mut x);
        // A default that was left out still makes the field optional.
        let mark = if field.optional || field.default.is_some() && default.is_none() { "?" } else { "" };
        let value = self.below(&field.name, |writer| writer.used(&field.ty, default, &field.doc, more, x));
        (format!("{}{mark}", field.name), value)
    }

    fn symbols(&mut self, symbols: &[Symbol]) -> Yaml {
        let mut scope = Names::default();
        let entries: Entries = symbols.iter().map(|symbol| self.symbol(symbol, &mut scope)).collect();
        if entries.iter().all(|(_, value)| *value == Yaml::Absent) {
            return Yaml::List(entries.into_iter().map(|(name, _)| Yaml::Text(name)).collect());
        }
        Yaml::Block(entries)
    }

    fn symbol(&mut self, symbol: &Symbol, scope: &mut Names) -> (String, Yaml) {
        let mut x = Entries::new();
        let mut more = self.properties(&symbol.props, false, &mut x);
        if let Some(rust) = claim_for(scope, &symbol.name, &of_variant(&symbol.name)) {
            push(&mut more, "rust", Yaml::text(rust));
        }
        with_x(&mut more, x);
        let value = match (symbol.doc.trim().is_empty(), more.is_empty()) {
            (true, true) => Yaml::Absent,
            (false, true) => Yaml::doc(&symbol.doc),
            _ => {
                let mut entries = Entries::new();
                push_doc(&mut entries, &symbol.doc);
                entries.extend(more);
                Yaml::Map(entries)
            }
        };
        (symbol.name.clone(), value)
    }

    /// Writes the keys of a union: a list of types, or aliases with their types.
    pub(super) fn union(&mut self, members: &[Member]) -> Entries {
        let is_null = |member: &&Member| matches!(member.ty.kind, TyKind::Null);
        let others: Vec<&Member> = members.iter().filter(|member| !is_null(member)).collect();
        let value = if others.iter().any(|member| member.alias.is_some()) {
            let mut scope = Names::default();
            Yaml::Map(others.iter().map(|member| self.member(member, &mut scope)).collect())
        } else {
            Yaml::List(others.iter().map(|member| self.ty(&member.ty)).collect())
        };
        let mut entries = vec![("union".to_owned(), value)];
        if members.iter().any(|member| is_null(&member)) {
            push(&mut entries, "null", Yaml::Plain("true".to_owned()));
        }
        entries
    }

    fn member(&mut self, member: &Member, scope: &mut Names) -> (String, Yaml) {
        let mut x = Entries::new();
        let mut more = self.properties(&member.props, false, &mut x);
        let alias = member.alias.clone().unwrap_or_default();
        if let Some(rust) = claim_for(scope, &alias, &of_variant(&alias)) {
            push(&mut more, "rust", Yaml::text(rust));
        }
        let value = self.below(&alias, |writer| writer.used(&member.ty, None, &member.doc, more, x));
        (alias, value)
    }
}

/// Returns whether the language accepts the full name of a type, which is identifiers with dots between.
fn is_full_name(full: &str) -> bool {
    !OF_THE_LANGUAGE.contains(&full) && full.split('.').all(|part| part != "_")
}

/// Inserts the documentation after the first entry.
fn doc_second(mut entries: Entries, doc: Entries) -> Entries {
    let rest = entries.split_off(entries.len().min(1));
    entries.into_iter().chain(doc).chain(rest).collect()
}
