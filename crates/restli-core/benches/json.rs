//! Reading JSON: ours against `serde_json` with derived structs, on the same texts, in one run.
//!
//! `cargo bench -p restli-core --bench json`. The figures are medians of short runs that alternate between the two, so
//! that a busy machine is unfair to both alike.

#![allow(missing_docs, clippy::struct_field_names, reason = "types as a user writes them")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use restli_core::data::Data;
use restli_core::json;
use serde::de::DeserializeOwned;

/// The same fields twice, because that is what is compared.
macro_rules! twins {
    ($($name:ident { $($field:ident: $ty:ty = $wire:literal $($required:ident)?,)* })*) => {
        mod ours {
            use super::{BTreeMap, Tone};
            $(
                #[derive(Clone)]
                pub(crate) struct $name { $(pub(crate) $field: $ty,)* }
                restli_core::record! { $name = "com.example.Record" { $($field: $wire $($required)?,)* } }
            )*
        }
        mod derived {
            use super::{BTreeMap, DerivedTone as Tone};
            $(
                #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
                #[allow(dead_code)]
                pub(crate) struct $name { $(#[serde(rename = $wire)] pub(crate) $field: $ty,)* }
            )*
        }
    };
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Tone {
    Calm,
    Loud,
    Published,
    Unrecognized(String),
}
restli_core::enumeration! { Tone = "com.example.Tone" { Calm: "CALM", Loud: "LOUD", Published: "PUBLISHED" } }

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum DerivedTone {
    #[serde(rename = "CALM")]
    Calm,
    #[serde(rename = "LOUD")]
    Loud,
    #[serde(rename = "PUBLISHED")]
    Published,
}

twins! {
    Post {
        id: String = "id" required,
        author: String = "author" required,
        commentary: Option<String> = "commentary",
        created_at: i64 = "createdAt" required,
        last_modified_at: i64 = "lastModifiedAt" required,
        published_at: Option<i64> = "publishedAt",
        lifecycle_state: Tone = "lifecycleState" required,
        visibility: String = "visibility" required,
        distribution: Distribution = "distribution" required,
        content: Option<Content> = "content",
        is_reshare_disabled_by_author: bool = "isReshareDisabledByAuthor" required,
        tags: Vec<String> = "tags" required,
        counts: BTreeMap<String, i64> = "counts" required,
        ratio: Option<f64> = "ratio",
        mentions: Vec<Mention> = "mentions" required,
        container: Option<String> = "container",
        ad_context: Option<String> = "adContext",
    }
    Distribution {
        feed_distribution: String = "feedDistribution" required,
        target_entities: Vec<String> = "targetEntities" required,
        third_party_distribution_channels: Vec<String> = "thirdPartyDistributionChannels" required,
    }
    Content {
        article: Option<Article> = "article",
        media: Option<Media> = "media",
    }
    Article {
        source: String = "source" required,
        thumbnail: Option<String> = "thumbnail",
        title: String = "title" required,
        description: Option<String> = "description",
    }
    Media {
        id: String = "id" required,
        alt_text: Option<String> = "altText",
        width: i32 = "width" required,
        height: i32 = "height" required,
    }
    Mention {
        start: i32 = "start" required,
        length: i32 = "length" required,
        urn: String = "urn" required,
    }
    Page {
        elements: Vec<Post> = "elements" required,
    }
}

/// One post of some 1.9 kB, with what such answers hold: URNs, times, text with line breaks, nested records, arrays.
fn post(number: u64) -> String {
    let mut text = format!(
        r#"{{"id":"urn:li:share:70{number:017}","author":"urn:li:organization:{}","commentary":"Release {number} is out.\nIt is faster, smaller and {} than the one before it; read what changed, and how to move over, in the notes below. Thanks to everyone who sent patches, tried early builds or told us what broke.\n\nFor those who run their own servers: stop the old one first, because the new one takes over its port, and keep a copy of the index; it is built again at the first start, which takes a minute or two and needs twice the space. If the start fails, the log says at which step, and the old version still reads the copy. Questions are welcome below, as always.","createdAt":16{number:011},"lastModifiedAt":16{:011},"publishedAt":16{number:011},"lifecycleState":"PUBLISHED","visibility":"PUBLIC","distribution":{{"feedDistribution":"MAIN_FEED","targetEntities":["urn:li:geo:103644278","urn:li:geo:101174742"],"thirdPartyDistributionChannels":[]}}"#,
        5_000_000 + number,
        "quieter",
        number + 17,
    );
    text.push_str(r#","content":{"article":{"source":"https://example.com/releases/2024/notes.html?from=feed&lang=en","thumbnail":"urn:li:image:C49klciosC89","title":"What is new","description":"A walk through the changes, one by one, with figures where figures exist and reasons where they do not."},"media":{"id":"urn:li:image:C5622AQHdBDflPp0pEg","altText":"A chart with two lines, of which one falls","width":1920,"height":1080}}"#);
    text.push_str(r#","isReshareDisabledByAuthor":false,"tags":["release","rust","performance"],"counts":{"comments":17,"likes":4211,"shares":96},"ratio":0.4175,"mentions":["#);
    for mention in 0..5 {
        let comma = if mention == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}{{"start":{},"length":14,"urn":"urn:li:organization:{}"}}"#, mention * 31, 70_000 + mention);
    }
    text.push_str(r#"],"unknownToUs":{"a":[1,2,3],"b":"left out on both sides"}}"#);
    text
}

/// Medians in nanoseconds of two functions, run in turns.
fn compare(rounds: usize, repeat: u32, one: &mut dyn FnMut(), other: &mut dyn FnMut()) -> (f64, f64) {
    let turns = (0..rounds).map(|_| (time(repeat, one), time(repeat, other)));
    let (one, other) = turns.unzip();
    (median(one), median(other))
}

fn time(repeat: u32, run: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..repeat {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(repeat)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn report(what: &str, bytes: usize, (ours, theirs): (f64, f64)) {
    println!("{what}, {bytes} bytes: {ours:.0} ns; serde_json {theirs:.0} ns; ratio {:.2}", ours / theirs);
}

fn decode<Ours: Data, Theirs: DeserializeOwned>(what: &str, repeat: u32, text: &str) {
    let ours = &mut || {
        let _ = black_box(json::from_slice::<Ours>(black_box(text.as_bytes())));
    };
    let theirs = &mut || {
        let _ = black_box(serde_json::from_slice::<Theirs>(black_box(text.as_bytes())));
    };
    report(what, text.len(), compare(101, repeat, ours, theirs));
}

fn main() -> Result<(), Box<dyn Error>> {
    let one = post(1);
    let elements: Vec<String> = (0..100).map(post).collect();
    let page = format!(r#"{{"elements":[{}]}}"#, elements.join(","));
    let sorted = serde_json::from_str::<serde_json::Value>(&one)?.to_string();
    decode::<ours::Post, derived::Post>("decode one record", 500, &one);
    decode::<ours::Page, derived::Page>("decode a collection of 100", 5, &page);
    decode::<ours::Post, derived::Post>("decode one record, fields in the order of their names", 500, &sorted);

    let ours: ours::Post = json::from_slice(one.as_bytes())?;
    let theirs: derived::Post = serde_json::from_str(&one)?;
    let write_ours = &mut || {
        black_box(json::to_vec(black_box(&ours)));
    };
    let write_theirs = &mut || {
        let _ = black_box(serde_json::to_vec(black_box(&theirs)));
    };
    report("encode one record", json::to_vec(&ours).len(), compare(101, 500, write_ours, write_theirs));

    let bridge = &mut || {
        let _ = black_box(serde_json::from_slice::<ours::Post>(black_box(one.as_bytes())));
    };
    let derived = &mut || {
        let _ = black_box(serde_json::from_slice::<derived::Post>(black_box(one.as_bytes())));
    };
    report("decode one record through serde", one.len(), compare(51, 500, bridge, derived));
    Ok(())
}
