//! Text, numbers and URNs have no fields.

use linkedin::projection;

projection! { struct Card: Profile => (id(text), headline) }

fn main() {
    let _ = projection!(Organization: (id, localizedName(en_US), industries*(name)));
}
