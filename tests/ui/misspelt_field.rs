//! A slip in a name.

use linkedin::projection;

projection! { pub struct Card: Profile => (id, lastNam) }

fn main() {
    let _ = projection!(Me: (id, fristName));
}
