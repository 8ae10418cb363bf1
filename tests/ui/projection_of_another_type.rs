//! A projection fits one type.

use linkedin::organizations::OrganizationCard;
use linkedin::{Client, projection};

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.me().get().select(projection!(Organization: (id)));
    let _ = client.posts().find_by_author(linkedin::urns::PersonUrn::new("x")).select(OrganizationCard);
}
