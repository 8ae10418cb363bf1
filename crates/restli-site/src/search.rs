//! The data of the search: a script that holds an array, since a page from a disk may read no other file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::pages::listed;
use crate::settings::MARKER;
use crate::site::Site;

/// The data, with the address of each place after it has moved. Kinds and the beginnings of names are written once.
pub(crate) fn data(site: &Site<'_>, moved: &BTreeMap<String, String>) -> String {
    let all = listed(site);
    let mut kinds: Vec<&str> = all.iter().map(|one| one.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut out = format!("// {MARKER}\nwindow.searchData = {{kinds: [");
    let texts: Vec<String> = kinds.iter().map(|kind| literal(kind)).collect();
    let _ = writeln!(out, "{}], all: [", texts.join(","));
    for one in &all {
        let kind = kinds.binary_search(&one.kind).unwrap_or_default();
        let href = moved.get(one.href.as_str()).map_or(one.href.as_str(), String::as_str);
        let texts = [one.name.as_str(), &one.about, &one.words, href].map(literal).join(",");
        let _ = writeln!(out, "[{kind},{texts}{}],", further(&one.words, one.href.as_str(), moved));
    }
    out.push_str("]};\n");
    out
}

/// The further files of a page on which parts of a type lie, each with the number of its first part among the words.
fn further(words: &str, href: &str, moved: &BTreeMap<String, String>) -> String {
    let (mut out, mut last) = (String::new(), None);
    for (number, word) in words.split(' ').enumerate() {
        let file = moved.get(&format!("{href}#.{word}")).and_then(|place| place.split('#').next());
        if let Some(file) = file.filter(|_| file != last) {
            let _ = write!(out, "{}[{number},{}]", if out.is_empty() { ",[" } else { "," }, literal(file));
        }
        last = file;
    }
    if out.is_empty() { out } else { out + "]" }
}

/// A text of a script. Nothing in it ends a script or a line.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for one in text.chars() {
        match one {
            '"' | '\\' => out.extend(['\\', one]),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(one));
            }
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{further, literal};

    #[test]
    fn part_of_a_type_in_a_further_file_of_its_page_is_found_there() {
        let place = |file: &str, part: &str| ("type-a.html#.".to_owned() + part, format!("{file}#.{part}"));
        let moved = BTreeMap::from([place("type-a~2.html", "c"), place("type-a~2.html", "d"), place("type-a~3.html", "e")]);
        assert_eq!(further("a b c d e", "type-a.html", &moved), r#",[[2,"type-a~2.html"],[4,"type-a~3.html"]]"#);
        assert_eq!(further("a b", "type-a.html", &moved), "");
    }

    #[test]
    fn literal_of_markup_ends_no_script() {
        assert_eq!(literal("</script>\"\\\n\u{2028}é"), r#""\u003c/script\u003e\"\\ \u2028é""#);
    }
}
