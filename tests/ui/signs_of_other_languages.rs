//! Signs that many write from habit: each message leads to a projection that compiles.

use linkedin::projection;

fn main() {
    let _ = projection!(Me: (id; firstName));
    let _ = projection!(Me: (id: String));
    let _ = projection!(Me: "?projection=(id)");
    let _ = projection!(Me: (firstName(localized(en_US(x)))));
}
