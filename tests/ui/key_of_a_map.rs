//! What stands behind the keys of a map is checked for each of them.

use linkedin::projection;

projection! { struct Card: MultiLocaleRichText => (localized(en_US(rawTxt), de_DE(attributes))) }

fn main() {
    let _ = projection!(Profile: (firstName(localized(en_US(text)))));
}
