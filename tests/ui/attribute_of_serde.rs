//! Names in JSON are those of the schema, whatever an attribute says.

use linkedin::projection;

projection! {
    #[serde(rename_all = "kebab-case")]
    #[must_use]
    struct Card: Post => (lifecycleState)
}

fn main() {
    let _ = Card;
}
