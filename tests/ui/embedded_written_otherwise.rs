//! Two dots and a type, among tokens.

use linkedin::projection;

projection! { struct Text: Organization => "(id,..Names)" }

fn main() {
    let _ = projection!(Organization: (id, ..));
    let _ = projection!(Organization: (id, .Names));
    let _ = projection!(Organization: (id, logoV2: Logo));
    let _ = projection!(Organization: (id, ..Names(id)));
}
