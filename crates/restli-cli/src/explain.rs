//! `restli explain`: what a code, name, address, error or line of curl is about.

use std::io::Read as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use restli_review::explain::{Entry, Fact, explain};
use serde_json::json;

use crate::Tool;
use crate::messages::say;
use crate::schemas::{OneApi, load};
use crate::today::Today;

/// The longest text that is read from the standard input, in bytes.
const LONGEST: u64 = 256 << 10;

/// The forms of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Lines for people.
    #[default]
    Text,
    /// A list of JSON objects.
    Json,
}

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A code (`65601`, `426`, `RL0315`), an operation (`posts.create`, `client.posts().create`), an address (`GET /rest/posts`), a permission,
    /// product, type, field (`Post.commentary`), version or quota, an error as it came, or a line of curl in quotes. `-` reads the standard
    /// input.
    #[arg(required = true, num_args = 1..)]
    text: Vec<String>,
    /// The form of the output.
    #[arg(long, value_name = "text|json", default_value = "text")]
    format: Form,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    api: OneApi,
}

/// Prints the explanations; fails if there are none.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(api) = load(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let text = match options.text.as_slice() {
        [one] if one == "-" => {
            let mut text = Vec::new();
            std::io::stdin().lock().take(LONGEST).read_to_end(&mut text).context("cannot read the standard input")?;
            String::from_utf8_lossy(&text).into_owned()
        }
        words => words.join(" "),
    };
    let today = options.today.day();
    match explain(&api, &text, today) {
        Ok(mut entries) => {
            for entry in entries.iter_mut().filter(|entry| entry.kind == "operation") {
                let line = format!("{tool} call {} --describe{}", entry.name, options.api.written());
                entry.facts.push(Fact { label: "try", lines: vec![line] });
            }
            match options.format {
                Form::Text => say(&entries.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?,
                Form::Json => say(&format!("{:#}\n", entries.iter().map(as_json).collect::<serde_json::Value>()))?,
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(told) => bail!(told),
    }
}

fn as_json(entry: &Entry) -> serde_json::Value {
    let facts: serde_json::Map<String, serde_json::Value> =
        entry.facts.iter().map(|fact| (fact.label.to_owned(), json!(fact.lines))).collect();
    json!({"kind": entry.kind, "name": entry.name, "facts": facts})
}
