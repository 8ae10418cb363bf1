//! Names taken in each module of the client.

use restli_schema::api::Api;

use super::model::Module;
use super::names::Names;

/// The names taken in each module of the client.
#[derive(Debug)]
pub(crate) struct NamesByModule {
    shared: Names,
    products: Vec<Names>,
}

impl NamesByModule {
    pub(crate) fn new(api: &Api) -> Self {
        Self { shared: Names::default(), products: api.products().iter().map(|_| Names::default()).collect() }
    }

    pub(crate) fn of(&mut self, module: Module) -> &mut Names {
        match module {
            Module::Product(id) => self.products.get_mut(id.index()).unwrap_or(&mut self.shared),
            Module::Shared | Module::Urns => &mut self.shared,
        }
    }
}
