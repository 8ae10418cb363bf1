//! Places in the text of JSON.

use std::collections::BTreeSet;

/// The signs of a JSON text that are not inside of a text, with their places. Of a text it is the opening quote.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let (mut inside, mut escaped) = (false, false);
    text.char_indices().filter(move |(_, sign)| {
        let is_escaped = escaped;
        escaped = inside && !is_escaped && *sign == '\\';
        match sign {
            '"' if !is_escaped => {
                inside = !inside;
                inside
            }
            _ => !inside,
        }
    })
}

/// The name that begins with a quote, if the text there is the name of a member.
fn name(text: &str) -> Option<String> {
    let mut texts = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let name = texts.next()?.ok()?;
    text.get(texts.byte_offset()..)?.trim_start().starts_with(':').then_some(name)
}

/// The place of a member of the first object in a text.
pub(super) fn member(text: &str, wanted: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, sign) in signs(text) {
        match sign {
            '{' | '[' => depth += 1,
            '}' | ']' if depth <= 1 => return None,
            '}' | ']' => depth -= 1,
            '"' if depth == 1 && text.get(at..).and_then(name).is_some_and(|name| name == wanted) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The place of an item of the first array in a text.
pub(super) fn item(text: &str, index: usize) -> Option<usize> {
    let (mut depth, mut passed) = (0_u32, 0);
    for (at, sign) in signs(text) {
        match sign {
            '{' | '[' => depth += 1,
            '}' | ']' if depth <= 1 => return None,
            '}' | ']' => depth -= 1,
            ',' if depth == 1 => passed += 1,
            _ => continue,
        }
        if depth == 1 && passed == index && matches!(sign, '[' | ',') {
            let rest = text.get(at + 1..)?;
            return Some(at + 1 + rest.len() - rest.trim_start().len());
        }
    }
    None
}

/// The second place of a member that an object has twice, and its name.
pub(super) fn repeated(text: &str) -> Option<(usize, String)> {
    let mut open = Vec::new();
    for (at, sign) in signs(text) {
        match sign {
            '{' | '[' => open.push(BTreeSet::new()),
            '}' | ']' => drop(open.pop()),
            '"' => {
                if let Some((name, seen)) = text.get(at..).and_then(name).zip(open.last_mut())
                    && !seen.insert(name.clone())
                {
                    return Some((at, name));
                }
            }
            _ => {}
        }
    }
    None
}
