//! Completion: keys of the language, and names that the API declares.

use lsp_types::{CompletionItem, CompletionItemKind, Documentation, InsertTextFormat, MarkupContent, MarkupKind};
use restli_schema::language::{Entry, NameOf, Value};

use super::cursor::{Cursor, Step};
use super::grammar::expected;
use super::mentions::selected;
use super::names::{Declaration, Kind, Names, Thing};

/// The primitive types.
const PRIMITIVES: &[(&str, &str)] = &[
    ("string", "Text."),
    ("int", "32-bit signed integer."),
    ("long", "64-bit signed integer."),
    ("float", "32-bit floating point number."),
    ("double", "64-bit floating point number."),
    ("bool", "`true` or `false`."),
    ("bytes", "Octets."),
    ("any", "Any JSON value."),
    ("urn", "Any URN."),
];

/// The items that can be written at the cursor of a file. `product` is that of the file, empty for the API's tables.
pub(super) fn items(cursor: &Cursor, names: &Names, product: &str, of_api: bool) -> Vec<CompletionItem> {
    let expected = expected(cursor, of_api);
    let completer = Completer { cursor, names, product };
    let mut items = Vec::new();
    // An item of a list may be a mapping, whose first key stands behind the dash.
    let in_item = matches!(cursor.path.last(), Some(Step::Item)) && cursor.before.is_empty();
    if cursor.is_key || in_item {
        let beside: Vec<&str> = cursor.beside.iter().map(|(key, _)| key.as_str()).filter(|key| *key != cursor.word).collect();
        let entries = expected.shapes.iter().flat_map(|shape| shape.entries()).filter(|entry| !beside.contains(&entry.key));
        items.extend(entries.map(|entry| completer.key(entry)));
    }
    if cursor.is_key {
        items.extend(completer.keys_of_authors());
    }
    for value in expected.values {
        items.extend(completer.value(value));
    }
    let mut seen: Vec<String> = Vec::new();
    items.retain(|item| {
        let is_new = !seen.contains(&item.label);
        seen.push(item.label.clone());
        is_new
    });
    items
}

struct Completer<'c> {
    cursor: &'c Cursor,
    names: &'c Names,
    product: &'c str,
}

fn item(label: &str, kind: CompletionItemKind, detail: &str, doc: &str) -> CompletionItem {
    let markdown = MarkupContent { kind: MarkupKind::Markdown, value: doc.to_owned() };
    CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: (!detail.is_empty()).then(|| detail.to_owned()),
        documentation: (!doc.is_empty()).then_some(Documentation::MarkupContent(markdown)),
        ..CompletionItem::default()
    }
}

impl<'c> Completer<'c> {
    fn key(&self, entry: &'static Entry) -> CompletionItem {
        let detail = if entry.required { "required key" } else { "key" };
        let mut item = item(entry.key, CompletionItemKind::PROPERTY, detail, entry.doc);
        if !self.cursor.has_colon {
            item.insert_text = Some(format!("{}: ", entry.key));
        }
        // Keys that are needed come first.
        item.sort_text = Some(format!("{}{}", u8::from(!entry.required), entry.key));
        item
    }

    fn value(&self, value: &'static Value) -> Vec<CompletionItem> {
        match value {
            Value::Name(of) => self.named(*of),
            Value::Type | Value::Typed(_) => self.types(),
            Value::Words(words) => words.iter().map(|word| item(word.word, CompletionItemKind::ENUM_MEMBER, "", word.doc)).collect(),
            Value::Bool => ["true", "false"].iter().map(|word| item(word, CompletionItemKind::KEYWORD, "", "")).collect(),
            Value::Source => self.of_kind(Kind::Source, CompletionItemKind::REFERENCE),
            Value::Number { .. } if matches!(self.cursor.path.last(), Some(Step::Key(key)) if matches!(key.as_str(), "since" | "until" | "pinned")) => {
                self.versions()
            }
            Value::Text | Value::Written(_) => self.free(),
            _ => Vec::new(),
        }
    }

    fn of_kind(&self, kind: Kind, shown: CompletionItemKind) -> Vec<CompletionItem> {
        self.names.of_kind(kind).map(|one| described(one, shown)).collect()
    }

