//! The PDL parser of declarations and types.

use restli_schema::api::MAX_FIXED;
use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

use super::lexer::Kind as Token;
use super::parser::{Front, NAMED, Parser, Read};
use super::props::take;
use crate::json::{Key, Node, Props, Value};
use crate::model::{Def, Field, Kind, Member, Record, Symbol, Ty, TyKind};
use crate::names::{join, primitive, short, split};
use crate::rules;

/// The namespace and package of declarations.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    namespace: String,
    package: Option<(String, Span)>,
}

impl Parser<'_, '_> {
    /// Reads a whole file. A problem in a field loses that field, any other problem the declaration around it.
    pub(super) fn document(mut self) {
        if self.whole().is_err() {
            let span = self.span();
            self.reading.problems.left_out("declarations that cannot be read", span);
            self.lose_the_rest();
        }
    }

    /// Remembers the types that are declared in what is not read.
    fn lose_the_rest(&mut self) {
        while let Some(token) = self.next() {
            let declares = matches!(&token.kind, Token::Keyword(word) if matches!(*word, "record" | "enum" | "typeref" | "fixed"));
            if let Some(Token::Id(name)) = self.kind().filter(|_| declares) {
                let full = join(&self.namespace, name);
                let span = self.span();
                self.reading.problems.lost(&full, span);
            }
        }
    }

    fn whole(&mut self) -> Read<()> {
        let scope = self.scope(&Scope::default())?;
        self.namespace.clone_from(&scope.namespace);
        self.import(&scope)?;
        if matches!(self.kind(), None | Some(Token::Punct('{') | Token::Id(_))) {
            return self.expected("a declaration");
        }
        let before = self.reading.defs.len();
        let ty = self.ty(&scope)?;
        if self.reading.defs.len() == before {
            let help = "only a record, an enum, a fixed or a typeref has a name";
            self.reading.problems.warning(rules::UNREACHABLE, ty.span, "nothing can refer to this type", help);
            self.reading.problems.left_out("types without a name", ty.span);
        }
        if self.kind().is_none() {
            return Ok(());
        }
        self.expected_with("the end of the file", "a file declares one type: move what follows to a file of its own")
    }

    /// Reads the optional `namespace` and `package`.
    fn scope(&mut self, around: &Scope) -> Read<Scope> {
        let mut scope = around.clone();
        if self.eat_keyword("namespace") {
            scope.namespace = self.qname("a namespace")?.0;
        }
        if self.eat_keyword("package") {
            scope.package = Some(self.qname("a package")?);
        }
        Ok(scope)
    }

    /// Reads the imports, each under its simple name.
    fn import(&mut self, scope: &Scope) -> Read<()> {
        while self.eat_keyword("import") {
            let (full, span) = self.qname("the full name of a type")?;
            if split(&full).0 == scope.namespace {
                let message = format!("`{full}` is of the namespace of this file");
                self.reading.problems.error(rules::IMPORT, span, message, "remove the import: the simple name is enough");
                continue;
            }
            let name = short(&full).to_owned();
            if let Some((other, first)) = self.imports.get(&name) {
                let message = if *other == full {
                    format!("`{full}` is imported twice")
                } else {
                    format!("`{full}` and `{other}` have the same simple name")
                };
                let problem = Diagnostic::error(rules::IMPORT, span, message).also(*first, "first");
                self.reading.problems.push(problem.help("import one of them and write the other in full; the first counts"));
                continue;
            }
            self.imports.insert(name, (full, span));
        }
        Ok(())
    }

    /// Reports a declaration whose simple name is imported.
    fn unlike_imports(&mut self, name: &str, full: &str, span: Span) {
        let Some((other, import)) = self.imports.get(name) else { return };
        let message = if other == full {
            format!("`{full}` is declared here and imported")
        } else {
            format!("`{name}` is the simple name of an import, too")
        };
        let problem = Diagnostic::error(rules::IMPORT, span, message).also(*import, "imported here");
        self.reading.problems.push(problem.help("remove the import, and write the other type in full"));
    }

    /// Reads a type use, with the declarations inside it.
    pub(super) fn ty(&mut self, scope: &Scope) -> Read<Ty> {
        self.deeper(|parser| {
            let front = parser.front()?;
            parser.ty_after(front, scope)
        })
    }

