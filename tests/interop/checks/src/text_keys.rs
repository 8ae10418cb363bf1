//! `texts`: a collection under texts, with another key beside.

use anyhow::{Result, ensure};
use interop_client::Client;
use interop_client::restli_interop::{Text, TextPatch};
use restli_client::Created;

use crate::check::{checks, failed, header_texts, path_texts, refused, same, texts};

checks![
    create_under_every_text,
    every_method_under_every_text,
    empty_text_in_the_path,
    batch_create,
    batches_under_every_text,
    errors_in_batches,
    get_all_takes_the_page_size_of_the_server,
    alternative_key,
    alternative_key_in_batches,
    missing,
];

async fn create_under_every_text(client: Client) -> Result<()> {
    for key in header_texts() {
        let created: Created<String> = client.texts().create(&text(&key)).await?;
        same("id", created.id.as_ref(), Some(&key))?;
        let found = client.texts().batch_get([key.clone()]).await?;
        same("entity", found.get(&key), Some(Ok(&text(&key))))?;
    }
    Ok(())
}

async fn every_method_under_every_text(client: Client) -> Result<()> {
    for key in path_texts() {
        client.texts().update(&key, &text(&key).remark("old")).await?;
        client.texts().partial_update(&key, TextPatch::new().remark(format!("new {key}"))).await?;
        same("get", client.texts().get(&key).await?, text(&key).remark(format!("new {key}")))?;
        client.texts().delete(&key).await?;
        let gone = client.texts().get(&key).await;
        same("it is gone", gone.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(404))?;
    }
    Ok(())
}

/// The client writes the empty key as the protocol has it, and the server reads two quotes, in the path only.
async fn empty_text_in_the_path(client: Client) -> Result<()> {
    client.texts().update("", &text("two quotes")).await?;
    same("get", client.texts().get("''").await?, text("two quotes"))?;
    let found = client.texts().batch_get(["''".to_owned()]).await?;
    same("batch_get", found.get(&"''".to_owned()), Some(Ok(&text("two quotes"))))
}

async fn batch_create(client: Client) -> Result<()> {
    let entities: Vec<Text> = texts().map(|key| text(&key)).chain([text("fail-403")]).collect();
    let created = client.texts().batch_create(&entities).await?;
    same("items", created.items.len(), entities.len())?;
    for (item, entity) in created.items.iter().zip(&entities) {
        match item {
            Ok(item) => same("item", (item.status, item.id.as_deref()), (Some(201), entity.key.as_deref()))?,
            Err(_) => failed("item", Some(item.as_ref()), 403, "fail-403")?,
        }
    }
    Ok(())
}

async fn batches_under_every_text(client: Client) -> Result<()> {
    let keys = || texts().collect::<Vec<_>>();
    let updated = client.texts().batch_update(texts().map(|key| (key.clone(), text(&key)))).await?;
    ensure!(updated.unknown.is_empty() && updated.entries.len() == keys().len(), "batch_update: {updated:?}");
    let patched = client.texts().batch_partial_update(texts().map(|key| (key, TextPatch::new().remark("r")))).await?;
    let found = client.texts().batch_get(keys()).await?;
    for key in keys() {
        ensure!(matches!(updated.get(&key), Some(Ok(201 | 204))), "batch_update of {key:?}: {:?}", updated.get(&key));
        same("batch_partial_update", patched.get(&key), Some(Ok(204)))?;
        same("batch_get", found.get(&key), Some(Ok(&text(&key).remark("r"))))?;
    }
    let deleted = client.texts().batch_delete(keys()).await?;
    for key in keys() {
        same("batch_delete", deleted.get(&key), Some(Ok(204)))?;
    }
    same("they are gone", client.texts().batch_get(keys()).await?.entries.len(), 0)
}

async fn errors_in_batches(client: Client) -> Result<()> {
    client.texts().create(&text("there")).await?;
    let keys = || ["there", "not there", "fail-404", "fail-503"].map(str::to_owned);
    let found = client.texts().batch_get(keys()).await?;
    same("found", found.get(&"there".to_owned()), Some(Ok(&text("there"))))?;
    same("missing", found.get(&"not there".to_owned()), None)?;
    failed("refused", found.get(&"fail-503".to_owned()), 503, "fail-503")?;
    let deleted = client.texts().batch_delete(keys()).await?;
    same("deleted", deleted.get(&"there".to_owned()), Some(Ok(204)))?;
    failed("missing", deleted.get(&"not there".to_owned()), 404, "not there")?;
    failed("refused", deleted.get(&"fail-404".to_owned()), 404, "fail-404")
}

async fn get_all_takes_the_page_size_of_the_server(client: Client) -> Result<()> {
    for key in ["one", "two", "three"] {
        client.texts().create(&text(key)).await?;
    }
    let page = client.texts().get_all().await?;
    same("elements", page.elements.len(), 2)?;
    same("count", page.paging.and_then(|paging| paging.count), Some(2))?;
    let mut all = client.texts().get_all().stream();
    let mut keys = Vec::new();
    while let Some(text) = futures_util::StreamExt::next(&mut all).await {
        keys.extend(text?.key);
    }
    for key in ["one", "two", "three"] {
        ensure!(keys.iter().filter(|one| *one == key).count() == 1, "`{key}` once in {keys:?}");
    }
    Ok(())
}

async fn alternative_key(client: Client) -> Result<()> {
    client.texts().update_by_serial(5, &text("serial-5").serial(5)).await?;
    same("get", client.texts().get_by_serial(5).await?, text("serial-5").serial(5))?;
    same("under the key", client.texts().get("serial-5").await?, text("serial-5").serial(5))?;
    client.texts().partial_update_by_serial(5, TextPatch::new().text("new")).await?;
    same("partial_update", client.texts().get_by_serial(5).await?.text, "new".to_owned())?;
    client.texts().delete_by_serial(5).await?;
    refused("delete", client.texts().delete_by_serial(5).await, 404, "serial-5")
}

async fn alternative_key_in_batches(client: Client) -> Result<()> {
    let entity = |serial: i64| text(&format!("serial-{serial}")).serial(serial);
    let updated = client.texts().batch_update_by_serial([6, 7].map(|serial| (serial, entity(serial)))).await?;
    same("batch_update", updated.get(&6), Some(Ok(201)))?;
    let patched = client.texts().batch_partial_update_by_serial([6, 7].map(|serial| (serial, TextPatch::new().remark("r")))).await?;
    same("batch_partial_update", patched.get(&7), Some(Ok(204)))?;
    let found = client.texts().batch_get_by_serial([6, 7, 8]).await?;
    same("batch_get", found.get(&6), Some(Ok(&entity(6).remark("r"))))?;
    same("missing", found.get(&8), None)?;
    let deleted = client.texts().batch_delete_by_serial([6, 7, 8]).await?;
    same("batch_delete", deleted.get(&7), Some(Ok(204)))?;
    failed("missing", deleted.get(&8), 404, "serial-8")
}

async fn missing(client: Client) -> Result<()> {
    let error = client.texts().create(&Text::new("without a key")).await.err();
    same("status", error.as_ref().and_then(restli_client::Error::status).map(|status| status.as_u16()), Some(400))?;
    let message = error.as_ref().and_then(|error| error.as_api()).and_then(|error| error.message());
    same("message", message, Some("a text needs its key"))?;
    refused("refused", client.texts().get("fail-451").await, 451, "fail-451")
}

fn text(key: &str) -> Text {
    Text::new(format!("the text of {key}")).key(key)
}
