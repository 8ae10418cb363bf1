//! One star stands for each element, and a star alone for all fields.

use linkedin::projection;

projection! { struct Card: Organization => (locations**(address)) }

fn main() {
    let _ = projection!(Me: (*(id)));
    let _ = projection!(Me: (id, *, *));
    let _ = projection!(Organization: (locations:(address)));
    let _ = projection!(Me: (profilePicture()));
}
