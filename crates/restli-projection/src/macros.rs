//! The macro `projection!`.
//!
//! Two forms: `Type: (fields)` is a value for `select(..)`, `pub struct Name: Type => (fields)` declares the result type
//! and a constant of the same name. In both, a string literal may stand in place of the parentheses.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use restli_core::projection::{Projection, SyntaxError, lexemes};

use crate::catalog::{Catalog, TypeIndex};
use crate::check::{examine, resolve};
use crate::cursor::{Cursor, is_word};
use crate::declaration::{Declaration, Paths, constant, docs, ident};
use crate::embed;
use crate::expand::{Expansion, expand};
use crate::failure::Failure;
use crate::problem::Problem;
use crate::recover::{self, recover};
use crate::selectable::permits;
use crate::suggest;
use crate::text;
use crate::tokens::{Lexed, Spans, is_punct, lex, plain, string_value};

/// Syntax of both forms of `projection!`, for messages.
const FORMS: &str =
    "write `projection!(Type: (field, record(field)))` or `projection! { pub struct Name: Type => (field, record(field)) }`";

/// Expands `projection!`. The input starts with the client crate in parentheses, which the client's own macro puts there.
#[must_use]
pub fn expand_projection(input: TokenStream, catalog: &Catalog<'_>) -> TokenStream {
    let mut cursor = Cursor::new(input, FORMS);
    let client = match cursor.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group.stream(),
        _ => return Failure::new(Span::call_site(), "use the macro `projection!` of the client crate").tokens(),
    };
    let mut failures = Vec::new();
    let call = parse(&mut cursor, &mut failures);
    expand_call(call, failures, &client, catalog)
}

/// The traits of the fields in the tokens of a `projection!` that need a permission, as far as the tokens can be parsed.
#[must_use]
pub fn permits_of_tokens(input: TokenStream, catalog: &Catalog<'_>) -> Vec<String> {
    let mut failures = Vec::new();
    let call = parse(&mut Cursor::new(input, FORMS), &mut failures);
    let Some(root) = call.root.and_then(|root| catalog.root(&plain(&root))) else { return Vec::new() };
    permits_of(catalog, root, &read(call.body.as_ref(), &mut failures).projection)
}

/// The traits of the fields in a projection that need a permission.
#[must_use]
pub fn permits_of(catalog: &Catalog<'_>, root: TypeIndex, projection: &Projection) -> Vec<String> {
    permits(&resolve(catalog, root, projection).selection).into_keys().map(str::to_owned).collect()
}

/// The parts of a call of `projection!` that could be read.
struct Call {
    /// The item form.
    item: Option<ItemHead>,
    root: Option<Ident>,
    body: Option<Body>,
}

/// The declaration that the item form starts with: attributes, visibility and name.
pub(crate) struct ItemHead {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
}

enum Body {
    Tokens(Group),
    Text(Literal, String),
}

