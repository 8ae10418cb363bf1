//! There is no such type, or it is called otherwise.

use linkedin::projection;

projection! { struct Card: Organisation => (id) }

fn main() {
    let _ = projection!(Profil: (id));
    let _ = projection!(Campaign: (id));
}
