//! One pair of parentheses, and these.

use linkedin::projection;

projection! { struct Card: Profile => (id) (headline) }

fn main() {
    let _ = projection!(Me: {id, headline});
    let _ = projection!(Me: (id), headline);
    let _ = projection!(Me: (profilePicture[displayImage]));
    let _ = projection!(Me: (id = headline));
}
