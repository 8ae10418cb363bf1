//! Everything that is wrong is told at once: the projection of a well-known guide, whose author never ran it.

use linkedin::projection;

projection! {
    pub struct Company: Organization => (
        id, localizedName, vanityName, tagline, description, universalName, logoV2(original~:playableStreams), companyType,
        companyPageUrl, confirmedLocations, industries, followerCount, staffCountRange, website, specialties
    )
}

fn main() {
    let _ = projection!(Email: "(emailAddress*)");
    let _ = projection!(EmailHandle: "(emailAddress*)");
}
