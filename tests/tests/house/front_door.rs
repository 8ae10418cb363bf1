//! The crate that re-exports LinkedIn's client by `*`: a name of its own would hide what the client has under that name. Products are
//! named once more, so that the compiler tells the feature of one that is off.

use crate::tree::{Crate, Target};

#[test]
fn front_door_has_no_name_of_the_client_but_its_products() {
    let root = restli_testing::workspace();
    let front_door = Crate::read(&root.join("crates/linkedin/src/lib.rs"));
    let client = Crate::read(&root.join("crates/linkedin-client/src/lib.rs"));
    let is_re_export = |name: &str, targets: &[Target]| {
        let [Target::Import(path)] = targets else { return false };
        path.iter().map(String::as_str).eq(["linkedin_client", name])
    };
    let (again, own): (Vec<_>, Vec<_>) = front_door.modules[0].names.iter().partition(|(name, targets)| is_re_export(name, targets));
    assert!(again.iter().any(|(name, _)| *name == "content"));
    let both: Vec<&String> = own.iter().map(|(name, _)| *name).filter(|name| client.modules[0].names.contains_key(*name)).collect();
    assert!(both.is_empty(), "{both:?}");
}

/// Modules of the runtime whose names belong to the calls of every program: what a call ends with, waits for and is limited by.
const OF_CALLS: [&str; 5] = ["cache", "error", "queue", "quotas", "retry"];

#[test]
fn front_door_names_each_type_of_a_call() {
    let root = restli_testing::workspace();
    let front_door = Crate::read(&root.join("crates/linkedin/src/lib.rs"));
    let runtime = Crate::read(&root.join("crates/restli-client/src/lib.rs"));
    let is_of_calls =
        |targets: &[Target]| matches!(targets, [Target::Import(path)] if path.iter().any(|part| OF_CALLS.contains(&part.as_str())));
    let names: Vec<&String> = runtime.modules[0].names.iter().filter(|(_, targets)| is_of_calls(targets)).map(|(name, _)| name).collect();
    assert!(names.contains(&&"QueueError".to_owned()), "{names:?}");
    let is_named = |name: &String| front_door.modules.iter().any(|module| module.names.contains_key(name));
    let missing: Vec<_> = names.into_iter().filter(|name| !is_named(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
