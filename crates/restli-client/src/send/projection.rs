//! A projection in the style of the endpoint (`docs/protocol.md §5`).

use restli_core::ResourceMethod;
use restli_core::projection::{Item, Name, Projection, StyleError, Styles, parse_mask};

use crate::error::Error;
use crate::error::problem::Problem;
use crate::parts::{CallParts, RequestedProjection};
use crate::tables::{Operation, Paging, ProjectionStyle};

/// A query parameter and its value, not to be escaped.
type Parameter = (&'static str, String);

/// A notation of projections.
struct Notation {
    /// An example for messages.
    example: &'static str,
    typed: fn(&Styles) -> Option<&'static str>,
    untyped: fn(&Projection) -> Result<String, StyleError>,
    /// The reason why a typed projection has no text in this notation.
    limit: &'static str,
    /// The remedy, unless the reason has one of its own.
    remedy: &'static str,
}

const RESTLI: Notation = Notation {
    example: "fields=a,b:(c)",
    typed: |styles| styles.restli,
    untyped: Projection::to_mask,
    limit: "it expands URNs (`~`)",
    remedy: "leave the expansions out and read what the URNs name with calls of their own",
};

const FLAT: Notation = Notation {
    example: "fields=a,b",
    typed: |styles| styles.flat,
    untyped: Projection::to_flat,
    limit: "it selects inside a field, or expands a URN",
    remedy: "name top-level fields only: each then comes whole, and what a URN names has a call of its own",
};

const DECORATED: Notation = Notation {
    example: "projection=(a,b(c))",
    typed: |styles| styles.decorated,
    untyped: Projection::to_decorated,
    limit: "it removes fields or takes a range",
    remedy: "name the fields to keep instead",
};

impl Notation {
    /// The text of a projection, or the problem that this notation cannot express it.
    fn text(&self, operation: &Operation, projection: &RequestedProjection) -> Result<String, Problem> {
        let text = match projection {
            RequestedProjection::Typed(styles) => (self.typed)(styles).map(str::to_owned).ok_or_else(|| (self.limit.to_owned(), None)),
            RequestedProjection::Untyped(projection) => (self.untyped)(projection).map_err(|error| (error.message, error.help)),
        };
        text.map_err(|(why, help)| {
            let what = format!("the endpoint takes `{}`, which cannot express this projection: {why}", self.example);
            Problem::new(operation.id, what, help.as_deref().unwrap_or(self.remedy))
        })
    }
}

/// The query parameters that carry the projections of a call.
pub(super) fn parameters(operation: &Operation, parts: &CallParts) -> Result<Vec<Parameter>, Error> {
    let mut all = Vec::new();
    if let Some(projection) = &parts.projection {
        all.push(entities(operation, projection).map_err(Error::projection)?);
    }
    if let Some(styles) = &parts.metadata_styles {
        all.push(("metadataFields", metadata(operation, styles).map_err(Error::projection)?));
    }
    if let Some(mask) = &parts.paging_fields {
        masks_only(operation, "pagingFields", "leave `paging_fields` out; `paging` comes whole").map_err(Error::projection)?;
        all.push(("pagingFields", mask.clone()));
    }
    Ok(all)
}

/// The mask of the metadata. The field that holds the token of the next page is always in it.
fn metadata(operation: &Operation, styles: &Styles) -> Result<String, Problem> {
    masks_only(operation, "metadataFields", "leave `select_metadata` out; the metadata comes whole")?;
    let mask = if operation.projection == ProjectionStyle::Flat { styles.flat } else { styles.restli };
    let Some(mask) = mask else {
        let what = "the metadata is asked for by `metadataFields=a,b`, which cannot express this projection";
        return Err(Problem::new(operation.id, what, "name the fields to keep, without expansions"));
    };
    let Paging::Token { token_field, .. } = operation.paging else { return Ok(mask.to_owned()) };
    let items = parse_mask(mask).unwrap_or_default().items;
    let kept = items.iter().any(|item| !item.remove && (item.name == Name::Each || item.name == Name::Is(token_field.to_owned())));
    Ok(if kept { mask.to_owned() } else { format!("{mask},{token_field}") })
}

/// Refuses a mask of metadata or paging data where the endpoint takes none (`docs/protocol.md §5`).
fn masks_only(operation: &Operation, parameter: &str, remedy: &str) -> Result<(), Problem> {
    match operation.projection {
        ProjectionStyle::Restli | ProjectionStyle::Flat => Ok(()),
        ProjectionStyle::Decorated | ProjectionStyle::None => {
            let what = format!("the endpoint takes no `{parameter}`");
            Err(Problem::new(operation.id, what, remedy))
        }
    }
}

/// The parameter with the projection of the entities.
fn entities(operation: &Operation, projection: &RequestedProjection) -> Result<Parameter, Problem> {
    if let RequestedProjection::Untyped(projection) = projection {
        without_envelope(operation, projection)?;
        if projection.items.is_empty() && projection.range.is_none() {
            return Err(Problem::new(
                operation.id,
                "the projection names no field",
                "name one, or leave `select_as` out: the whole entity comes",
            ));
        }
    }
    match operation.projection {
        ProjectionStyle::Restli => RESTLI.text(operation, projection).map(|text| ("fields", text)),
        ProjectionStyle::Flat => FLAT.text(operation, projection).map(|text| ("fields", text)),
        ProjectionStyle::Decorated => {
            DECORATED.text(operation, projection).map(|text| ("projection", envelope(operation, without_parentheses(&text))))
        }
        ProjectionStyle::None => {
            let remedy = "leave `select` out; the whole entity comes";
            Err(Problem::new(operation.id, "the endpoint takes no projection", remedy))
        }
    }
}

/// Refuses a projection of a whole body, as copied from a request: the envelope around the entities is added by `envelope`.
fn without_envelope(operation: &Operation, projection: &Projection) -> Result<(), Problem> {
    let (around, beside): (&str, &[&str]) = match operation.method {
        ResourceMethod::GetAll | ResourceMethod::Finder | ResourceMethod::BatchFinder => ("elements", &["paging", "metadata"]),
        ResourceMethod::BatchCreate => ("elements", &[]),
        ResourceMethod::BatchGet | ResourceMethod::BatchPartialUpdate => ("results", &["statuses", "errors"]),
        ResourceMethod::Get
        | ResourceMethod::Create
        | ResourceMethod::Update
        | ResourceMethod::BatchUpdate
        | ResourceMethod::PartialUpdate
        | ResourceMethod::Delete
        | ResourceMethod::BatchDelete
        | ResourceMethod::Action => return Ok(()),
    };
    let is_envelope = |item: &Item| matches!(&item.name, Name::Is(name) if name == around || beside.contains(&name.as_str()));
    let entity = projection.items.iter().find_map(|item| match (&item.name, item.select.as_ref()?.items.as_slice()) {
        (Name::Is(name), [each]) if name == around && each.name == Name::Each => Some(each),
        _ => None,
    });
    let Some(entity) = entity.filter(|_| projection.items.iter().all(is_envelope)) else { return Ok(()) };
    let inside = entity.select.as_ref().and_then(|select| select.to_decorated().ok());
    let remedy = match inside {
        Some(text) => format!("write what is asked of each entity: `{text}`"),
        None => "leave `select_as` out: the entities come whole".to_owned(),
    };
    Err(Problem::new(operation.id, format!("`{around}` is the envelope around each entity, which comes by itself"), remedy))
}

/// A decorated projection without its outer parentheses.
fn without_parentheses(text: &str) -> &str {
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text)
}

/// A decorated projection with the envelope around the entities. The projection selects from the whole body, and cuts off all that it does
/// not name (`docs/protocol.md §5.5`).
fn envelope(operation: &Operation, items: &str) -> String {
    let metadata = if operation.metadata || matches!(operation.paging, Paging::Token { .. }) { ",metadata" } else { "" };
    match operation.method {
        ResourceMethod::GetAll | ResourceMethod::Finder => format!("(elements*({items}),paging{metadata})"),
        ResourceMethod::BatchFinder => format!("(elements*(elements*({items}),paging{metadata},isError,error))"),
        ResourceMethod::BatchGet => format!("(results*({items}))"),
        ResourceMethod::BatchCreate => format!("(elements*(status,id,location,error,entity({items})))"),
        ResourceMethod::BatchPartialUpdate => format!("(results*(status,error,entity({items})))"),
        ResourceMethod::Get
        | ResourceMethod::Create
        | ResourceMethod::Update
        | ResourceMethod::BatchUpdate
        | ResourceMethod::PartialUpdate
        | ResourceMethod::Delete
        | ResourceMethod::BatchDelete
        | ResourceMethod::Action => format!("({items})"),
    }
}
