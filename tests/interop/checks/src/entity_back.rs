//! `widgets`: a collection under numbers, whose changes give the entity back.

use anyhow::{Context as _, Result};
use interop_client::restli_interop::{Choice, Colour, Reach, Size, SizePatch, Summary, Widget, WidgetPatch};
use interop_client::{Client, projection};
use restli_client::core::Map;
use restli_client::core::data::{Bytes, Fixed};
use restli_client::{Created, CreatedEntity};
use serde_json::json;

use crate::check::{checks, decoded, failed, refused, same, size, texts};

checks![
    every_field_comes_back,
    every_member_of_a_union_comes_back,
    numbers_at_their_limits,
    create_with_and_without_the_entity,
    create_refused,
    batch_create,
    batch_create_without_the_entities,
    get_of_nothing_and_of_an_error,
    batch_get,
    get_all_in_pages,
    update,
    batch_update,
    partial_update,
    partial_update_of_what_is_nested,
    batch_partial_update,
    delete,
    batch_delete,
    actions,
    projections,
    projection_of_what_comes_back,
];

async fn every_field_comes_back(client: Client) -> Result<()> {
    let all = full("full");
    let created = client.widgets().create(&all).send().await?;
    let id = created.id.context("an id")?;
    same("created", created.entity, all.clone().id(id))?;
    same("location", created.location, Some(format!("/widgets/{id}")))?;
    same("got", client.widgets().get(id).await?, all.id(id))?;
    let blank = Widget::new("");
    client.widgets().update(id, &blank).await?;
    same("what is not there", client.widgets().get(id).await?, blank)
}

async fn every_member_of_a_union_comes_back(client: Client) -> Result<()> {
    let choices = [
        Choice::String(String::new()),
        Choice::Long(i64::MIN),
        Choice::Boolean(false),
        Choice::Bytes(every_octet()),
        Choice::Size(size(1, 2)),
        Choice::Colour(Colour::Green),
        Choice::Array(texts().collect()),
    ];
    for choice in choices {
        let widget = Widget::new("choice").choice(choice);
        same("union", client.tools().echo_widget(&widget).await?, widget)?;
    }
    for reach in [Reach::Post("a".to_owned()), Reach::Mail("a".to_owned()), Reach::Area(size(-1, 0).unit("m"))] {
        let widget = Widget::new("reach").reach(reach);
        same("union with aliases", client.tools().echo_widget(&widget).await?, widget)?;
    }
    Ok(())
}

async fn numbers_at_their_limits(client: Client) -> Result<()> {
    for id in [i64::MIN, -1, 0, i64::MAX] {
        let widget = Widget::new("limit").id(id).large(id);
        client.widgets().update(id, &widget).await?;
        same("key", client.widgets().get(id).await?, widget)?;
    }
    for (count, weight, ratio) in [(i32::MIN, f64::MIN, f32::MIN), (i32::MAX, f64::MAX, f32::MAX), (0, f64::MIN_POSITIVE, 1e-7)] {
        let widget = Widget::new("limit").count(count).weight(weight).ratio(ratio);
        same("numbers", client.tools().echo_widget(&widget).await?, widget)?;
    }
    Ok(())
}

async fn create_with_and_without_the_entity(client: Client) -> Result<()> {
    let CreatedEntity { id, entity, .. } = client.widgets().create(&Widget::new("one")).await?;
    let id = id.context("an id")?;
    same("with", entity, Widget::new("one").id(id))?;
    let created: Created<i64> = client.widgets().create(&Widget::new("two")).without_entity().await?;
    let id = created.id.context("an id")?;
    same("without", created.location, Some(format!("/widgets/{id}")))?;
    same("it is there", client.widgets().get(id).await?, Widget::new("two").id(id))
}

async fn create_refused(client: Client) -> Result<()> {
    refused("create", client.widgets().create(&Widget::new("")).await, 422, "a widget without a name")
}

async fn batch_create(client: Client) -> Result<()> {
    let created = client.widgets().batch_create(&[Widget::new("one"), Widget::new(""), Widget::new("three")]).await?;
    same("items", created.items.len(), 3)?;
    for (item, name) in created.items.iter().zip(["one", "", "three"]) {
        if name.is_empty() {
            failed("item", Some(item.as_ref()), 422, "a widget without a name")?;
        } else {
            let item = item.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
            let id = item.id.context("an id")?;
            same("item", &item.entity, &Widget::new(name).id(id))?;
            same("location", item.location.as_deref(), Some(format!("/widgets/{id}").as_str()))?;
        }
    }
    Ok(())
}

async fn batch_create_without_the_entities(client: Client) -> Result<()> {
    let created = client.widgets().batch_create(&[Widget::new("one"), Widget::new("")]).without_entity().await?;
    same("items", created.items.len(), 2)?;
    let [first, second] = created.items.as_slice() else { anyhow::bail!("two items: {created:?}") };
    let first = first.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
    same("status", first.status, Some(201))?;
    same("it is there", client.widgets().get(first.id.context("an id")?).await?.name, "one".to_owned())?;
    failed("second", Some(second.as_ref()), 422, "a widget without a name")
}

