//! The envelope comes by itself, and fields of other types are found where they are.

use linkedin::projection;

projection! { struct Card: EmailHandle => (elements*(handle~)) }

fn main() {
    let _ = projection!(Me: (id, displayImage));
}
