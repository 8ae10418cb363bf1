//! The members of a batch by key, in the order in which they are given.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Result, bail, ensure};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::values;

/// The members of an object, or of the one in its only member `entities`.
pub(super) fn members(text: &str) -> Result<Vec<(String, Json)>> {
    ensure!(values::json(text)?.is_object(), "the body is no JSON object");
    let inner = serde_json::from_str::<Entities>(text).map(|body| body.entities);
    let Members(members) = inner.or_else(|_| serde_json::from_str(text))?;
    let mut seen = BTreeSet::new();
    if let Some((name, _)) = members.iter().find(|(name, _)| !seen.insert(name)) {
        bail!("the body has the key `{name}` twice");
    }
    Ok(members)
}

/// The body of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entities {
    entities: Members,
}

struct Members(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
