//! Products: one module and one cargo feature each.

use restli_schema::api::ProductId;

use super::types::Module;

/// The module and cargo feature of a product.
#[derive(Debug)]
pub struct ProductPlan {
    /// The product in the schema.
    pub id: ProductId,
    /// Module name.
    pub module: String,
    /// Feature name.
    pub feature: String,
    /// Features of the products whose types this product uses.
    pub needs: Vec<String>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
}

impl Module {
    /// The name of the module below the client crate.
    #[must_use]
    pub fn name(self, products: &[ProductPlan]) -> &str {
        match self {
            Self::Shared => "types",
            Self::Urns => "urns",
            Self::Product(id) => products.get(id.index()).map_or("types", |product| product.module.as_str()),
        }
    }
}
