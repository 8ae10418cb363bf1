//! The builder of a runtime without a typed client.

use super::{Builder, FromRuntime};
use crate::runtime::Runtime;
use crate::tables::ApiInfo;

/// A runtime without a typed client, for programs that read a schema when they run. [`Builder::of`] gives it the tables of the API.
impl FromRuntime for Runtime {
    const API: &'static ApiInfo = &ApiInfo::new("");

    type With<S> = Self;

    fn from_runtime(runtime: Runtime) -> Self {
        runtime
    }
}

impl Builder<Runtime> {
    /// A builder of the runtime for an API whose tables are made when the program runs.
    ///
    /// ```
    /// use restli_client::{ApiInfo, Base, Builder, http::Method};
    ///
    /// static BASES: [&Base; 1] = [&Base::new("main", "https://api.example.com", "/shop")];
    /// static API: ApiInfo = ApiInfo::new("shop").with_bases(&BASES);
    /// let runtime = Builder::of(&API).build()?;
    /// let request = runtime.raw(Method::GET, "/shop/things", None).to_http()?;
    /// assert_eq!(request.uri(), "https://api.example.com/shop/things");
    /// # Ok::<(), restli_client::Error>(())
    /// ```
    pub fn of(api: &'static ApiInfo) -> Self {
        Self { api: Some(api), ..Self::new() }
    }
}
