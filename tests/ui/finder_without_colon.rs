//! A finder stands behind a colon, the type of the URN before it.

use linkedin::projection;

projection! { struct Card: Profile => (profilePicture(displayImage~playableStreams)) }

fn main() {
    let _ = projection!(Me: (profilePicture(displayImage~:)));
    let _ = projection!(Me: (profilePicture(displayImage~:(elements*(identifiers)))));
}
