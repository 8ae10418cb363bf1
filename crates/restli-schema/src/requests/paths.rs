//! Keys in the path of a request.

use restli_core::{Json, url};

use super::{Check, Fault, Misfit, Part, decoded, template};
use crate::api::{Key, Type};
use crate::forms::paths::Paths;
use crate::url_text;

impl Check<'_> {
    /// The keys in the path that have not the type of their resource.
    pub(super) fn keys(&self) -> Vec<Misfit> {
        let mut values = self.values_of(Part::Path);
        let above: Vec<&Key> = self
            .resource
            .parent
            .into_iter()
            .flat_map(|parent| self.api.lineage(parent))
            .filter_map(|id| self.api[id].key.as_ref())
            .collect();
        let template = template(self.api, self.resource, self.method);
        let segments = |path: &'_ str| path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        for (wanted, told) in segments(&template).iter().zip(&segments(self.request.path)) {
            if let Some(name) = wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
                if self.is_second() && url::percent_decode(told).is_none() {
                    let fault = Fault::wrong(&format!("`{told}`"), "has an escape of no octet: a percent sign is written `%25`");
                    values.inside(name, |inner| inner.fault(fault));
                    continue;
                }
                let key = above.iter().find(|key| key.name().wire == name);
                match key {
                    Some(Key::Simple(param)) => {
                        values.inside(name, |inner| inner.value(&self.simple(told), &param.ty, &Paths::new()));
                    }
                    Some(key) => values.key(&self.parsed(told), key),
                    None if self.has_simple_key() => values.inside(name, |inner| self.key(&self.simple(told), inner)),
                    None => self.key(&self.parsed(told), &mut values),
                }
            } else if wanted.starts_with('(') {
                let all = self.resource.key.as_ref().map(Key::parts).unwrap_or_default();
                let taken = all.iter().filter(|part| self.method.keys.contains(&part.name.wire));
                let parts: Vec<(&str, &Type)> = taken.map(|part| (part.name.wire.as_str(), &part.ty)).collect();
                values.parts(&self.parsed(told), &parts);
            }
        }
        values.into_misfits()
    }

    /// A key of one value. A server only undoes its escapes (`docs/protocol.md §3.6`).
    fn simple(&self, text: &str) -> Json {
        if self.strict.is_some() { Json::from(decoded(text)) } else { url_text::value(text) }
    }

    /// A key of several parts. What is none stays text, which no such key is.
    fn parsed(&self, text: &str) -> Json {
        if self.is_second() { url::parse(text).unwrap_or_else(|_| Json::from(text)) } else { url_text::key(text) }
    }
}
