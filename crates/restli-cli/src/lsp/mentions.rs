//! The places where the files of an API mention a name.

use restli_schema::document::{Key, Node, Scalar, Value as Yaml};
use restli_schema::language::{Met, NameOf, Step, Value, walk};
use restli_schema::source::Span;

use super::names::{Declaration, Kind, Names, Part, Thing, last_name, name_span, resource, step_name};

/// A place that names a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) span: Span,
    pub(super) thing: Thing,
    /// The name is declared here.
    pub(super) declares: bool,
}

/// All places of all names, in the order of the files.
pub(super) fn of(parts: &[Part<'_>], names: &Names) -> Vec<Mention> {
    let mut found: Vec<Mention> =
        names.all.iter().map(|one| Mention { span: one.span, thing: one.thing.clone(), declares: true }).collect();
    for part in parts {
        let mut reader = Reader { names, file: part.file, product: part.product().to_owned(), found: &mut found };
        walk(&part.document.root, part.shape(), &mut |path, met| reader.met(path, met));
    }
    found.sort();
    found.dedup();
    found
}

/// The name at an offset of a file; the shortest of several.
pub(super) fn mention_at(mentions: &[Mention], file: u32, offset: usize) -> Option<&Mention> {
    let here = mentions.iter().filter(|one| one.span.file == file && one.span.start as usize <= offset && offset <= one.span.end as usize);
    here.min_by_key(|one| one.span.end.saturating_sub(one.span.start))
}

struct Reader<'r> {
    names: &'r Names,
    file: u32,
    product: String,
    found: &'r mut Vec<Mention>,
}

impl<'r> Reader<'r> {
    fn add(&mut self, span: Span, thing: Thing) {
        self.found.push(Mention { span: Span { file: self.file, ..span }, thing, declares: false });
    }

