//! A request of a sample as a command for the shell. The token is a variable of it.

use restli_core::shell_word;
use restli_schema::api::{Base, SampleRequest};

use crate::json;

/// The command that sends a request to a base.
pub(crate) fn command(base: &Base, request: &SampleRequest, needs_token: bool) -> String {
    let url = format!("{}{}", base.url, request.target);
    let mut parts = vec!["curl".to_owned()];
    if url.contains(['[', ']', '{', '}']) {
        parts.push("--globoff".to_owned());
    }
    if request.verb != "GET" {
        parts.push(format!("-X {}", shell_word(&request.verb)));
    }
    parts.push(shell_word(&url).into_owned());
    if needs_token {
        parts.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    for (name, value) in request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("authorization")) {
        parts.push(format!("-H {}", shell_word(&format!("{name}: {value}"))));
    }
    let media_type = request.header("Content-Type").unwrap_or_default();
    if request.body.is_empty() {
        parts.extend((!media_type.is_empty()).then(|| "--data-binary @FILE".to_owned()));
    } else {
        let is_json = media_type.starts_with("application/json");
        parts.push(format!("--data-raw {}", shell_word(&if is_json { json::laid_out(&request.body) } else { request.body.clone() })));
    }
    parts.join(" \\\n  ")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use restli_schema::api::SampleRequest;

    use super::command;

    const API: &str = "api: one\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";

    fn request(verb: &str, target: &str, headers: &[(&str, &str)], body: &str) -> SampleRequest {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        SampleRequest { verb: verb.to_owned(), target: target.to_owned(), headers, body: body.to_owned() }
    }

    fn line(request: &SampleRequest, needs_token: bool) -> String {
        let loaded = restli_schema::load_texts([("api.yaml", API)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
        command(&loaded.api.bases()[0], request, needs_token)
    }

    #[test]
    fn command_has_the_token_as_a_variable_and_the_body_laid_out() {
        let headers = [("Authorization", "Bearer abc"), ("Content-Type", "application/json")];
        let told = line(&request("POST", "/v1/things?ids=List(1)", &headers, r#"{"a":1}"#), true);
        let expected = [
            "curl",
            "-X POST",
            "'https://api.example.com/v1/things?ids=List(1)'",
            "-H \"Authorization: Bearer $TOKEN\"",
            "-H 'Content-Type: application/json'",
            "--data-raw '{\"a\": 1}'",
        ];
        assert_eq!(told, expected.join(" \\\n  "));
        assert_eq!(line(&request("GET", "/v1/a{b}", &[], ""), false), "curl \\\n  --globoff \\\n  'https://api.example.com/v1/a{b}'");
    }

    /// The shell is the judge, where there is one.
    #[cfg(unix)]
    #[test]
    fn shell_takes_every_argument_as_it_is_meant() {
        let body = r#"{"it's": "$HOME `id` \"q\" \\ ! *"}"#;
        let script = format!(
            "curl() {{ printf '%s\\0' \"$@\"; }}; TOKEN=secret; {}",
            line(&request("POST", "/v1/a'b;c", &[("Content-Type", "text/plain")], body), true)
        );
        let output = Command::new("sh").args(["-c", &script]).output().unwrap_or_else(|error| panic!("{error}"));
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let told: Vec<&str> = told.split_terminator('\0').collect();
        let url = "https://api.example.com/v1/a'b;c";
        assert_eq!(told, ["-X", "POST", url, "-H", "Authorization: Bearer secret", "-H", "Content-Type: text/plain", "--data-raw", body]);
    }
}
