//! One of the two schemas that are compared.

use std::collections::BTreeSet;

use restli_schema::Loaded;
use restli_schema::api::{Api, FamilyId, VersionFamily};
use restli_schema::source::{SourceMap, Span};

use super::change::Site;

/// A schema, whole or as one of its dated versions has it.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    pub(crate) api: &'a Api,
    pub(crate) sources: &'a SourceMap,
    pub(crate) at: Vec<(FamilyId, u32)>,
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
        Self::dated(loaded, version, |_| version)
    }

    /// A schema as the pinned versions have it of the families that have released a version. `None` if there is none.
    #[must_use]
    pub fn pinned(loaded: &'a Loaded, version: u32) -> Option<Self> {
        Self::dated(loaded, version, |family| family.pinned)
    }

    fn dated(loaded: &'a Loaded, version: u32, of: impl Fn(&VersionFamily) -> u32) -> Option<Self> {
        let has = |id: &FamilyId| loaded.api[*id].released.iter().any(|released| released.number == version);
        let at: Vec<_> = loaded.api.family_ids().filter(has).map(|id| (id, of(&loaded.api[id]))).collect();
        (!at.is_empty()).then_some(Self { at, ..Self::from(loaded) })
    }

    /// Two versions of a schema as far as they can be compared: of the families that have released both. `None` if there is none; sides that
    /// are not both dated stay as they are.
    #[must_use]
    pub fn comparable(self, other: Self) -> Option<[Self; 2]> {
        if self.at.is_empty() || other.at.is_empty() {
            return Some([self, other]);
        }
        let in_both = |(id, _): &(FamilyId, u32)| [&self, &other].iter().all(|side| side.at.iter().any(|(family, _)| family == id));
        let shared = |side: &Self| side.at.iter().copied().filter(in_both).collect::<Vec<_>>();
        let [before, after] = [shared(&self), shared(&other)];
        (!before.is_empty()).then(|| [Self { at: before, ..self.clone() }, Self { at: after, ..other.clone() }])
    }

    /// The versions that a dated side has.
    #[must_use]
    pub fn versions(&self) -> BTreeSet<u32> {
        self.at.iter().map(|(_, version)| *version).collect()
    }

    /// The name of the API.
    #[must_use]
    pub fn api_name(&self) -> &'a str {
        &self.api.name.wire
    }

    /// The side with a text before the path of every file in places: `HEAD:schema/shop/`.
    #[must_use]
    pub fn below(self, prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..self }
    }

    pub(crate) fn site(&self, span: Span) -> Option<Site> {
        let file = self.sources.file(span)?;
        let position = file.position(span.start);
        Some(Site { path: format!("{}{}", self.prefix, file.path), line: position.line, column: position.column })
    }
}
