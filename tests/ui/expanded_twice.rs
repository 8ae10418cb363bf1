//! A URN is expanded once for each type that it may be of.

use linkedin::projection;

projection! { struct Card: Me => (profilePicture(displayImage~:playableStreams(elements), displayImage~:playableStreams(paging))) }

fn main() {
    let _ = projection!(MemberHandle: (handle~emailAddress(emailAddress)~emailAddress(emailAddress)));
}
