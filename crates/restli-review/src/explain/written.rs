//! The request that a text writes.

/// The verbs of requests.
pub(super) const VERBS: [&str; 6] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"];

/// The request that a text writes.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) verb: Option<String>,
    pub(super) path: String,
    pub(super) query: String,
    /// The headers; `None` where the text has none to show.
    pub(super) headers: Option<Vec<(String, String)>>,
    pub(super) body: Option<String>,
    /// The faults of the text itself.
    pub(super) wrong: Vec<&'static str>,
}

impl Written {
    /// Takes an address.
    pub(super) fn address(&mut self, text: &str) {
        let below = match text.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => text.find('/').and_then(|at| text.get(at..)).unwrap_or(text),
        };
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        path.trim_end_matches('/').clone_into(&mut self.path);
        query.split('#').next().unwrap_or_default().clone_into(&mut self.query);
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().flatten().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
