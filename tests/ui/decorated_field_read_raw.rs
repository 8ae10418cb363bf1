//! Without `~` there is only the URN.

use linkedin::{Client, Error, projection};

async fn run(client: Client) -> Result<(), Error> {
    let me = client.me().get().select(projection!(Me: (id, profilePicture(displayImage)))).await?;
    let picture = me.profile_picture.and_then(|picture| picture.display_image_decorated);
    println!("{picture:?}");
    Ok(())
}

fn main() {
    let _ = run;
}
