//! Members who can consent.

/// A member of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key of the member, which is also the subject of ID tokens.
    pub id: String,
    /// The whole name.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
}

impl Member {
    /// The members of a sandbox that was told none.
    pub(crate) fn some() -> Vec<Self> {
        let member = |id: &str, name: &str, email: Option<&str>| Self { id: id.into(), name: name.into(), email: email.map(str::to_owned) };
        vec![
            member("mira", "Mira Halvorsen", Some("mira@example.com")),
            member("tomas", "Tomas Okoye", Some("tomas@example.com")),
            member("june", "June Park", None),
        ]
    }

    /// The given name and the family name: what stands before the last blank of the name, and behind it.
    #[must_use]
    pub fn names(&self) -> (&str, Option<&str>) {
        self.name.rsplit_once(' ').map_or((&self.name, None), |(given, family)| (given, Some(family)))
    }
}
