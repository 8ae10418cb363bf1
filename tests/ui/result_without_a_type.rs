//! A projection of run time whose result has no type, and a parameter whose text is no `String`.

use linkedin::{Client, Projection};

async fn send(client: &Client) -> Result<(), linkedin::Error> {
    let _ = client.me().get().select_as(Projection::new().field("id")).await?;
    client.me().get().param("name", "text").await?;
    Ok(())
}

fn main() {
    let _ = send;
}
