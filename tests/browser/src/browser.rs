//! A browser, by the few commands of `WebDriver` that the checks need.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value as Json, json};

/// Keys as `WebDriver` writes them.
pub(crate) const TAB: char = '\u{E004}';
pub(crate) const ENTER: char = '\u{E007}';
pub(crate) const ESCAPE: char = '\u{E00C}';
pub(crate) const DOWN: char = '\u{E015}';

/// The body of a function that tells which element has the focus, unless it is the right one and looks so.
const FOCUS: &str = "const one = document.activeElement, style = getComputedStyle(one);
    const isRinged = one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return one.matches(arguments[0]) && isRinged ? null : one.outerHTML.slice(0, 200) + ' ' + style.outline;";

/// The longest wait for what a page is to become.
const PATIENCE: Duration = Duration::from_secs(10);

/// A window of a browser.
pub(crate) struct Browser {
    http: Client,
    /// The address of the session.
    session: String,
}

impl Browser {
    /// Opens a window that can reach this machine alone.
    pub(crate) async fn open(driver: &str) -> Result<Self> {
        // A driver of the root user cannot have the sandbox of Chromium; containers have little shared memory.
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--lang=en",
            "--no-first-run",
            "--window-size=1280,900",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let http = Client::builder().no_proxy().timeout(Duration::from_mins(1)).build()?;
        let told = value(http.post(format!("{driver}/session")).body(wanted.to_string())).await.context("no browser opens")?;
        let id = told.get("sessionId").and_then(Json::as_str).context("the session has no id")?;
        Ok(Self { session: format!("{driver}/session/{id}"), http })
    }

    async fn command(&self, path: &str, body: &Json) -> Result<Json> {
        value(self.http.post(format!("{}/{path}", self.session)).body(body.to_string())).await.with_context(|| path.to_owned())
    }

    /// A command of the protocol of Chromium's own tools.
    pub(crate) async fn tool(&self, name: &str, params: Json) -> Result<Json> {
        self.command("goog/cdp/execute", &json!({"cmd": name, "params": params})).await
    }

    /// Loads an address.
    pub(crate) async fn go(&self, url: &str) -> Result<()> {
        self.command("url", &json!({ "url": url })).await.map(drop)
    }

    /// The address shown.
    pub(crate) async fn url(&self) -> Result<String> {
        let told = value(self.http.get(format!("{}/url", self.session))).await?;
        told.as_str().map(str::to_owned).context("the address is no text")
    }

    /// The result of the body of a function.
    pub(crate) async fn run(&self, script: &str, arguments: Json) -> Result<Json> {
        self.command("execute/sync", &json!({"script": script, "args": arguments})).await.with_context(|| script.to_owned())
    }

    /// The value of an expression, in which `at(id)` is an element and `all(selector)` a list of them.
    pub(crate) async fn value(&self, expression: &str) -> Result<Json> {
        let words = "const at = id => document.getElementById(id), all = selector => [...document.querySelectorAll(selector)];";
        self.run(&format!("{words} return {expression};"), json!([])).await
    }

    /// The value of an expression, as text.
    pub(crate) async fn text(&self, expression: &str) -> Result<String> {
        Ok(self.value(&format!("String({expression})")).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until an expression is true.
    pub(crate) async fn until(&self, expression: &str) -> Result<()> {
        let begun = Instant::now();
        while self.value(&format!("Boolean({expression})")).await? != Json::Bool(true) {
            ensure!(begun.elapsed() < PATIENCE, "{} s long it was not so that {expression}", PATIENCE.as_secs());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Fails unless an expression is true now.
    pub(crate) async fn expect(&self, expression: &str) -> Result<()> {
        ensure!(self.value(&format!("Boolean({expression})")).await? == Json::Bool(true), "it is not so that {expression}");
        Ok(())
    }

    /// Presses keys one after the other, wherever the focus is.
    pub(crate) async fn press(&self, keys: impl IntoIterator<Item = char>) -> Result<()> {
        let strokes = keys.into_iter().flat_map(|key| ["keyDown", "keyUp"].map(|way| json!({"type": way, "value": key.to_string()})));
        let actions = json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>()}]});
        self.command("actions", &actions).await.map(drop)
    }

    /// Presses Tab, which must lead to an element and show that it does.
    pub(crate) async fn tab_to(&self, selector: &str) -> Result<()> {
        self.press([TAB]).await?;
        let told = self.run(FOCUS, json!([selector])).await?;
        ensure!(told.is_null(), "Tab does not lead to {selector} as it should: {told}");
        Ok(())
    }

    /// The messages of the console since the last look.
    pub(crate) async fn console(&self) -> Result<Vec<String>> {
        let told = self.command("se/log", &json!({"type": "browser"})).await?;
        let message = |entry: &Json| Some(format!("{}: {}", entry.get("level")?.as_str()?, entry.get("message")?.as_str()?));
        Ok(told.as_array().context("the console is no list")?.iter().filter_map(message).collect())
    }

    /// Writes a picture of what is shown.
    pub(crate) async fn shoot(&self, file: &Path) -> Result<()> {
        let told = value(self.http.get(format!("{}/screenshot", self.session))).await?;
        let bytes = STANDARD.decode(told.as_str().context("the picture is no text")?)?;
        fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// The `value` of an answer, or the error that it tells.
async fn value(request: RequestBuilder) -> Result<Json> {
    let answer = request.header("content-type", "application/json").send().await?;
    let status = answer.status();
    let mut told: Json = serde_json::from_str(&answer.text().await?)?;
    let value = told.get_mut("value").map(Json::take).context("the answer of chromedriver has no value")?;
    if !status.is_success() {
        bail!("{}", value.get("message").and_then(Json::as_str).unwrap_or("an error without words"));
    }
    Ok(value)
}
