//! A page: a title, what leads into it, and sections of blocks. One that grows too large goes on in further files.

use std::ops::RangeInclusive;

use crate::html::{Href, Html, classed, link, tag, tag_with};

/// The largest content of a file, in bytes, so that the whole file stays below 50 kB.
const MOST_BYTES: usize = 34_000;

/// The most elements of the content of a file, so that the whole document stays below 3,000 nodes.
const MOST_ELEMENTS: usize = 900;

/// The least and most sections that a list at the head of a page names.
const LISTED: RangeInclusive<usize> = 4..=60;

/// A page of the site.
#[derive(Debug)]
pub(crate) struct Page {
    /// The file that it begins in.
    pub(crate) file: String,
    /// The title, as text.
    pub(crate) title: String,
    /// The heading; that of a page about something on the wire is code.
    pub(crate) heading: Html,
    /// The kind of thing that the page is about.
    pub(crate) kind: Html,
    /// The pages above it, from the outermost in.
    pub(crate) above: Vec<Html>,
    /// The text for search engines.
    pub(crate) summary: String,
    /// Blocks before the first section.
    pub(crate) lead: Vec<Html>,
    pub(crate) sections: Vec<Section>,
    /// The sections are listed at the head.
    pub(crate) is_listed: bool,
    /// The entry of the navigation that the page belongs to.
    pub(crate) place: Place,
}

/// An entry of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A product, by its position; `None` for shared types.
    Product(Option<usize>),
    /// A page that stands in the navigation by itself.
    File(&'static str),
}

/// A section of a page.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) id: String,
    /// The heading.
    pub(crate) title: Html,
    /// The parts that stand together.
    pub(crate) blocks: Vec<Html>,
}

/// A file of a page.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) file: String,
    /// The number among the files of the page, from 1, and the number of all.
    pub(crate) number: (usize, usize),
    pub(crate) content: Html,
}

impl Section {
    pub(crate) fn new(id: &str, title: impl Into<Html>, blocks: impl IntoIterator<Item = Html>) -> Self {
        Self { id: id.to_owned(), title: title.into(), blocks: blocks.into_iter().filter(|block| !block.is_empty()).collect() }
    }

    fn heading(&self) -> Html {
        tag_with("h2", &[("id", &self.id)], link(&Href::place("", &self.id), self.title.clone()))
    }

    fn heading_again(&self) -> Html {
        tag("h2", Html::from([self.title.clone(), classed("span", "kind", "continued")]))
    }
}

impl Page {
    /// The files of the page.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let mut packer = Packer::default();
        packer.blocks(&self.lead, &|| Html::default());
        packer.blocks(&self.listed(), &|| Html::default());
        for section in &self.sections {
            packer.begin(section);
            packer.blocks(&section.blocks, &|| section.heading_again());
        }
        packer.end();
        let count = packer.done.len();
        let part = |(index, content)| Part { file: self.file_of(index + 1), number: (index + 1, count), content };
        packer.done.into_iter().enumerate().map(part).collect()
    }

    /// The name of a part of the page.
    pub(crate) fn file_of(&self, number: usize) -> String {
        match (number, self.file.strip_suffix(".html")) {
            (1, _) | (_, None) => self.file.clone(),
            (number, Some(stem)) => format!("{stem}~{number}.html"),
        }
    }

    /// The sections of a page that has several.
    fn listed(&self) -> Vec<Html> {
        if !self.is_listed || !LISTED.contains(&self.sections.len()) {
            return Vec::new();
        }
        let item = |section: &Section| tag("li", link(&Href::place(&self.file, &section.id), section.title.clone()));
        let items: Html = self.sections.iter().map(item).collect();
        vec![tag_with("nav", &[("class", "on-page"), ("aria-label", "On this page")], tag("ul", items))]
    }
}

/// A packer of blocks into files.
#[derive(Default)]
struct Packer {
    done: Vec<Html>,
    open: Vec<Html>,
    bytes: usize,
    elements: usize,
}

