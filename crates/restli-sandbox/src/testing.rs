//! The schemas that tests of all parts run on.

use std::path::Path;

use restli_schema::api::Api;

/// LinkedIn's API, that of the protocol's test suite, and that of the programs which prove interoperation.
pub(crate) fn apis() -> Vec<Api> {
    ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"].map(api).into()
}

pub(crate) fn linkedin() -> Api {
    api("schema/linkedin")
}

fn api(folder: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}
