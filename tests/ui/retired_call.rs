//! A retired call names its replacement.
#![deny(deprecated)]

use linkedin::Client;

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.organizations().get(1);
    let _ = client.email_address().find_by_members();
}
