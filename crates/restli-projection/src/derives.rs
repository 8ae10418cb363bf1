//! Attributes of an item that a macro declares and that has some traits already: a result type, which reads and writes the names of the
//! schema, or the scopes of an app.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use crate::cursor::is_word;
use crate::failure::Failure;
use crate::tokens::is_punct;

/// The traits that all items of a macro have.
pub(crate) struct Present {
    /// The items in messages.
    of: &'static str,
    traits: &'static [&'static str],
}

impl Present {
    /// Returns whether the items read and write names that no attribute changes.
    fn is_serialized(&self) -> bool {
        self.traits.contains(&"Serialize")
    }
}

/// The traits that every result type has.
pub(crate) const RESULT: Present = Present { of: "result type", traits: &["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"] };

/// The traits that every type of scopes has.
pub(crate) const SCOPES: Present = Present { of: "type of scopes", traits: &["Clone", "Copy", "Debug"] };

/// Attributes without the traits that the item has already, and without those of serde on a result type, each of which is a failure.
pub(crate) fn without_present(attributes: TokenStream, present: &Present, failures: &mut Vec<Failure>) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut trees = attributes.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) => kept.extend([TokenTree::Group(attribute(group, present, failures))]),
            hash => match trees.next_if(|next| present.is_serialized() && serde(next).is_some()).as_ref().and_then(serde) {
                Some(word) => failures.push(unread(&word)),
                None => kept.extend([hash]),
            },
        }
    }
    kept
}

/// The word `serde` of `#[serde(..)]`, of which the hash is read.
fn serde(tree: &TokenTree) -> Option<Ident> {
    let TokenTree::Group(group) = tree else { return None };
    match group.stream().into_iter().next() {
        Some(TokenTree::Ident(word)) if word == "serde" => Some(word),
        _ => None,
    }
}

fn unread(word: &Ident) -> Failure {
    let message = "a result type has the names of the schema in JSON, and no attribute changes them\n\
                   help: leave `#[serde(..)]` out, and move the fields to a type of your own where other names are needed";
    Failure::new(word.span(), message)
}

/// The inside of `#[..]`, changed if it is a `derive`.
fn attribute(group: Group, present: &Present, failures: &mut Vec<Failure>) -> Group {
    let mut trees = group.stream().into_iter();
    let (Some(derive), Some(TokenTree::Group(list))) = (trees.next().filter(|tree| is_word(tree, "derive")), trees.next()) else {
        return group;
    };
    let kept = Group::new(list.delimiter(), derives(list.stream(), present, failures));
    Group::new(group.delimiter(), [derive, TokenTree::Group(kept)].into_iter().collect())
}

/// The paths in a list of traits without those that are present.
fn derives(paths: TokenStream, present: &Present, failures: &mut Vec<Failure>) -> TokenStream {
    let trees: Vec<TokenTree> = paths.into_iter().collect();
    let mut kept = TokenStream::new();
    for path in trees.split_inclusive(|tree| is_punct(tree, ',')) {
        let last = path.iter().rev().find_map(|tree| if let TokenTree::Ident(name) = tree { Some(name) } else { None });
        match last.filter(|name| present.traits.iter().any(|one| *name == one)) {
            Some(name) => failures.push(twice(name, present)),
            None => kept.extend(path.iter().cloned()),
        }
    }
    kept
}

fn twice(name: &Ident, Present { of, traits }: &Present) -> Failure {
    let all: Vec<String> = traits.iter().map(|one| format!("`{one}`")).collect();
    let all = all.join(", ");
    Failure::new(name.span(), format!("the {of} has `{name}` already\nhelp: leave it out of `derive`: every {of} has {all}"))
}
