//! A slip below the first level, and behind an expanded URN.

use linkedin::projection;

projection! { struct Card: Organization => (id, logoV2(orignal~:playableStreams)) }

fn main() {
    let _ = projection!(Me: (id, firstName(localised), profilePicture(displayImage~:playableStreams)));
}
