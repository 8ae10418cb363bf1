//! The readers.

mod answers;
mod data;
mod login;
mod names;
mod projections;
mod sandbox;
mod schema;
mod webhooks;

/// The types of `restli-core`'s own tests: something of everything.
#[path = "../../../crates/restli-core/tests/common/mod.rs"]
mod types;

/// The catalog of `restli-projection`'s own tests.
#[path = "../../../crates/restli-projection/tests/common/mod.rs"]
mod catalog;

/// The API of `restli-client`'s own tests.
#[path = "../../../crates/restli-client/tests/client/tables.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "those tests use more of it")]
mod shop;

use std::io;

/// A reader of outside input.
#[derive(Debug)]
pub struct Reader {
    /// The name of the reader and of its folder.
    pub name: &'static str,
    /// Reads any octets; panics if what must hold does not.
    pub read: fn(&[u8]),
    /// Texts that mean something to it.
    pub pieces: &'static [&'static str],
    /// The number of changed inputs that the replay test tries: fewer where one takes longer.
    pub replays: usize,
    /// Inputs that other tests have anyway.
    pub borrowed: fn() -> io::Result<Vec<Vec<u8>>>,
}

impl Reader {
    const fn new(name: &'static str, read: fn(&[u8]), pieces: &'static [&'static str]) -> Self {
        Self { name, read, pieces, replays: 1000, borrowed: || Ok(Vec::new()) }
    }
}

/// All of them.
pub const READERS: &[Reader] = &[
    Reader::new("callback", login::callback, login::CALLBACK),
    Reader::new("envelope", answers::envelope, answers::ENVELOPE),
    Reader::new("error", answers::error, answers::ERROR),
    Reader::new("json", data::json, data::JSON),
    Reader::new("key", names::key, names::URL),
    Reader::new("patch", data::patch, data::PATCH),
    Reader::new("projection", projections::text, projections::TEXT),
    Reader { borrowed: sandbox::examples, ..Reader::new("sandbox", sandbox::answers, sandbox::PIECES) },
    Reader { replays: 3000, borrowed: schema::cases, ..Reader::new("schema", schema::texts, schema::PIECES) },
    Reader::new("token", login::token, login::TOKEN),
    Reader { replays: 10_000, ..Reader::new("tokens", projections::tokens, projections::TOKENS) },
    Reader::new("url", names::url, names::URL),
    Reader::new("urn", names::urn, names::URN),
    Reader::new("webhook", webhooks::webhook, webhooks::PIECES),
];
