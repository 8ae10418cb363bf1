//! Two numbers in order could be swapped in silence: they are given by name.

use linkedin::Client;
use linkedin::ugc::ByteRange;

fn main() {
    let _ = ByteRange::new(0, 1023);
    let client = Client::builder().build().unwrap();
    let _ = client.ad_campaigns().get(5501, 6601);
}
