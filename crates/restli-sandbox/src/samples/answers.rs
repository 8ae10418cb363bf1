//! The documented answers of operations.

use std::collections::BTreeMap;

use restli_core::Json;
use restli_schema::api::{Api, ResourceId, SampleContent, SampleOf};
use restli_schema::url_text;
use serde_json::Map;

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Documented {
    /// The name of the sample.
    pub(crate) sample: String,
    /// The query of the request that the sample answers, if the documentation shows it.
    pub(crate) query: Option<Query>,
    /// The status; `None` if the sample has a body alone.
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Json>,
}

/// The documented answers by operation: the resource, and the place of the method in it. Those without a variant come first.
pub(crate) fn answers(api: &Api) -> BTreeMap<(ResourceId, usize), Vec<Documented>> {
    let mut all: BTreeMap<_, Vec<Documented>> = BTreeMap::new();
    for sample in api.samples() {
        let (SampleOf::Operation(resource, method), SampleContent::Answer(answer)) = (sample.of, &sample.content) else { continue };
        let documented = Documented {
            sample: sample.name.clone(),
            query: asked(api, &sample.name),
            status: answer.status,
            headers: answer.headers.clone(),
            body: serde_json::from_str(&answer.body).ok(),
        };
        let known = all.entry((resource, method)).or_default();
        if sample.variant.is_some() { known.push(documented) } else { known.insert(0, documented) }
    }
    all
}

/// Names and values of a query, in any order.
pub(crate) type Query = Map<String, Json>;

/// The query of the request of a sample.
fn asked(api: &Api, sample: &str) -> Option<Query> {
    api.samples().iter().filter(|one| one.name == sample).find_map(|one| match &one.content {
        SampleContent::Request(request) => Some(url_text::parameters(request.query())),
        SampleContent::Answer(_) | SampleContent::Payload(_) => None,
    })
}

impl Documented {
    pub(crate) fn is_success(&self) -> bool {
        self.status.is_none_or(|status| (200..300).contains(&status))
    }

    /// The value of a header; the case of its name does not matter.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
