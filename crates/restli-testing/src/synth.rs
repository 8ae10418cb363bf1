//! A synthetic schema. The same numbers give the same bytes.

use std::fmt::Write as _;
use std::path::Path;

use crate::Random;

/// Resources per product; four operations each.
const RESOURCES_PER_PRODUCT: usize = 20;

/// Words that names are made of.
pub const WORDS: &[&str] = &[
    "account", "agenda", "album", "badge", "basket", "board", "bridge", "cable", "campaign", "canvas", "channel", "course", "draft",
    "engine", "estate", "event", "fleet", "garden", "invoice", "island", "journal", "kernel", "ledger", "lesson", "market", "matrix",
    "meadow", "medal", "member", "mirror", "module", "orbit", "parcel", "pencil", "planet", "poster", "recipe", "record", "region",
    "report", "ribbon", "season", "signal", "sketch", "studio", "tariff", "temple", "ticket", "track", "valley", "vessel", "window",
];

/// Writes a schema with the given number of operations below a folder.
///
/// # Errors
/// A file that cannot be written.
pub fn write(out: &Path, operations: usize, seed: u64) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    schema(operations, seed).iter().try_for_each(|(name, text)| std::fs::write(out.join(name), text))
}

/// The files of a schema with the given number of operations.
fn schema(operations: usize, seed: u64) -> Vec<(String, String)> {
    let resources = operations.div_ceil(4);
    let mut random = Random::new(seed);
    let mut files = vec![("api.yaml".to_owned(), API.to_owned())];
    for product in 0..resources.div_ceil(RESOURCES_PER_PRODUCT) {
        let first = product * RESOURCES_PER_PRODUCT;
        let count = RESOURCES_PER_PRODUCT.min(resources - first);
        files.push((format!("area{product:03}.yaml"), product_file(product, first, count, &mut random)));
    }
    files
}

const API: &str = "\
api: synthetic
doc: A synthetic API to measure with.
namespace: com.example.synthetic
bases:
  rest: {url: \"https://api.example.com\", path: /rest, projection: restli}
permissions:
  r_data: {doc: Read.}
  w_data: {doc: Write.}
quotas:
  daily: {limit: 1000, window: day, scope: app, doc: Calls of one application.}
urns:
  owner: {key: long, doc: Who owns a thing.}
";

fn product_file(product: usize, first: usize, count: usize, random: &mut Random) -> String {
    let mut types = String::new();
    let mut resources = String::new();
    for index in first..first + count {
        let (a, b) = (random.pick(WORDS), random.pick(WORDS));
        let record = format!("{}{}{index}", capital(a), capital(b));
        let resource = format!("{a}{}{index}s", capital(b));
        let _ = write!(
            types,
            "  {record}State: {{enum: [ACTIVE, PAUSED, ARCHIVED, DRAFT]}}
  {record}Place:
    fields:
      street: string
      city?: string
      zip?: string
  {record}:
    doc: A {a} with its {b}.
    fields:
      id: {{type: long, doc: Number of the {a}.}}
      owner: urn:owner
      name: {{type: string, doc: Name of the {b}.}}
      title?: string
      note?: string
      level: int
      score?: double
      active: bool = true
      createdAt?: long
      tags: {{type: \"[string]\", default: []}}
      place?: {record}Place
      state?: {record}State
"
        );
        let _ = write!(
            resources,
            "  {resource}:
    collection: {record}
    key: {{id: long}}
    read_only: [id, createdAt]
    permissions: [r_data]
    quotas: [daily]
    methods:
      get:
      get_all: {{paging: start_count}}
      create: {{permissions: [w_data]}}
      partial_update: {{permissions: [w_data]}}
"
        );
    }
    format!("product: area{product:03}\ndoc: Area {product} of the synthetic API.\ntypes:\n{types}resources:\n{resources}")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
