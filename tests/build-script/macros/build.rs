//! Generates the macros of the API `shop`.

fn main() {
    restli_build::macros("../schema/shop");
}
