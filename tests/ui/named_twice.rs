//! A name given twice.

use linkedin::projection;

projection! { struct Card: Profile => (id, firstName, id) }

fn main() {
    let _ = projection!(Me: (firstName, lastName, firstName(localized)));
}
