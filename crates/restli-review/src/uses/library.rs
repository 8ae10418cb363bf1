//! Libraries between a program and the client: the program uses what the functions use that it calls.

use std::collections::{BTreeMap, BTreeSet};

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::Use;
use super::mark::{MarkError, Marks};

/// The functions of a library, with the lines of each.
#[derive(Debug, Default)]
pub struct Library {
    functions: Vec<Function>,
}

#[derive(Debug)]
struct Function {
    name: String,
    path: String,
    first: usize,
    last: usize,
}

impl Library {
    /// Marks the functions of a file, and keeps their places. `path` names the file in warnings.
    ///
    /// # Errors
    /// [`MarkError`] if the text is no Rust.
    pub fn mark(&mut self, text: &str, path: &str) -> Result<String, MarkError> {
        let file = syn::parse_file(text)?;
        let mut walk = Functions { marks: Marks::default(), path, found: Vec::new(), in_trait: false };
        walk.visit_file(&file);
        self.functions.extend(walk.found);
        Ok(walk.marks.write(text))
    }

    /// The uses that a program makes, by itself or through functions of libraries. A use in a library has the places in the program
    /// that lead to it. Code of a file outside of its functions counts as used with any of them.
    #[must_use]
    pub fn followed(&self, program: Vec<Use>, libraries: &[Use]) -> Vec<Use> {
        let mut inside: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        let mut beside: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for one in libraries {
            let line = usize::try_from(one.line).unwrap_or_default();
            let around =
                self.functions.iter().filter(|function| function.path == one.path && (function.first..=function.last).contains(&line));
            match around.max_by_key(|function| function.first) {
                Some(function) => inside.entry(&function.name).or_default().push(one),
                None => beside.entry(&one.path).or_default().push(one),
            }
        }
        let files: BTreeMap<&str, &str> = self.functions.iter().map(|function| (function.name.as_str(), function.path.as_str())).collect();
        let mut seen: BTreeSet<Use> = program.iter().cloned().collect();
        let mut open = program;
        while let Some(one) = open.pop() {
            let Some(file) = files.get(one.item.as_str()) else { continue };
            let behind = inside.get(one.item.as_str()).into_iter().chain(beside.get(file)).flatten();
            for behind in behind {
                let through = Use { item: behind.item.clone(), narrowed: behind.narrowed, ..one.clone() };
                if seen.insert(through.clone()) {
                    open.push(through);
                }
            }
        }
        seen.into_iter().filter(|one| !files.contains_key(one.item.as_str())).collect()
    }
}

struct Functions<'a> {
    marks: Marks,
    path: &'a str,
    found: Vec<Function>,
    /// In the implementation of a trait, whose functions cannot be marked.
    in_trait: bool,
}

impl Functions<'_> {
    fn function(&mut self, attributes: &[syn::Attribute], span: proc_macro2::Span) {
        if self.in_trait {
            return;
        }
        let (first, last) = (span.start().line, span.end().line);
        let name = format!("{}:{first}:{}", self.path, span.start().column);
        self.marks.mark(attributes, span, &name);
        self.found.push(Function { name, path: self.path.to_owned(), first, last });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.attrs, item.span());
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.attrs, item.span());
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.in_trait = item.trait_.is_some();
        visit::visit_item_impl(self, item);
        self.in_trait = false;
    }
}
