//! The decision whether a page that is read by `start` and `count` has a successor (`docs/protocol.md §8`).

/// The number of elements in a page, compared with the page size.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    Empty,
    Partial,
    Full,
}

/// The reported `total`, compared with the place of the next page.
#[derive(Clone, Copy)]
pub(super) enum Total {
    /// No total, or less than the elements received so far: some servers report 0 for an unknown total.
    Unknown,
    /// No element after this page.
    Reached,
    /// Elements after this page.
    More,
}

/// The way to the page after this one.
pub(super) enum Successor<'l> {
    /// The server's `next` link.
    Link(&'l str),
    /// The position after this page.
    Start,
}

/// Decides on the page after one that is read by `start` and `count`; `None` ends the stream. `after_empty` is `true` if the page before
/// was empty.
#[allow(clippy::match_same_arms, reason = "one arm per reason")]
pub(super) const fn successor(fill: Fill, total: Total, link: Option<&str>, after_empty: bool) -> Option<Successor<'_>> {
    match (fill, total, link) {
        (Fill::Empty, Total::Reached, _) | (Fill::Empty, Total::Unknown, None) => None,
        // `total` or a link promises more, so one empty page is skipped: a server may filter what a page holds. After two in a row, the
        // stream could go on for ever.
        (Fill::Empty, Total::More | Total::Unknown, _) if after_empty => None,
        // A link outweighs `total`, which may change while pages are read.
        (_, _, Some(href)) => Some(Successor::Link(href)),
        (_, Total::More, None) => Some(Successor::Start),
        (_, Total::Reached, None) => None,
        // Without a total, a page that is not full is the last.
        (Fill::Full, Total::Unknown, None) => Some(Successor::Start),
        (Fill::Partial, Total::Unknown, None) => None,
    }
}
