//! The version of the protocol (`docs/protocol.md §1`).

use restli_schema::api::{Api, Method, Situation};
use restli_schema::requests::has_second_syntax;

use crate::received::Received;
use crate::refusal::Refusal;

const HEADER: &str = "X-RestLi-Protocol-Version";

/// Returns whether a request speaks version 1.0.0, as every request without the header does.
pub(crate) fn is_first(request: &Received) -> bool {
    request.header(HEADER).is_none_or(|told| told.starts_with("1."))
}

/// Refuses versions that there are not, and syntax of version 2.0.0 in a request of version 1.0.0.
pub(super) fn check(api: &Api, method: &Method, request: &Received) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::of(api, Some(method), Situation::Protocol, message));
    let told = request.header(HEADER);
    if let Some(told) = told.filter(|told| !is_spoken(told)) {
        return refuse(format!("protocol version `{told}` is not spoken here: `{HEADER}` is 1.0.0 or 2.0.0"));
    }
    if is_first(request) && has_second_syntax(&request.path, &request.query) {
        let why = if told.is_some() { "says that it is" } else { "has no such header, and so is" };
        return refuse(format!(
            "the address has `List(..)` or `(..)`, syntax of protocol version 2.0.0, and the request {why} one of version 1.0.0: send `{HEADER}: 2.0.0`"
        ));
    }
    Ok(())
}

/// Returns whether a version lies between 1.0.0 and 2.0.0.
fn is_spoken(told: &str) -> bool {
    let numbers: Option<Vec<u32>> = told.trim().split('.').map(|number| number.parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.len() == 3 && (vec![1, 0, 0]..=vec![2, 0, 0]).contains(&numbers))
}
