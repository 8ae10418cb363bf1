//! The addresses of an API, parsed once for all calls of a client.

use http::Uri;
use reqwest::Url;

use crate::tables::ApiInfo;

/// Scheme, host and perhaps a path of each base, as text and parsed.
pub(crate) struct Addresses(Vec<(String, Url)>);

impl Addresses {
    /// The addresses that calls go to: that of the builder, or else those of the bases.
    pub(crate) fn new(api: &ApiInfo, base_url: Option<&str>) -> Self {
        let declared = api.bases.iter().map(|base| base.url);
        let mut texts: Vec<&str> = base_url.map_or_else(|| declared.collect(), |text| vec![text]);
        texts.dedup();
        Self(texts.into_iter().filter_map(|text| Some((text.to_owned(), Url::parse(text).ok()?))).collect())
    }

    /// The URL of a request that goes to an address: the whole text is parsed only if the address is not one of these.
    pub(crate) fn url(&self, address: &str, uri: &Uri) -> Option<Url> {
        match self.0.iter().find(|(known, _)| known == address) {
            Some((_, host)) => {
                let mut url = host.clone();
                url.set_path(uri.path());
                url.set_query(uri.query());
                Some(url)
            }
            None => Url::parse(&uri.to_string()).ok(),
        }
    }
}
