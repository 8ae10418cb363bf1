//! Types and their fields.

use restli_schema::api::{Api, Field, Type, TypeDef, TypeId, TypeKind};
use restli_schema::operations;

use super::entry::{Entry, range};

/// The explanations of the types that have a name, and of the fields that `Type.field` names.
pub(super) fn named(api: &Api, name: &str) -> Vec<Entry> {
    let is = |def: &TypeDef, name: &str| def.name.wire == name || def.full_name == name;
    let mut found: Vec<Entry> = api.type_ids().filter(|id| is(&api[*id], name)).map(|id| entry(api, id)).collect();
    if let Some((owner, part)) = name.rsplit_once(['.', '/']) {
        for def in api.types().iter().filter(|def| is(def, owner)) {
            found.extend(member(api, def, part));
        }
    }
    found
}

fn entry(api: &Api, id: TypeId) -> Entry {
    let def = &api[id];
    let (kind, label, parts): (&str, &str, Vec<String>) = match &def.kind {
        TypeKind::Record(record) => ("record", "fields", record.fields.iter().map(|field| field_text(api, field)).collect()),
        TypeKind::Enum(symbols) => ("enum", "symbols", symbols.iter().map(|symbol| symbol.name.wire.clone()).collect()),
        TypeKind::Union(union) => {
            ("union", "members", union.members.iter().map(|member| format!("{}: {}", member.name.wire, api.notation(&member.ty))).collect())
        }
        TypeKind::Typeref(target) => ("type", "stands for", vec![api.notation(target)]),
        TypeKind::Text(_) => ("text format", "", Vec::new()),
        TypeKind::Time => ("point in time", "is", vec!["milliseconds since 1970-01-01 00:00 UTC".to_owned()]),
        TypeKind::Fixed(length) => ("bytes", "length", vec![length.to_string()]),
        TypeKind::UrnChoice(ids) => ("choice of URNs", "types", ids.iter().map(|id| api[*id].name.wire.clone()).collect()),
    };
    let used: Vec<String> =
        api.types().iter().filter(|other| other.kind.references().contains(&id)).map(|other| other.name.wire.clone()).collect();
    let calls = operations::all(api).filter(|(_, one)| {
        let types = one.method.params.iter().map(|param| &param.ty).chain(one.method.returns.as_ref().map(|result| &result.ty));
        let named = types.flat_map(Type::references).chain(one.method.metadata).any(|used| used == id);
        named || (one.resource.entity == Some(id) && (one.method.sends_entity() || one.method.returns_entities()))
    });
    Entry::of(kind, def.name.wire.clone())
        .fact("is", def.doc.trim())
        .fact("wire name", def.full_name.clone())
        .list(label, parts)
        .maybe("deprecated", def.deprecated.as_ref())
        .list("calls", calls.map(|(name, _)| name).collect())
        .list("used by", used)
        .evidence(api, &def.evidence)
}

/// The explanation of a field, symbol or member of a type.
fn member(api: &Api, def: &TypeDef, name: &str) -> Option<Entry> {
    let title = format!("{}.{name}", def.name.wire);
    match &def.kind {
        TypeKind::Record(record) => {
            let field = record.fields.iter().find(|field| field.name.wire == name)?;
            let needs = field.requirement.as_ref().map(|needed| needed.words(&|id| api[*id].name.wire.clone()));
            let expands: Vec<String> = field.decorates.iter().map(|one| api[one.target].name.wire.clone()).collect();
            Some(
                Entry::of("field", title)
                    .fact("is", field.doc.trim())
                    .fact("type", field_text(api, field))
                    .fact("expands to", expands.join(", "))
                    .maybe("needs", needs)
                    .maybe("versions", range(field.since, field.until))
                    .maybe("deprecated", field.deprecated.as_ref())
                    .evidence(api, &field.evidence),
            )
        }
        TypeKind::Enum(symbols) => {
            let symbol = symbols.iter().find(|symbol| symbol.name.wire == name)?;
            Some(
                Entry::of("symbol", title)
                    .fact("means", symbol.doc.trim())
                    .maybe("versions", range(symbol.since, symbol.until))
                    .maybe("deprecated", symbol.deprecated.as_ref()),
            )
        }
        TypeKind::Union(union) => {
            let member = union.members.iter().find(|member| member.name.wire == name)?;
            Some(Entry::of("member", title).fact("is", member.doc.trim()).fact("type", api.notation(&member.ty)))
        }
        _ => None,
    }
}

fn field_text(api: &Api, field: &Field) -> String {
    let optional = if field.is_required() { "" } else { "?" };
    format!("{}{optional}: {}", field.name.wire, api.notation(&field.ty))
}
