//! Names of the files of the site, which lie in one folder.

use std::collections::BTreeSet;

use restli_codegen::Plan;
use restli_codegen::plan::model::Module;
use restli_schema::client_names::full_name;

/// The file of each part of an API that has a page of its own, by its position in the API.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) products: Vec<String>,
    pub(crate) resources: Vec<String>,
    pub(crate) types: Vec<String>,
    pub(crate) permissions: Vec<String>,
    pub(crate) errors: Vec<String>,
    pub(crate) urns: Vec<String>,
}

impl Files {
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let api = plan.api;
        let mut taken = Taken::default();
        let product = |id: restli_schema::api::ProductId| api[id].name.wire.as_str();
        let module = |module: Module| match module {
            Module::Product(id) => product(id),
            Module::Shared | Module::Urns => "shared",
        };
        Self {
            products: api.products().iter().map(|one| taken.file("product", &one.name.wire)).collect(),
            resources: api
                .resources()
                .iter()
                .map(|one| taken.file("resource", &format!("{}.{}", product(one.product), full_name(api, one))))
                .collect(),
            types: plan.types.iter().map(|one| taken.file("type", &format!("{}.{}", module(one.item.module), one.item.ident))).collect(),
            permissions: api.permissions().iter().map(|one| taken.file("permission", &one.name.wire)).collect(),
            errors: api.errors().iter().map(|one| taken.file("error", &one.name.wire)).collect(),
            urns: api.urns().iter().map(|one| taken.file("urn", &format!("{}.{}", one.namespace, one.name.wire))).collect(),
        }
    }
}

/// Names that are taken, in lower case: some disks do not tell cases apart.
#[derive(Default)]
struct Taken(BTreeSet<String>);

/// The most characters of the part of a file's name that the schema decides.
const LONGEST: usize = 120;

impl Taken {
    /// A free name of plain letters: `error-ACCESS_DENIED.html`. A tilde is left to the further parts of a page.
    fn file(&mut self, kind: &str, name: &str) -> String {
        let plain = |one: char| if one.is_ascii_alphanumeric() || matches!(one, '.' | '_') { one } else { '-' };
        let stem: String = format!("{kind}-").chars().chain(name.chars().take(LONGEST).map(plain)).collect();
        let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
        let free = std::iter::once(stem.clone()).chain(numbered).find(|stem| self.0.insert(stem.to_ascii_lowercase()));
        format!("{}.html", free.unwrap_or(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn files_of_names_that_differ_in_case_or_signs_have_names_of_their_own() {
        let mut taken = Taken::default();
        let made: Vec<String> = ["a", "A", "https://x/y", "https:..x.y", "../../etc", ""].map(|name| taken.file("error", name)).into();
        let expected =
            ["error-a.html", "error-A-2.html", "error-https---x-y.html", "error-https-..x.y.html", "error-..-..-etc.html", "error-.html"];
        assert_eq!(made, expected);
    }
}
