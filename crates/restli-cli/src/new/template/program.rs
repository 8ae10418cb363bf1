//! The first calls of the API NAME.

use CRATE::notes::NewNote;
use CRATE::{Client, projection};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The sandbox, unless the environment names another server.
    let url = std::env::var("API_URL").unwrap_or_else(|_| "http://127.0.0.1:4242".to_owned());
    let client: Client = Client::builder().base_url(&url).build()?;

    let note = client.notes().get(1).await?;
    println!("note 1: {}", note.text);

    let created = client.notes().create(&NewNote::new("Hello")).await?;
    let id = created.id.ok_or("the server told no id")?;
    let note = client.notes().get(id).select(projection!(Note: (id, text))).await?;
    println!("{note:?}");
    Ok(())
}
