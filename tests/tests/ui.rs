//! Programs that must not compile, with the message that a user sees, one file per message; and programs that must compile.
//!
//! `TRYBUILD=overwrite` writes the messages anew. They are read before they are kept: each underlines the word that is wrong and says
//! what to write in its place.

#[test]
fn wrong_programs_say_what_is_wrong() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*.rs");
    cases.pass("ui/pass/*.rs");
}
