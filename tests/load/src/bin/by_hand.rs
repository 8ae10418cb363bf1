//! The calls of a job with `reqwest` and `serde_json`, as one writes them by hand: same timeouts, same headers, fields that are documented.

use std::time::Duration;

use anyhow::Result;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use restli_load::{Answer, Job, POSTS, TOKEN, VERSION};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read, as a program would read them, and nothing looks at them")]
struct Post {
    id: String,
    author: String,
    commentary: Option<String>,
    visibility: Option<String>,
    distribution: Option<Distribution>,
    lifecycle_state: Option<String>,
    content: Option<Content>,
    content_landing_page: Option<String>,
    #[serde(default)]
    is_reshare_disabled_by_author: bool,
    created_at: Option<i64>,
    published_at: Option<i64>,
    last_modified_at: Option<i64>,
    lifecycle_state_info: Option<LifecycleStateInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "see `Post`")]
struct Distribution {
    #[serde(rename = "feedDistribution")]
    feed: Option<String>,
    target_entities: Option<Vec<serde_json::Value>>,
    third_party_distribution_channels: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see `Post`")]
struct Content {
    article: Option<Article>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see `Post`")]
struct Article {
    source: Option<String>,
    title: Option<String>,
    description: Option<String>,
    thumbnail: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "see `Post`")]
struct LifecycleStateInfo {
    is_edited_by_author: Option<bool>,
}

#[derive(Deserialize)]
struct Page {
    elements: Vec<Post>,
}

#[derive(Debug)]
struct Failed(String);

impl std::fmt::Display for Failed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

fn main() -> Result<()> {
    let job = Job::from_arguments()?;
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_mins(1))
        .user_agent("by-hand/1")
        .default_headers(headers()?)
        .build()?;
    let url = job.url.clone();
    match job.answer {
        Answer::Small => job.run(move || {
            let (client, url) = (client.clone(), format!("{url}/rest/posts/urn%3Ali%3Ashare%3A7000000000000000001"));
            async move { get::<Post>(&client, &url, "GET").await.map(|_| 1) }
        }),
        Answer::Large => job.run(move || {
            let (client, url) =
                (client.clone(), format!("{url}/rest/posts?q=author&author=urn%3Ali%3Aorganization%3A5515715&count={POSTS}"));
            async move { get::<Page>(&client, &url, "FINDER").await.map(|page| page.elements.len()) }
        }),
    }
}

fn headers() -> Result<HeaderMap> {
    let mut out = HeaderMap::new();
    let mut token = HeaderValue::from_str(&format!("Bearer {TOKEN}"))?;
    token.set_sensitive(true);
    out.insert(AUTHORIZATION, token);
    out.insert(ACCEPT, HeaderValue::from_static("application/json"));
    out.insert(HeaderName::from_static("x-restli-protocol-version"), HeaderValue::from_static("2.0.0"));
    out.insert(HeaderName::from_static("linkedin-version"), HeaderValue::from(VERSION));
    Ok(out)
}

async fn get<T: DeserializeOwned>(client: &reqwest::Client, url: &str, method: &'static str) -> Result<T, Failed> {
    let response = client.get(url).header("X-RestLi-Method", method).send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(Failed(format!("{url}: {}", response.status())));
    }
    serde_json::from_slice(&response.bytes().await.map_err(failed)?).map_err(|error| Failed(error.to_string()))
}

fn failed(error: impl std::fmt::Display) -> Failed {
    Failed(error.to_string())
}
