//! URNs of keys: numbers of any length, text of any kind, tuples, and other URNs.

use linkedin::types::AuthorUrn;
use linkedin::urns::{OrganizationUrn, PersonUrn, ShareUrn};

fn main() {
    let share = ShareUrn::new(7400000000000000123);
    assert_eq!(share.as_str(), "urn:li:share:7400000000000000123");
    let company = OrganizationUrn::new(1234);
    let author: AuthorUrn = (&company).into();
    assert_eq!(author.as_str(), "urn:li:organization:1234");
    assert_eq!(PersonUrn::new("aB3"), PersonUrn::new(String::from("aB3")));
}
