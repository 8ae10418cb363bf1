//! Commas and colons at the wrong places.

use linkedin::projection;

projection! { struct Card: Profile => (id,, firstName) }

fn main() {
    let _ = projection!(Me: (id firstName));
    let _ = projection!(Me: (id, firstName:localized));
    let _ = projection!(Me: (id, profilePicture(displayImage~::playableStreams)));
    let _ = projection!(Me: ());
}
