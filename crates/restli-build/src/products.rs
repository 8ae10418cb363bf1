//! The products that a client is compiled with. In a module they are no features that its users choose: the build script sets them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_codegen::Plan;
use restli_schema::suggest;

/// The features of the products with these names and of those that they need; of all products without names.
pub(crate) fn chosen<'p>(plan: &'p Plan<'_>, names: Option<&[String]>) -> Result<BTreeSet<&'p str>, String> {
    let all = || plan.products.iter().map(|product| product.feature.as_str());
    let Some(names) = names else { return Ok(all().collect()) };
    let mut chosen = BTreeSet::new();
    let mut open: Vec<&str> = names.iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        let Some(product) = plan.products.iter().find(|product| product.feature == name) else {
            let advice = suggest::advice(name, all()).map_or_else(|| "the API has no products".to_owned(), |help| help.text);
            return Err(format!("error: the API `{}` has no product `{name}`: {advice}", plan.name()));
        };
        if chosen.insert(product.feature.as_str()) {
            open.extend(product.needs.iter().map(String::as_str));
        }
    }
    Ok(chosen)
}

/// The directives that make cargo compile with these features, and tell it that the others are known.
pub(crate) fn directives(plan: &Plan<'_>, chosen: &BTreeSet<&str>) -> String {
    let mut text = String::new();
    for product in &plan.products {
        let feature = &product.feature;
        let _ = writeln!(text, "cargo::rustc-check-cfg=cfg(feature, values({feature:?}))");
        if chosen.contains(feature.as_str()) {
            let _ = writeln!(text, "cargo::rustc-cfg=feature={feature:?}");
        }
    }
    text
}
