//! A projection is embedded in the record that it is of.

use linkedin::projection;

projection! { struct Names: Profile => (firstName, lastName) }

projection! { struct Card: Organization => (id, ..Names) }

projection! { struct Logo: Organization => (id, logoV2(..Names)) }

fn main() {}
