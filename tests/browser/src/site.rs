//! The reference site, opened from the disk: LinkedIn's in every look, and that of a thousand operations for its size.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use restli_schema::api::Api;
use restli_site::{FileSet, Settings};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::browser::{Browser, DOWN, ENTER, ESCAPE};
use crate::looks::Looks;

/// Pages of LinkedIn's site that are audited, each with the name of its pictures.
const LOOKED_AT: &[(&str, &str)] = &[
    ("index", "index.html"),
    ("product", "product-ads.html"),
    ("resource", "resource-content.posts.html"),
    ("type", "type-content.Post.html"),
    ("enum", "type-content.PostVisibility.html"),
    ("permission", "permission-w_member_social.html"),
    ("permissions", "permissions.html"),
    ("error", "error-DUPLICATE_POST.html"),
    ("errors", "errors.html"),
    ("urn", "urn-li.person.html"),
    ("versions", "versions.html"),
    ("quotas", "quotas.html"),
    ("events", "events.html"),
    ("media", "media.html"),
    ("login", "login.html"),
    ("evidence", "evidence.html"),
    ("all", "all.html"),
];

/// The most nodes of a document, texts included.
const MOST_NODES: u64 = 3000;

/// The longest time from the beginning of a load to its end, in milliseconds.
const LONGEST: f64 = 200.0;

/// The largest pages of a site that are opened.
const LARGEST: usize = 25;

/// The number of nodes, and the time that the load took.
const MEASURE: &str = "const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let nodes = 1;
    while (walker.nextNode()) nodes += 1;
    return [nodes, performance.getEntriesByType('navigation')[0].loadEventEnd];";

/// A site on the disk.
struct Site {
    folder: TempDir,
    files: FileSet,
}

impl Site {
    fn of(api: &Api, front_door: Option<&str>) -> Result<Self> {
        let settings = Settings { front_door: front_door.map(str::to_owned), repository: None };
        let (folder, files) = (tempfile::tempdir()?, restli_site::site(&restli_codegen::plan(api), &settings)?);
        for (name, text) in &files {
            fs::write(folder.path().join(name), text)?;
        }
        Ok(Self { folder, files })
    }

    fn linkedin() -> Result<Self> {
        Self::of(linkedin_sandbox::api().api(), Some("linkedin"))
    }

    fn url(&self, page: &str) -> String {
        format!("file://{}/{page}", self.folder.path().display())
    }
}

/// Checks everything.
pub(crate) async fn check(looks: &Looks<'_>) -> Result<()> {
    let browser = looks.browser;
    // Messages of the pages before are no matter of this one.
    browser.go("about:blank").await?;
    browser.console().await?;
    let linkedin = Site::linkedin()?;
    for (name, page) in LOOKED_AT {
        browser.go(&linkedin.url(page)).await?;
        looks.all(&format!("site-{name}")).await.with_context(|| (*page).to_owned())?;
    }
    keyboard(browser, &linkedin).await?;
    menu(looks, &linkedin).await?;
    without_program(browser, &linkedin).await?;
    largest(browser, "LinkedIn's site", &linkedin).await?;
    let folder = tempfile::tempdir()?;
    restli_testing::synth::write(folder.path(), 1000, 1)?;
    let thousand = Site::of(&restli_schema::load_dir(folder.path())?.api, None)?;
    largest(browser, "the site of 1,000 operations", &thousand).await?;
    let console: Vec<String> = browser.console().await?;
    ensure!(console.is_empty(), "the console says {console:#?}");
    Ok(())
}

