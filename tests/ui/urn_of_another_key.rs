//! A numeric key given as text, and as another integer; a key of text given as a number.

use linkedin::urns::{OrganizationUrn, PersonUrn};

fn main() {
    OrganizationUrn::new("1234");
    OrganizationUrn::new(1234_i32);
    PersonUrn::new(1234);
}
