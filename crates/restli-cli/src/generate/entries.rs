//! The tables of the root `Cargo.toml` below `[workspace.metadata.restli]` whose entries are about an API each.

use anyhow::{Context as _, Result, bail, ensure};
use restli_schema::suggest;
use serde_json::Value;

/// The crates that re-export a client, of which an API has one.
pub(crate) const FRONT_DOORS: &str = "front_doors";

/// The tests of samples.
pub(crate) const PROOFS: &str = "proofs";

/// The entries of a table that are about an API; `metadata` is the workspace as cargo describes it.
pub(crate) fn of(metadata: &Value, table: &str, api: &str) -> Result<Vec<Value>> {
    Ok(list(metadata, table)?.iter().filter(|entry| entry.get("api").and_then(Value::as_str) == Some(api)).cloned().collect())
}

/// The text under a key of an entry.
pub(crate) fn text<'e>(entry: &'e Value, table: &str, key: &str) -> Result<&'e str> {
    let text = entry.get(key).and_then(Value::as_str);
    text.with_context(|| format!("an entry of `workspace.metadata.restli.{table}` has no `{key}`"))
}

/// The names of APIs in both tables.
pub(crate) fn named(metadata: &Value) -> Result<Vec<String>> {
    let mut named = Vec::new();
    for table in [FRONT_DOORS, PROOFS] {
        for entry in list(metadata, table)? {
            named.push(text(entry, table, "api")?.to_owned());
        }
    }
    Ok(named)
}

/// Refuses entries about an API that no folder below `schema` describes, and a second front door of one.
pub(crate) fn check(metadata: &Value, apis: &[String]) -> Result<()> {
    [FRONT_DOORS, PROOFS].iter().try_for_each(|table| check_list(list(metadata, table)?, table, apis))
}

fn check_list(list: &[Value], table: &str, apis: &[String]) -> Result<()> {
    let mut seen = Vec::new();
    for entry in list {
        let api = text(entry, table, "api")?;
        let place = format!("`workspace.metadata.restli.{table}` of the root manifest");
        if !apis.iter().any(|known| known == api) {
            let help = suggest::advice(api, apis.iter().map(String::as_str)).unwrap_or_else(|| "remove it".to_owned());
            bail!("{place} names the API `{api}`, which no folder below `schema` describes: {help}");
        }
        ensure!(
            table != FRONT_DOORS || !seen.contains(&api),
            "{place} names the API `{api}` twice: an API has one front door, remove the other"
        );
        seen.push(api);
    }
    Ok(())
}

fn list<'m>(metadata: &'m Value, table: &str) -> Result<&'m [Value]> {
    let Some(list) = metadata.pointer(&format!("/metadata/restli/{table}")) else { return Ok(&[]) };
    Ok(list.as_array().with_context(|| format!("`workspace.metadata.restli.{table}` is a list"))?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{FRONT_DOORS, PROOFS, check_list};

    #[test]
    fn entry_that_would_be_passed_over_is_refused() {
        let told = |table: &str, apis: &[&str]| {
            let list: Vec<_> = apis.iter().map(|api| json!({"api": api})).collect();
            check_list(&list, table, &["shop".to_owned()]).map_or_else(|error| format!("{error:#}"), |()| String::new())
        };
        let place = "`workspace.metadata.restli.front_doors` of the root manifest";
        assert_eq!(
            told(FRONT_DOORS, &["shp"]),
            format!("{place} names the API `shp`, which no folder below `schema` describes: did you mean `shop`?")
        );
        assert_eq!(
            told(FRONT_DOORS, &["shop", "shop"]),
            format!("{place} names the API `shop` twice: an API has one front door, remove the other")
        );
        assert_eq!(told(FRONT_DOORS, &["shop"]), "");
        assert_eq!(told(PROOFS, &["shop", "shop"]), "");
        assert_eq!(
            told(PROOFS, &["bank"]),
            "`workspace.metadata.restli.proofs` of the root manifest names the API `bank`, which no folder below `schema` describes: there is only `shop`"
        );
    }
}
