//! A numeric key given as text, and as another integer.

use linkedin::urns::OrganizationUrn;

fn main() {
    OrganizationUrn::new("1234");
    OrganizationUrn::new(1234_i32);
}