    fn named(&self, of: NameOf) -> Vec<CompletionItem> {
        let constant = CompletionItemKind::CONSTANT;
        match of {
            NameOf::Base => self.of_kind(Kind::Base, constant),
            NameOf::Error => self.of_kind(Kind::Error, constant),
            NameOf::Media => self.of_kind(Kind::Media, constant),
            NameOf::Permission => {
                let mut items = self.of_kind(Kind::Permission, constant);
                items.push(item("public", CompletionItemKind::KEYWORD, "", "No permission is needed."));
                items.push(item("unknown", CompletionItemKind::KEYWORD, "", "Nobody has said which permissions are needed."));
                items
            }
            NameOf::Quota => self.of_kind(Kind::Quota, constant),
            NameOf::Role => self.of_kind(Kind::Role, constant),
            NameOf::Urn => self.of_kind(Kind::Urn, constant),
            NameOf::VersionFamily => self.of_kind(Kind::Family, constant),
            NameOf::Record => {
                let mut items: Vec<CompletionItem> = self
                    .names
                    .of_kind(Kind::Type)
                    .filter(|one| word_of(one) == "record" || one.says("is").is_some())
                    .map(|one| self.type_item(one))
                    .collect();
                items.push(item("bytes", CompletionItemKind::KEYWORD, "", "Unstructured data."));
                items
            }
        }
    }

    fn versions(&self) -> Vec<CompletionItem> {
        let family = match self.cursor.path.as_slice() {
            [Step::Key(table), Step::Key(family), ..] if table == "versions" => Some(format!("/{family}")),
            _ => None,
        };
        let known = self.names.of_kind(Kind::Version).filter(|one| family.as_ref().is_none_or(|family| one.thing.owner == *family));
        let mut items: Vec<CompletionItem> = known
            .map(|one| {
                let sunset = one.says("sunset").map(|day| format!(", ends {day}")).unwrap_or_default();
                let detail = format!("version of {}{sunset}", one.thing.owner.trim_start_matches('/'));
                item(&one.thing.name, CompletionItemKind::VALUE, &detail, &one.doc)
            })
            .collect();
        items.sort_by(|a, b| b.label.cmp(&a.label));
        items
    }

    /// The types of every kind, and the forms that types are written in.
    fn types(&self) -> Vec<CompletionItem> {
        let mut items: Vec<CompletionItem> =
            PRIMITIVES.iter().map(|(name, doc)| item(name, CompletionItemKind::KEYWORD, "primitive", doc)).collect();
        items.extend(self.names.of_kind(Kind::Type).map(|one| self.type_item(one)));
        items.extend(
            self.names
                .of_kind(Kind::Urn)
                .map(|one| item(&format!("urn:{}", one.thing.name), CompletionItemKind::CONSTANT, "URN type", &one.doc)),
        );
        let form = |label: &str, snippet: &str, doc: &str| CompletionItem {
            insert_text: Some(snippet.to_owned()),
            insert_text_format: Some(InsertTextFormat::SNIPPET),
            ..item(label, CompletionItemKind::SNIPPET, "form of a type", doc)
        };
        let word = self.cursor.word.as_str();
        if self.cursor.before.is_empty() && word.is_empty() {
            items.push(form("[T]", "[${1:T}]", "An array."));
            items.push(form("{string: T}", "{string: ${1:T}}", "A map."));
        }
        // The name of a parameter or field carries the mark in its short form; a result carries it itself.
        let known = items.iter().any(|item| item.label == word);
        if known {
            items.push(item(&format!("{word}?"), CompletionItemKind::OPERATOR, "may be absent", "The value may be absent."));
        }
        items
    }

    fn type_item(&self, one: &Declaration) -> CompletionItem {
        let is_near = one.thing.owner == self.product || one.thing.owner.is_empty();
        let is_only = self.names.type_named(&one.thing.name, self.product).is_some_and(|found| found.thing == one.thing);
        let label = if is_near || is_only { one.thing.name.clone() } else { format!("{}.{}", one.thing.owner, one.thing.name) };
        let home = if one.thing.owner.is_empty() { "the API" } else { &one.thing.owner };
        let kind = match word_of(one) {
            "enum" => CompletionItemKind::ENUM,
            "union" => CompletionItemKind::INTERFACE,
            _ => CompletionItemKind::STRUCT,
        };
        let mut item = item(&label, kind, &format!("{} of {home}", word_of(one)), &one.doc);
        item.sort_text = Some(format!("{}{label}", u8::from(!is_near)));
        item
    }

