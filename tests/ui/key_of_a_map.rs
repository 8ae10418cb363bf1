//! The values of a map are checked for each key.

use linkedin::projection;

projection! { struct Card: MultiLocaleRichText => (localized(en_US(rawTxt), de_DE(attributes))) }

fn main() {
    let _ = projection!(Profile: (firstName(localized(en_US(text)))));
}
