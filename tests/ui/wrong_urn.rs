//! A URN of another type, or text in its place.

use linkedin::Client;
use linkedin::content::{LittleText, NewPost};
use linkedin::urns::{MemberUrn, OrganizationUrn, PersonUrn};

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.posts().get(PersonUrn::new("ABC123"));
    let _ = client.posts().get("urn:li:share:1");
    let _ = client.posts().find_by_author("urn:li:person:ABC123");
    let _ = NewPost::new(MemberUrn::new("1"), LittleText::escaped("x"));
    let _ = client.rest_organizations().get(OrganizationUrn::new(1));
}
