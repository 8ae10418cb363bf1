//! A key in place of a list of keys, and lists whose items are no keys.

use linkedin::Client;
use linkedin::conversions::ConversionPatch;
use linkedin::urns::{ImageUrn, OrganizationUrn, SponsoredAccountUrn};

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.images().batch_get("urn:li:image:C5");
    let _ = client.images().batch_get(ImageUrn::new("C5"));
    let _ = client.images().batch_get([Some(ImageUrn::new("C5"))]);
    let _ = client.organizations_lookup().batch_get(4400);
    let _ = client.organizations_lookup().batch_get([OrganizationUrn::new(4400)]);
    let _ = client.conversions().batch_partial_update(SponsoredAccountUrn::new(1), [ConversionPatch::new()]);
}
