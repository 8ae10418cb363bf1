//! The strictness of a server.

/// Parameters whose values are projections, which are no URL data.
pub(super) const MASKS: [&str; 4] = ["fields", "projection", "metadataFields", "pagingFields"];

/// The facts of a request that a server which keeps to the schema goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strict {
    /// The version that the request asks for; `None` where there are no versions.
    pub version: Option<u32>,
    /// The request speaks version 1.0.0 of the protocol, whose forms are taken.
    pub is_first_protocol: bool,
}

impl Strict {
    /// The reason for which the version asked for lacks what came with one version and went with another.
    #[must_use]
    pub fn lacks(self, since: Option<u32>, until: Option<u32>) -> Option<String> {
        let asked = self.version?;
        let asks = format!("and the request asks for {asked}");
        match (since.filter(|since| *since > asked), until.filter(|until| *until <= asked)) {
            (Some(since), _) => Some(format!("came with version {since}, {asks}")),
            (None, Some(until)) => Some(format!("went with version {until}, {asks}")),
            (None, None) => None,
        }
    }
}

/// Returns whether a path or query has syntax of version 2.0.0 of the protocol: `List(..)`, or `(name:value)`.
///
/// ```
/// use restli_schema::requests::has_second_syntax;
///
/// assert!(has_second_syntax("/things/(a:1)", "") && has_second_syntax("/things", "q=all&ids=List(1,2)"));
/// assert!(!has_second_syntax("/things/1", "q=all&ids[0]=1&fields=a:(b)&text=%28a%29"));
/// ```
#[must_use]
pub fn has_second_syntax(path: &str, query: &str) -> bool {
    let is_second = |text: &str| text.ends_with(')') && (text.starts_with('(') || text.starts_with("List("));
    let of_query = query.split('&').filter_map(|pair| pair.split_once('='));
    path.split('/').any(is_second) || of_query.filter(|(name, _)| !MASKS.contains(name)).any(|(_, value)| is_second(value))
}
