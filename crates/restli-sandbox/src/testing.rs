//! The schemas that tests of all parts run on.

mod shop;

use std::path::Path;
use std::sync::LazyLock;

use restli_schema::api::Api;

pub(crate) use shop::{find, grant, issue, request, shop, state, whole_linkedin, with};

static APIS: LazyLock<[Api; 3]> =
    LazyLock::new(|| ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"].map(api));

/// LinkedIn's API, that of the protocol's test suite, and that of the programs which prove interoperation.
pub(crate) fn apis() -> &'static [Api] {
    &*APIS
}

pub(crate) fn linkedin() -> &'static Api {
    &APIS[0]
}

fn api(folder: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// An API of one product, `things`, whose URNs (`person`, `place`) have at most 20 characters.
pub(crate) fn product(text: &str) -> Api {
    samples(text, &[])
}

/// An API of one product, `things`, with samples: the names of their files, and their texts.
pub(crate) fn samples(text: &str, samples: &[(&str, &str)]) -> Api {
    let api = "api: test
bases: {main: {url: 'https://api.example.com', path: /v2, projection: decorated}}
urn_length: 20
urns: {person: {}, place: {}}
rules: {base: main, permissions: public}
";
    let samples = samples.iter().map(|(name, text)| (format!("samples/{name}"), (*text).to_owned()));
    let texts = [("api.yaml".to_owned(), api.to_owned()), ("things.yaml".to_owned(), format!("product: things\n{text}"))];
    restli_schema::load_texts(texts.into_iter().chain(samples)).unwrap_or_else(|report| panic!("{}", report.render(false))).api
}
