//! Generates the client of the API `shop`.

fn main() {
    restli_build::Client::of("schema/shop").macros("shop-macros").products(["notes"]).generate();
}
