//! A page as its text shows it: elements, ids, links, headings, and what is wrong with them.

use std::collections::BTreeSet;

/// Elements that have no content.
const VOID: &[&str] = &["input", "link", "meta", "br"];

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    /// Addresses, their escapes undone.
    pub(crate) links: Vec<&'a str>,
    /// Ids as addresses name them.
    ids: BTreeSet<String>,
    /// Elements, and texts between them.
    pub(crate) nodes: usize,
    pub(crate) faults: Vec<String>,
}

impl<'a> Page<'a> {
    /// Reads a page whose tags are written as this project writes them: `<name attribute="value">`.
    pub(crate) fn read(text: &'a str) -> Self {
        let mut page = Self::default();
        let (mut open, mut headings): (Vec<&str>, Vec<u32>) = (Vec::new(), Vec::new());
        let (_, mut rest) = text.split_once('\n').unwrap_or_default();
        while let Some((between, behind)) = rest.split_once('<') {
            page.nodes += usize::from(!between.is_empty());
            let Some((tag, after)) = behind.split_once('>') else {
                page.faults.push("a tag has no end".to_owned());
                break;
            };
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop() != Some(name) {
                    page.faults.push(format!("</{name}> closes another element"));
                }
                continue;
            }
            page.nodes += 1;
            let name = tag.split(' ').next().unwrap_or_default();
            if !VOID.contains(&name) {
                open.push(name);
            }
            if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
                headings.push(level);
            }
            if name == "title" {
                page.title = after.split('<').next().unwrap_or_default();
            }
            page.attributes(tag);
        }
        page.faults.extend((!open.is_empty()).then(|| format!("{open:?} are not closed")));
        page.faults.extend((headings.iter().filter(|level| **level == 1).count() != 1).then(|| "not one h1".to_owned()));
        let steps = headings.iter().zip(headings.iter().skip(1));
        page.faults.extend(steps.filter(|(one, next)| **next > *one + 1).map(|(one, next)| format!("h{next} behind h{one}")));
        page
    }

    fn attributes(&mut self, tag: &'a str) {
        for (name, value) in tag.split("\" ").filter_map(|part| part.split_once("=\"")) {
            let value = value.trim_end_matches('"');
            match name.rsplit(' ').next() {
                Some("href" | "src") => self.links.push(value),
                Some("id") if !self.ids.insert(address(value)) => self.faults.push(format!("the id {value} stands twice")),
                _ => {}
            }
        }
    }

    /// Returns whether the page has a place.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// An id as an address names it.
fn address(id: &str) -> String {
    let plain = id.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~$!*+,;=:@/".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    plain.bytes().map(byte).collect()
}
