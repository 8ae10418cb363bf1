//! Uploaded bytes beside the rule of their method.

use bytes::Bytes;
use restli_schema::api::MediaRule;

/// Returns whether a number of bytes, and their beginning where it is known, satisfy a rule.
pub(super) fn fits(rule: &MediaRule, size: u64, first: &Bytes) -> bool {
    let is_in_bounds = rule.min_bytes.is_none_or(|least| least <= size) && rule.max_bytes.is_none_or(|most| size <= most);
    let found = infer::get(first);
    let is_known = rule.formats.is_empty() || found.is_none_or(|kind| rule.formats.iter().any(|(format, _)| format == kind.mime_type()));
    is_in_bounds && is_known
}
