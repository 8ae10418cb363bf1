//! The page on which a member allows or denies, and the page about a request that is refused.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use form_urlencoded::{Serializer, parse};
use restli_testing::{Server, json};

use crate::browser::{DOWN, ENTER};
use crate::looks::Looks;
use crate::world::{MARKUP, World};

/// The parts that a program sends along and gets back.
const STATE: &str = "\"><i>state</i>&code=stolen";

pub(crate) async fn check(looks: &Looks<'_>) -> Result<()> {
    let (world, browser) = (World::start().await?, looks.browser);
    let app = Server::replying(|_| json(200, "{}"))?;
    let back = format!("{}/callback", app.url());
    let page = address(&world, "sandbox", &back);

    browser.go(&page).await?;
    ensure!(browser.text("document.querySelector('h1').textContent").await? == format!("Kite {MARKUP} asks for access"), "the app's name");
    ensure!(browser.text("document.querySelector('#member').options[1].text").await? == format!("Tomas {MARKUP}"), "the member's name");
    browser.expect("!window.cracked && !document.querySelector('img, i, script')").await?;
    browser
        .expect("[...document.querySelectorAll('li')].length === 2 && [...document.querySelectorAll('li p')].every(one => one.textContent)")
        .await?;
    browser.expect("document.querySelector('header') && document.querySelector('footer')").await?;
    looks.all("consent").await?;

    browser.tab_to("#member").await?;
    browser.press([DOWN]).await?;
    browser.expect("document.querySelector('#member').value === 'tomas'").await?;
    browser.tab_to("button[value=allow]").await?;
    browser.press([ENTER]).await?;
    let answer = arrived(looks, &back).await?;
    ensure!(answer.get("code").is_some_and(|code| code.len() >= 16 && code != "stolen"), "no code arrives: {answer:?}");
    ensure!(answer.get("state").is_some_and(|state| state == STATE), "another state arrives: {answer:?}");

    browser.go(&page).await?;
    for stop in ["#member", "button[value=allow]", "button[value=deny]"] {
        browser.tab_to(stop).await?;
    }
    browser.press([' ']).await?;
    let answer = arrived(looks, &back).await?;
    ensure!(answer.get("error").is_some_and(|error| error == "user_cancelled_authorize"), "no error arrives: {answer:?}");
    ensure!(answer.get("state").is_some_and(|state| state == STATE) && !answer.contains_key("code"), "{answer:?}");

    browser.go(&address(&world, MARKUP, &back)).await?;
    browser.expect("document.querySelector('.problem').textContent.includes('onerror') && !document.querySelector('img')").await?;
    looks.all("consent-refused").await
}

/// The address of the page, as an app sends people there.
fn address(world: &World, client: &str, back: &str) -> String {
    let pairs =
        [("response_type", "code"), ("client_id", client), ("redirect_uri", back), ("scope", "openid w_member_social"), ("state", STATE)];
    format!("{}/oauth/v2/authorization?{}", world.base, Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// The values in the address that the browser was sent to.
async fn arrived(looks: &Looks<'_>, back: &str) -> Result<BTreeMap<String, String>> {
    looks.browser.until("location.pathname === '/callback'").await?;
    let url = looks.browser.url().await?;
    let query = url.strip_prefix(back).and_then(|rest| rest.strip_prefix('?')).with_context(|| format!("the browser is at {url}"))?;
    Ok(parse(query.as_bytes()).into_owned().collect())
}