fn expand_call(call: Call, mut failures: Vec<Failure>, client: &TokenStream, catalog: &Catalog<'_>) -> TokenStream {
    let Call { item, root, body } = call;
    let paths = Paths::outside(client);
    let root = root.and_then(|root| Some((root_type(&root, catalog, &mut failures)?, root)));
    let before = failures.len();
    let Read { projection, spans, embedded } = read(body.as_ref(), &mut failures);
    let readable = failures.len() == before;
    let Some((index, root)) = root else { return without_projection(item, &failures, &paths) };
    let names: Vec<String> = embedded.iter().map(last_name).collect();
    let (checked, problems) = examine(catalog, index, &projection, &names);
    // What else is wrong with a projection that cannot be read may come from how it was mended.
    failures.extend(problems.iter().filter(|_| readable).map(|problem| locate(problem, &spans, body.as_ref())));
    let expression = item.is_none();
    let mut declaration = declaration(item, &root, catalog, index, &projection);
    declaration.docs = declaration.docs.into_iter().map(|text| embed::with_names(text, &names)).collect();
    declaration.embedded = embedded;
    declaration.mended = !failures.is_empty();
    let parts = expand(catalog, &checked, &projection, &declaration, &paths, &mut BTreeSet::new(), &|at| spans.at(at));
    let errors = failures.iter().map(Failure::tokens);
    let parts = parts.into_iter().map(Expansion::into_tokens);
    if expression {
        let name = &declaration.name;
        quote!({ #(#errors)* #(#parts)* #client::__private::core::projection::Select::<#name>::new() })
    } else {
        quote!(#(#errors)* #(#parts)*)
    }
}

/// Expands a call whose projection cannot be read: errors, and in the item form also the names that it declares.
fn without_projection(item: Option<ItemHead>, failures: &[Failure], paths: &Paths) -> TokenStream {
    match item {
        // One erroneous expression silences what would follow from its type.
        None => failures.first().map(Failure::tokens).unwrap_or_default(),
        Some(ItemHead { attributes, visibility, name }) => {
            let errors = failures.iter().map(Failure::tokens);
            let declaration =
                Declaration { name, visibility, attributes, docs: Vec::new(), mended: false, constant: true, embedded: Vec::new() };
            let constant = constant(&declaration, paths);
            let Declaration { name, visibility, attributes, .. } = declaration;
            quote!(#(#errors)* #attributes #visibility struct #name {} #constant)
        }
    }
}

/// The type before the colon. A slip is reported, and taken for what was meant.
fn root_type(root: &Ident, catalog: &Catalog<'_>, failures: &mut Vec<Failure>) -> Option<TypeIndex> {
    let name = plain(root);
    if let Some(index) = catalog.root(&name) {
        return Some(index);
    }
    let near = catalog.nearest_root(&name);
    let help = match near {
        Some(near) => format!("\nhelp: did you mean `{near}`?"),
        None => format!("\nhelp: {}", known(catalog, &name)),
    };
    failures.push(Failure::new(root.span(), format!("no type `{name}` to project{help}")));
    near.and_then(|near| catalog.root(near))
}

/// Lists the types that may stand before the colon: all of them if they are few, else those that share a word with the name written.
fn known(catalog: &Catalog<'_>, name: &str) -> String {
    let roots = || catalog.roots.iter().map(|(root, _)| *root);
    match suggest::short_list(roots()).or_else(|| suggest::short_list(suggest::akin(name, roots()))) {
        Some(list) => format!("known are {list}"),
        None => "write the name of a record or of a resource of this client".to_owned(),
    }
}

/// The projection between the parentheses, with its spans.
struct Read {
    projection: Projection,
    spans: Spans,
    /// The types of embedded projections.
    embedded: Vec<TokenStream>,
}

/// The last part of a path.
fn last_name(path: &TokenStream) -> String {
    let names = path.clone().into_iter().filter_map(|tree| if let TokenTree::Ident(ident) = tree { Some(plain(&ident)) } else { None });
    names.last().unwrap_or_default()
}

/// Reads what is between the parentheses. A slip is reported, and what was meant is read.
fn read(body: Option<&Body>, failures: &mut Vec<Failure>) -> Read {
    let (parsed, Lexed { lexemes, end, spans, embedded }) = match body {
        None => {
            return Read { projection: recover::everything(), spans: Spans::single(Span::call_site()), embedded: Vec::new() };
        }
        Some(Body::Tokens(group)) => {
            let lexed = lex(group);
            (Projection::parse_lexemes(&lexed.lexemes, lexed.end), lexed)
        }
        Some(Body::Text(literal, text)) => {
            let spans = Spans::single(literal.span());
            (Projection::parse(text), Lexed { lexemes: lexemes(text), end: text.len(), spans, embedded: Vec::new() })
        }
    };
    let projection = parsed.unwrap_or_else(|SyntaxError { at, len, message, help }| {
        failures.push(locate(&Problem { at, len, message, help }, &spans, body));
        recover(lexemes, end)
    });
    Read { projection, spans, embedded }
}

/// A problem with its tokens; in a string literal, with the line that has it.
fn locate(problem: &Problem, spans: &Spans, body: Option<&Body>) -> Failure {
    let (start, end) = spans.of(problem);
    let message = match body {
        None | Some(Body::Tokens(_)) => problem.to_string(),
        Some(Body::Text(_, text)) => {
            let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            format!("{}\n{}{help}", problem.message, text::underlined(text, problem.at, problem.len))
        }
    };
    Failure { start, end, message }
}

fn declaration(item: Option<ItemHead>, root: &Ident, catalog: &Catalog<'_>, index: TypeIndex, projection: &Projection) -> Declaration {
    let Some(ItemHead { attributes, visibility, name }) = item else {
        let name = ident(&root.to_string(), Span::call_site());
        return Declaration {
            name,
            visibility: TokenStream::new(),
            attributes: TokenStream::new(),
            docs: Vec::new(),
            mended: false,
            constant: false,
            embedded: Vec::new(),
        };
    };
    let documented = attributes.clone().into_iter().any(|tree| matches!(&tree, TokenTree::Group(group) if starts_with(group, "doc")));
    let docs = if documented { Vec::new() } else { docs(catalog, index, projection) };
    Declaration { name, visibility, attributes, docs, mended: false, constant: true, embedded: Vec::new() }
}

fn starts_with(group: &Group, word: &str) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == word)
}

/// Reads as far as it can, and reports the first thing that it cannot read.
fn parse(cursor: &mut Cursor, failures: &mut Vec<Failure>) -> Call {
    let mut call = Call { item: None, root: None, body: None };
    if let Err(failure) = parse_into(&mut call, cursor) {
        failures.push(failure);
        // The type may still be followed by what was meant as the projection.
        if call.root.is_some() && call.body.is_none() {
            while cursor.next_if(|tree| matches!(tree, TokenTree::Punct(_))).is_some() {}
            call.body = body(cursor).ok();
        }
    }
    call
}

fn parse_into(call: &mut Call, cursor: &mut Cursor) -> Result<(), Failure> {
    call.item = item_head(cursor)?;
    let item = call.item.is_some();
    if item {
        cursor.punct(':', "`:` after the name, and the type that is projected")?;
    }
    call.root = Some(root(cursor)?);
    let arrow: &[char] = if item { &['=', '>'] } else { &[':'] };
    for sign in arrow {
        cursor.punct(*sign, &format!("`{}` after the type", arrow.iter().collect::<String>()))?;
    }
    call.body = Some(body(cursor)?);
    if let Some(after) = cursor.next_if(|tree| !is_punct(tree, ',') && !is_punct(tree, ';')) {
        return Err(beyond(&after));
    }
    cursor.next();
    cursor.next().map_or(Ok(()), |after| Err(beyond(&after)))
}

fn beyond(after: &TokenTree) -> Failure {
    Failure::new(after.span(), "nothing belongs after the projection\nhelp: name all that you want in one pair of parentheses")
}

/// The parentheses, or a string in place of them.
fn body(cursor: &mut Cursor) -> Result<Body, Failure> {
    match cursor.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Ok(Body::Tokens(group)),
        Some(TokenTree::Literal(literal)) => match string_value(&literal) {
            Some(text) => Ok(Body::Text(literal, text)),
            None => Err(Failure::new(literal.span(), format!("expected fields in parentheses, or a string\nhelp: {FORMS}"))),
        },
        other => Err(cursor.expected("fields in parentheses, or a string", other.as_ref())),
    }
}

/// `#[..] pub struct Name:`, if that is what it starts with.
fn item_head(cursor: &mut Cursor) -> Result<Option<ItemHead>, Failure> {
    let (attributes, visibility) = (cursor.attributes(), cursor.visibility());
    let is_item = !attributes.is_empty() || !visibility.is_empty();
    if cursor.next_if(|tree| is_word(tree, "struct")).is_none() {
        return if is_item { Err(cursor.expected("`struct`", None)) } else { Ok(None) };
    }
    let name = cursor.type_name("the name of the result type")?;
    Ok(Some(ItemHead { attributes, visibility, name }))
}

/// A type by its name or path; its last part counts.
fn root(cursor: &mut Cursor) -> Result<Ident, Failure> {
    cursor.path_separator();
    loop {
        let ident = match cursor.next() {
            Some(TokenTree::Ident(ident)) => ident,
            other => return Err(cursor.expected("the type that is projected", other.as_ref())),
        };
        if !cursor.path_separator() {
            return Ok(ident);
        }
    }
}
