//! A star belongs to arrays and maps only.

use linkedin::projection;

projection! { struct Card: Profile => (profilePicture*(created)) }

fn main() {
    let _ = projection!(Me: (id, firstName*(localized)));
}
