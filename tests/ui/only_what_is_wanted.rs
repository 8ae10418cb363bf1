//! A projection names what is wanted: nothing is taken away, and whether it is there is not for it to say.

use linkedin::projection;

projection! { struct Card: Profile => (id, -headline) }

projection! { struct Text: Profile => "id,firstName:(-localized)" }

fn main() {
    let _ = projection!(Me: (id, headline?));
    let _ = projection!(Me: (id, profilePicture(displayImage!)));
    let _ = projection!(Me: (id, $URN(id)));
}
