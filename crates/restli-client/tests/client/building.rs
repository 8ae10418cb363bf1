//! Settings that the builder of a client refuses.

use std::time::Duration;

use restli_client::Retry;

use crate::tables::Client;

#[test]
fn limits_of_zero_are_refused_when_the_client_is_built() {
    let zero = Duration::ZERO;
    for (name, builder) in [
        ("Builder::timeout", Client::builder().timeout(zero)),
        ("Builder::connect_timeout", Client::builder().connect_timeout(zero)),
        ("Builder::upload_timeout", Client::builder().upload_timeout(zero)),
        ("Builder::upload_stall", Client::builder().upload_stall(zero)),
        ("Retry::deadline", Client::builder().retry(Retry::standard().deadline(zero))),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert_eq!(error, format!("{name}: a limit of no time ends every call before it is sent; give a longer one, or leave it out"));
    }
    let error = Client::builder().max_response_bytes(0).build().unwrap_err().to_string();
    let told = "Builder::max_response_bytes: with a limit of no bytes no answer is read; give the bytes of the largest answer, or…";
    assert!(error.starts_with(told), "{error}");
}

#[test]
fn the_builder_refuses_what_cannot_work() {
    let build = |builder: restli_client::Builder<Client>| builder.build().unwrap_err().to_string();
    assert_eq!(
        build(Client::builder().token("secret\n")),
        "Builder::token: the token holds a character that no token has, such as a blank or a line end; pass the access token…\n  \
         remedy: pass the access token alone, without `Bearer`, quotes and blanks"
    );
    assert_eq!(
        build(Client::builder().token("\"secret\"")),
        "Builder::token: the token stands in quotes; pass the access token alone, without `Bearer`, quotes and blanks"
    );
    assert_eq!(build(Client::builder().version("weekly", 1)), "Builder::version: no version family `weekly`; there are: monthly");
    assert_eq!(
        build(Client::builder().base_url("ftp://host")),
        "Builder::base_url: `ftp://host` is not scheme, host and perhaps a path; write it as `https://host` or…\n  \
         remedy: write it as `https://host` or `http://127.0.0.1:8080`"
    );
}

#[test]
fn base_url_that_would_be_rewritten_is_refused_with_the_one_to_write() {
    for (url, write) in [
        ("https:/host", "https://host"),
        ("https:///host", "https://host"),
        (" https://host", "https://host"),
        ("https://host\n", "https://host"),
        ("https://host\\x", "https://host/x"),
        ("https://host/a/../b", "https://host/b"),
        ("https://host/a b", "https://host/a%20b"),
        ("https://b\u{fc}cher.example", "https://xn--bcher-kva.example"),
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert_eq!(error.remedy().unwrap(), format!("write it as `{write}`"));
        assert!(error.summary().contains(" would not be sent as it is written; write it as"), "{url:?}: {error}");
    }
    for url in ["https://host/", "HTTPS://Host", "https://host:8443/a/b/", "https://[::1]", "http://127.0.0.1:1"] {
        Client::builder().base_url(url).build().unwrap();
    }
}

#[test]
fn base_url_that_ends_in_the_path_of_a_base_is_refused() {
    for (url, write) in
        [("https://host/v2", "https://host"), ("https://host/v2/", "https://host"), ("https://host/a/rest", "https://host/a")]
    {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert_eq!(error.remedy().unwrap(), format!("write it as `{write}`"));
        assert!(error.summary().contains(", the path of a base, which stays: "), "{url}: {error}");
    }
    for url in ["https://v2", "https://rest/", "https://host/v2/proxy", "https://host/av2"] {
        Client::builder().base_url(url).build().unwrap();
    }
}

#[test]
fn user_agent_that_no_header_can_carry_is_refused() {
    assert_eq!(
        Client::builder().user_agent("shop\r\n").build().unwrap_err().to_string(),
        "Builder::user_agent: the value of `User-Agent` cannot be sent in a header; use visible ASCII characters"
    );
}
