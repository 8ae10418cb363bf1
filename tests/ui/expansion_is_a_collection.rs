//! The answer of a finder has an envelope, which a projection names.

use linkedin::projection;

projection! { struct Card: ProfilePicture => (displayImage~:playableStreams(identifiers*(identifier))) }

fn main() {
    let _ = projection!(ProfilePicture: (displayImage~:playableStreams(elements(identifiers), paging(total))));
}
