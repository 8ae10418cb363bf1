//! The login: the consent page in a browser, the way back to this program, the exchange of the code.

use std::error::Error;

use axum::Router;
use axum::http::Uri;
use axum::routing::get;
use linkedin::oauth::{self, ExposeSecret as _, OAuth, Token};
use linkedin::scopes;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

scopes! {
    /// The scopes of all steps: a call that needs another does not compile.
    pub(crate) TourScopes: openid, profile, email, r_basicprofile, w_member_social, r_member_social, rw_organization_admin, r_ads, r_ads_reporting,
        r_marketing_leadgen_automation
}

/// Leads a member through the consent of an app that the sandbox knows.
pub(crate) async fn sign_in(base_url: &str, by_hand: bool) -> Result<(OAuth, Token), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let back = format!("http://{}/callback", listener.local_addr()?);
    let app = oauth::app("sandbox", "sandbox-secret", &back)?.base_url(base_url)?;
    let consent = app.authorize(TourScopes::REQUESTED);

    let (sender, mut came) = mpsc::channel(1);
    let come_back = |address: Uri| async move {
        // Only the first browser that comes back is heard.
        let _ = sender.try_send(address.to_string());
        "You are back in the tour: look at its output."
    };
    let server = tokio::spawn(axum::serve(listener, Router::new().route("/callback", get(come_back))).into_future());
    if by_hand {
        println!("Open {}", consent.url());
    } else {
        consent_as_a_browser(consent.url()).await?;
    }
    let callback = came.recv().await.ok_or("nobody came back")?;
    server.abort();

    let code = app.callback(&callback, consent.state().expose_secret())?;
    let token = app.exchange(code.requested(consent.scopes())).await?;
    let (scopes, days) = (token.granted().unwrap_or_default().len(), token.expires_in().as_secs() / 86_400);
    println!("The member allowed {scopes} scopes; the token lives for {days} days.");
    Ok((app, token))
}

/// Opens the consent page, chooses the first member, presses "Allow" and follows the way back.
async fn consent_as_a_browser(url: &str) -> Result<(), Box<dyn Error>> {
    let browser = reqwest::Client::builder().no_proxy().build()?;
    let page = browser.get(url).send().await?.error_for_status()?.text().await?;
    let member = page.split_once("<option value=\"").and_then(|(_, rest)| rest.split_once('"')).ok_or("the page names no member")?.0;
    let (page, asked) = url.split_once('?').ok_or("the address of the page asks nothing")?;
    let form = format!("{asked}&member={member}&decision=allow");
    let pressed = browser.post(page).header("content-type", "application/x-www-form-urlencoded").body(form);
    pressed.send().await?.error_for_status()?;
    Ok(())
}
