//! A look at the structure, the contrasts, the width and the sources of the document shown.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value as Json, json};

use crate::browser::Browser;

const SCRIPT: &str = include_str!("audit.js");

/// The flaws of the document shown, on a screen of a width.
pub(crate) async fn faults(browser: &Browser, width: u32) -> Result<Vec<String>> {
    let told = browser.run(SCRIPT, json!([width])).await?;
    Ok(told.as_array().context("the audit is no list")?.iter().filter_map(Json::as_str).map(str::to_owned).collect())
}

/// A document with a fault of each kind.
const BAD: &str = "<!doctype html><h2>Deep</h2><h4>Deeper</h4><nav></nav><button></button><input placeholder=name>\
    <p id=a style='color:#999;background:#fff'>pale</p><p id=a aria-labelledby=none style='width:3000px'>wide</p>";

/// The audit finds each fault of a document that has them.
pub(crate) async fn check(browser: &Browser) -> Result<()> {
    browser.go("about:blank").await?;
    browser.run("document.write(arguments[0]); document.close();", json!([BAD])).await?;
    let found = faults(browser, 1280).await?;
    for fault in [
        "no lang",
        "no title",
        "not one main",
        "not one h1",
        "leaves out a level",
        "the id a stands twice",
        "leads nowhere",
        "has no label",
        "button has no words",
        "the contrast of \"pale\" in p#a is 2.85",
        "px wide on a screen of 1280",
        "p#a reaches from",
    ] {
        ensure!(found.iter().any(|told| told.contains(fault)), "the audit misses that {fault}: {found:#?}");
    }
    Ok(())
}
