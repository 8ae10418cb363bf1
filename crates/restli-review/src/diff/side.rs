//! One of the two schemas that are compared.

use restli_schema::Loaded;
use restli_schema::api::{Api, FamilyId};
use restli_schema::source::{SourceMap, Span};

use super::change::Site;

/// A schema, whole or as one of its dated versions has it.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    pub(super) api: &'a Api,
    sources: &'a SourceMap,
    pub(super) at: Vec<(FamilyId, u32)>,
    prefix: String,
}

impl<'a> From<&'a Loaded> for Side<'a> {
    fn from(loaded: &'a Loaded) -> Self {
        Self { api: &loaded.api, sources: &loaded.sources, at: Vec::new(), prefix: String::new() }
    }
}

impl<'a> Side<'a> {
    /// A schema as a dated version has it: without what came later, and without what is gone by then. `None` if no family has released
    /// the version.
    #[must_use]
    pub fn at(loaded: &'a Loaded, version: u32) -> Option<Self> {
        let has = |id: &FamilyId| loaded.api[*id].released.iter().any(|released| released.number == version);
        let at: Vec<_> = loaded.api.family_ids().filter(has).map(|id| (id, version)).collect();
        (!at.is_empty()).then_some(Self { api: &loaded.api, sources: &loaded.sources, at, prefix: String::new() })
    }

    /// The side with a text before the path of every file in places: `HEAD:schema/shop/`.
    #[must_use]
    pub fn below(self, prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..self }
    }

    pub(super) fn site(&self, span: Span) -> Option<Site> {
        let file = self.sources.file(span)?;
        let position = file.position(span.start);
        Some(Site { path: format!("{}{}", self.prefix, file.path), line: position.line, column: position.column })
    }
}
