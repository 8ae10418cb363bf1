//! Marks on the items of a source text: each gets an attribute in front, on the same line, so that lines stay as they are.

use std::fmt;
use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Attribute, Fields, ImplItem, Item, Visibility};

/// The start of the note on a marked item.
pub const MARK: &str = "restli: ";

/// A source text that is no Rust.
#[derive(Debug)]
pub struct MarkError(syn::Error);

impl fmt::Display for MarkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.0.span().start().line, self.0)
    }
}

impl std::error::Error for MarkError {}

impl From<syn::Error> for MarkError {
    fn from(error: syn::Error) -> Self {
        Self(error)
    }
}

/// Marks every public item of a file of a generated client. The path is that below its folder `src`.
///
/// # Errors
/// [`MarkError`] if the text is no Rust.
pub fn mark_client(text: &str, path: &str) -> Result<String, MarkError> {
    let file = syn::parse_file(text)?;
    let mut marks = Marks::default();
    marks.items(&file.items, &module_of(path));
    Ok(marks.write(text))
}

/// The module through which programs name the items of a file: `content` for `content/posts.rs`, `permits::content` for `permits/content.rs`,
/// nothing for `lib.rs`.
fn module_of(path: &str) -> String {
    let names = path.strip_suffix(".rs").unwrap_or(path);
    match names.split_once('/') {
        Some(("permits", product)) => format!("permits::{product}"),
        Some((module, _)) => module.to_owned(),
        None if names == "lib" => String::new(),
        None => names.to_owned(),
    }
}

/// Texts to insert, and stretches of text to leave out.
#[derive(Default)]
pub(super) struct Marks {
    inserted: Vec<(usize, String)>,
    left_out: Vec<Range<usize>>,
}

impl Marks {
    fn items(&mut self, items: &[Item], path: &str) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    let own = self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string());
                    self.fields(&item.fields, &own);
                }
                Item::Enum(item) => {
                    let own = self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string());
                    for variant in &item.variants {
                        self.mark(&variant.attrs, variant.span(), &join(&own, &variant.ident.to_string()));
                    }
                }
                Item::Trait(item) => drop(self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string())),
                Item::Type(item) => drop(self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string())),
                Item::Const(item) => drop(self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string())),
                Item::Static(item) => drop(self.item(&item.vis, &item.attrs, item.span(), path, &item.ident.to_string())),
                Item::Fn(item) => drop(self.item(&item.vis, &item.attrs, item.span(), path, &item.sig.ident.to_string())),
                Item::Impl(item) if item.trait_.is_none() => {
                    let own = join(path, &self_name(&item.self_ty));
                    for item in &item.items {
                        match item {
                            ImplItem::Fn(item) => drop(self.item(&item.vis, &item.attrs, item.span(), &own, &item.sig.ident.to_string())),
                            ImplItem::Const(item) => drop(self.item(&item.vis, &item.attrs, item.span(), &own, &item.ident.to_string())),
                            _ => {}
                        }
                    }
                }
                Item::Mod(item) if item.ident != "__private" => {
                    if let Some((_, items)) = &item.content {
                        self.items(items, &join(path, &item.ident.to_string()));
                    }
                }
                _ => {}
            }
        }
    }

    fn fields(&mut self, fields: &Fields, own: &str) {
        for field in fields {
            if let Some(name) = &field.ident {
                self.item(&field.vis, &field.attrs, field.span(), own, &name.to_string());
            }
        }
    }

    /// Marks an item if it is public, and returns its name.
    fn item(&mut self, visibility: &Visibility, attributes: &[Attribute], span: Span, path: &str, name: &str) -> String {
        let own = join(path, name.trim_start_matches("r#"));
        if matches!(visibility, Visibility::Public(_)) {
            self.mark(attributes, span, &own);
        }
        own
    }

    /// Puts a mark before an item, in place of the deprecation that it has.
    pub(super) fn mark(&mut self, attributes: &[Attribute], span: Span, name: &str) {
        self.inserted.push((span.byte_range().start, format!("#[deprecated(note = {:?})] ", format!("{MARK}{name}"))));
        let deprecated = attributes.iter().filter(|attribute| attribute.path().is_ident("deprecated"));
        self.left_out.extend(deprecated.map(|attribute| attribute.span().byte_range()));
    }

    /// The text with the marks.
    pub(super) fn write(mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        self.inserted.sort_by_key(|(at, _)| *at);
        let mut inserted = self.inserted.into_iter().peekable();
        for (at, letter) in text.char_indices() {
            while let Some((_, mark)) = inserted.next_if(|(place, _)| *place <= at) {
                out.push_str(&mark);
            }
            let is_left_out = letter != '\n' && self.left_out.iter().any(|range| range.contains(&at));
            out.push(if is_left_out { ' ' } else { letter });
        }
        out
    }
}

/// The name of the type that an `impl` is for.
pub(super) fn self_name(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}

#[cfg(test)]
mod tests {
    use super::mark_client;

    #[test]
    fn module_of_a_file_is_that_by_which_programs_name_its_items() {
        let modules = ["lib.rs", "content.rs", "content/posts.rs", "types/date.rs", "permits/content.rs"].map(super::module_of);
        assert_eq!(modules, ["", "content", "content", "types", "permits::content"]);
    }

    #[test]
    fn public_items_of_client_are_marked_on_their_lines() {
        let text = "/// A post.\n#[derive(Clone)]\npub struct Post {\n    /// Its key.\n    pub id: i64,\n    #[deprecated(note = \"old\")]\n    pub r#type: i64,\n    hidden: i64,\n}\n\nimpl Post {\n    pub fn new() -> Self { todo!() }\n    fn inner() {}\n}\n\npub enum Kind { One, Two(i64) }\nimpl Clone for Kind { fn clone(&self) -> Self { todo!() } }\n";
        let marked = mark_client(text, "content/posts.rs").expect("Rust");
        assert_eq!(marked.lines().count(), text.lines().count());
        let names: Vec<&str> = marked.split("restli: ").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(
            names,
            [
                "content::Post",
                "content::Post::id",
                "content::Post::type",
                "content::Post::new",
                "content::Kind",
                "content::Kind::One",
                "content::Kind::Two"
            ]
        );
        assert!(!marked.contains("old"), "{marked}");
        assert!(syn::parse_file(&marked).is_ok(), "{marked}");
    }
}
