//! The modules of a crate, read from its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

/// A name in a module.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// A module of the crate, by its place in [`Crate::modules`].
    Module(usize),
    /// An item defined in this module.
    Item,
    /// A name imported or re-exported from this path.
    Import(Vec<String>),
}

/// A module: a file, or braces in one.
pub(crate) struct Module {
    pub(crate) parent: Option<usize>,
    /// The place of its file in [`Crate::files`].
    pub(crate) file: usize,
    pub(crate) names: BTreeMap<String, Vec<Target>>,
    /// Paths imported or re-exported with `*`.
    pub(crate) globs: Vec<Vec<String>>,
    /// Paths that the module imports for its own use, `*` excepted.
    pub(crate) imports: Vec<Vec<String>>,
    pub(crate) items: Vec<Item>,
}

/// One target of a package: its files and modules. The root is the first of both.
#[derive(Default)]
pub(crate) struct Crate {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) modules: Vec<Module>,
    /// Macros by example, with the file that defines each.
    pub(crate) macros: BTreeMap<String, usize>,
}

impl Crate {
    /// Reads a crate from its root file. Code of `#[cfg(test)]` is left out.
    pub(crate) fn read(root: &Path) -> Self {
        let mut out = Self::default();
        let folder = root.parent().expect("a folder").to_owned();
        out.file(root, &folder, None);
        out
    }

    /// Adds a module that is a file; `folder` holds the files of its children.
    fn file(&mut self, path: &Path, folder: &Path, parent: Option<usize>) -> usize {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.files.push(path.to_owned());
        self.module(syntax.items, self.files.len() - 1, folder, parent)
    }

    fn module(&mut self, items: Vec<Item>, file: usize, folder: &Path, parent: Option<usize>) -> usize {
        let place = self.modules.len();
        let (names, globs, imports) = <_>::default();
        self.modules.push(Module { parent, file, names, globs, imports, items: Vec::new() });
        let mut kept = Vec::new();
        for mut item in items {
            if attributes(&item).iter().any(is_test) {
                continue;
            }
            if let Item::Mod(module) = &mut item {
                let name = module.ident.to_string();
                let inner = folder.join(&name);
                let child = if let Some((_, items)) = module.content.take() {
                    self.module(items, file, &inner, Some(place))
                } else {
                    let (flat, nested) = (folder.join(format!("{name}.rs")), inner.join("mod.rs"));
                    let path = path_attribute(&module.attrs).map(|path| self.files[file].with_file_name(path));
                    let path = path.unwrap_or(if nested.is_file() { nested } else { flat });
                    self.file(&path, &inner, Some(place))
                };
                self.name(place, name, Target::Module(child));
                continue;
            }
            if let Item::Macro(item) = &item
                && let Some(name) = &item.ident
            {
                self.macros.insert(name.to_string(), file);
            } else if let Some(name) = defined(&item) {
                self.name(place, name, Target::Item);
            }
            let mut imports = Imports::default();
            imports.visit_item(&item);
            for (path, name, own) in imports.0 {
                self.import(place, path, name, own);
            }
            kept.push(item);
        }
        self.modules[place].items = kept;
        place
    }

    fn name(&mut self, module: usize, name: String, target: Target) {
        self.modules[module].names.entry(name).or_default().push(target);
    }

    fn import(&mut self, module: usize, path: Vec<String>, name: Option<String>, own: bool) {
        match name {
            None => self.modules[module].globs.push(path),
            Some(name) => {
                if own {
                    self.modules[module].imports.push(path.clone());
                }
                self.name(module, name, Target::Import(path));
            }
        }
    }
}

/// Imports of an item, those in function bodies included: path, name (`None` for `*`), and whether no one else sees the name.
#[derive(Default)]
struct Imports(Vec<(Vec<String>, Option<String>, bool)>);

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            let mut leaves = Vec::new();
            flatten(&item.tree, &mut Vec::new(), &mut leaves);
            let own = matches!(item.vis, Visibility::Inherited);
            self.0.extend(leaves.into_iter().map(|(path, name)| (path, name, own)));
        }
    }
}

/// Each leaf of an import: its path, and its name in the importing module; `None` for `*`.
fn flatten(tree: &UseTree, path: &mut Vec<String>, out: &mut Vec<(Vec<String>, Option<String>)>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, out);
            path.pop();
        }
        UseTree::Name(tree) if tree.ident == "self" => out.push((path.clone(), path.last().cloned())),
        UseTree::Name(tree) => out.push(([path.as_slice(), &[tree.ident.to_string()]].concat(), Some(tree.ident.to_string()))),
        UseTree::Rename(tree) if tree.ident == "self" => out.push((path.clone(), Some(tree.rename.to_string()))),
        UseTree::Rename(tree) => out.push(([path.as_slice(), &[tree.ident.to_string()]].concat(), Some(tree.rename.to_string()))),
        UseTree::Glob(_) => out.push((path.clone(), None)),
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| flatten(tree, path, out)),
    }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Returns whether an attribute is `#[cfg(test)]`.
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
}

/// The file that `#[path = "..."]` names.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("path")).find_map(|attribute| {
        let syn::Meta::NameValue(meta) = &attribute.meta else { return None };
        match &meta.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        }
    })
}
