//! The guide reads `localizedFirstName`, which its projection does not ask for.

use linkedin::{Client, Error, projection};

async fn run(client: Client) -> Result<(), Error> {
    let me = client.me().get().select(projection!(Me: (id, firstName, lastName))).await?;
    println!("Hello, {:?}", me.localized_first_name);
    Ok(())
}

fn main() {
    let _ = run;
}
