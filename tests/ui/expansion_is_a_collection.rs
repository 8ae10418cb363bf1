//! What a finder gives has an envelope of its own, which is named.

use linkedin::projection;

projection! { struct Card: ProfilePicture => (displayImage~:playableStreams(identifiers*(identifier))) }

fn main() {
    let _ = projection!(ProfilePicture: (displayImage~:playableStreams(elements(identifiers), paging(total))));
}