    /// The resource around the cursor, and the steps inside of it.
    fn resource(&self) -> Option<(&'c Declaration, &'c [Step])> {
        let (Step::Key(first), mut rest) = self.cursor.path.split_first()? else { return None };
        if first != "resources" {
            return None;
        }
        let mut name = String::new();
        loop {
            let (Step::Key(key), behind) = rest.split_first()? else { return None };
            if !name.is_empty() {
                name.push('/');
            }
            name += key;
            match behind {
                [Step::Key(sub), inner @ ..] if sub == "sub" && !inner.is_empty() => rest = inner,
                _ => return Some((self.names.get(&Thing::new(Kind::Resource, self.product, name))?, behind)),
            }
        }
    }

    /// Names in a table that other places declare: fields that are required, parameters of a look.
    fn keys_of_authors(&self) -> Vec<CompletionItem> {
        let Some((owner, behind)) = self.resource() else { return Vec::new() };
        let keys: Vec<&str> = behind.iter().map(|step| if let Step::Key(key) = step { key.as_str() } else { "-" }).collect();
        match keys.as_slice() {
            ["required", "-"] => self.fields(self.names.entity(owner)),
            [.., "look", "by"] => {
                let finder = format!("{}/finders", owner.thing.path());
                let params = self
                    .names
                    .inside(&finder, Kind::Method)
                    .flat_map(|one| self.names.inside(&one.thing.path(), Kind::Param).collect::<Vec<_>>());
                params.map(|one| described(one, CompletionItemKind::FIELD)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The names that a text may be whose meaning its place decides.
    fn free(&self) -> Vec<CompletionItem> {
        let keys: Vec<&str> = self.cursor.path.iter().map(|step| if let Step::Key(key) = step { key.as_str() } else { "-" }).collect();
        match keys.as_slice() {
            ["urns", _, "key", ..] => {
                let mut items: Vec<CompletionItem> = ["string", "long", "urn", "none"]
                    .iter()
                    .map(|word| item(word, CompletionItemKind::KEYWORD, "part of a URN", ""))
                    .collect();
                items.extend(
                    self.names
                        .of_kind(Kind::Urn)
                        .map(|one| item(&format!("urn:{}", one.thing.name), CompletionItemKind::CONSTANT, "URN type", &one.doc)),
                );
                return items;
            }
            ["events", event, "each" | "id" | "time" | "app", ..] => {
                let event = self.names.get(&Thing::new(Kind::Event, self.product, *event));
                return self.fields(event.and_then(|event| self.names.record(event.says("body")?, self.product)));
            }
            _ => {}
        }
        let Some((owner, behind)) = self.resource() else { return Vec::new() };
        let keys: Vec<&str> = behind.iter().map(|step| if let Step::Key(key) = step { key.as_str() } else { "-" }).collect();
        let (entity, home) = (self.names.entity(owner), owner.thing.path());
        let inside = |owner: &str, kind, shown| self.names.inside(owner, kind).map(|one| described(one, shown)).collect::<Vec<_>>();
        match keys.as_slice() {
            ["read_only" | "create_only" | "required", ..] => self.fields(entity),
            ["projections", _] | ["projections", _, "select"] => self.selection(entity),
            ["key"] => self.types(),
            ["same_as"] => {
                let others =
                    self.names.of_kind(Kind::Resource).filter(|one| one.thing.owner == owner.thing.owner && one.thing != owner.thing);
                others.map(|one| described(one, CompletionItemKind::CLASS)).collect()
            }
            ["without", "-"] => {
                let above = owner.thing.name.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
                let other = owner.says("same_as").map(|other| format!("{}/{above}{other}", owner.thing.owner)).unwrap_or_default();
                let tables = ["methods", "finders", "batch_finders", "actions"];
                tables.iter().flat_map(|table| inside(&format!("{other}/{table}"), Kind::Method, CompletionItemKind::METHOD)).collect()
            }
            [table, method, rest @ ..] => {
                let method = Thing::new(Kind::Method, format!("{home}/{table}"), *method);
                match rest {
                    ["actor"] => {
                        let mut items = inside(&method.path(), Kind::Param, CompletionItemKind::FIELD);
                        items.extend(self.fields(entity));
                        items
                    }
                    ["batch"] => inside(&method.path(), Kind::Param, CompletionItemKind::FIELD),
                    ["keys", "-"] => inside(&home, Kind::KeyPart, CompletionItemKind::FIELD),
                    ["look", "finder"] => inside(&format!("{home}/finders"), Kind::Method, CompletionItemKind::METHOD),
                    ["look", "by", ..] | ["upload", .., "status"] => self.fields(entity),
                    ["upload", .., "finish"] => inside(&format!("{home}/actions"), Kind::Method, CompletionItemKind::METHOD),
                    ["upload", .., "ready" | "failed", "-"] => self.states(entity),
                    ["paging", "token_field"] => {
                        let metadata = self.names.get(&method).and_then(|method| method.says("metadata"));
                        self.fields(metadata.and_then(|record| self.names.record(record, self.product)))
                    }
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The fields at the end of the path that is written: `inner/` in `inner/num`.
    fn fields(&self, record: Option<&'c Declaration>) -> Vec<CompletionItem> {
        let mut record = record;
        let whole = format!("{}{}", self.cursor.before, self.cursor.word);
        // A path has slashes or dots; the word of the cursor holds dots.
        let (path, dots) = match whole.rfind(['/', '.']) {
            Some(end) => (whole.get(..end).unwrap_or_default(), self.cursor.word.rfind('.')),
            None => ("", None),
        };
        for segment in path.split(['/', '.']).filter(|segment| !segment.is_empty() && *segment != "*") {
            let field = record.and_then(|record| self.names.field(record, segment));
            let owner = field.and_then(|field| field.thing.owner.split('/').next()).unwrap_or_default();
            record = field.and_then(|field| self.names.record(field.says("type")?, owner));
        }
        let before = dots.and_then(|end| self.cursor.word.get(..=end)).unwrap_or_default();
        let fields = record.map(|record| self.names.fields(record)).unwrap_or_default();
        let renamed = fields.into_iter().map(|one| (format!("{before}{}", one.thing.name), described(one, CompletionItemKind::FIELD)));
        renamed.map(|(label, item)| CompletionItem { label, ..item }).collect()
    }

    /// The fields inside the parentheses of a projection.
    fn selection(&self, entity: Option<&'c Declaration>) -> Vec<CompletionItem> {
        let text = format!("{}{}x", self.cursor.before, self.cursor.word);
        let last = selected(self.names, &text, entity).pop();
        let Some((_, _, record)) = last else { return Vec::new() };
        self.names.fields(record).into_iter().map(|one| described(one, CompletionItemKind::FIELD)).collect()
    }

    /// The symbols of enums that fields of a record have.
    fn states(&self, entity: Option<&'c Declaration>) -> Vec<CompletionItem> {
        let fields = entity.map(|entity| self.names.fields(entity)).unwrap_or_default();
        let types = fields
            .into_iter()
            .filter_map(|field| self.names.record(field.says("type")?, field.thing.owner.split('/').next().unwrap_or_default()));
        let symbols = types.flat_map(|ty| self.names.inside(&ty.thing.path(), Kind::Symbol).collect::<Vec<_>>());
        symbols.map(|one| described(one, CompletionItemKind::ENUM_MEMBER)).collect()
    }
}

/// The item of a declared name.
fn described(one: &Declaration, kind: CompletionItemKind) -> CompletionItem {
    let detail = match one.thing.kind {
        Kind::Field | Kind::Param | Kind::KeyPart => one.says("type").unwrap_or_default().to_owned(),
        Kind::Permission => one.says("retired").map(|since| format!("retired {since}")).unwrap_or_default(),
        Kind::Error => one.says("status").map(|status| format!("status {status}")).unwrap_or_default(),
        Kind::Base => one.says("url").unwrap_or_default().to_owned(),
        Kind::Quota => match (one.says("limit"), one.says("window"), one.says("scope")) {
            (Some(limit), Some(window), Some(scope)) => format!("{limit} per {window} and {scope}"),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let doc = if one.doc.is_empty() { one.says("cause").or(one.says("title")).unwrap_or_default() } else { &one.doc };
    item(&one.thing.name, kind, &detail, doc)
}

/// The kind of a type.
pub(super) fn word_of(one: &Declaration) -> &'static str {
    let has = |key: &str| one.says.contains_key(key) || one.lists.contains_key(key);
    match () {
        () if has("is") => "another name",
        () if one.keys.iter().any(|key| key == "enum") => "enum",
        () if one.keys.iter().any(|key| key == "union") => "union",
        () if has("bytes") => "bytes",
        () => "record",
    }
}
