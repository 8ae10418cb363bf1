//! The page at `/`: requests as they come, the world, tokens and webhooks.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::browser::{Browser, DOWN, ENTER, ESCAPE};
use crate::looks::Looks;
use crate::world::{MARKUP, World};

/// The requests that the page keeps, and the most elements of the document with all of them.
const KEPT: usize = 1_000;
const MOST_ELEMENTS: usize = 30 * KEPT;

const CREATE: &str = "content.posts.create";
const GET: &str = "profile.userinfo.get";
const SEEN: &str = "all('#rows tr:not([hidden])')";

pub(crate) async fn check(looks: &Looks<'_>) -> Result<()> {
    let (world, browser) = (World::start().await?, looks.browser);
    let token = world.sandbox.token_for_all();
    browser.console().await?;
    browser.go(&format!("{}/", world.base)).await?;
    browser.until("at('live').dataset.state === 'live'").await?;
    browser.expect("at('none').textContent.includes(at('address').textContent) && at('none').checkVisibility()").await?;
    looks.all("empty").await?;

    requests(looks, &world, &token).await?;
    entities(looks).await?;
    tokens(looks, &world).await?;
    faults(looks, &world, &token).await?;
    webhooks(looks, &world).await?;
    many(browser, &world, &token).await?;

    browser.expect("!window.cracked && !document.querySelector('img')").await?;
    let console = browser.console().await?;
    ensure!(console.is_empty(), "the console says: {console:#?}");
    Ok(())
}

/// Requests appear while the page is open, are found by words and kinds, and open to what was sent and answered.
async fn requests(looks: &Looks<'_>, world: &World, token: &str) -> Result<()> {
    let browser = looks.browser;
    let narrow = world.sandbox.token(["openid"]);
    let marked = format!("\"commentary\":{},\"tuna\":", json!(MARKUP));
    for (operation, token, change, status) in [
        (CREATE, token, ("\"commentary\":", marked.as_str()), 422),
        (CREATE, &narrow, ("", ""), 403),
        (CREATE, token, ("", ""), 201),
        (GET, token, ("", ""), 200),
    ] {
        let answered = world.call(operation, token, change).await?;
        ensure!(answered == status, "{operation} is answered with {answered} in place of {status}");
    }
    browser.until(&format!("{SEEN}.length === 4")).await?;
    let codes = browser.text(&format!("{SEEN}.map(row => row.querySelector('.code').textContent)")).await?;
    ensure!(codes == "200,201,403,422", "the requests are not those that came, the last one first: {codes}");
    looks.all("requests").await?;

    browser.run("document.getElementById('search').focus();", json!([])).await?;
    browser.press("posts 403".chars()).await?;
    browser.expect(&format!("{SEEN}.length === 1 && at('count').textContent === '1 of 4 requests'")).await?;
    world.call(GET, token, ("", "")).await?;
    browser.until("at('count').textContent === '1 of 5 requests'").await?;
    browser
        .run("const search = document.getElementById('search'); search.value = ''; search.dispatchEvent(new Event('input'));", json!([]))
        .await?;
    browser.tab_to("#kind").await?;
    browser.press([DOWN]).await?;
    browser.expect(&format!("at('kind').value === 'refused' && {SEEN}.length === 2")).await?;

    // By keyboard from the list to the oldest request, whose body has markup, and back.
    browser.tab_to("#clear").await?;
    browser.tab_to("#rows .open").await?;
    browser.press([DOWN, ENTER]).await?;
    browser.until("at('detail').checkVisibility()").await?;
    browser.expect("document.activeElement.closest('tr').querySelector('.code').textContent === '422'").await?;
    let detail = browser.text("at('detail').textContent").await?;
    ensure!(detail.contains("onerror") && detail.contains("curl") && detail.contains("$TOKEN"), "{detail}");
    ensure!(!detail.contains(token), "the token is shown");
    looks.all("detail").await?;
    browser.press([ESCAPE]).await?;
    browser.expect("!at('detail').checkVisibility() && document.activeElement.matches('#rows .open')").await
}

/// The world shows its collections and entities.
async fn entities(looks: &Looks<'_>) -> Result<()> {
    let browser = looks.browser;
    view(browser, "world").await?;
    browser.until("all('#collections button').length > 5 && all('#entities details').length > 0").await?;
    browser.run("document.querySelector('#collections button[data-name*=posts]').click();", json!([])).await?;
    browser.until("at('collection').textContent.includes('posts') && all('#entities details').length > 9").await?;
    browser.run("document.querySelector('#entities summary').click();", json!([])).await?;
    browser.until("document.querySelector('#entities details[open] pre')").await?;
    browser
        .run("const find = document.getElementById('find'); find.value = 'crane'; find.dispatchEvent(new Event('input'));", json!([]))
        .await?;
    browser.until("at('found').textContent === '1 entity'").await?;
    looks.all("world").await
}

