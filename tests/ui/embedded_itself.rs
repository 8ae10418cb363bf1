//! A projection that embeds itself has no end.

use linkedin::projection;

projection! { struct Card: Post => (..Card, id) }

fn main() {
    let _ = projection!(Post: (author, ..Post));
    let _ = Card;
}
