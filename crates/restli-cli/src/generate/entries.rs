//! Settings of the root manifest that are about an API each: front doors and proofs.

use anyhow::{Result, bail, ensure};
use restli_schema::suggest;

use crate::settings::Settings;

/// The names of APIs in the settings.
pub(crate) fn named(settings: &Settings) -> impl Iterator<Item = &str> {
    front_doors(settings).chain(proofs(settings))
}

fn front_doors(settings: &Settings) -> impl Iterator<Item = &str> {
    settings.front_doors.iter().map(|entry| entry.api.as_str())
}

fn proofs(settings: &Settings) -> impl Iterator<Item = &str> {
    settings.proofs.iter().map(|entry| entry.api.as_str())
}

/// Refuses entries about an API that no folder below `schema` describes, and a second front door of one.
pub(crate) fn check(settings: &Settings, apis: &[String]) -> Result<()> {
    let place = |table: &str| format!("`workspace.metadata.restli.{table}` of the root manifest");
    for (table, api) in front_doors(settings).map(|api| ("front_doors", api)).chain(proofs(settings).map(|api| ("proofs", api))) {
        if !apis.iter().any(|known| known == api) {
            let help = suggest::advice(api, apis.iter().map(String::as_str)).map_or_else(|| "remove it".to_owned(), |help| help.text);
            bail!("{} names the API `{api}`, which no folder below `schema` describes: {help}", place(table));
        }
    }
    for api in front_doors(settings) {
        ensure!(
            front_doors(settings).filter(|other| *other == api).count() == 1,
            "{} names the API `{api}` twice: an API has one front door, remove the other",
            place("front_doors")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::settings::{FrontDoor, Proof, Settings};

    #[test]
    fn entry_that_would_be_passed_over_is_refused() {
        let front_door = |api: &str| FrontDoor { api: api.to_owned(), manifest: "Cargo.toml".into() };
        let proof = |api: &str| Proof { api: api.to_owned(), client: "shop".to_owned(), folder: "tests".into() };
        let told = |front_doors: &[&str], proofs: &[&str]| {
            let front_doors = front_doors.iter().map(|api| front_door(api)).collect();
            let proofs = proofs.iter().map(|api| proof(api)).collect();
            let settings = Settings { front_doors, proofs, ..Settings::default() };
            check(&settings, &["shop".to_owned()]).map_or_else(|error| format!("{error:#}"), |()| String::new())
        };
        let place = "`workspace.metadata.restli.front_doors` of the root manifest";
        assert_eq!(
            told(&["shp"], &[]),
            format!("{place} names the API `shp`, which no folder below `schema` describes: did you mean `shop`?")
        );
        assert_eq!(
            told(&["shop", "shop"], &[]),
            format!("{place} names the API `shop` twice: an API has one front door, remove the other")
        );
        assert_eq!(told(&["shop"], &[]), "");
        assert_eq!(told(&[], &["shop", "shop"]), "");
        assert_eq!(
            told(&[], &["bank"]),
            "`workspace.metadata.restli.proofs` of the root manifest names the API `bank`, which no folder below `schema` describes: there is only `shop`"
        );
    }
}
