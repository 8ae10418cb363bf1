//! The two forms mixed up.

use linkedin::projection;

projection! { pub struct Card: Profile (id) }

projection! { struct Other: Profile: (id) }

projection! { pub Third: Profile => (id) }

fn main() {
    let _ = projection!(Me => (id));
    let _ = projection!(Me);
    let _ = projection!((id));
    let _ = projection!(Me: id, firstName);
}