    /// Reads a type after its documentation and properties.
    fn ty_after(&mut self, front: Front, scope: &Scope) -> Read<Ty> {
        let span = self.span();
        match self.kind().cloned() {
            Some(Token::Keyword(word)) if NAMED.contains(&word) => self.declaration(word, front, scope),
            Some(Token::Keyword(word @ ("array" | "map" | "union"))) => {
                if !front.doc.is_empty() {
                    let place = front.span.unwrap_or(span);
                    let message = format!("documentation has no place before `{word}`");
                    self.reading.problems.error(rules::SYNTAX, place, message, "put it before the name around the type; it was left out");
                    self.reading.problems.left_out("documentation of types without a name", place);
                }
                self.next();
                self.punct('[')?;
                let kind = match word {
                    "array" => TyKind::Array(Box::new(self.ty(scope)?)),
                    "map" => {
                        self.map_key()?;
                        TyKind::Map(Box::new(self.ty(scope)?))
                    }
                    _ => TyKind::Union(self.members(scope)?),
                };
                self.punct(']')?;
                Ok(Ty { span, kind, props: front.props })
            }
            _ if front.span.is_some() => self.expected("a declaration after documentation or properties"),
            Some(Token::Punct('{')) => {
                self.next();
                let inner = self.scope(scope)?;
                if !self.declares()? {
                    return self.expected("the declaration of a named type");
                }
                let ty = self.ty(&inner)?;
                self.punct('}')?;
                Ok(ty)
            }
            Some(Token::Literal("null")) => {
                self.next();
                Ok(Ty::new(span, TyKind::Null))
            }
            Some(Token::Id(_)) => {
                let (name, span) = self.qname("the name of a type")?;
                Ok(self.name_of(&name, span, scope))
            }
            _ => self.expected("a type"),
        }
    }

    /// The reference of a name: a primitive, an import, a name of the namespace, or the bare name (`docs/formats.md §1.2`).
    fn name_of(&self, name: &str, span: Span, scope: &Scope) -> Ty {
        if let Some(primitive) = primitive(name) {
            return Ty::new(span, TyKind::Primitive(primitive));
        }
        if name.contains('.') {
            return Ty::named(span, vec![name.to_owned()]);
        }
        if let Some((full, _)) = self.imports.get(name) {
            return Ty::named(span, vec![full.clone()]);
        }
        let mut candidates = vec![join(&scope.namespace, name)];
        if !scope.namespace.is_empty() {
            candidates.push(name.to_owned());
        }
        Ty::named(span, candidates)
    }

    /// Reads the key of a map, which is always a string.
    fn map_key(&mut self) -> Read<()> {
        let (name, span) = self.qname("the key type `string`")?;
        if name != "string" {
            let message = format!("the keys of a map are strings, not `{name}`");
            self.reading.problems.error(rules::TYPE, span, message, "write `map[string, ...]`");
        }
        Ok(())
    }

    fn members(&mut self, scope: &Scope) -> Read<Vec<Member>> {
        let mut members = Vec::new();
        while self.kind() != Some(&Token::Punct(']')) {
            let front = self.front()?;
            let span = self.span();
            // Only a following `ident:` decides whether documentation and properties belong to the member or to its type.
            if matches!(self.kind(), Some(Token::Id(_))) && self.kind_at(1) == Some(&Token::Punct(':')) {
                let (alias, span) = self.ident("an alias")?;
                self.punct(':')?;
                let ty = self.ty(scope)?;
                members.push(Member { alias: Some(alias), span, doc: front.doc, ty, props: front.props });
            } else {
                let ty = self.deeper(|parser| parser.ty_after(front, scope))?;
                members.push(Member { alias: None, span, doc: String::new(), ty, props: Props::new() });
            }
        }
        Ok(members)
    }

    fn declaration(&mut self, word: &str, front: Front, scope: &Scope) -> Read<Ty> {
        self.next();
        let (name, span) = self.qname("the name of a type")?;
        // Older files write a full name here, whose namespace then applies to declarations inside.
        let full = if name.contains('.') { name } else { join(&scope.namespace, &name) };
        let (namespace, name) = split(&full);
        self.unlike_imports(name, &full, span);
        let scope = &Scope { namespace: namespace.to_owned(), ..scope.clone() };
        let kind = self.declared(word, scope).inspect_err(|_| self.reading.problems.lost(&full, span))?;
        let mut props = front.props;
        let aliases = self.aliases(&mut props, &scope.namespace, &full);
        let package = scope.package.clone().map(|(text, span)| {
            let key = Key { text: "package".to_owned(), span };
            (key, Node { span, value: Value::Text(text) })
        });
        let extra = package.into_iter().collect();
        self.reading.defs.push(Def { full: full.clone(), span, doc: front.doc, aliases, props, extra, kind });
        Ok(Ty::named(span, vec![full]))
    }

    /// Reads what follows the name of a declaration.
    fn declared(&mut self, word: &str, scope: &Scope) -> Read<Kind> {
        Ok(match word {
            "record" => Kind::Record(self.record(scope)?),
            "enum" => Kind::Enum(self.symbols()?),
            "typeref" => {
                self.punct('=')?;
                Kind::Typeref(self.ty(scope)?)
            }
            _ => Kind::Fixed(self.size()?),
        })
    }