    fn met(&mut self, path: &[Step<'_>], met: Met<'_>) {
        match met {
            Met::Text(value, node) => self.text(path, value, node),
            Met::MapKey(key) => self.types(&key.text, |at, length| name_span(key).part(at, length)),
            Met::Name(key, _) => self.name(path, key),
            Met::Key(..) => {}
        }
    }

    /// A name of a table that is declared elsewhere.
    fn name(&mut self, path: &[Step<'_>], key: &Key) {
        let Some((owner, behind)) = self.resource(path) else { return };
        match behind {
            [Step::Key("required"), Step::Item] => self.fields(&key.text, name_span(key), "/", self.names.entity(owner)),
            [_, _, Step::Key("look"), Step::Key("by")] => {
                let finders = format!("{}/finders", owner.thing.path());
                let param = |finder: &Declaration| Thing::new(Kind::Param, finder.thing.path(), key.text.as_str());
                let mut params = self.names.inside(&finders, Kind::Method).map(param);
                if let Some(param) = params.find(|param| self.names.get(param).is_some()) {
                    self.add(name_span(key), param);
                }
            }
            _ => {}
        }
    }

    /// The resource around a place, and the steps inside of it.
    fn resource<'p, 'n>(&self, path: &'p [Step<'n>]) -> Option<(&'r Declaration, &'p [Step<'n>])> {
        let (name, behind) = resource(path)?;
        Some((self.names.get(&Thing::new(Kind::Resource, self.product.as_str(), name))?, behind))
    }

    fn text(&mut self, path: &[Step<'_>], value: &'static Value, node: &Node) {
        let Some(text) = node.text() else { return };
        match value {
            Value::Name(of) => self.named(*of, text, node),
            Value::Type => self.types(text, |at, length| node.part(at, length)),
            Value::Source => self.of_table(Kind::Source, text, node.span),
            Value::Number { .. } if matches!(path.last(), Some(Step::Key("since" | "until" | "pinned"))) => self.version(path, text, node),
            Value::Text | Value::Written(_) | Value::Either(_) => self.free(path, text, node),
            _ => {}
        }
    }

    fn version(&mut self, path: &[Step<'_>], text: &str, node: &Node) {
        let family = match path {
            [Step::Key("versions"), Step::Name(family), ..] => Some(format!("/{}", family.text)),
            _ => None,
        };
        let known = self
            .names
            .of_kind(Kind::Version)
            .find(|one| one.thing.name == text && family.as_ref().is_none_or(|family| one.thing.owner == *family));
        if let Some(known) = known {
            let thing = known.thing.clone();
            self.add(inner(node), thing);
        }
    }

    fn of_table(&mut self, kind: Kind, text: &str, span: Span) {
        let thing = Thing::new(kind, "", text);
        if self.names.get(&thing).is_some() {
            self.add(span, thing);
        }
    }

    fn named(&mut self, of: NameOf, text: &str, node: &Node) {
        let kind = match of {
            NameOf::Base => Kind::Base,
            NameOf::Error => Kind::Error,
            NameOf::Media => Kind::Media,
            NameOf::Permission => Kind::Permission,
            NameOf::Quota => Kind::Quota,
            NameOf::Role => Kind::Role,
            NameOf::Urn => Kind::Urn,
            NameOf::VersionFamily => Kind::Family,
            NameOf::Record => return self.types(text, |at, length| node.part(at, length)),
        };
        self.of_table(kind, text, inner(node));
    }

    /// The names in the text of a type.
    fn types(&mut self, text: &str, part: impl Fn(usize, usize) -> Span) {
        for one in restli_schema::mentions(text) {
            let place = part(one.at, one.name.len());
            if one.is_urn {
                self.of_table(Kind::Urn, &one.name, place);
            } else if let Some(known) = self.names.type_named(&one.name, &self.product) {
                // Of `product.Name` the last part is the name of the type.
                let last = one.name.rfind('.').map_or(0, |at| at + 1);
                let thing = known.thing.clone();
                if one.name.get(last..) == Some(thing.name.as_str()) {
                    self.add(place.part(last, one.name.len() - last), thing);
                }
            }
        }
    }

    /// A text whose meaning its place decides.
    fn free(&mut self, path: &[Step<'_>], text: &str, node: &Node) {
        let names = self.names;
        if let [Step::Key("urns"), Step::Name(_), Step::Key("key"), ..] = path {
            return self.types(text, |at, length| node.part(at, length));
        }
        if let [Step::Key("events"), Step::Name(event), Step::Key("each" | "id" | "time" | "app"), ..] = path {
            let event = names.get(&Thing::new(Kind::Event, self.product.as_str(), event.text.as_str()));
            let body = event.and_then(|event| names.record(event.says("body")?, &self.product));
            return self.fields(text, inner(node), "/", body);
        }
        let Some((owner, behind)) = self.resource(path) else { return };
        let (entity, home) = (names.entity(owner), owner.thing.path());
        match behind {
            [Step::Key("read_only" | "create_only" | "required"), ..] => self.fields(text, inner(node), "/", entity),
            [Step::Key("key"), ..] => self.types(text, |at, length| node.part(at, length)),
            [Step::Key("same_as")] => {
                let above = owner.thing.name.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
                let other = Thing::new(Kind::Resource, self.product.as_str(), format!("{above}{text}"));
                if names.get(&other).is_some() {
                    self.add(inner(node), other);
                }
            }
            [Step::Key("projections"), Step::Name(_), ..] if !matches!(behind.last(), Some(Step::Key("doc" | "rust"))) => {
                self.selection(text, node, entity);
            }
            [Step::Key(table), step, rest @ ..] => {
                let Some(name) = step_name(step) else { return };
                let method = Thing::new(Kind::Method, format!("{home}/{table}"), name);
                self.of_method(&method, rest, text, node, owner);
            }
            _ => {}
        }
    }

    fn of_method(&mut self, method: &Thing, rest: &[Step<'_>], text: &str, node: &Node, owner: &'r Declaration) {
        let names = self.names;
        let (entity, home) = (names.entity(owner), owner.thing.path());
        let first = text.split('.').next().unwrap_or_default();
        match rest {
            [Step::Key("actor")] => {
                let param = Thing::new(Kind::Param, method.path(), first);
                match names.get(&param) {
                    Some(declared) => {
                        self.add(inner(node).part(0, first.len()), param);
                        if let Some(behind) = text.get(first.len() + 1..) {
                            let record = declared.says("type").and_then(|ty| names.record(ty, &self.product));
                            self.fields(behind, inner(node).part(first.len() + 1, behind.len()), ".", record);
                        }
                    }
                    None => self.fields(text, inner(node), ".", entity),
                }
            }
            [Step::Key("batch")] => self.known(Thing::new(Kind::Param, method.path(), text), inner(node)),
            [Step::Key("keys"), _] => self.known(Thing::new(Kind::KeyPart, home, text), inner(node)),
            [Step::Key("look"), Step::Key("finder")] => self.known(Thing::new(Kind::Method, format!("{home}/finders"), text), inner(node)),
            [Step::Key("upload"), .., Step::Key("finish")] => {
                self.known(Thing::new(Kind::Method, format!("{home}/actions"), text), inner(node));
            }
            [Step::Key("look"), Step::Key("by"), ..] | [Step::Key("upload"), .., Step::Key("status")] => {
                self.fields(text, inner(node), ".", entity);
            }
            [Step::Key("paging"), Step::Key("token_field")] => {
                let metadata = names.get(method).and_then(|method| names.record(method.says("metadata")?, &self.product));
                self.fields(text, inner(node), "/", metadata);
            }
            _ => {}
        }
    }

    fn known(&mut self, thing: Thing, span: Span) {
        if self.names.get(&thing).is_some() {
            self.add(span, thing);
        }
    }

    /// A path of fields, from a record.
    fn fields(&mut self, text: &str, span: Span, divider: &str, record: Option<&'r Declaration>) {
        let (mut record, mut at) = (record, 0);
        for segment in text.split(divider) {
            let Some(here) = record else { return };
            if segment != "*" {
                let Some(field) = self.names.field(here, segment.trim_end_matches('?')) else { return };
                self.add(span.part(at, segment.trim_end_matches('?').len()), field.thing.clone());
                let owner = field.thing.owner.split('/').next().unwrap_or_default();
                record = field.says("type").and_then(|ty| self.names.record(ty, owner));
            }
            at += segment.len() + divider.len();
        }
    }

    /// The names of a projection.
    fn selection(&mut self, text: &str, node: &Node, entity: Option<&'r Declaration>) {
        for (at, name, record) in selected(self.names, text, entity) {
            if let Some(field) = self.names.field(record, name) {
                self.add(node.part(at, name.len()), field.thing.clone());
            }
        }
    }
}

/// The place of a text without its quotes.
fn inner(node: &Node) -> Span {
    match &node.value {
        Yaml::Scalar(Scalar { text, .. }) => node.part(0, text.len()),
        _ => node.span,
    }
}

/// The names of fields in a projection, each with its offset and the record that it is selected of.
pub(super) fn selected<'t, 'n>(names: &'n Names, text: &'t str, entity: Option<&'n Declaration>) -> Vec<(usize, &'t str, &'n Declaration)> {
    let (mut found, mut open, mut inside) = (Vec::new(), Vec::new(), entity);
    let mut current: Option<&Declaration> = None;
    let mut rest = 0;
    while let Some(one) = text.get(rest..).and_then(|rest| rest.chars().next()) {
        let length =
            text.get(rest..).and_then(|rest| rest.find(|one: char| !(one.is_alphanumeric() || one == '_'))).unwrap_or(text.len() - rest);
        match one {
            '(' => {
                open.push(current);
                current = if open.len() == 1 { entity } else { inside };
            }
            ')' => {
                current = open.pop().flatten();
                inside = None;
            }
            ',' => inside = None,
            // A finder follows, or the name of another projection.
            ':' | '$' if length == 0 => {
                let name = text.get(rest + 1..).and_then(|rest| rest.find(|one: char| !one.is_alphanumeric()));
                rest += name.unwrap_or_default();
            }
            _ if length > 0 => {
                let name = text.get(rest..rest + length).unwrap_or_default();
                inside = None;
                if let Some(record) = current {
                    found.push((rest, name, record));
                    let field = names.field(record, name);
                    let owner = |field: &Declaration| field.thing.owner.split('/').next().unwrap_or_default().to_owned();
                    inside = field.and_then(|field| {
                        let decorated = text.get(rest + length..).is_some_and(|behind| behind.starts_with('~'));
                        let target = if decorated { field.says("decorates") } else { field.says("type") };
                        last_name(target?).and_then(|name| names.record(&name, &owner(field)))
                    });
                }
            }
            _ => {}
        }
        rest += length.max(one.len_utf8());
    }
    found
}
