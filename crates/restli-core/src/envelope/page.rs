//! Pages of a collection (`PROTOCOL.md §7.4, §8`).

use super::{Outcome, Projectable, Reply};
use crate::Json;
use crate::data::{DecodeError, Slot};
use crate::error::ErrorResponse;
use crate::json::{Kind, Reader};

/// One page of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The elements that could be read, in order.
    pub elements: Vec<T>,
    /// Those that could not, by their position in the response.
    pub undecodable: Vec<(usize, DecodeError)>,
    /// Where the page lies; servers may leave it out.
    pub paging: Option<Paging>,
    /// What the finder tells beside the elements.
    pub metadata: Option<Json>,
}

/// Where a page lies.
#[derive(Clone)]
pub struct Paging {
    /// Position of the first element, as asked for.
    pub start: Option<i32>,
    /// Page size, as asked for; the number of elements may be smaller.
    pub count: Option<i32>,
    /// How many elements there are; absent means unknown, not zero.
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
        rel: "rel",
        href: "href",
        r#type: "type",
    }
}

impl Paging {
    /// The address of the next page. The page there may turn out empty (`PROTOCOL.md §8`).
    #[must_use]
    pub fn next_href(&self) -> Option<&str> {
        self.links.iter().find(|link| link.rel == "next").map(|link| link.href.as_str())
    }
}

impl<T> Page<T> {
    /// How many elements came, readable or not: what paging counts.
    #[must_use]
    pub fn received(&self) -> usize {
        self.elements.len() + self.undecodable.len()
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { elements: Vec::new(), undecodable: Vec::new(), paging: None, metadata: None }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.into_iter()
    }
}

impl<T: Slot> Outcome for Page<T> {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(reply.body)?;
        let page = Self::read(&mut reader)?;
        reader.end()?;
        Ok(page)
    }
}

impl<T: Slot> Projectable for Page<T> {
    type Entity = T;
    type With<E: Slot> = Page<E>;
}

impl<T: Slot> Page<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut page = Self::default();
        reader.object(&mut |reader, name| page.member(reader, name))?;
        Ok(page)
    }

    fn member(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<(), DecodeError> {
        match name {
            "elements" if reader.kind() != Kind::Null => reader.array(&mut |reader, index| {
                let mut element = T::blank();
                match reader.try_read(&mut element)? {
                    Ok(()) => self.elements.push(element),
                    Err(error) => self.undecodable.push((index, error.in_item(index).in_field("elements"))),
                }
                Ok(())
            }),
            // A page is worth having without them, so what does not fit is left out.
            "paging" => reader.try_read(&mut self.paging).map(|_| ()),
            "metadata" => reader.read(&mut self.metadata),
            _ => Ok(()),
        }
    }
}

/// One page per criterion of a batch finder, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchPages<T> {
    /// The page of each criterion, or why it failed.
    pub pages: Vec<Result<Page<T>, ErrorResponse>>,
}

impl<T: Slot> Outcome for BatchPages<T> {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        let mut pages = Vec::new();
        let mut reader = Reader::new(reply.body)?;
        reader.object(&mut |reader, name| match name {
            "elements" if reader.kind() != Kind::Null => reader.array(&mut |reader, _| {
                pages.push(criterion(reader)?);
                Ok(())
            }),
            _ => Ok(()),
        })?;
        reader.end()?;
        Ok(Self { pages })
    }
}

impl<T: Slot> Projectable for BatchPages<T> {
    type Entity = T;
    type With<E: Slot> = BatchPages<E>;
}

fn criterion<T: Slot>(reader: &mut Reader<'_>) -> Result<Result<Page<T>, ErrorResponse>, DecodeError> {
    let mut page = Page::default();
    let (mut failed, mut error) = (false, None::<ErrorResponse>);
    reader.object(&mut |reader, name| match name {
        "isError" => reader.read(&mut failed),
        "error" => reader.read(&mut error),
        _ => page.member(reader, name),
    })?;
    Ok(match (failed, error) {
        (_, Some(error)) => Err(error),
        (true, None) => Err(ErrorResponse::blank()),
        (false, None) => Ok(page),
    })
}
