//! A projection inside functions, closures, loops and macros of one's own.
#![deny(warnings)]

use linkedin::{Client, projection};

macro_rules! ids {
    ($client:expr, $type:ident) => {
        $client.select(projection!($type: (id)))
    };
}

fn main() {
    let client = Client::builder().token("x").build().unwrap();
    let mut addresses = Vec::new();
    for id in [1, 2] {
        let request = client.rest_organizations().get(id).select(projection!(Organization: (id, localizedName)));
        addresses.push(request.to_http().unwrap().uri().to_string());
    }
    assert_eq!(addresses[1], "https://api.linkedin.com/rest/organizations/2?fields=id,localizedName");
    let twice = (projection!(Me: (id)), projection!(Me: (id, vanityName)));
    let _ = (client.me().get().select(twice.0), client.me().get().select(twice.1));
    let _ = ids!(client.rest_organizations().get(1), Organization);
    let nested = || {
        projection! { struct Local: Profile => (id) }
        client.me().get().select(Local)
    };
    let inside = client.rest_organizations().get(1).select(projection!(Organization: (id, logoV2(cropInfo))));
    assert_eq!(inside.to_http().unwrap().uri().query(), Some("fields=id,logoV2:(cropInfo)"));
    assert_eq!(nested().to_http().unwrap().uri().query(), Some("projection=(id)"));
}
