//! Files as read: bytes, which should be text.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document;
use crate::rules;
use crate::source::{SourceMap, Span, saturate};

/// A file as read, not yet known to be UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// The path that messages show.
    pub path: String,
    /// The content, cut off right after the size limit.
    pub bytes: Vec<u8>,
}

/// Returns whether a path is that of a YAML file, whatever the case and spelling of its extension.
pub(crate) fn is_yaml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| ["yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Adds a file to the sources, and reports a wrong extension and bytes that are not UTF-8. Returns the number of a file whose content is
/// not worth a look.
pub(crate) fn decode(File { path, bytes }: File, sources: &mut SourceMap, problems: &mut Diagnostics) -> Option<u32> {
    let renamed = (is_yaml(&path) && Path::new(&path).extension().is_some_and(|extension| extension != "yaml")).then(|| path.clone());
    let wide = utf_16(&bytes);
    let is_wide = wide.is_some();
    let valid = wide.map_or_else(|| String::from_utf8(bytes), Ok);
    let broken = valid.as_ref().err().map(|error| error.utf8_error().valid_up_to());
    let text = valid.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // Some editors put a byte order mark at the start of every file.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = sources.add(path, text);
    let at = |start: usize| Span { file, start: saturate(start), end: saturate(start + 1) };
    if let Some(path) = renamed {
        let message = format!("`{path}` would not be read");
        problems.push(Diagnostic::error(rules::FILES, at(0).head(), message).help("name it `.yaml`"));
    }
    if is_wide {
        let problem = Diagnostic::error(rules::SYNTAX, at(0).head(), "the file is UTF-16, not UTF-8");
        problems.push(problem.help("save it as UTF-8"));
    }
    // A character that the size limit cuts in two is no mistake of the file.
    let start = broken.filter(|start| *start + 4 < document::MAX_BYTES)?;
    let problem = Diagnostic::error(rules::SYNTAX, at(start), "the file is not UTF-8");
    problems.push(problem.help("save it as UTF-8"));
    Some(file)
}

/// The text of a file in UTF-16, recognised by its byte order mark or by the zero byte in its first character.
fn utf_16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        [1..=0xff, 0, ..] => (true, bytes),
        [0, 1..=0xff, ..] => (false, bytes),
        _ => return None,
    };
    let units: Vec<u16> = body
        .chunks_exact(2)
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(|pair| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
        .collect();
    Some(String::from_utf16_lossy(&units))
}
