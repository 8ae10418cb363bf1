//! Finders and batch finders.

use anyhow::{Context as _, Result, bail};
use interop_client::restli_interop::{Colour, Criteria, Summary, Text, Widget};
use interop_client::{Client, projection};
use serde_json::json;

use crate::check::{checks, decoded, same, texts};

checks![finder, finder_with_every_text, finder_in_pages, finder_with_a_projection, batch_finder, batch_finder_with_every_text];

async fn finder(client: Client) -> Result<()> {
    let green = named("green").colour(Colour::Green).tags(vec!["a".to_owned(), "b,c".to_owned()]);
    let created = stored(&client, &[green.clone(), named("green").state("old"), named("green")]).await?;
    let page = client.widgets().find_by_named("green").await?;
    same("what is left out has its default", page.elements.len(), 2)?;
    same("metadata", page.metadata, Some(decoded::<Summary>(&json!({"asked": "green", "matches": 2}))?))?;
    let page = client.widgets().find_by_named("green").with(|params| params.colour(Colour::Green)).await?;
    same("enumeration", page.elements, created.iter().take(1).cloned().collect::<Vec<_>>())?;
    let page = client.widgets().find_by_named("green").with(|params| params.tags(vec!["b,c".to_owned()])).await?;
    same("list", page.elements.len(), 1)?;
    let page = client.widgets().find_by_named("green").with(|params| params.tags(Vec::new())).await?;
    same("empty list", page.elements.len(), 1)?;
    let page = client.widgets().find_by_named("green").with(|params| params.state("old")).await?;
    same("text", page.elements.len(), 1)?;
    let page = client.widgets().find_by_named("nobody").await?;
    same("nothing", (page.elements.len(), page.paging.and_then(|paging| paging.total)), (0, Some(0)))
}

async fn finder_with_every_text(client: Client) -> Result<()> {
    for text in texts() {
        let entity = Text::new(format!("before {text} after")).key(format!("held {text}")).remark(text.clone());
        let key = format!("held {text}");
        client.texts().update(&key, &entity).await?;
        let page = client.texts().find_by_holding(&text).with(|params| params.remark(text.clone())).await?;
        same("elements", page.elements, vec![entity.clone()])?;
        client.texts().delete(&key).await?;
    }
    Ok(())
}

async fn finder_in_pages(client: Client) -> Result<()> {
    let name = "it's (in), pages: ü&=+%";
    let created = stored(&client, &vec![named(name); 25]).await?;
    let mut pages = client.widgets().find_by_named(name).count(10).pages();
    let mut sizes = Vec::new();
    let mut all = Vec::new();
    while let Some(page) = futures_util::StreamExt::next(&mut pages).await {
        let page = page?;
        sizes.push(page.elements.len());
        all.extend(page.elements);
    }
    same("sizes", sizes, vec![10, 10, 5])?;
    same("elements", all, created)
}

async fn finder_with_a_projection(client: Client) -> Result<()> {
    stored(&client, &[named("some").colour(Colour::Red)]).await?;
    let request = client.widgets().find_by_named("some").select(projection!(Widget: (colour)));
    let page = request.select_metadata(projection!(Summary: (asked))).await?;
    same("elements", page.elements.into_iter().map(|one| one.colour).collect::<Vec<_>>(), vec![Some(Colour::Red)])?;
    same("metadata", page.metadata.context("metadata")?.asked, "some".to_owned())
}

async fn batch_finder(client: Client) -> Result<()> {
    let created = stored(&client, &[named("one").colour(Colour::Red), named("two").tags(vec!["t".to_owned()])]).await?;
    let criteria = [
        Criteria::new().name("one").colour(Colour::Red),
        Criteria::new().name("fail"),
        Criteria::new().name("nobody"),
        Criteria::new().name("two").tags(vec!["t".to_owned()]),
    ];
    let batch = client.widgets().batch_find_by_search(&criteria).await?;
    let [one, fail, nobody, two] = batch.pages.as_slice() else { bail!("four pages: {batch:?}") };
    let one = one.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
    same("one", one.elements.as_slice(), created.get(..1).unwrap_or_default())?;
    same("metadata", one.metadata.as_ref().map(ToString::to_string), Some(r#"{"asked":"one","matches":1}"#.to_owned()))?;
    same("paging", one.paging.as_ref().and_then(|paging| paging.total), Some(1))?;
    same("two", two.as_ref().map(|page| page.elements.as_slice()).ok(), created.get(1..))?;
    same("nobody", nobody.as_ref().map(|page| page.elements.len()).ok(), Some(0))?;
    let Err(restli_client::KeyError::Failed { error, .. }) = fail else { bail!("an error of the server: {fail:?}") };
    same("status", (error.status(), error.code()), (Some(403), Some("UNLUCKY")))?;
    let state = client.widgets().batch_find_by_search(&criteria).with(|params| params.state("old")).await?;
    same("parameter", state.pages.iter().flatten().map(|page| page.elements.len()).sum::<usize>(), 0)?;
    let first = client.widgets().batch_find_by_search(&[Criteria::new(), Criteria::new().name("two")]).count(1).await?;
    let totals = first.pages.iter().flatten().map(|page| (page.elements.len(), page.paging.as_ref().and_then(|paging| paging.total)));
    same("paging", totals.collect::<Vec<_>>(), vec![(1, Some(2)), (1, Some(1))])
}

async fn batch_finder_with_every_text(client: Client) -> Result<()> {
    client.widgets().clear().await?;
    let mut created = Vec::new();
    for text in texts().filter(|text| !text.is_empty()) {
        created.push(client.widgets().create(&named(&text).tags(vec![text.clone(), String::new()])).await?.entity);
    }
    let criteria: Vec<_> =
        created.iter().map(|one| Criteria::new().name(one.name.as_str()).tags(one.tags.clone().unwrap_or_default())).collect();
    let batch = client.widgets().batch_find_by_search(&criteria).await?;
    same("pages", batch.pages.len(), created.len())?;
    for (page, widget) in batch.pages.iter().zip(created) {
        same("page", page.as_ref().map(|page| page.elements.clone()).ok(), Some(vec![widget]))?;
    }
    Ok(())
}

fn named(name: &str) -> Widget {
    Widget::new(name)
}

/// Nothing but these.
async fn stored(client: &Client, widgets: &[Widget]) -> Result<Vec<Widget>> {
    client.widgets().clear().await?;
    let mut created = Vec::new();
    for widget in widgets {
        created.push(client.widgets().create(widget).await?.entity);
    }
    Ok(created)
}