async fn get_of_nothing_and_of_an_error(client: Client) -> Result<()> {
    let missing = client.widgets().get(399).await;
    same("missing", missing.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(404))?;
    for status in [400, 403, 409, 429, 500, 503] {
        refused("get", client.widgets().get(i64::from(status)).await, status, &status.to_string())?;
    }
    Ok(())
}

async fn batch_get(client: Client) -> Result<()> {
    stored(&client, [1, 2]).await?;
    let result = client.widgets().batch_get([2, 1, 399, 403]).await?;
    same("first", result.get(&1), Some(Ok(&numbered(1))))?;
    same("second", result.get(&2), Some(Ok(&numbered(2))))?;
    same("missing", result.get(&399), None)?;
    failed("refused", result.get(&403), 403, "403")?;
    same("none", client.widgets().batch_get([399]).await?.entries.len(), 0)
}

async fn get_all_in_pages(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    stored(&client, 1..=5).await?;
    let page = client.widgets().get_all().start(1).count(2).await?;
    same("elements", &page.elements, &vec![numbered(2), numbered(3)])?;
    same("metadata", page.metadata, Some(decoded::<Summary>(&json!({"asked": "all", "matches": 5}))?))?;
    let paging = page.paging.context("paging")?;
    same("paging", (paging.start, paging.count, paging.total), (Some(1), Some(2), Some(5)))?;
    same("links", paging.links.iter().map(|link| link.rel.as_str()).collect::<Vec<_>>(), vec!["prev", "next"])?;
    let mut pages = client.widgets().get_all().count(2).stream();
    let mut streamed = Vec::new();
    while let Some(widget) = futures_util::StreamExt::next(&mut pages).await {
        streamed.push(widget?);
    }
    same("stream", streamed, (1..=5).map(numbered).collect())
}

async fn update(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    let created = client.widgets().update(7, &numbered(7)).send_full().await?;
    same("status of what is new", created.status().as_u16(), 201)?;
    let updated = client.widgets().update(7, &full("seven")).send_full().await?;
    same("status", updated.status().as_u16(), 204)?;
    same("entity", client.widgets().get(7).await?, full("seven"))?;
    refused("update", client.widgets().update(409, &numbered(409)).await, 409, "409")
}

async fn batch_update(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    stored(&client, [1]).await?;
    let result = client.widgets().batch_update([(1, full("one")), (2, numbered(2)), (500, numbered(500))]).await?;
    same("known", result.get(&1), Some(Ok(204)))?;
    same("new", result.get(&2), Some(Ok(201)))?;
    failed("refused", result.get(&500), 500, "500")?;
    same("entity", client.widgets().get(1).await?, full("one"))
}

async fn partial_update(client: Client) -> Result<()> {
    client.widgets().update(8, &full("eight")).await?;
    let patch = WidgetPatch::new().name("it's (new): ü").delete_label().large(i64::MAX).payload(every_octet()).tags(Vec::new());
    let mut expected = full("it's (new): ü").large(i64::MAX).payload(every_octet()).tags(Vec::new());
    expected.label = None;
    let updated = client.widgets().partial_update(8, patch).await?;
    same("entity", &updated.entity, &expected)?;
    same("got", client.widgets().get(8).await?, expected)?;
    client.widgets().partial_update(8, WidgetPatch::new().count(3)).without_entity().await?;
    same("it was done", client.widgets().get(8).await?.count, Some(3))?;
    refused("missing", client.widgets().partial_update(399, WidgetPatch::new().count(3)).await, 404, "399")
}

async fn partial_update_of_what_is_nested(client: Client) -> Result<()> {
    client.widgets().update(9, &Widget::new("nine").size(size(1, 2).unit("m"))).await?;
    let patch = WidgetPatch::new().patch_size(SizePatch::new().width(5).delete_unit());
    same("nested", client.widgets().partial_update(9, patch).await?.entity.size, Some(size(5, 2)))?;
    let patch = WidgetPatch::new().size(size(7, 8)).colour(Colour::Blue);
    let entity = client.widgets().partial_update(9, patch).await?.entity;
    same("whole", (entity.size, entity.colour), (Some(size(7, 8)), Some(Colour::Blue)))
}

async fn batch_partial_update(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    stored(&client, [1, 2]).await?;
    let patches = || [1, 2, 399, 418].map(|id| (id, WidgetPatch::new().label(format!("label {id}"))));
    let result = client.widgets().batch_partial_update(patches()).await?;
    for id in [1, 2] {
        same("entity", result.get(&id), Some(Ok(&numbered(id).label(format!("label {id}")))))?;
    }
    failed("missing", result.get(&399), 404, "399")?;
    failed("refused", result.get(&418), 418, "418")?;
    let status = client.widgets().batch_partial_update(patches()).without_entity().await?;
    same("status", status.get(&1), Some(Ok(200)))?;
    failed("missing", status.get(&399), 404, "399")
}

