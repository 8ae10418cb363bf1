//! Only the result type of a projection is embedded.

use linkedin::organizations::LocationInfo;
use linkedin::projection;

projection! { struct Card: Organization => (id, locations*(..LocationInfo)) }

projection! { struct Missing: Organization => (id, ..names::Names) }

fn main() {}
