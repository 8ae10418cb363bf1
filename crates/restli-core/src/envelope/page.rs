//! Pages of a collection (`docs/protocol.md §7.4, §8`).

use super::outcome::{ELEMENTS, members};
use super::{KeyError, Outcome, PartError, Parts, Projectable, Reply, part};
use crate::Json;
use crate::data::{Data, DecodeError, Items, Unread};
use crate::error::ErrorResponse;
use crate::json::{Kind, Reader};

/// One page of a collection: elements, and metadata of the type that the schema names, if it names one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T, M = Json> {
    /// The elements that could be read, in order.
    pub elements: Vec<T>,
    /// Elements that could not be read, by their position in the response.
    pub undecodable: Vec<(usize, DecodeError)>,
    /// The position of the page in the collection; servers may leave it out.
    pub paging: Option<Paging>,
    /// The metadata that the server sends beside the elements.
    pub metadata: Option<M>,
    /// The error in the metadata, if the server sent metadata that could not be read.
    pub undecodable_metadata: Option<DecodeError>,
}

/// The position of a page in its collection.
#[derive(Clone)]
pub struct Paging {
    /// Position of the first element, as asked for.
    pub start: Option<i32>,
    /// Page size, as asked for; the number of elements may be smaller.
    pub count: Option<i32>,
    /// The number of elements in the collection; absent means unknown, not zero.
    pub total: Option<i32>,
    /// Links to the pages before and after.
    pub links: Vec<Link>,
}

crate::record! {
    Paging = "com.linkedin.restli.common.CollectionMetadata" {
        start: "start",
        count: "count",
        total: "total",
        links: "links",
    }
}

/// A link to another page.
#[derive(Clone)]
pub struct Link {
    /// `prev` or `next`.
    pub rel: String,
    /// Path and query without a host, already encoded: to be requested as it is.
    pub href: String,
    /// The media type.
    pub r#type: String,
}

crate::record! {
    Link = "com.linkedin.restli.common.Link" {
        rel: "rel" required,
        href: "href" required,
        r#type: "type",
    }
}

impl Paging {
    /// The link to the next page. That page may turn out empty (`docs/protocol.md §8`).
    #[must_use]
    pub fn next_href(&self) -> Option<&str> {
        self.links.iter().find(|link| link.rel.eq_ignore_ascii_case("next")).map(|link| link.href.as_str())
    }
}

/// A page without paging data and metadata, as a double in tests of what reads pages.
impl<T, M> From<Vec<T>> for Page<T, M> {
    fn from(elements: Vec<T>) -> Self {
        Self { elements, undecodable: Vec::new(), paging: None, metadata: None, undecodable_metadata: None }
    }
}

impl<T, M> Page<T, M> {
    /// The number of elements received, readable or not, by which paging counts.
    #[must_use]
    pub fn received(&self) -> usize {
        self.elements.len() + self.undecodable.len()
    }
}

impl<T, M> Default for Page<T, M> {
    fn default() -> Self {
        Self { elements: Vec::new(), undecodable: Vec::new(), paging: None, metadata: None, undecodable_metadata: None }
    }
}

impl<T, M> IntoIterator for Page<T, M> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.into_iter()
    }
}

impl<T: Data, M: Data> Outcome for Page<T, M> {
    fn vacant() -> Self {
        Self::default()
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        self.slots().fill(reply, unread).map(|_| ())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<T: Data, M: Data> Parts for Page<T, M> {
    fn each_lost(&self, each: &mut dyn FnMut(&DecodeError)) {
        each_lost(&self.undecodable, each);
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        each_error(&mut self.undecodable, &mut self.undecodable_metadata, each);
    }
}

fn each_lost(undecodable: &[(usize, DecodeError)], each: &mut dyn FnMut(&DecodeError)) {
    for (_, error) in undecodable {
        each(error);
    }
}

fn each_error(
    undecodable: &mut [(usize, DecodeError)],
    undecodable_metadata: &mut Option<DecodeError>,
    each: &mut dyn FnMut(PartError<'_>),
) {
    let lost = undecodable.iter_mut().map(|(_, error)| error).chain(undecodable_metadata);
    lost.for_each(|error| each(PartError::Undecodable(error)));
}

impl<T: Data, M: Data> Projectable for Page<T, M> {
    type Entity = T;
    type With<E: Data> = Page<E, M>;
}

impl<T: Data, M: Data> Page<T, M> {
    /// Decodes a page and returns the JSON text of its metadata beside it, from which paging by token reads the next token.
    ///
    /// # Errors
    /// The response does not fit; the error has its path.
    pub fn decode_beside_metadata<'a>(reply: &Reply<'a>, unread: &mut Unread) -> Result<(Self, Option<&'a str>), DecodeError> {
        let mut page = Self::default();
        let text = page.slots().fill(reply, unread)?;
        Ok((page, text))
    }

    fn slots(&mut self) -> Slots<'_> {
        let Self { elements, undecodable, paging, metadata, undecodable_metadata } = self;
        Slots { elements, undecodable, paging, metadata, undecodable_metadata }
    }
}

/// The places of a page, so that the code that fills them is compiled once for all pages.
struct Slots<'p> {
    elements: &'p mut dyn Items,
    undecodable: &'p mut Vec<(usize, DecodeError)>,
    paging: &'p mut Option<Paging>,
    /// An option: the last one counts.
    metadata: &'p mut dyn Data,
    undecodable_metadata: &'p mut Option<DecodeError>,
}

