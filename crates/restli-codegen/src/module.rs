//! The generated crates as parts of crates that a user writes: the client as a module, the macros as the source of a macro crate. A build
//! script writes them, so that nothing generated is committed.

use crate::format::FormatError;
use crate::output::{CrateNames, FileSet};
use crate::plan::Plan;

/// The client as a module.
#[derive(Clone, Copy, Debug)]
pub struct InModule<'a> {
    /// The name of the module at the root of its crate.
    pub name: &'a str,
    /// The macro crate, whose source [`macro_sources`] makes; without it, the module has no `projection!` and no `scopes!`.
    pub macros: Option<&'a str>,
}

/// Makes the client as a module of another crate, which depends on `restli-client`: its files by their paths in the folder of the module,
/// `mod.rs` first of all. The features of the products are those of that crate.
///
/// # Errors
/// [`FormatError`] if the generator made something that is not Rust: a defect of the generator.
pub fn module(plan: &Plan<'_>, place: InModule<'_>) -> Result<FileSet, FormatError> {
    let crates = CrateNames {
        module: Some(place.name.to_owned()),
        macros: place.macros.map(str::to_owned).unwrap_or_default(),
        ..CrateNames::of(plan.name(), None)
    };
    let below = format!("{}/src/", crates.client);
    let client = crates.client.replace('-', "_");
    let files = plan.with_catalog(|catalog| crate::client(plan, catalog, &crates))?.into_iter().filter_map(|(path, text)| {
        let path = path.strip_prefix(&below)?;
        Some((if path == "lib.rs" { "mod.rs" } else { path }.to_owned(), moved(&text, &client, place.name)))
    });
    Ok(files.collect())
}

/// Makes the source of a macro crate: its files by their paths in the folder of `lib.rs`.
///
/// # Errors
/// [`FormatError`] if the generator made something that is not Rust: a defect of the generator.
pub fn macro_sources(plan: &Plan<'_>) -> Result<FileSet, FormatError> {
    let crates = CrateNames::of(plan.name(), None);
    let below = format!("{}/src/", crates.macros);
    let files = plan.with_catalog(|catalog| crate::macros(plan, catalog, &crates))?.into_iter();
    Ok(files.filter_map(|(path, text)| Some((path.strip_prefix(&below)?.to_owned(), text))).collect())
}

/// The text of a file with paths that lead to the module in place of the crate. Its examples are no tests: they would have to stand in the
/// crate, too.
fn moved(text: &str, client: &str, module: &str) -> String {
    let root = format!("crate::{module}");
    let is_part = |before: &str| before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("crate::") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(if is_part(before) { "crate" } else { &root });
        rest = from.strip_prefix("crate").unwrap_or_default();
    }
    out.push_str(rest);
    out.replace("($crate)", &format!("(${root})")).replace(&format!("{client}::"), &format!("{root}::")).replace("```no_run", "```ignore")
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn paths_of_a_moved_file_lead_to_the_module() {
        let text = "use crate::{api, urns};\n/// ```no_run\n/// use shop_client::Client;\n/// ```\npub(crate) fn f() -> crate::Client { subcrate::f() }\n\
                    macro_rules! m { () => { $crate::p::m! { ($crate) } } }\n";
        let moved = moved(text, "shop_client", "shop");
        let wanted = "use crate::shop::{api, urns};\n/// ```ignore\n/// use crate::shop::Client;\n/// ```\npub(crate) fn f() -> crate::shop::Client { subcrate::f() }\n\
                      macro_rules! m { () => { $crate::shop::p::m! { ($crate::shop) } } }\n";
        assert_eq!(moved, wanted);
    }
}
