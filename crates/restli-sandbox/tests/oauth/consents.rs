//! The page that asks for consent, and what the app is told.

use restli_sandbox::App;

use crate::door::{BACK, CHALLENGE, Door, PLAIN, Pairs, REQUEST, SHOP, changed, exchange};

fn registered() -> App {
    App {
        id: "registered".to_owned(),
        name: "A <b>bold</b> app".to_owned(),
        redirects: vec!["https://app.example/cb".to_owned()],
        permissions: Some(vec!["openid".to_owned(), "Orders".to_owned()]),
        native: false,
        ..App::default()
    }
}

#[tokio::test]
async fn page_of_consent_shows_app_members_and_the_meaning_of_scopes() {
    let door = Door::open().await;
    let page = door.ask("/oauth/v2/ask", REQUEST).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    let parts = [
        r#"<html lang="en">"#,
        r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
        "<main>",
        "<h1>Sandbox app asks for access</h1>",
        r#"<label for="member">"#,
        r#"<select id="member" name="member"><option value="mira">Mira Halvorsen</option>"#,
        "<li><code>r_orders</code><p>Reads orders.</p></li>",
        "<p>Names through <code>userinfo</code>.</p>",
        r#"name="decision" value="allow">Allow</button>"#,
        r#"name="decision" value="deny">Deny</button>"#,
        r#"<span class="address">http://127.0.0.1:3000/cb</span>"#,
        "prefers-color-scheme: dark",
    ];
    for part in parts {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    assert!(!page.text.contains("<script") && !page.text.contains("src=") && !page.text.contains("sandbox-secret"), "{}", page.text);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("form-action"), "{policy}");
}

#[tokio::test]
async fn page_of_consent_escapes_what_it_is_sent() {
    let door = Door::with(SHOP, vec![registered()]).await;
    let state = r#""><script>alert('x')</script>&amp;"#;
    let others = [("client_id", "registered"), ("redirect_uri", "https://app.example/cb?'\"<i>"), ("state", state), ("scope", "r_orders")];
    let page = door.ask("/oauth/v2/ask", &changed(REQUEST, &others)).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("<h1>A &lt;b&gt;bold&lt;/b&gt; app asks for access</h1>"), "{}", page.text);
    assert!(page.text.contains("value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;\""), "{}", page.text);
    assert!(!page.text.contains("<script>") && !page.text.contains("<i>"), "{}", page.text);
    let unknown = door.ask("/oauth/v2/ask", &changed(REQUEST, &[("client_id", "<script>")])).await;
    assert!(unknown.text.contains("&lt;script&gt;") && !unknown.text.contains("<script>"), "{}", unknown.text);
}

#[tokio::test]
async fn consent_sends_a_code_and_the_state_back() {
    let door = Door::open().await;
    let form = [REQUEST, &[("member", "tomas"), ("decision", "allow")]].concat();
    let answer = door.post("/oauth/v2/ask", &changed(&form, &[("state", "a b&c=d"), ("redirect_uri", "http://[::1]:9/cb?x=1")])).await;
    assert!(answer.location().starts_with("http://[::1]:9/cb?x=1&code="), "{}", answer.location());
    assert_eq!(answer.sent("state"), "a b&c=d");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn denial_sends_access_denied_back() {
    let door = Door::open().await;
    let answer = door.post("/oauth/v2/ask", &[REQUEST, &[("member", "mira"), ("decision", "deny")]].concat()).await;
    assert!(answer.location().starts_with("http://127.0.0.1:3000/cb?error=access_denied&"), "{}", answer.location());
    assert_eq!(answer.sent("state"), "s-1");
    assert!(!answer.location().contains("code="), "{}", answer.location());
}

#[tokio::test]
async fn consent_of_nobody_is_refused() {
    let door = Door::open().await;
    for member in [&[][..], &[("member", "stranger")]] {
        let answer = door.post("/oauth/v2/ask", &[REQUEST, member, &[("decision", "allow")]].concat()).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text.contains("No member of this sandbox was chosen."), "{}", answer.text);
    }
}

