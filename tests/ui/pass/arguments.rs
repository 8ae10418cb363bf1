//! Arguments as programs write them: lists of every kind, pairs, keys, times, projections and hooks.
#![deny(warnings)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::SystemTime;

use linkedin::ads::CreativePatch;
use linkedin::content::PostText;
use linkedin::conversions::{CampaignConversionsKey, ConversionPatch};
use linkedin::core::projection::Select;
use linkedin::hooks::{Observed, Sending};
use linkedin::types::{PostUrn, TimeRange};
use linkedin::urns::{ShareUrn, SponsoredAccountUrn, SponsoredCreativeUrn};
use linkedin::{Client, Error, Time};

async fn lists(client: &Client, ids: &[i64], texts: &[&str], set: HashSet<PostUrn>) -> Result<(), Error> {
    for chunk in ids.chunks(20) {
        client.organizations_lookup().batch_get(chunk.iter().copied()).await?;
    }
    client.organizations_lookup().batch_get(1..=5).await?;
    client.organizations_lookup().batch_get(texts.iter().filter_map(|text| text.parse().ok())).await?;
    client.organizations_lookup().batch_get([1_u32, 2].map(Into::into)).await?;
    client.posts().batch_get(&set).await?;
    client.posts().batch_get(set).await?;
    client.posts().batch_get((1..3).map(ShareUrn::new)).await?;
    client.in_mail_contents().batch_get("71,72".split(',')).await?;
    Ok(())
}

async fn generic<I: IntoIterator<Item: Into<PostUrn>>>(client: &Client, ids: I) -> Result<(), Error> {
    client.posts().batch_get(ids).await.map(drop)
}

async fn pairs(client: &Client, account: &SponsoredAccountUrn, creative: &SponsoredCreativeUrn) -> Result<(), Error> {
    client.conversions().batch_partial_update(account, HashMap::from([(7, ConversionPatch::new())])).await?;
    client.conversions().batch_partial_update(account, BTreeMap::from([(7, ConversionPatch::new())])).await?;
    client.creatives().batch_partial_update(5, [(creative, CreativePatch::new())]).await?;
    Ok(())
}

async fn keys(client: &Client, key: CampaignConversionsKey) -> Result<(), Error> {
    client.campaign_conversions().batch_get([&key]).await?;
    client.campaign_conversions().delete(&key).await?;
    client.campaign_conversions().delete(key).await
}

fn times(start: impl Into<Time>) -> TimeRange {
    TimeRange::new().start(start).end(SystemTime::now())
}

async fn projections(client: &Client) -> Result<(), Error> {
    let get = || client.posts().get(ShareUrn::new(1));
    get().select(PostText).await?;
    let _: PostText = get().select(Select::new()).await?;
    get().select(Select::<PostText>::new()).await?;
    Ok(())
}

fn hooks(before: Box<dyn Fn(&mut Sending<'_>) + Send + Sync>, after: fn(&Observed<'_>)) -> Result<Client, Error> {
    Client::builder().before(before).after(after).before(|_| unreachable!()).after(|_| std::process::exit(1)).build()
}

fn main() {
    times(Time::now());
    let _ = (lists, generic::<Vec<PostUrn>>, pairs, keys, projections, hooks);
}
