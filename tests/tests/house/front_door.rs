//! The crate that re-exports LinkedIn's client by `*`: a name of its own would hide what the client has under that name.

use std::collections::BTreeSet;

use crate::tree::Crate;

#[test]
fn front_door_has_no_name_of_a_product_of_its_own() {
    let root = restli_testing::workspace();
    let front_door = Crate::read(&root.join("crates/linkedin/src/lib.rs"));
    let client = Crate::read(&root.join("crates/linkedin-client/src/lib.rs"));
    let names = |read: &Crate| read.modules[0].names.keys().cloned().collect::<BTreeSet<_>>();
    assert!(names(&client).contains("content"));
    let both: Vec<String> = names(&front_door).intersection(&names(&client)).cloned().collect();
    assert!(both.is_empty(), "{both:?}");
}
