//! The type before the finder must be one that the field holds.

use linkedin::projection;

projection! { struct Card: Organization => (logoV2(original~organization:playableStreams)) }

fn main() {
    let _ = projection!(Me: (id, profilePicture(displayImage~digitalmediaAssets:playableStreams)));
}