/// The first link leads past the navigation, a key leads to the search, and the search leads to what is chosen.
async fn keyboard(browser: &Browser, site: &Site) -> Result<()> {
    browser.go(&site.url("index.html")).await?;
    browser.tab_to("a.skip").await?;
    browser.press([ENTER]).await?;
    browser.until("document.activeElement === at('-main')").await?;
    browser.tab_to("main a").await?;
    browser.press(['/']).await?;
    browser.until("document.activeElement === at('-search')").await?;
    browser.press("posts.cr".chars()).await?;
    browser.until("at('-search').getAttribute('aria-expanded') === 'true' && all('#-found li').length > 1").await?;
    browser.expect("at(at('-search').getAttribute('aria-activedescendant')).getAttribute('aria-selected') === 'true'").await?;
    browser.expect("/^\\d+ found$/.test(at('-told').textContent)").await?;
    browser.press([DOWN]).await?;
    browser.expect("at('-search').getAttribute('aria-activedescendant') === '-found-1'").await?;
    browser.press([ESCAPE]).await?;
    browser.expect("at('-found').hidden && at('-search').value === ''").await?;
    browser.press("no such thing at all".chars()).await?;
    browser.until("at('-told').textContent === 'Nothing found' && at('-found').hidden").await?;
    browser.press([ESCAPE]).await?;
    browser.press("commentary".chars()).await?;
    browser.until("all('#-found a').some(link => link.href.endsWith('type-content.Post.html#.commentary'))").await?;
    browser.press([ESCAPE]).await?;
    browser.press("posts.create".chars()).await?;
    browser.until("at('-told').textContent !== '' && all('#-found code')[0]?.textContent === 'posts.create'").await?;
    browser.press([ENTER]).await?;
    browser.until("location.href.endsWith('resource-content.posts.html#create')").await?;
    browser.expect("at('create').getBoundingClientRect().top > 50 && at('create').getBoundingClientRect().top < 120").await?;
    browser.expect("document.querySelector('#-contents [aria-current]').getBoundingClientRect().top < innerHeight").await
}

/// On a phone the navigation is behind its link.
async fn menu(looks: &Looks<'_>, site: &Site) -> Result<()> {
    let browser = looks.browser;
    looks.screen(390, 844).await?;
    browser.go(&site.url("resource-content.posts.html")).await?;
    browser.expect("!at('-contents').checkVisibility() && document.querySelector('.menu').checkVisibility()").await?;
    browser.run("document.querySelector('.menu').click();", json!([])).await?;
    browser.until("at('-contents').checkVisibility()").await?;
    looks.all("site-menu").await?;
    browser.expect("!document.querySelector('.menu').checkVisibility()").await
}

/// Without JavaScript there is no field that does nothing, and the index leads to everything.
async fn without_program(browser: &Browser, site: &Site) -> Result<()> {
    browser.tool("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
    browser.go(&site.url("resource-content.posts.html")).await?;
    let found = browser.value("!document.querySelector('search').checkVisibility() && all('a[href=\"all.html\"]').length > 0").await;
    browser.tool("Emulation.setScriptExecutionDisabled", json!({"value": false})).await?;
    ensure!(found? == Json::Bool(true), "without JavaScript the search is shown, or there is no index");
    Ok(())
}

/// Opens the largest pages of a site, and prints their extremes.
async fn largest(browser: &Browser, name: &str, site: &Site) -> Result<()> {
    let mut pages: Vec<(usize, &str)> = site
        .files
        .iter()
        .filter(|(file, _)| file.strip_suffix(".html").is_some())
        .map(|(file, text)| (text.len(), file.as_str()))
        .collect();
    pages.sort_unstable_by(|one, other| other.cmp(one));
    let (mut most, mut longest) = (0, 0.0_f64);
    for (_, page) in pages.iter().take(LARGEST) {
        browser.go(&site.url(page)).await?;
        let told = browser.run(MEASURE, json!([])).await?;
        let nodes = told.get(0).and_then(Json::as_u64).context("no number of nodes")?;
        let time = told.get(1).and_then(Json::as_f64).context("no time")?;
        ensure!(nodes < MOST_NODES, "{page} has {nodes} nodes");
        (most, longest) = (most.max(nodes), longest.max(time));
    }
    let bytes = pages.first().map_or(0, |(bytes, _)| *bytes);
    println!("{name}: {} pages; of the {LARGEST} largest: {bytes} bytes, {most} nodes, {longest:.0} ms at most", pages.len());
    ensure!(longest < LONGEST, "a page takes {longest:.0} ms to load");
    Ok(())
}

/// Writes the picture of the README: the page of a resource, light and wide.
pub(crate) async fn picture(browser: &Browser, file: &Path) -> Result<()> {
    let looks = Looks { browser, folder: None };
    let site = Site::linkedin()?;
    looks.screen(1200, 850).await?;
    looks.scheme("light").await?;
    browser.go(&site.url("resource-content.posts.html")).await?;
    browser.shoot(file).await
}
