//! The HTTP client of the program in place of one that the builder makes.

use super::{Builder, FromRuntime};

impl<C: FromRuntime> Builder<C> {
    /// Sends calls by a client of the program, which shares its connections, or has a resolver, roots, a proxy, or an address of its own.
    ///
    /// Proxy, roots, the time limit of connecting and `User-Agent` are those of that client, and are refused in the builder. Its redirects have to be
    /// off, as in this example; an answer behind a redirect is an error, since calls are not sent on to where they were not meant for. The
    /// time limits of calls and the limit of answers hold as ever. Logins have a way of their own, with [`OAuth::proxy`](crate::oauth::OAuth::proxy).
    ///
    /// The feature `reqwest` makes [`reqwest::Client`] part of the interface: a new minor version of that library asks for a new one of this.
    ///
    /// ```
    /// use restli_client::{ApiInfo, Base, Builder};
    ///
    /// static BASES: [&Base; 1] = [&Base::new("main", "https://api.example.com", "/shop")];
    /// static API: ApiInfo = ApiInfo::new("shop").with_bases(&BASES);
    /// let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).pool_max_idle_per_host(4).build()?;
    /// let runtime = Builder::of(&API).http_client(http).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.options.route.own = Some(client);
        self
    }
}
