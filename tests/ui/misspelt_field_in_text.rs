//! A slip in a projection pasted as text.

use linkedin::projection;

projection! { struct Card: Organization => "(id,localizedNam)" }

fn main() {
    let _ = projection!(Me: "(id,firstName,lastName,profilePicture(displayImag~:playableStreams))");
    let _ = projection!(Me: "(
        id,
        fristName
    )");
}
