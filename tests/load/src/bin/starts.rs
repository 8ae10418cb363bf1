//! Starts sandboxes of LinkedIn in one process. It prints the milliseconds until the schema was read, of a start after that (the median of a hundred),
//! and of a thousand starts, then the kilobytes that each of the thousand takes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use linkedin_sandbox::{Sandbox, api, settings};
use restli_load::memory;

const MANY: usize = 1_000;

#[tokio::main]
async fn main() -> Result<()> {
    let begun = Instant::now();
    let api = api();
    let read = begun.elapsed();
    let mut starts = Vec::new();
    for _ in 0..100 {
        let begun = Instant::now();
        let _sandbox = Sandbox::start(Arc::clone(&api), settings()).await?;
        starts.push(begun.elapsed());
    }
    starts.sort();
    let median = starts.get(starts.len() / 2).copied().unwrap_or_default();
    let (before, begun) = (memory("VmRSS:")?, Instant::now());
    let mut many = Vec::new();
    for _ in 0..MANY {
        many.push(Sandbox::start(Arc::clone(&api), settings()).await?);
    }
    let (whole, each) = (begun.elapsed(), memory("VmRSS:")?.saturating_sub(before) / 1024 / MANY);
    println!("{:.1} {:.2} {:.0} {each}", millis(read), millis(median), millis(whole));
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
