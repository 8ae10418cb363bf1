//! Two numbers in order could be swapped in silence: they are given by name.

use linkedin::ugc::ByteRange;

fn main() {
    let _ = ByteRange::new(0, 1023);
}
