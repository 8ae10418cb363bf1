//! Paths as other languages write them: the message has the parentheses in their place.

use linkedin::projection;

projection! { struct Name: Profile => (firstName.localized, id) }

fn main() {
    let _ = projection!(Post: (content.media.id));
    let _ = projection!(Me: "(id,profilePicture.displayImage)");
    let _ = projection!(Me: (firstName/localized));
    let _ = projection!(Post: (author.localizedFirstName));
}