/// A token is made, shown once, and good for calls.
async fn tokens(looks: &Looks<'_>, world: &World) -> Result<()> {
    let browser = looks.browser;
    view(browser, "tokens").await?;
    browser.until("all('#scopes input').length > 20").await?;
    browser.run("document.querySelector('#scopes input[value=openid]').click();", json!([])).await?;
    browser.run("document.querySelector('#scopes input[value=profile]').click();", json!([])).await?;
    browser.run("document.querySelector('#new-token button.first').click();", json!([])).await?;
    browser.until("at('shown-token').checkVisibility()").await?;
    let token = browser.text("at('token').textContent").await?;
    ensure!(world.call(GET, &token, ("", "")).await? == 200, "the new token is not good for a call");
    looks.all("tokens").await?;
    browser.run("document.getElementById('hide-token').click();", json!([])).await?;
    let shown = browser.text("document.documentElement.outerHTML").await?;
    ensure!(
        !shown.contains(&token) && shown.contains(&token.chars().take(4).collect::<String>()),
        "a token that is hidden still stands in the page"
    );
    Ok(())
}

/// A switch makes calls fail, counts them, and ends that.
async fn faults(looks: &Looks<'_>, world: &World, token: &str) -> Result<()> {
    let browser = looks.browser;
    let switch = "document.querySelector('#switches input[data-name=http_502]')";
    view(browser, "faults").await?;
    browser.until(switch).await?;
    browser.run(&format!("{switch}.focus();"), json!([])).await?;
    browser.press([' ']).await?;
    browser.until(&format!("{switch}.checked && document.activeElement === {switch}")).await?;
    let answered = world.call(GET, token, ("", "")).await?;
    ensure!(answered == 502, "a call is answered with {answered} though the fault is on");
    browser.until(&format!("{switch}.closest('li').textContent.includes('1 answer spoilt')")).await?;
    looks.all("faults").await?;
    browser.press([' ']).await?;
    browser.until(&format!("!{switch}.checked")).await?;
    let answered = world.call(GET, token, ("", "")).await?;
    ensure!(answered == 200, "a call is answered with {answered} though the fault is off");
    Ok(())
}

/// Deliveries to a webhook are shown, and replayed by their buttons.
async fn webhooks(looks: &Looks<'_>, world: &World) -> Result<()> {
    let browser = looks.browser;
    view(browser, "webhooks").await?;
    browser.until("at('no-deliveries').checkVisibility()").await?;
    looks.all("webhooks-empty").await?;
    view(browser, "requests").await?;
    // Nobody serves the port.
    world.sandbox.listen("http://127.0.0.1:9/hooks/linkedin", &[]).await?;
    world.sandbox.trigger("LEAD_ACTION", None)?;
    world.sandbox.settle().await;
    view(browser, "webhooks").await?;
    browser.until("all('#delivery-rows tr').length === 1 && all('#delivery-rows .code')[0].textContent === 'dropped'").await?;
    browser.run("document.querySelector('#delivery-rows button').click();", json!([])).await?;
    browser.until("all('#delivery-rows tr').length === 2").await?;
    looks.all("webhooks").await
}

/// The page keeps a thousand requests, and no more.
async fn many(browser: &Browser, world: &World, token: &str) -> Result<()> {
    view(browser, "requests").await?;
    for _ in 0..KEPT + 50 {
        world.call(GET, token, ("", "")).await?;
    }
    let last = world.sandbox.exchanges().last().map_or(0, |exchange| exchange.number);
    browser.until(&format!("document.querySelector('#rows tr')?.dataset.number === '{last}'")).await?;
    browser.expect(&format!("all('#rows tr').length === {KEPT}")).await?;
    let elements = browser.text("all('*').length").await?;
    ensure!(elements.parse::<usize>()? <= MOST_ELEMENTS, "the document has {elements} elements");
    Ok(())
}

/// Opens a view by its link.
async fn view(browser: &Browser, name: &str) -> Result<()> {
    browser.run("document.querySelector(`header nav a[href='#${arguments[0]}']`).click();", json!([name])).await?;
    browser.until(&format!("at('view-{name}').checkVisibility()")).await
}
