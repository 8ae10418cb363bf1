//! The addresses of an API, parsed once for all calls of a client.

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

    /// The URL of a request that goes to an address; `None` if the HTTP library would not send path and query as they are written.
    pub(crate) fn url(&self, address: &str, path: &str, query: Option<&str>) -> Option<Url> {
        let known = self.0.iter().find(|(known, _)| known == address).map(|(_, host)| host.clone());
        let mut url = known.or_else(|| Url::parse(address).ok())?;
        let below = url.path().trim_end_matches('/').to_owned();
        if below.is_empty() {
            url.set_path(path);
        } else {
            url.set_path(&[&below, path].concat());
        }
        url.set_query(query);
        let sent = url.path().strip_prefix(&*below).unwrap_or_default();
        let is_whole = sent == path || (path.is_empty() && sent == "/");
        (is_whole && url.query() == query).then_some(url)
    }
}