async fn delete(client: Client) -> Result<()> {
    stored(&client, [10]).await?;
    same("deleted", client.widgets().delete(10).send_full().await?.status().as_u16(), 204)?;
    refused("it is gone", client.widgets().delete(10).await, 404, "10")
}

async fn batch_delete(client: Client) -> Result<()> {
    stored(&client, [10, 11]).await?;
    let result = client.widgets().batch_delete([10, 11, 399, 412]).await?;
    same("first", result.get(&10), Some(Ok(204)))?;
    same("second", result.get(&11), Some(Ok(204)))?;
    failed("missing", result.get(&399), 404, "399")?;
    failed("refused", result.get(&412), 412, "412")
}

async fn actions(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    stored(&client, [1, 2]).await?;
    same("entity", client.widgets().paint(1, Colour::Red).await?, numbered(1).colour(Colour::Red))?;
    let painted = client.widgets().paint(1, Colour::Blue).with(|params| params.coats(2)).await?;
    same("optional", painted, numbered(1).colour(Colour::Blue).count(2))?;
    refused("refused", client.widgets().paint(399, Colour::Red).await, 404, "399")?;
    same("collection", client.widgets().clear().await?, 2)?;
    same("collection", client.widgets().clear().await?, 0)
}

async fn projections(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    client.widgets().update(1, &full("one")).await?;
    let some = client.widgets().get(1).select(projection!(Widget: (id, name, colour))).await?;
    same("fields", (some.id, some.name, some.colour), (None, "one".to_owned(), Some(Colour::Green)))?;
    let nested = client.widgets().get(1).select(projection!(Widget: (size(width), sizes(*(unit)), rooms(*(height)), choice))).await?;
    let units: Vec<_> = nested.sizes.context("sizes")?.into_iter().map(|size| size.unit).collect();
    same("items", units, vec![None, Some("cm".to_owned())])?;
    same("record", nested.size.context("size")?.width, 1)?;
    same("values", nested.rooms.context("rooms")?.get("it's (a), room").map(|room| room.height), Some(4))?;
    same("union", nested.choice, full("one").choice)?;
    let page = client.widgets().get_all().select(projection!(Widget: (name))).select_metadata(projection!(Summary: (matches)));
    let page = page.paging_fields("total").await?;
    same("elements", page.elements.into_iter().map(|one| one.name).collect::<Vec<_>>(), vec!["one".to_owned()])?;
    same("metadata", page.metadata.context("metadata")?.matches, 1)?;
    let paging = page.paging.context("paging")?;
    same("paging", (paging.start, paging.count, paging.total, paging.links.len()), (None, None, Some(1), 0))?;
    let batch = client.widgets().batch_get([1]).select(projection!(Widget: (ready))).await?;
    same("batch", batch.get(&1).and_then(Result::ok).map(|one| one.ready), Some(Some(true)))
}

async fn projection_of_what_comes_back(client: Client) -> Result<()> {
    let created = client.widgets().create(&full("one")).select(projection!(Widget: (name))).await?;
    same("created", created.entity.name, "one".to_owned())?;
    let id = created.id.context("an id")?;
    let patched = client.widgets().partial_update(id, WidgetPatch::new().count(6)).select(projection!(Widget: (count))).await?;
    same("patched", patched.entity.count, Some(6))?;
    let painted = client.widgets().paint(id, Colour::Red).select(projection!(Widget: (colour))).await?;
    same("action", painted.colour, Some(Colour::Red))
}

/// A widget with every field but its id.
fn full(name: &str) -> Widget {
    let labels: Map<String> = texts().map(|text| (text.clone(), text)).collect();
    let rooms: Map<Size> = [("it's (a), room".to_owned(), size(3, 4)), (String::new(), size(5, 6))].into_iter().collect();
    Widget::new(name)
        .label("a (label): ,'%".to_owned())
        .count(-1)
        .large(9_007_199_254_740_993)
        .ratio(0.1)
        .weight(-1.5e-300)
        .ready(true)
        .payload(every_octet())
        .digest(Fixed([0, 127, 128, 255]))
        .colour(Colour::Green)
        .size(size(1, 2).unit(""))
        .tags(texts().collect())
        .labels(labels)
        .sizes(vec![size(0, 0), size(1, 1).unit("cm")])
        .rooms(rooms)
        .choice(Choice::Size(size(9, 9)))
        .reach(Reach::Mail("a@b".to_owned()))
        .state("old")
}

fn every_octet() -> Bytes {
    Bytes((0..=u8::MAX).collect())
}

fn numbered(id: i64) -> Widget {
    Widget::new(format!("widget {id}")).id(id)
}

async fn stored(client: &Client, ids: impl IntoIterator<Item = i64>) -> Result<()> {
    for id in ids {
        client.widgets().update(id, &numbered(id)).await?;
    }
    Ok(())
}
