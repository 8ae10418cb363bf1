//! While a projection is being typed, the function around it keeps its types: one error for each slip, and the mistake below is found.

use linkedin::{Client, Error, projection};

projection! { struct Card: Profile => }

async fn run(client: Client) -> Result<(), Error> {
    let me = client.me().get().select(projection!(Me: (id, firstName., lastName))).await?;
    let id: &str = &me.id;
    let picture = client.me().get().select(projection!(Me: (id, profilePicture(displayImage~:)))).await?.profile_picture;
    let organization = client.rest_organizations().get(1).select(projection!(Organization:)).await?;
    let name: Option<String> = organization.localized_name;
    let card = client.me().get().select(Card).await?;
    let wrong: u8 = me.last_name;
    println!("{id} {picture:?} {name:?} {wrong} {:?}", card.first_name);
    Ok(())
}

fn main() {
    let _ = run;
}
