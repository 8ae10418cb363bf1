//! A projection in the style of the endpoint (`PROTOCOL.md §5`).

use restli_core::ResourceMethod;
use restli_core::projection::Styles;

use crate::error::{Error, Problem};
use crate::tables::{Operation, Paging, ProjectionStyle};

/// The query parameter that carries it.
pub(crate) fn parameter(operation: &Operation, styles: &Styles) -> Result<(&'static str, String), Error> {
    let fail = |what: String, remedy: &str| Err(Error::Projection(Box::new(Problem::new(operation.id, what, remedy))));
    match operation.projection {
        ProjectionStyle::Restli => match styles.restli {
            Some(text) => Ok(("fields", text.to_owned())),
            None => fail(
                "the endpoint takes `fields=a,b:(c)`, in which this projection cannot be said: it expands URNs (`~`)".to_owned(),
                "leave the expansions out and read what the URNs name with calls of their own",
            ),
        },
        ProjectionStyle::Flat => match styles.flat {
            Some(text) => Ok(("fields", text.to_owned())),
            None => fail(
                "the endpoint takes `fields=a,b`, in which this projection cannot be said: it selects inside a field, or expands a URN"
                    .to_owned(),
                "name top-level fields only: each then comes whole, and what a URN names has a call of its own",
            ),
        },
        ProjectionStyle::Decorated => match styles.decorated {
            Some(text) => Ok(("projection", envelope(operation, bare(text)))),
            None => fail(
                "the endpoint takes `projection=(a,b(c))`, in which this projection cannot be said: it removes fields or takes a range"
                    .to_owned(),
                "name the fields to keep instead",
            ),
        },
        ProjectionStyle::None => fail("the endpoint takes no projection".to_owned(), "leave `select` out; the whole entity comes"),
    }
}

/// The items without the parentheses around them.
fn bare(text: &str) -> &str {
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text)
}

/// A decorated projection speaks of the whole body, so the envelope must be named, or it is cut away (`PROTOCOL.md §5.5`).
fn envelope(operation: &Operation, items: &str) -> String {
    match operation.method {
        ResourceMethod::GetAll | ResourceMethod::Finder => match operation.paging {
            Paging::Token { .. } => format!("(elements*({items}),paging,metadata)"),
            Paging::None | Paging::StartCount { .. } => format!("(elements*({items}),paging)"),
        },
        ResourceMethod::BatchFinder => format!("(elements*(elements*({items}),paging,isError,error))"),
        ResourceMethod::BatchGet => format!("(results*({items}))"),
        _ => format!("({items})"),
    }
}
