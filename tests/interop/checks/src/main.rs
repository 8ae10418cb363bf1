//! Calls every method of `tests/interop/server` through the generated client, and checks what comes back.
//!
//! `restli-interop-checks URL`: the address of the server. `cargo xtask interop server` builds and starts one.
#![allow(clippy::print_stdout, reason = "a command line tool talks to its user")]

mod association;
mod check;
mod complex_key;
mod entity_back;
mod finders;
mod long_queries;
mod others;
mod predictions;
mod text_keys;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use interop_client::Client;
use restli_client::{Retry, Tunnel};

use crate::check::Check;

/// The checks by what they are about.
const GROUPS: [(&str, &[Check]); 8] = [
    ("collection, entities come back", entity_back::CHECKS),
    ("collection, texts as keys", text_keys::CHECKS),
    ("finders and batch finders", finders::CHECKS),
    ("association", association::CHECKS),
    ("complex key", complex_key::CHECKS),
    ("simple, sub-resources, actions, bytes", others::CHECKS),
    ("masks and patches as predicted", predictions::CHECKS),
    ("long queries", long_queries::CHECKS),
];

/// Settings of queries that travel in the body (`docs/protocol.md §10`): every check is made once with each.
const TUNNELS: [(&str, Tunnel); 2] = [("long queries in the body", Tunnel::Above(4_000)), ("every query in the body", Tunnel::Above(0))];

fn main() -> Result<ExitCode> {
    let url = std::env::args().nth(1).context("the address of the server is missing: restli-interop-checks URL")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut failed = 0;
    for (tunnels, tunnel) in TUNNELS {
        println!("{tunnels}");
        let client = Client::builder().base_url(&url).tunnel(tunnel).retry(Retry::never()).build()?;
        for (name, checks) in GROUPS {
            let mut passed = 0;
            for check in checks {
                match runtime.block_on((check.run)(client.clone())) {
                    Ok(()) => passed += 1,
                    Err(error) => println!("difference: {name}: {}: {error:#}", check.name),
                }
            }
            println!("  {passed:>2} of {:>2}  {name}", checks.len());
            failed += checks.len() - passed;
        }
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
