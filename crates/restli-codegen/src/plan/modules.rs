//! Names taken in each module of the client.

use restli_schema::api::Api;

use super::model::Module;
use super::names::Scope;

/// The names taken in each module of the client.
#[derive(Debug)]
pub(crate) struct NamesByModule {
    shared: Scope,
    products: Vec<Scope>,
}

impl NamesByModule {
    pub(crate) fn new(api: &Api) -> Self {
        Self { shared: Scope::default(), products: api.products.iter().map(|_| Scope::default()).collect() }
    }

    pub(crate) fn of(&mut self, module: Module) -> &mut Scope {
        match module {
            Module::Product(id) => self.products.get_mut(id.index()).unwrap_or(&mut self.shared),
            Module::Shared | Module::Urns => &mut self.shared,
        }
    }
}
