//! A message about a setting of the builder names the function as programs call it.

use linkedin::Client;

fn main() {
    let _ = Client::builder().before(|sending: u8| drop(sending));
}