#[tokio::test]
async fn request_of_nobody_known_is_explained_and_sends_nobody_anywhere() {
    let door = Door::with(SHOP, vec![App::default(), registered()]).await;
    let cases: &[(Pairs<'_>, &str)] = &[
        (&[("client_id", "")], "The parameter client_id is missing."),
        (&[("client_id", "stranger")], "No app has the client id stranger."),
        (&[("redirect_uri", "")], "The parameter redirect_uri is missing."),
        (&[("redirect_uri", "https://evil.example/")], "The redirect address https://evil.example/ is none of the app Sandbox app."),
        (&[("redirect_uri", "http://127.0.0.1:3000@evil.example/")], "is none of the app"),
        (&[("redirect_uri", "http://127.0.0.1:3000/#x")], "is none of the app"),
        (&[("client_id", "registered")], "The registered addresses are: https://app.example/cb."),
        (&[("client_id", "registered"), ("redirect_uri", "https://app.example/cb/more")], "is none of the app"),
        (&[("state", "")], "The parameter state is missing."),
        (&[("state", "a"), ("state", "b")], "The parameter state stands twice"),
    ];
    for (others, text) in cases {
        let request = changed(REQUEST, others);
        for page in [door.ask("/oauth/v2/ask", &request).await, door.post("/oauth/v2/ask", &request).await] {
            assert_eq!(page.status, 400, "{others:?}");
            assert!(page.text.contains(text), "{text} is not in {}", page.text);
            assert!(page.headers.get("location").is_none());
        }
    }
}

#[tokio::test]
async fn decision_that_is_neither_yes_nor_no_sends_nobody_anywhere() {
    let door = Door::open().await;
    for decision in ["", "maybe", "ALLOW"] {
        let page = door.post("/oauth/v2/ask", &[REQUEST, &[("member", "mira"), ("decision", decision)]].concat()).await;
        assert_eq!((page.status.as_u16(), page.headers.get("location")), (400, None), "{decision}");
        assert!(page.text.contains("The answer is neither to allow nor to deny."), "{}", page.text);
    }
}

#[tokio::test]
async fn sessions_of_two_browsers_do_not_touch_each_other() {
    let door = Door::open().await;
    let (one, other) = (changed(REQUEST, &[("state", "s-1")]), changed(REQUEST, &[("state", "s-2")]));
    // Both pages are open before anybody decides, and one is answered twice.
    for request in [&one, &other] {
        assert_eq!(door.ask("/oauth/v2/ask", request).await.status, 200);
    }
    let allow: Pairs<'_> = &[("member", "mira"), ("decision", "allow")];
    let first = door.post("/oauth/v2/ask", &[&one[..], allow].concat()).await;
    let again = door.post("/oauth/v2/ask", &[&one[..], allow].concat()).await;
    let second = door.post("/oauth/v2/ask", &[&other[..], &[("member", "tomas"), ("decision", "allow")]].concat()).await;
    assert_eq!((first.sent("state"), again.sent("state"), second.sent("state")), ("s-1".to_owned(), "s-1".to_owned(), "s-2".to_owned()));
    let mut tokens = Vec::new();
    for sent in [&first, &again, &second] {
        tokens.push(door.token(&exchange(&sent.sent("code"))).await.json());
    }
    // The code that comes back a second time ends its own session alone.
    assert_eq!(door.token(&exchange(&first.sent("code"))).await.error().0, 400);
    let mut states = Vec::new();
    for token in &tokens {
        states.push(door.introspect(token["access_token"].as_str().unwrap()).await["status"].clone());
    }
    assert_eq!(states, ["revoked", "active", "active"]);
}

#[tokio::test]
async fn request_of_a_known_app_is_refused_at_its_own_address() {
    let door = Door::with(SHOP, vec![App::default(), registered()]).await;
    let (web, native) = ("/oauth/v2/ask", "/oauth/native/ask");
    let app: Pairs<'_> = &[("client_id", "registered"), ("redirect_uri", "https://app.example/cb?x=1")];
    let proof: Pairs<'_> = &[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let cases: &[(&str, &[Pairs<'_>], &str, &str)] = &[
        (web, &[&[("response_type", "")]], "invalid_request", "the parameter `response_type` is missing"),
        (web, &[&[("response_type", "token")]], "unsupported_response_type", "`response_type` is `token`, and only `code` is served"),
        (web, &[&[("scope", "")]], "invalid_scope", "the parameter `scope` is missing, and there is no default"),
        (web, &[&[("scope", ",")]], "invalid_scope", "`scope` names no scope"),
        (web, &[&[("scope", "openid r_nothing")]], "invalid_scope", "the API has no scope `r_nothing`"),
        (web, &[&[("scope", "\"\u{e4}\"")]], "invalid_scope", "the API has no scope `???`"),
        (
            web,
            &[&[("scope", "r_old,r_orders")]],
            "invalid_scope",
            "the scopes `r_old` and `r_orders` exclude each other: one replaces the other",
        ),
        (web, &[app, &[("scope", "email")]], "invalid_scope", "the scope `email` is not granted to the app `registered`"),
        (web, &[&[("code_challenge_method", "S256")]], "invalid_request", "`code_challenge_method` stands without `code_challenge`"),
        (
            web,
            &[&[("code_challenge", CHALLENGE)]],
            "invalid_request",
            "`code_challenge_method` must be `S256`; without one it is `plain`, which is not served",
        ),
        (
            web,
            &[proof, &[("code_challenge_method", "S512")]],
            "invalid_request",
            "`code_challenge_method` is `S512`, and only `S256` is served",
        ),
        (web, &[proof, &[("code_challenge", "short")]], "invalid_request", "`code_challenge` is no SHA-256 in base64url without padding"),
        (native, &[], "invalid_request", "the parameter `code_challenge` is missing, which an app without a secret must send"),
        (
            native,
            &[proof, app, &[("scope", "openid")]],
            "unauthorized_client",
            "the app `registered` may not log people in without its secret",
        ),
        (
            native,
            &[proof, &[("redirect_uri", "http://localhost:3000/cb")]],
            "invalid_request",
            "`redirect_uri` of an app without a secret is `http://127.0.0.1` or `http://[::1]`, with any port",
        ),
    ];
    for (path, others, error, description) in cases {
        let mut request = REQUEST.to_vec();
        for pairs in *others {
            request.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
            request.extend(pairs.iter().filter(|(_, value)| !value.is_empty()));
        }
        let answer = door.ask(path, &request).await;
        assert_eq!((answer.sent("error").as_str(), answer.sent("error_description").as_str()), (*error, *description), "{others:?}");
        assert_eq!(answer.sent("state"), "s-1");
        let redirect = request.iter().find(|(name, _)| *name == "redirect_uri").unwrap().1;
        assert!(answer.location().starts_with(redirect), "{}", answer.location());
    }
}

#[tokio::test]
async fn app_has_the_permissions_of_its_products_at_its_own_addresses() {
    let door = Door::with(SHOP, vec![registered()]).await;
    let others = [("client_id", "registered"), ("redirect_uri", "https://app.example/cb"), ("scope", "openid,r_orders w_orders")];
    assert_eq!(door.ask("/oauth/v2/ask", &changed(REQUEST, &others)).await.status, 200);
}

#[tokio::test]
async fn app_without_a_page_of_its_own_is_native_by_its_challenge() {
    let door = Door::with(PLAIN, vec![App::default()]).await;
    let request = changed(REQUEST, &[("scope", "r_all"), ("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
    let code = door.code("/ask", &request, "mira").await;
    let form = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", BACK), ("client_id", "sandbox")];
    let lacking = door.post("/token", &form).await;
    assert_eq!(lacking.error(), (400, "invalid_request".to_owned()));
    let answer = door.post("/token", &[&form[..], &[("code_verifier", crate::door::VERIFIER)]].concat()).await.json();
    assert_eq!(answer["expires_in"], 24 * 60 * 60);
    assert!(answer.get("refresh_token").is_none() && answer.get("id_token").is_none(), "{answer}");
}
