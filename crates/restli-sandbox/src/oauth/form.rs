//! Parameters of queries and forms.

use super::reply::Fault;
use crate::media_type;
use crate::received::Received;
use crate::state::State;

/// Returns whether the endpoints of tokens take what stands where it does not belong.
pub(super) fn is_lax(world: &State) -> bool {
    world.settings.habits.lax && !world.settings.refuses_unread
}

/// Parameters, in the order sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a query, or a body in the form of one.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The parameters of a request, which stand in its body alone (RFC 6749 §2.3.1) unless the server is lax, and none of them twice.
    pub(super) fn posted(world: &State, request: &Received) -> Result<Self, Fault> {
        let media = request.header("content-type").unwrap_or_default();
        if !media_type::is(media, "application/x-www-form-urlencoded") {
            return Err(Fault::request("the body is no form: send it as `application/x-www-form-urlencoded`"));
        }
        if !request.query.is_empty() && !is_lax(world) {
            return Err(Fault::request("the address has parameters: send all of them in the body"));
        }
        let (mut form, beside) = (Self::parse(&request.body), Self::parse(request.query.as_bytes()));
        if let Some(name) = form.repeated().or_else(|| beside.repeated()) {
            return Err(Fault::request(format!("the parameter `{name}` stands twice")));
        }
        let others: Vec<_> = beside.0.into_iter().filter(|(name, _)| form.get(name).is_none()).collect();
        form.0.extend(others);
        Ok(form)
    }

    /// The value of a parameter. An empty one counts as left out (RFC 6749 §3.1).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs().find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value)
    }

    /// The value of a parameter that must be there.
    pub(super) fn need(&self, name: &str) -> Result<&str, Fault> {
        self.get(name).ok_or_else(|| Fault::request(format!("the parameter `{name}` is missing")))
    }

    /// The first parameter that stands twice.
    pub(super) fn repeated(&self) -> Option<&str> {
        let mut seen = std::collections::BTreeSet::new();
        self.pairs().map(|(name, _)| name).find(|name| !seen.insert(*name))
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
