//! Prose of a schema as HTML: paragraphs, lists, blocks of code, and code, addresses and known names in a line.

use crate::html::{Href, Html, code, link, pre, tag};

/// A name in code and the place that it leads to, if there is one.
pub(crate) type Known<'k> = &'k dyn Fn(&str) -> Option<Href>;

/// A text as blocks.
pub(crate) fn blocks(text: &str, known: Known<'_>) -> Vec<Html> {
    let mut found = Vec::new();
    let (mut prose, mut items) = (String::new(), Vec::<String>::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(mark) = fence(line) {
            end(&mut prose, &mut items, known, &mut found);
            let inside = lines.by_ref().take_while(|line| line.trim() != mark);
            found.push(pre(&inside.collect::<Vec<_>>().join("\n")));
            continue;
        }
        match (line.trim(), item(line)) {
            ("", _) => end(&mut prose, &mut items, known, &mut found),
            (_, Some(text)) => {
                end_prose(&mut prose, known, &mut found);
                items.push(text.to_owned());
            }
            (text, None) => {
                let part = items.last_mut().unwrap_or(&mut prose);
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(text);
            }
        }
    }
    end(&mut prose, &mut items, known, &mut found);
    found
}

/// The first sentence of a text, in a line.
pub(crate) fn first_sentence(text: &str, known: Known<'_>) -> Html {
    line(&summary(text), known)
}

/// The first sentence of a text.
pub(crate) fn summary(text: &str) -> String {
    let paragraph: Vec<&str> = text.trim().lines().map(str::trim).take_while(|line| !line.is_empty() && fence(line).is_none()).collect();
    let paragraph = paragraph.join(" ");
    let ends = paragraph.match_indices(". ").map(|(at, _)| at + 1);
    let is_whole = |end: &usize| {
        let (before, behind) = paragraph.split_at(*end);
        let last = before.rsplit([' ', '(']).next().unwrap_or_default();
        before.matches('`').count() % 2 == 0
            && !matches!(last, "e.g." | "i.e." | "etc." | "vs." | "No.")
            && !behind.trim_start().starts_with(char::is_lowercase)
    };
    let end = ends.into_iter().find(is_whole).unwrap_or(paragraph.len());
    paragraph.get(..end).unwrap_or_default().to_owned()
}

fn end(prose: &mut String, items: &mut Vec<String>, known: Known<'_>, found: &mut Vec<Html>) {
    end_prose(prose, known, found);
    if !items.is_empty() {
        found.push(tag("ul", items.drain(..).map(|item| tag("li", line(&item, known))).collect::<Html>()));
    }
}

fn end_prose(prose: &mut String, known: Known<'_>, found: &mut Vec<Html>) {
    if !prose.is_empty() {
        found.push(tag("p", line(prose, known)));
        prose.clear();
    }
}

/// The text of an item of a list.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

/// The mark with which a line begins a block of code.
fn fence(line: &str) -> Option<String> {
    let line = line.trim();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    let language = line.get(length..).unwrap_or_default();
    (length >= 3 && (mark == '~' || !language.contains('`'))).then(|| mark.to_string().repeat(length))
}

/// A line of prose.
pub(crate) fn line(text: &str, known: Known<'_>) -> Html {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('`') {
        let extra = behind.len() - behind.trim_start_matches('`').len();
        let marks = "`".repeat(extra + 1);
        let inner = behind.get(extra..).unwrap_or_default();
        let Some((inside, after)) = inner.split_once(&marks) else { break };
        parts.push(addresses(before));
        let shown = code(inside.trim());
        parts.push(known(inside.trim()).map_or_else(|| shown.clone(), |href| link(&href, shown.clone())));
        rest = after;
    }
    parts.push(addresses(rest));
    parts.into()
}

/// Text in which addresses are links.
fn addresses(text: &str) -> Html {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, address) = rest.split_at(start);
        let end = address.find(|one: char| one.is_whitespace() || matches!(one, '<' | '>' | '"')).unwrap_or(address.len());
        let end = address.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ')', ']', ':']).len();
        let (address, behind) = address.split_at(end);
        parts.push(before.into());
        parts.push(Href::web(address).map_or_else(|| address.into(), |href| link(&href, address)));
        rest = behind;
    }
    parts.push(rest.into());
    parts.into()
}

#[cfg(test)]
mod tests {
    use super::{blocks, summary};
    use crate::html::{Href, Html};

    fn html(text: &str) -> String {
        Html::from(blocks(text, &|name| (name == "Post").then(|| Href::file("post.html")))).as_str().to_owned()
    }

    #[test]
    fn prose_becomes_paragraphs_lists_code_and_links() {
        let cases = [
            ("One\ntwo.\n\nThree.", "<p>One two.</p><p>Three.</p>"),
            ("A:\n- b `c`\n  d\n* e", "<p>A:</p><ul><li>b <code>c</code> d</li><li>e</li></ul>"),
            ("```json\n{\"a\": 1}\n\n2\n```\nB", "<pre><code>{&quot;a&quot;: 1}\n\n2</code></pre><p>B</p>"),
            ("A `Post`.", "<p>A <a href=\"post.html\"><code>Post</code></a>.</p>"),
            ("See https://a.b/c). <x>", "<p>See <a href=\"https://a.b/c\">https://a.b/c</a>). &lt;x&gt;</p>"),
            ("a ` b", "<p>a ` b</p>"),
            ("``a`b``", "<p><code>a`b</code></p>"),
            ("https://", "<p><a href=\"https://\">https://</a></p>"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn summary_ends_with_the_first_sentence() {
        let cases = [
            ("One. Two.", "One."),
            ("A list (e.g. of two. b) ends. C.", "A list (e.g. of two. b) ends."),
            ("A `b. C` d. E.", "A `b. C` d."),
            ("One\ntwo\n\nthree", "One two"),
            ("No end", "No end"),
        ];
        for (text, expected) in cases {
            assert_eq!(summary(text), expected, "{text}");
        }
    }
}
