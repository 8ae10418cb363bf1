//! `places`: a collection under records, which takes parameters along.

use anyhow::{Context as _, Result, ensure};
use interop_client::Client;
use interop_client::restli_interop::{Colour, Place, PlaceKey, PlaceParams, PlacePatch};
use restli_client::core::key::ComplexKey;

use crate::check::{checks, header_texts, same, texts};

checks![create_under_every_text, every_method_under_every_text, batches_under_every_text, get_all, finder, errors];

type Key = ComplexKey<PlaceKey, PlaceParams>;

async fn create_under_every_text(client: Client) -> Result<()> {
    for text in header_texts() {
        let created = client.places().create(&place(&text)).await?;
        let id = created.id.context("an id")?;
        same("id", &id.key, &full(&text))?;
        client.places().delete(&id).await?;
    }
    let created = client.places().batch_create(&[place("one"), place("it's (two), three: %")]).await?;
    for (item, town) in created.items.iter().zip(["one", "it's (two), three: %"]) {
        same("id", item.as_ref().ok().and_then(|item| Some(&item.id.as_ref()?.key)), Some(&full(town)))?;
    }
    client.places().batch_delete(["one", "it's (two), three: %"].map(|town| Key::from(full(town)))).await?;
    Ok(())
}

async fn every_method_under_every_text(client: Client) -> Result<()> {
    for text in texts() {
        for key in [full(&text), PlaceKey::new(text.as_str(), 1)] {
            let with = Key { key: key.clone(), params: Some(PlaceParams::new(text.as_str()).depth(1)) };
            let without = Key::from(key.clone());
            let entity = Place::new("title").key(key);
            client.places().update(&without, &entity).await?;
            same("get", client.places().get(&without).await?, entity.clone())?;
            if !text.is_empty() {
                let got = client.places().get(&with).await;
                let got = got.map_err(|error| anyhow::anyhow!("with parameters {text:?}: {error}"))?;
                same("with parameters", got, entity.clone().token(text.as_str()))?;
            }
            client.places().partial_update(&without, PlacePatch::new().title("new")).await?;
            same("it was done", client.places().get(&without).await?.title, "new".to_owned())?;
            client.places().delete(&without).await?;
        }
    }
    Ok(())
}

async fn batches_under_every_text(client: Client) -> Result<()> {
    let keys = || texts().flat_map(|text| [full(&text), PlaceKey::new(text, 1)]).map(Key::from).collect::<Vec<_>>();
    let updated = client.places().batch_update(keys().into_iter().map(|key| (key.clone(), Place::new("old").key(key.key)))).await?;
    let patched = client.places().batch_partial_update(keys().into_iter().map(|key| (key, PlacePatch::new().title("new")))).await?;
    let found = client.places().batch_get(keys()).await?;
    let deleted = client.places().batch_delete(keys()).await?;
    ensure!(found.unknown.is_empty(), "{:?}", found.unknown);
    for key in keys() {
        same("batch_update", updated.get(&key), Some(Ok(201)))?;
        same("batch_partial_update", patched.get(&key), Some(Ok(204)))?;
        same("batch_get", found.get(&key), Some(Ok(&Place::new("new").key(key.key.clone()))))?;
        same("batch_delete", deleted.get(&key), Some(Ok(204)))?;
    }
    let with = Key { key: full("with"), params: Some(PlaceParams::new("(t)")) };
    client.places().update(&with, &place("with")).await?;
    let found = client.places().batch_get([with.clone()]).await?;
    same("with parameters", found.get(&with), Some(Ok(&place("with"))))?;
    let deleted = client.places().batch_delete([with.clone()]).await?;
    same("with parameters", deleted.get(&with), Some(Ok(204)))
}

async fn get_all(client: Client) -> Result<()> {
    client.places().create(&place("all")).await?;
    same("elements", client.places().get_all().await?.elements, vec![place("all")])?;
    client.places().delete(Key::from(full("all"))).await?;
    Ok(())
}

async fn finder(client: Client) -> Result<()> {
    for text in texts() {
        client.places().update(Key::from(full(&text)), &place(&text)).await?;
        same("elements", client.places().find_by_near(&full(&text)).await?.elements, vec![place(&text)])?;
        client.places().delete(Key::from(full(&text))).await?;
    }
    Ok(())
}

async fn errors(client: Client) -> Result<()> {
    let key = Key::from(PlaceKey::new("fail", 1));
    let error = client.places().get(&key).await.err();
    let status = error.as_ref().and_then(restli_client::Error::status).map(|status| status.as_u16());
    same("get", (status, error.as_ref().and_then(|error| error.as_api()).and_then(|error| error.code())), (Some(410), Some("UNLUCKY")))?;
    let found = client.places().batch_get([key.clone(), Key::from(full("nowhere"))]).await?;
    same("batch_get", found.get(&key).and_then(Result::err).and_then(restli_client::KeyError::status), Some(410))?;
    same("nowhere", found.get(&Key::from(full("nowhere"))), None)?;
    let deleted = client.places().batch_delete([key.clone(), Key::from(full("nowhere"))]).await?;
    same("batch_delete", deleted.get(&key).and_then(Result::err).and_then(restli_client::KeyError::status), Some(410))?;
    let nowhere = deleted.get(&Key::from(full("nowhere")));
    same("nowhere", nowhere.and_then(Result::err).and_then(restli_client::KeyError::status), Some(404))
}

fn full(town: &str) -> PlaceKey {
    PlaceKey::new(town, i64::MIN).colour(Colour::Blue).path(vec![town.to_owned(), String::new(), "a,b".to_owned()])
}

fn place(town: &str) -> Place {
    Place::new(format!("the place of {town}")).key(full(town))
}
