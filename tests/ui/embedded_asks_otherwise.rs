//! Two projections put together cannot ask for different parts of the same field.

use linkedin::projection;

projection! { struct Names: Profile => (firstName(localized), lastName) }

projection! { struct Card: Profile => (id, firstName, ..Names) }

fn main() {
    let _ = linkedin::Client::builder().build().unwrap().me().get().select(Card);
}
