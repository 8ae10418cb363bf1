//! `links`: an association.

use anyhow::Result;
use interop_client::Client;
use interop_client::restli_interop::{Link, LinkPatch, LinksKey};

use crate::check::{checks, failed, refused, same, texts};

checks![every_method_under_every_text, batches_under_every_text, get_all, finder_with_a_part_of_the_key];

async fn every_method_under_every_text(client: Client) -> Result<()> {
    for text in texts() {
        let key = LinksKey::new(text.as_str(), i64::MAX);
        client.links().update(&key, &Link::new(0.5)).await?;
        same("get", client.links().get(&key).await?, link(&key, 0.5))?;
        client.links().partial_update(&key, LinkPatch::new().weight(-2.5)).await?;
        same("it was done", client.links().get(&key).await?.weight, -2.5)?;
        client.links().delete(&key).await?;
        let gone = client.links().get(&key).await;
        same("it is gone", gone.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(404))?;
    }
    refused("refused", client.links().get(LinksKey::new("fail", 1)).await, 409, &server_text("fail", 1))
}

async fn batches_under_every_text(client: Client) -> Result<()> {
    let keys = || texts().map(|text| LinksKey::new(text, -1)).collect::<Vec<_>>();
    let refused = LinksKey::new("fail", 2);
    let asked = || keys().into_iter().chain([refused.clone()]);
    let updated = client.links().batch_update(asked().map(|key| (key.clone(), link(&key, 1.0)))).await?;
    let patched = client.links().batch_partial_update(asked().map(|key| (key, LinkPatch::new().weight(2.0)))).await?;
    let found = client.links().batch_get(asked()).await?;
    let deleted = client.links().batch_delete(asked()).await?;
    for key in keys() {
        same("batch_update", updated.get(&key), Some(Ok(201)))?;
        same("batch_partial_update", patched.get(&key), Some(Ok(204)))?;
        same("batch_get", found.get(&key), Some(Ok(&link(&key, 2.0))))?;
        same("batch_delete", deleted.get(&key), Some(Ok(204)))?;
    }
    let text = server_text("fail", 2);
    failed("batch_update", updated.get(&refused), 409, &text)?;
    failed("batch_partial_update", patched.get(&refused), 409, &text)?;
    failed("batch_get", found.get(&refused), 409, &text)?;
    failed("batch_delete", deleted.get(&refused), 409, &text)
}

async fn get_all(client: Client) -> Result<()> {
    let key = LinksKey::new("all", 1);
    client.links().update(&key, &link(&key, 1.0)).await?;
    same("elements", client.links().get_all().await?.elements, vec![link(&key, 1.0)])?;
    client.links().delete(&key).await?;
    same("elements", client.links().get_all().await?.elements, Vec::new())
}

async fn finder_with_a_part_of_the_key(client: Client) -> Result<()> {
    for text in texts() {
        let (one, two) = (LinksKey::new(text.as_str(), 1), LinksKey::new(text.as_str(), 2));
        client.links().update(&one, &link(&one, 1.0)).await?;
        client.links().update(&two, &link(&two, 2.0)).await?;
        let all = client.links().find_by_leaving(&text).await?;
        same("all", all.elements, vec![link(&one, 1.0), link(&two, 2.0)])?;
        let some = client.links().find_by_leaving(&text).with(|params| params.above(1.5)).await?;
        same("some", some.elements, vec![link(&two, 2.0)])?;
        let second = client.links().find_by_leaving(&text).start(1).count(1).await?;
        same("page", second.elements, vec![link(&two, 2.0)])?;
        client.links().batch_delete([one, two]).await?;
    }
    Ok(())
}

fn link(key: &LinksKey, weight: f64) -> Link {
    Link::new(weight).from(key.from.as_str()).to(key.to)
}

/// A key as the server writes it in a message.
fn server_text(from: &str, to: i64) -> String {
    format!("from={from}&to={to}")
}