impl Packer {
    /// Begins a section, with its first block in one file.
    fn begin(&mut self, section: &Section) {
        let heading = section.heading();
        let first = section.blocks.first();
        if !self.has_room(heading.as_str().len() + first.map_or(0, |block| block.as_str().len()), first.map_or(1, Html::elements)) {
            self.end();
        }
        self.put(heading);
    }

    /// Adds blocks; a file that is begun between two of them begins with `again`.
    fn blocks(&mut self, blocks: &[Html], again: &dyn Fn() -> Html) {
        for block in blocks {
            if !self.has_room(block.as_str().len(), block.elements()) {
                self.end();
                self.put(again());
            }
            self.put(block.clone());
        }
    }

    fn has_room(&self, bytes: usize, elements: usize) -> bool {
        self.open.is_empty() || (self.bytes + bytes <= MOST_BYTES && self.elements + elements <= MOST_ELEMENTS)
    }

    fn put(&mut self, html: Html) {
        if !html.is_empty() {
            self.bytes += html.as_str().len();
            self.elements += html.elements();
            self.open.push(html);
        }
    }

    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.open).into());
        (self.bytes, self.elements) = (0, 0);
    }
}

/// The most entries of a list or table that stand together.
const ROWS: usize = 60;

/// The largest block of entries, in bytes.
const BLOCK: usize = 12_000;

/// Entries as lists or tables of bounded size, each made by `wrap`.
pub(crate) fn chunks(rows: impl IntoIterator<Item = Html>, wrap: impl Fn(Html) -> Html) -> Vec<Html> {
    let (mut blocks, mut open, mut bytes) = (Vec::new(), Vec::new(), 0);
    for row in rows {
        if !open.is_empty() && (open.len() >= ROWS || bytes + row.as_str().len() > BLOCK) {
            blocks.push(wrap(std::mem::take(&mut open).into()));
            bytes = 0;
        }
        bytes += row.as_str().len();
        open.push(row);
    }
    if !open.is_empty() {
        blocks.push(wrap(open.into()));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::{Page, Place, Section, chunks};
    use crate::html::{Html, tag};

    fn page(sections: Vec<Section>) -> Page {
        Page {
            file: "a.html".to_owned(),
            title: "a".to_owned(),
            heading: "a".into(),
            kind: "".into(),
            above: Vec::new(),
            summary: String::new(),
            lead: vec![tag("p", "lead")],
            sections,
            is_listed: true,
            place: Place::File("a.html"),
        }
    }

    #[test]
    fn page_that_is_too_large_goes_on_in_further_files() {
        let rows = (0..3000).map(|number| tag("li", format!("row {number}")));
        let blocks = chunks(rows, |rows| tag("ul", rows));
        let parts = page(vec![Section::new("x", "X", blocks), Section::new("y", "Y", [tag("p", "y")])]).parts();
        let files: Vec<&str> = parts.iter().map(|part| part.file.as_str()).collect();
        assert_eq!(files, ["a.html", "a~2.html", "a~3.html", "a~4.html"]);
        assert!(parts.iter().all(|part| part.content.elements() <= 900 && part.content.as_str().len() <= 34_000));
        assert!(parts[1].content.as_str().starts_with("<h2>X<span class=\"kind\">continued</span></h2><ul>"));
        assert!(parts[3].content.as_str().ends_with("<h2 id=\"y\"><a href=\"#y\">Y</a></h2><p>y</p>"));
        let all: Html = parts.into_iter().map(|part| part.content).collect();
        assert_eq!(all.as_str().matches("<li>row ").count(), 3000);
    }

    #[test]
    fn page_without_sections_is_one_file() {
        let parts = page(Vec::new()).parts();
        assert_eq!((parts.len(), parts[0].content.as_str()), (1, "<p>lead</p>"));
    }
}
