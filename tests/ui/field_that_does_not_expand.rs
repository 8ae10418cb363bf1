//! Only some URNs can be expanded.

use linkedin::projection;

projection! { struct Card: Post => (id, author~) }

fn main() {
    let _ = projection!(Me: (id~, profilePicture~(displayImage)));
    let _ = projection!(AdCampaign: (id, account~(name)));
}
