//! Explanations of what a person has at hand: a code, an operation, a permission, a type, a version, a pasted error, a line of curl.

mod answer;
mod curl;
mod entry;
mod meant;
mod names;
mod operation;
mod request;
mod shell;
mod tables;
mod types;
mod written;

use restli_core::Day;
use restli_schema::api::Api;

pub use entry::{Entry, Fact};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 256 << 10;

/// Explains a text in the words of an API, on a day. A text with several meanings has several entries, the most special first.
///
/// # Errors
/// Nothing of the API, and no rule of the language, has to do with the text; the message names the nearest.
pub fn explain(api: &Api, text: &str, today: Day) -> Result<Vec<Entry>, String> {
    let text = text.get(..text.floor_char_boundary(LONGEST.min(text.len()))).unwrap_or_default().trim();
    if text.is_empty() {
        return Err("there is nothing to explain: give a code, a name, an address, an error or a line of curl".to_owned());
    }
    let entries = [request::explain, answer::explain].iter().find_map(|of| of(api, text, today));
    let entries = entries.unwrap_or_else(|| names::explain(api, text, today));
    if entries.is_empty() { Err(names::unknown(api, text)) } else { Ok(entries) }
}