impl Slots<'_> {
    /// Fills a page and returns the JSON text of its metadata.
    fn fill<'a>(mut self, reply: &Reply<'a>, unread: &mut Unread) -> Result<Option<&'a str>, DecodeError> {
        let mut text = None;
        reply.envelope(&ELEMENTS, unread, &mut |reader, name| self.member(reader, name, &mut text))?;
        if self.elements.count() == 0 && self.undecodable.is_empty() {
            reply.check_failure()?;
        }
        Ok(text)
    }

    fn member<'a>(&mut self, reader: &mut Reader<'a>, name: &str, metadata: &mut Option<&'a str>) -> Result<(), DecodeError> {
        match name {
            "elements" if reader.kind() != Kind::Null => reader.array(&mut |reader, index| {
                if let Err(error) = part::value_of(reader, self.elements.push())? {
                    self.elements.pop();
                    self.undecodable.push((index, error.into_misfit().in_item(index).in_field("elements")));
                }
                Ok(())
            }),
            // A page is useful without `paging`.
            "paging" => {
                *self.paging = reader.read_or_leave_out::<Option<Paging>>()?.flatten();
                Ok(())
            }
            "metadata" if reader.kind() != Kind::Null => {
                let first = metadata.replace(reader.clone().skip()?);
                if let Err(error) = reader.try_read(self.metadata)? {
                    // Metadata that came before stay.
                    let again = first.map(|text| Reader::tolerant(text.as_bytes()).and_then(|mut first| first.read(self.metadata)));
                    if !matches!(again, Some(Ok(()))) {
                        self.metadata.clear_optional();
                    }
                    reader.note(error.clone());
                    *self.undecodable_metadata = Some(error.in_field("metadata"));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// A result that comes in pages.
#[diagnostic::on_unimplemented(
    message = "the call results in `{Self}`, which has no pages",
    label = "a call without pages",
    note = "a `Page` is what finders and `get_all` result in; of other results there is nothing to skip or to count: leave it out"
)]
pub trait Paged: Outcome {
    /// The type of the metadata beside the elements.
    type Metadata;
    /// The result with projected metadata.
    type WithMetadata<M: Data>: Paged;
}

impl<T: Data, M: Data> Paged for Page<T, M> {
    type Metadata = M;
    type WithMetadata<N: Data> = Page<T, N>;
}

impl<T: Data, M: Data> Paged for BatchPages<T, M> {
    type Metadata = M;
    type WithMetadata<N: Data> = BatchPages<T, N>;
}

/// One page per criterion of a batch finder, in the order of the criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchPages<T, M = Json> {
    /// The page of each criterion, or the reason for which it has none.
    pub pages: Vec<Result<Page<T, M>, KeyError>>,
}

impl<T: Data, M: Data> Outcome for BatchPages<T, M> {
    fn vacant() -> Self {
        Self { pages: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        let pages = &mut self.pages;
        reply.envelope(&ELEMENTS, unread, &mut |reader, name| match name {
            "elements" if reader.kind() != Kind::Null => reader.array(&mut |reader, index| {
                let placed = |error: DecodeError| error.in_item(index).in_field("elements");
                let mut page = part::read(reader, criterion)?.map_err(|error| error.at(placed));
                if let Ok(page) = &mut page {
                    let lost = std::mem::take(&mut page.undecodable).into_iter();
                    page.undecodable = lost.map(|(at, error)| (at, placed(error))).collect();
                    page.undecodable_metadata = page.undecodable_metadata.take().map(placed);
                }
                pages.push(page);
                Ok(())
            }),
            _ => Ok(()),
        })?;
        if pages.is_empty() { reply.check_failure() } else { Ok(()) }
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<T: Data, M: Data> Parts for BatchPages<T, M> {
    fn each_lost(&self, each: &mut dyn FnMut(&DecodeError)) {
        self.pages.iter().flatten().for_each(|page| page.each_lost(each));
    }

    fn by_place(&self) -> Option<usize> {
        Some(self.pages.len())
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        for page in &mut self.pages {
            match page {
                Ok(page) => page.each_error(each),
                Err(error) => each(error.part()),
            }
        }
    }
}

impl<T: Data, M: Data> Projectable for BatchPages<T, M> {
    type Entity = T;
    type With<E: Data> = BatchPages<E, M>;
}

fn criterion<T: Data, M: Data>(reader: &mut Reader<'_>) -> Result<Result<Page<T, M>, KeyError>, DecodeError> {
    let mut page = Page::default();
    let (mut failed, mut error) = (false, None::<ErrorResponse>);
    let mut slots = page.slots();
    members(reader, &["elements", "paging", "metadata", "isError", "error"], &mut |reader, name| match name {
        "isError" => reader.read(&mut failed),
        "error" => reader.read(&mut error),
        _ => slots.member(reader, name, &mut None),
    })?;
    Ok(match (failed, error) {
        (_, Some(error)) => Err(KeyError::failed(None, Some(error))),
        (true, None) => Err(KeyError::failed(None, None)),
        (false, None) => Ok(page),
    })
}
