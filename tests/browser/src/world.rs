//! The sandbox whose pages are looked at: names in it are full of markup.

use std::time::Duration;

use anyhow::{Context as _, Result};
use linkedin_sandbox::{Sandbox, Seed, Settings};
use reqwest::header::CONTENT_LENGTH;
use reqwest::{Client, Url};
use restli_sandbox::{App, Member};

/// Markup that would run if a page took it for markup.
pub(crate) const MARKUP: &str = "</title></script></select><img src=x onerror=\"window.cracked=1\">";

/// A sandbox of LinkedIn's small world, with a client.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) base: String,
    http: Client,
}

impl World {
    pub(crate) async fn start() -> Result<Self> {
        let member = |id: &str, name: &str| Member { id: id.to_owned(), name: name.to_owned(), email: None };
        let settings = Settings {
            apps: vec![App { name: format!("Kite {MARKUP}"), ..App::default() }],
            members: vec![member("mira", "Mira Halvorsen"), member("tomas", &format!("Tomas {MARKUP}"))],
            world: Seed::Entities(linkedin_sandbox::demo(1)),
            ..linkedin_sandbox::settings()
        };
        let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await?;
        let http = Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
        Ok(Self { base: sandbox.base_url(), sandbox, http })
    }

    /// Sends the example of an operation over a socket, with a part of its body in place of another, and returns the status.
    pub(crate) async fn call(&self, operation: &str, token: &str, (old, new): (&str, &str)) -> Result<u16> {
        let request = self.sandbox.example(operation, Some(token)).with_context(|| format!("there is no operation {operation}"))?;
        let (mut head, body) = request.into_parts();
        head.headers.remove(CONTENT_LENGTH);
        let url: Url = format!("{}{}", self.base, head.uri).parse()?;
        let body = String::from_utf8(body.to_vec())?.replacen(old, new, 1);
        let answer = self.http.request(head.method, url).headers(head.headers).body(body).send().await?;
        Ok(answer.status().as_u16())
    }
}
