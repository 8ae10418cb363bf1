//! The syntax of a call of `projection!`.
//!
//! ```text
//! projection!   ( Me: (id, headline) )                              expression form
//! projection!   { pub struct Card: people::Profile => (id) }        item form
//!                 └───── item ──┘          └ root ┘   └ body
//! ```
//!
//! In both forms the body may be a string literal, `"(id,headline)"`.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};

use crate::cursor::{Cursor, is_word};
use crate::failure::Failure;
use crate::tokens::{is_punct, string_value};

/// Syntax of both forms, for messages.
pub(crate) const FORMS: &str =
    "write `projection!(Type: (field, record(field)))` or `projection! { pub struct Name: Type => (field, record(field)) }`";

/// The parts of a call that could be read.
#[derive(Default)]
pub(crate) struct Call {
    /// The declaration of the result type, in the item form.
    pub(crate) item: Option<ItemHead>,
    /// The name of the projected type, without the path before it.
    pub(crate) root: Option<Ident>,
    /// The projection.
    pub(crate) body: Option<Body>,
}

/// The start of an item: `#[must_use] pub struct Card`.
pub(crate) struct ItemHead {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
}

/// A projection as it stands in a call.
pub(crate) enum Body {
    /// Fields in parentheses.
    Tokens(Group),
    /// A string literal and its value.
    Text(Literal, String),
}

impl Call {
    /// Reads a call up to the first syntax error, which is returned beside the parts.
    pub(crate) fn read(cursor: &mut Cursor) -> (Self, Option<Failure>) {
        let mut call = Self::default();
        let failure = call.read_parts(cursor).err();
        if failure.is_some() && call.root.is_some() && call.body.is_none() {
            // With the wrong sign after the type, `Me => (id)`, the projection can still be read.
            while cursor.next_if(|tree| matches!(tree, TokenTree::Punct(_))).is_some() {}
            call.body = read_body(cursor).ok();
        }
        (call, failure)
    }

    fn read_parts(&mut self, cursor: &mut Cursor) -> Result<(), Failure> {
        self.item = read_item_head(cursor)?;
        if self.item.is_some() {
            cursor.punct(':', "`:` after the name, and the type that is projected")?;
        }
        self.root = Some(read_root(cursor)?);
        let arrow = if self.item.is_some() { "=>" } else { ":" };
        for sign in arrow.chars() {
            cursor.punct(sign, &format!("`{arrow}` after the type"))?;
        }
        self.body = Some(read_body(cursor)?);
        cursor.next_if(|tree| is_punct(tree, ',') || is_punct(tree, ';'));
        match cursor.next() {
            None => Ok(()),
            Some(more) => {
                let message = "nothing belongs after the projection\nhelp: name all that you want in one pair of parentheses";
                Err(Failure::new(more.span(), message))
            }
        }
    }
}

/// Reads `#[..] pub struct Name`; `None` if the call is in the expression form.
fn read_item_head(cursor: &mut Cursor) -> Result<Option<ItemHead>, Failure> {
    let (attributes, visibility) = (cursor.attributes(), cursor.visibility());
    let is_item = !attributes.is_empty() || !visibility.is_empty();
    if cursor.next_if(|tree| is_word(tree, "struct")).is_none() {
        return if is_item { Err(cursor.expected("`struct`", None)) } else { Ok(None) };
    }
    let name = cursor.type_name("the name of the result type")?;
    Ok(Some(ItemHead { attributes, visibility, name }))
}

/// Reads a path, `people::Profile`, and returns its last name.
fn read_root(cursor: &mut Cursor) -> Result<Ident, Failure> {
    cursor.path_separator();
    loop {
        let name = match cursor.next() {
            Some(TokenTree::Ident(name)) => name,
            other => return Err(cursor.expected("the type that is projected", other.as_ref())),
        };
        if !cursor.path_separator() {
            return Ok(name);
        }
    }
}

/// Reads fields in parentheses, or a string literal in place of them.
fn read_body(cursor: &mut Cursor) -> Result<Body, Failure> {
    let found = cursor.next();
    match &found {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => return Ok(Body::Tokens(group.clone())),
        Some(TokenTree::Literal(literal)) => {
            if let Some(text) = string_value(literal) {
                return Ok(Body::Text(literal.clone(), text));
            }
        }
        _ => {}
    }
    Err(cursor.expected("fields in parentheses, or a string", found.as_ref()))
}
