//! Names of products and resources that no file can have on some system: each becomes a file of the client.

use crate::api::Name;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;

/// Names that Windows keeps for devices, whatever ending follows.
const OF_DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The longest name of a file, without its ending and with room for a folder: file systems end at 255 bytes.
const LONGEST: usize = 200;

/// Reports an identifier that cannot be the name of a file.
pub(super) fn check(identifier: &str, name: &Name, problems: &mut Diagnostics) {
    let message = if OF_DEVICES.contains(&identifier) {
        format!("a file `{identifier}.rs` cannot be checked out on Windows")
    } else if identifier.len() > LONGEST {
        format!("the name in Rust has {} letters, more than the {LONGEST} that the name of a file has room for", identifier.len())
    } else {
        return;
    };
    problems.push(Diagnostic::error(rules::NO_IDENTIFIER, name.span, message).help("give it another name in Rust with `rust:`"));
}