    fn size(&mut self) -> Read<u32> {
        match self.kind().cloned() {
            Some(Token::Number(number)) if number.parse::<u32>().is_ok_and(|size| (1..=MAX_FIXED).contains(&size)) => {
                self.next();
                Ok(number.parse().unwrap_or_default())
            }
            _ => self.expected(&format!("a number of bytes from 1 to {MAX_FIXED}")),
        }
    }

    /// Takes the full names under `@aliases`, except for the type's own name.
    fn aliases(&mut self, props: &mut Props, namespace: &str, own: &str) -> Vec<String> {
        let Some((_, node)) = take(props, "aliases") else { return Vec::new() };
        self.is_list(&node);
        let full = |name: &str| if name.contains('.') { name.to_owned() } else { join(namespace, name) };
        node.items().iter().filter_map(Node::text).map(full).filter(|alias| alias != own).collect()
    }

    /// Checks that `@aliases` is a list of names; reports it otherwise.
    fn is_list(&mut self, node: &Node) -> bool {
        let fits = matches!(&node.value, Value::List(items) if items.iter().all(|item| item.text().is_some()));
        if !fits {
            node.expected("aliases", "a list of names", self.reading.problems);
        }
        fits
    }

    fn record(&mut self, scope: &Scope) -> Read<Record> {
        let mut record = Record::default();
        if self.eat_keyword("includes") {
            record.includes = self.includes(scope)?;
        }
        self.punct('{')?;
        while self.kind() != Some(&Token::Punct('}')) {
            let (start, span) = (self.position(), self.span());
            let Ok(field) = self.field(scope) else {
                // Values still have the field, so the record becomes open to keep it.
                record.open = true;
                self.reading.problems.left_out("fields that cannot be read; their records are open", span);
                self.recover(start, '}', starts_field)?;
                continue;
            };
            record.fields.push(field);
        }
        self.punct('}')?;
        let span = self.span();
        if self.eat_keyword("includes") {
            if record.includes.is_empty() {
                record.includes_last = true;
            } else {
                let message = "includes stand before the fields or after them, not both";
                self.reading.problems.error(rules::INCLUDE, span, message, "move them together; they were put before the fields");
            }
            record.includes.extend(self.includes(scope)?);
        }
        Ok(record)
    }

    /// Reads one or more types, up to a token that starts no type. A `{` may open the fields, and documentation may belong to the
    /// field behind this record.
    fn includes(&mut self, scope: &Scope) -> Read<Vec<Ty>> {
        let mut includes = Vec::new();
        loop {
            let more = match self.kind() {
                Some(Token::Id(_)) => self.kind_at(1) != Some(&Token::Punct(':')),
                Some(Token::Keyword(_) | Token::Doc(_) | Token::Punct('@')) => self.declares()?,
                Some(Token::Punct('{')) => match self.kind_at(1) {
                    Some(Token::Keyword("namespace" | "package")) => true,
                    _ => self.declares_inside()?,
                },
                _ => false,
            };
            if !more {
                return if includes.is_empty() { self.expected("a record to include") } else { Ok(includes) };
            }
            includes.push(self.ty(scope)?);
        }
    }

    fn field(&mut self, scope: &Scope) -> Read<Field> {
        let Front { doc, mut props, .. } = self.front()?;
        let (name, span) = self.ident("the name of a field")?;
        self.punct(':')?;
        let optional = self.eat_keyword("optional");
        let ty = self.ty(scope)?;
        let default = if self.eat('=') { Some(self.json()?) } else { None };
        let mut extra = Props::new();
        if let Some((key, order)) = take(&mut props, "order") {
            if order.text().is_some() {
                extra.push((key, order));
            } else {
                order.expected("order", "a string", self.reading.problems);
            }
        }
        if let Some((key, aliases)) = take(&mut props, "aliases")
            && self.is_list(&aliases)
        {
            extra.push((key, aliases));
        }
        Ok(Field { name, span, doc, ty, optional, default, props, extra })
    }

    fn symbols(&mut self) -> Read<Vec<Symbol>> {
        self.punct('{')?;
        let mut symbols = Vec::new();
        while self.kind() != Some(&Token::Punct('}')) {
            let front = self.front()?;
            let (name, span) = self.ident("a symbol")?;
            symbols.push(Symbol { name, span, doc: front.doc, props: front.props });
        }
        self.punct('}')?;
        Ok(symbols)
    }
}

/// Returns whether a field starts at a token: with its documentation, its properties, or its name.
fn starts_field(parser: &Parser<'_, '_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| parser.kind_of(before));
    // After one of these tokens, a field is already in progress.
    let inside = matches!(before, Some(Token::Punct(':' | '=' | '.' | '@') | Token::Doc(_)));
    if inside && at != parser.position() {
        return false;
    }
    match parser.kind_of(at) {
        Some(Token::Doc(_) | Token::Punct('@')) => true,
        Some(Token::Id(_)) => parser.kind_of(at + 1) == Some(&Token::Punct(':')),
        _ => false,
    }
}
