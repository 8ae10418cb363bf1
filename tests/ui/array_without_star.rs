//! A selection of the entries of an array needs a star.

use linkedin::projection;

projection! { struct Card: Organization => (id, specialties(tags)) }

fn main() {
    let _ = projection!(Organization: (id, locations(address(city))));
}
