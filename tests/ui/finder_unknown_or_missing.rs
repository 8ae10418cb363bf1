//! Pictures are expanded by a finder.

use linkedin::projection;

projection! { struct Card: Organization => (logoV2(original~)) }

fn main() {
    let _ = projection!(Me: (id, profilePicture(displayImage~:playableStream)));
}
