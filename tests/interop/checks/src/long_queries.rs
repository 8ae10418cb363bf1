//! Queries that are too long for a URL.

use anyhow::{Result, ensure};
use interop_client::Client;
use interop_client::restli_interop::{Criteria, Widget};

use crate::check::{checks, same, texts};

checks![long_queries];

async fn long_queries(client: Client) -> Result<()> {
    client.widgets().update(1, &Widget::new("one")).await?;
    let found = client.widgets().batch_get([1].into_iter().chain(1_000..4_000)).await;
    let found = found.map_err(|error| anyhow::anyhow!("batch_get of 3001 keys: {error}"))?;
    ensure!(matches!(found.get(&1), Some(Ok(_))), "batch_get: {:?}", found.get(&1));
    let updated = client.widgets().batch_update((1_000..4_000).map(|id| (id, Widget::new("many")))).await?;
    same("batch_update", updated.entries.len(), 3_000)?;
    let deleted = client.widgets().batch_delete(1_000..4_000).await?;
    same("batch_delete", deleted.entries.iter().filter(|(_, outcome)| *outcome == Ok(204)).count(), 3_000)?;
    let long = texts().collect::<String>().repeat(100);
    same("finder", client.widgets().find_by_named(&long).await?.elements.len(), 0)?;
    let criteria: Vec<_> = (0..500).map(|index| Criteria::new().name(format!("{index} it's ({index})"))).collect();
    same("batch_finder", client.widgets().batch_find_by_search(&criteria).await?.pages.len(), 500)
}
