//! Simple resources, resources below others, action sets, unstructured data.

use anyhow::{Context as _, Result};
use interop_client::restli_interop::{Colour, Maker, MakerPatch, Part, Settings, SettingsPatch, SizePatch, Text};
use interop_client::{Client, projection};
use restli_client::Content;
use restli_client::core::Map;
use restli_client::core::data::Bytes;

use crate::check::{checks, header_texts, path_texts, refused, same, size, texts};

checks![
    simple,
    collection_below_a_simple_resource,
    collection_below_a_collection,
    simple_resource_below_a_collection,
    actions_give_back_every_type,
    actions_with_optional_parameters,
    actions_without_a_value,
    actions_that_fail,
    bytes,
];

async fn simple(client: Client) -> Result<()> {
    let flags: Map<bool> = [("it's".to_owned(), true), ("(no)".to_owned(), false)].into_iter().collect();
    let settings = Settings::new("one").size(size(1, 2).unit("m")).flags(flags);
    client.settings().update(&settings).await?;
    same("get", client.settings().get().await?, settings.clone())?;
    let patch = SettingsPatch::new().title("two").patch_size(SizePatch::new().height(3).delete_unit());
    client.settings().partial_update(patch).await?;
    same("it was done", client.settings().get().await?.size, Some(size(1, 3)))?;
    same("projection", client.settings().get().select(projection!(Settings: (title))).await?.title, "two".to_owned())?;
    same("action", client.settings().retitle("it's \"three\"").await?, "two".to_owned())?;
    same("it was done", client.settings().get().await?.title, "it's \"three\"".to_owned())?;
    client.settings().delete().await?;
    refused("it is gone", client.settings().retitle("four").await, 404, "settings")?;
    same("get", client.settings().get().await.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(404))
}

async fn collection_below_a_simple_resource(client: Client) -> Result<()> {
    for text in path_texts().filter(|text| header_texts().any(|one| one == *text)) {
        let entry = Text::new("entry").key(text.as_str());
        let created = client.settings_entries().create(&entry).await?;
        same("id", created.id.as_ref(), Some(&text))?;
        same("get", client.settings_entries().get(&text).await?, entry)?;
    }
    Ok(())
}

async fn collection_below_a_collection(client: Client) -> Result<()> {
    for code in path_texts().filter(|text| header_texts().any(|one| one == *text)) {
        let created = client.widgets_parts().create(i64::MIN, &Part::new("part").code(code.as_str())).await?;
        same("id", created.id.as_ref(), Some(&code))?;
        let part = Part::new("part").code(code.as_str()).widget(i64::MIN);
        same("get", client.widgets_parts().get(i64::MIN, &code).await?, part.clone())?;
        same("get_all", client.widgets_parts().get_all(i64::MIN).await?.elements, vec![part])?;
        same("of another", client.widgets_parts().get_all(1).await?.elements.len(), 0)?;
        client.widgets_parts().delete(i64::MIN, &code).await?;
    }
    Ok(())
}

async fn simple_resource_below_a_collection(client: Client) -> Result<()> {
    client.widgets_maker().update(4, &Maker::new("one")).await?;
    same("get", client.widgets_maker().get(4).await?, Maker::new("one"))?;
    client.widgets_maker().partial_update(4, MakerPatch::new().name("two")).await?;
    same("it was done", client.widgets_maker().get(4).await?, Maker::new("two"))?;
    client.widgets_maker().delete(4).await?;
    refused("it is gone", client.widgets_maker().delete(4).await, 404, "4")
}

async fn actions_give_back_every_type(client: Client) -> Result<()> {
    let tools = client.tools();
    for text in texts() {
        same("string", tools.echo_string(&text).await?, text)?;
    }
    for number in [i64::MIN, -9_007_199_254_740_993, 0, 9_007_199_254_740_993, i64::MAX] {
        same("long", tools.echo_long(number).await?, number)?;
    }
    for number in [0.0, -0.1, 1.0, 1e21, 5e-324, f64::MAX] {
        same("double", tools.echo_double(number).await?, number)?;
    }
    for number in [0.0, 0.1, 16_777_216.0, f32::MIN_POSITIVE, f32::MAX] {
        same("float", tools.echo_float(number).await?, number)?;
    }
    for flag in [true, false] {
        same("boolean", tools.echo_boolean(flag).await?, flag)?;
    }
    let octets = Bytes((0..=u8::MAX).rev().collect());
    same("bytes", tools.echo_bytes(&octets).await?, octets)?;
    same("no bytes", tools.echo_bytes(&Bytes(Vec::new())).await?, Bytes(Vec::new()))?;
    for colour in [Colour::Red, Colour::Green, Colour::Blue] {
        same("enumeration", tools.echo_colour(colour.clone()).await?, colour)?;
    }
    let list: Vec<String> = texts().collect();
    same("list", tools.echo_strings(&list).await?, list)?;
    same("empty list", tools.echo_strings(&[]).await?, Vec::new())?;
    let map: Map<String> = texts().map(|text| (text.clone(), text)).collect();
    same("map", tools.echo_map(&map).await?, map)?;
    same("empty map", tools.echo_map(&Map::default()).await?, Map::default())
}

async fn actions_with_optional_parameters(client: Client) -> Result<()> {
    same("none", client.tools().which().await?, "text=null number=null word=none".to_owned())?;
    let some = client.tools().which().with(|params| params.text("").number(0).word("w"));
    same("all", some.await?, "text= number=0 word=w".to_owned())
}

async fn actions_without_a_value(client: Client) -> Result<()> {
    client.tools().nothing().await?;
    for status in [200, 202, 204] {
        let response = client.tools().status(status).send_full().await?;
        same("status", i32::from(response.status().as_u16()), status)?;
    }
    Ok(())
}

async fn actions_that_fail(client: Client) -> Result<()> {
    for (status, text) in [400, 401, 404, 422, 500, 503].into_iter().zip(texts().skip(10)) {
        refused("fail", client.tools().fail(i32::from(status), &text).await, status, &text)?;
    }
    let crash = client.tools().crash().await.err();
    let crash = crash.as_ref().and_then(restli_client::Error::as_api);
    same("status", crash.map(|error| error.status.as_u16()), Some(500))?;
    let class = crash.and_then(|error| error.response.as_ref()?.exception_class());
    same("class", class, Some("com.linkedin.restli.server.RestLiServiceException"))
}

async fn bytes(client: Client) -> Result<()> {
    let every = Content::new("application/x-interop", (0..=u8::MAX).collect::<Vec<_>>());
    let id = client.files().create(every.clone()).await?.id.context("an id")?;
    same("created", client.files().get(&id).await?, every)?;
    let large = Content::new("image/png", vec![0xff; 1_000_000]);
    client.files().update(&id, large.clone()).await?;
    same("updated", client.files().get(&id).await?, large)?;
    for name in path_texts() {
        let content = Content::new("text/plain;charset=utf-8", name.clone());
        client.files().update(&name, content.clone()).await?;
        same("under a text", client.files().get(&name).await?, content)?;
        client.files().delete(&name).await?;
        refused("it is gone", client.files().get(&name).await, 404, &name)?;
    }
    refused("missing", client.files().delete("missing").await, 404, "missing")
}
