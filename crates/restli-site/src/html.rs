//! Fragments of HTML. Text becomes one by being escaped, and an address only if it is one of the site or of the web.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A fragment of HTML.
#[derive(Clone, Debug, Default)]
pub(crate) struct Html(String);

/// An address that a link may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Href(String);

impl Href {
    /// A file of the site.
    pub(crate) fn file(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// A place in a file of the site.
    pub(crate) fn place(name: &str, id: &str) -> Self {
        Self(format!("{name}#{}", fragment(id)))
    }

    /// A page of the web; `None` for an address of any other kind, which could run a script.
    pub(crate) fn web(address: &str) -> Option<Self> {
        ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)).then(|| Self(address.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// An id as the fragment of an address.
fn fragment(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~$!*+,;=:@/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl Html {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of elements.
    pub(crate) fn elements(&self) -> usize {
        self.0.as_bytes().windows(2).filter(|pair| matches!(pair, [b'<', next] if next.is_ascii_alphabetic())).count()
    }

    /// The ids in the fragment, as addresses name them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = String> {
        let ids = self.0.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        ids.map(|(id, _)| {
            let plain = ["&lt;<", "&gt;>", "&quot;\"", "&amp;&"].iter().fold(id.to_owned(), |id, pair| {
                let (entity, sign) = pair.split_at(pair.len() - 1);
                id.replace(entity, sign)
            });
            fragment(&plain)
        })
    }
}

/// A document in which links to places that have moved lead there.
pub(crate) fn follow(document: String, moved: &BTreeMap<String, String>) -> String {
    const BEGIN: &str = " href=\"";
    if moved.is_empty() {
        return document;
    }
    let mut out = String::with_capacity(document.len());
    let mut rest = document.as_str();
    while let Some((before, behind)) = rest.split_once(BEGIN) {
        let (href, after) = behind.split_once('"').unwrap_or((behind, ""));
        out.extend([before, BEGIN, moved.get(href).map_or(href, String::as_str), "\""]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Adds text with the characters escaped that end it in an element or an attribute. Control characters, and those that turn the direction of
/// writing, are shown as the sign for an unknown character.
fn escape(text: &str, out: &mut String) {
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(one),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push(char::REPLACEMENT_CHARACTER),
            control if control.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            other => out.push(other),
        }
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 8);
        escape(text, &mut out);
        Self(out)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(parts: I) -> Self {
        let mut parts = parts.into_iter();
        let Some(Self(mut out)) = parts.next() else { return Self::default() };
        parts.for_each(|part| out.push_str(&part.0));
        Self(out)
    }
}

impl<const N: usize> From<[Html; N]> for Html {
    fn from(parts: [Html; N]) -> Self {
        parts.into_iter().collect()
    }
}

impl From<Vec<Html>> for Html {
    fn from(parts: Vec<Html>) -> Self {
        parts.into_iter().collect()
    }
}

impl From<Option<Html>> for Html {
    fn from(part: Option<Html>) -> Self {
        part.unwrap_or_default()
    }
}

/// Attributes of an element, by name.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

fn open(name: &str, attributes: Attributes<'_>, out: &mut String) {
    out.extend(["<", name]);
    for (attribute, value) in attributes {
        out.extend([" ", attribute]);
        if !value.is_empty() {
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
}

/// An element.
pub(crate) fn tag(name: &'static str, content: impl Into<Html>) -> Html {
    tag_with(name, &[], content)
}

/// An element with attributes; one with an empty value stands by its name alone.
pub(crate) fn tag_with(name: &'static str, attributes: Attributes<'_>, content: impl Into<Html>) -> Html {
    let Html(content) = content.into();
    let mut out = String::with_capacity(content.len() + 2 * name.len() + 16);
    open(name, attributes, &mut out);
    out.extend([content.as_str(), "</", name, ">"]);
    Html(out)
}

/// An element that never has content.
pub(crate) fn void(name: &'static str, attributes: Attributes<'_>) -> Html {
    let mut out = String::new();
    open(name, attributes, &mut out);
    Html(out)
}

/// An element of a class.
pub(crate) fn classed(name: &'static str, class: &str, content: impl Into<Html>) -> Html {
    tag_with(name, &[("class", class)], content)
}

/// A link.
pub(crate) fn link(href: &Href, content: impl Into<Html>) -> Html {
    tag_with("a", &[("href", href.as_str())], content)
}

/// Code in a line.
pub(crate) fn code(text: &str) -> Html {
    tag("code", text)
}

/// A block of code.
pub(crate) fn pre(text: &str) -> Html {
    tag("pre", tag("code", text.trim_matches('\n')))
}

/// Fragments with a text between them.
pub(crate) fn joined(parts: impl IntoIterator<Item = Html>, between: &str) -> Html {
    let mut out = Html::default();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            escape(between, &mut out.0);
        }
        out.0.push_str(&part.0);
    }
    out
}

/// A document from its beginning on, with a remark in its first line.
pub(crate) fn document(remark: &str, content: &Html) -> String {
    format!("<!doctype html><!-- {remark} -->\n{}\n", content.0)
}

/// A sentence of escaped parts: the words of a function that puts names into them.
pub(crate) fn composed(words: &str, parts: &[Html]) -> Html {
    let mut out = Html::default();
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once(MARK) {
        escape(before, &mut out.0);
        let (number, after) = behind.split_once(MARK).unwrap_or((behind, ""));
        out.0.push_str(number.parse().ok().and_then(|at: usize| parts.get(at)).map_or("", Html::as_str));
        rest = after;
    }
    escape(rest, &mut out.0);
    out
}

/// The mark around the number of a part in the words of [`composed`].
pub(crate) const MARK: char = '\u{1}';

#[cfg(test)]
mod tests {
    use super::{Href, Html, MARK, code, composed, follow, link, tag_with};

    #[test]
    fn text_with_markup_is_escaped_in_elements_and_attributes() {
        let made = tag_with("p", &[("title", "\"><script>")], "<b>&\u{0}\u{202e}");
        assert_eq!(made.as_str(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;\u{fffd}\u{fffd}</p>");
    }

    #[test]
    fn address_that_could_run_a_script_is_no_link() {
        for address in ["javascript:alert(1)", " https://a", "JAVASCRIPT:x", "data:text/html,x", "//host", "ftp://a", ""] {
            assert_eq!(Href::web(address), None, "{address}");
        }
        let href = Href::web("https://a/\"><script>").unwrap_or_else(|| panic!("a page"));
        assert_eq!(link(&href, "a").as_str(), "<a href=\"https://a/&quot;&gt;&lt;script&gt;\">a</a>");
        assert_eq!(Href::place("a.html", "x y\"").as_str(), "a.html#x%20y%22");
    }

    #[test]
    fn composed_words_keep_their_parts_and_escape_the_rest() {
        let words = format!("{MARK}0{MARK} <or> {MARK}1{MARK}{MARK}7{MARK}");
        assert_eq!(composed(&words, &[code("a"), code("b")]).as_str(), "<code>a</code> &lt;or&gt; <code>b</code>");
    }

    #[test]
    fn links_that_moved_are_replaced_and_elements_counted() {
        let html: Html = [link(&Href::file("a.html#b"), "a"), link(&Href::file("b.html"), "b < c")].into();
        assert_eq!(html.elements(), 2);
        let moved = [("a.html#b".to_owned(), "a~2.html#b".to_owned())].into();
        let followed = follow(html.as_str().to_owned(), &moved);
        assert_eq!(followed, "<a href=\"a~2.html#b\">a</a><a href=\"b.html\">b &lt; c</a>");
    }

    #[test]
    fn ids_are_those_that_addresses_name() {
        let made = tag_with("h2", &[("id", "a \"&amp; b")], "");
        assert_eq!(made.ids().map(|id| format!("x#{id}")).collect::<Vec<_>>(), [Href::place("x", "a \"&amp; b").as_str()]);
    }
}
