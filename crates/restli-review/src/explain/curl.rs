//! The request of a line of curl.

use restli_core::url;

use super::shell;
use super::written::Written;

/// The short options that have a value.
const SHORT: &str = "AbcCdDeEFHKmoPQrtTuUwxXyYz";

/// The long options that have a value.
const LONG: [&str; 44] = [
    "aws-sigv4",
    "cacert",
    "cert",
    "ciphers",
    "config",
    "connect-timeout",
    "connect-to",
    "cookie",
    "cookie-jar",
    "data",
    "data-ascii",
    "data-binary",
    "data-raw",
    "data-urlencode",
    "dump-header",
    "form",
    "form-string",
    "header",
    "interface",
    "json",
    "key",
    "limit-rate",
    "max-redirs",
    "max-time",
    "noproxy",
    "oauth2-bearer",
    "output",
    "pass",
    "proxy",
    "proxy-user",
    "range",
    "referer",
    "request",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "unix-socket",
    "upload-file",
    "url",
    "url-query",
    "user",
    "user-agent",
    "write-out",
];

/// The request of the first line of curl in a text, and the text behind it.
pub(super) fn read(text: &str) -> Option<(Written, String)> {
    let shell::Command { words, wrong, rest } = shell::command(text.get(start(text)?..)?);
    let mut line = Line { written: Written { headers: Some(Vec::new()), wrong, ..Written::default() }, ..Line::default() };
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_default();
        if let Some(long) = word.strip_prefix("--") {
            match long.split_once('=') {
                Some((name, value)) => line.option(name, value),
                None if LONG.contains(&long) => line.option(long, &value()),
                None => line.flag(long),
            }
        } else if let Some(cluster) = word.strip_prefix('-').filter(|cluster| !cluster.is_empty()) {
            for (at, letter) in cluster.char_indices() {
                let behind = cluster.get(at + letter.len_utf8()..).unwrap_or_default();
                if SHORT.contains(letter) {
                    line.option(name_of(letter), &if behind.is_empty() { value() } else { behind.to_owned() });
                    break;
                }
                line.flag(name_of(letter));
            }
        } else {
            line.address(&word);
        }
    }
    Some((line.finished()?, rest))
}

/// The place of the word `curl` that a command begins with: in front of it stands nothing but a prompt, settings of variables, or `sudo`.
fn start(text: &str) -> Option<usize> {
    let is_start = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + "curl".len()..).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        let mut words: Vec<&str> = line.split_whitespace().collect();
        while words.last().is_some_and(|word| word.contains('=') || ["sudo", "time", "exec"].contains(word)) {
            words.pop();
        }
        let is_prompt = words.last().is_none_or(|word| word.ends_with(['$', '>', '#', '%', '+', ':', '`']));
        let behind = behind.strip_prefix(".exe").unwrap_or(behind);
        is_prompt && (behind.is_empty() || behind.starts_with(|sign: char| sign.is_whitespace() || "^\\`".contains(sign)))
    };
    text.match_indices("curl").map(|(at, _)| at).find(|at| is_start(*at))
}

/// The long name of a short option.
const fn name_of(letter: char) -> &'static str {
    match letter {
        'd' => "data",
        'F' => "form",
        'G' => "get",
        'H' => "header",
        'T' => "upload-file",
        'X' => "request",
        _ => "",
    }
}

/// The line as far as it is read.
#[derive(Default)]
struct Line {
    written: Written,
    /// The data, joined as curl does.
    data: Option<String>,
    /// The data goes into the query.
    is_get: bool,
    /// The verb that the line names.
    verb: Option<String>,
    /// The verb that the data makes.
    by_data: Option<&'static str>,
    has_form: bool,
    query: Vec<String>,
}

impl Line {
    fn flag(&mut self, name: &str) {
        self.is_get |= name == "get";
    }

    fn option(&mut self, name: &str, value: &str) {
        match name {
            "request" => self.verb = Some(value.to_uppercase()),
            "header" => self.header(value),
            "data" | "data-raw" | "data-binary" | "data-ascii" => self.data(value),
            "data-urlencode" => self.data(&escaped(value)),
            "url-query" => self.query.push(escaped(value)),
            "json" => {
                self.data(value);
                self.header("content-type: application/json");
            }
            "form" | "form-string" => {
                self.by_data = Some("POST");
                self.has_form = true;
            }
            "upload-file" => {
                self.by_data = Some("PUT");
                self.has_form = true;
            }
            "oauth2-bearer" => self.header("authorization: Bearer"),
            "url" => self.address(value),
            _ => {}
        }
    }

    fn header(&mut self, text: &str) {
        if let (Some((name, value)), Some(headers)) = (text.split_once(':'), &mut self.written.headers) {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }

    fn data(&mut self, text: &str) {
        match &mut self.data {
            Some(data) => {
                data.push('&');
                data.push_str(text);
            }
            None => self.data = Some(text.to_owned()),
        }
    }

    /// Takes the first word that may be an address. Another may be the value of an option that is not known here.
    fn address(&mut self, text: &str) {
        if self.written.path.is_empty() && (text.contains("://") || text.contains('/')) {
            self.written.address(text);
        }
    }

    fn finished(mut self) -> Option<Written> {
        let is_form = |written: &Written| written.header("content-type").is_some_and(|told| told.contains("x-www-form-urlencoded"));
        let mut written = self.written;
        if self.is_get {
            self.query.extend(self.data.take());
        }
        if let Some(data) = self.data {
            self.by_data = Some("POST");
            let over = written.header("x-http-method-override").map(str::to_uppercase);
            match over {
                // The query of a request may travel in the body.
                Some(over) if written.query.is_empty() && !data.trim_start().starts_with('{') => {
                    self.verb = Some(over);
                    self.query.push(data);
                }
                _ => {
                    if written.header("content-type").is_none() || is_form(&written) {
                        let kind = "curl sends the body as a form: add the header `Content-Type: application/json`";
                        written.wrong.push(kind);
                    }
                    written.body = Some(plain(data));
                }
            }
        } else if self.has_form {
            // Parts and files are not looked at.
            written.body = Some("@".to_owned());
        }
        let query = self.query.join("&");
        if !query.is_empty() {
            written.query = if written.query.is_empty() { query } else { format!("{}&{query}", written.query) };
        }
        written.verb = self.verb.or_else(|| Some(self.by_data.unwrap_or("GET").to_owned()));
        (!written.path.is_empty()).then_some(written)
    }
}

/// A pair of `--data-urlencode`, of which the part behind the first `=` is escaped.
fn escaped(text: &str) -> String {
    let escape = |text: &str| if text.is_empty() { String::new() } else { url::encode_str(text, url::Context::Query) };
    match text.split_once('=') {
        Some(("", value)) => escape(value),
        Some((name, value)) => format!("{name}={}", escape(value)),
        None => escape(text),
    }
}

/// A body without the backslashes in front of its quotation marks, which `PowerShell` needs.
fn plain(body: String) -> String {
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let bare = body.replace("\\\"", "\"");
    if is_json(&body) || !is_json(&bare) { body } else { bare }
}
