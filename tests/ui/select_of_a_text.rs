//! Texts and projections of run time, which nothing has checked, in `select`.

use linkedin::{Client, Projection};

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.me().get().select("(id,firstName)");
    let _ = client.me().get().select(Projection::new().field("id"));
    let _ = client.me().get().select::<linkedin::profile::Profile>(linkedin::projection!(Profile: (id)));
}
