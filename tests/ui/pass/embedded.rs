//! A projection in another, of a module of its own.
#![deny(warnings)]

use linkedin::core::projection::{Projected, narrow};
use linkedin::profile::Profile;
use linkedin::{Client, projection};

mod names {
    linkedin::projection! { pub struct Names: Profile => (id, firstName, lastName(localized)) }
}

mod pictures {
    linkedin::projection! { pub struct Sizes: MediaArtifact => (identifiers*(identifier)) }
    linkedin::projection! { pub struct Picture: ProfilePicture => (displayImage~:playableStreams(elements*(..Sizes))) }
    linkedin::projection! { pub struct Address: EmailAddressValue => (emailAddress) }
}

projection! { pub struct Card: Profile => (id, headline, ..names::Names, profilePicture(created, ..pictures::Picture)) }

// What is embedded can embed, and three dots are as good as two.
projection! { struct Member: Profile => (vanityName, ...Card) }

projection! { struct Flat: Organization => (id, localizedName) }

projection! { struct FlatCard: Organization => (vanityName, ..Flat) }

projection! { struct Email: EmailHandle => (handle~(..pictures::Address)) }

projection! { struct Content: ShareContent => (shareCommentary) }

projection! { struct Share: UgcPost => (id, specificContent(ShareContent(..Content))) }

projection! { struct Offices: Organization => (locations:($*:(..Office), $start:1, $count:2)) }

projection! { struct Office: LocationInfo => (address(city)) }

const ANSWER: &str = r#"{"id":"x","headline":{"localized":{}},"profilePicture":{"created":1,"displayImage":"urn:li:digitalmediaAsset:a",
    "displayImage~":{"elements":[{"identifiers":[{"identifier":"https://example.com/1"}]}]}},"firstName":{"localized":{"en_US":"Ann"}},
    "lastName":{"localized":{}}}"#;

fn main() {
    assert_eq!(
        Card::STYLES.decorated,
        Some(
            "(id,headline,firstName,lastName(localized),profilePicture(created,displayImage~:playableStreams(elements*(identifiers*(identifier)))))"
        )
    );
    assert_eq!(Card::STYLES.restli, None);
    assert_eq!(Member::STYLES.decorated.map(str::len), Card::STYLES.decorated.map(|text| text.len() + "vanityName,".len()));
    assert_eq!((FlatCard::STYLES.flat, FlatCard::STYLES.restli), (Some("vanityName,id,localizedName"), Some("vanityName,id,localizedName")));
    assert_eq!(Email::STYLES.decorated, Some("(handle~(emailAddress))"));
    assert_eq!(Share::STYLES.restli, Some("id,specificContent:(com.linkedin.ugc.ShareContent:(shareCommentary))"));
    assert_eq!(Offices::STYLES.restli, Some("locations:($*:(address:(city)),$start:1,$count:2)"));

    let card: Card = linkedin::core::json::from_slice(ANSWER.as_bytes()).unwrap();
    assert_eq!((card.id.as_str(), card.names.id.as_str()), ("x", "x"));
    let picture: pictures::Picture = card.profile_picture.clone().unwrap().picture;
    let sizes: Vec<pictures::Sizes> = picture.display_image_decorated.unwrap().elements;
    assert_eq!(sizes[0].identifiers[0].identifier.as_deref(), Some("https://example.com/1"));
    let again: Card = linkedin::core::json::from_slice(linkedin::core::json::to_string(&card).as_bytes()).unwrap();
    assert_eq!(again, card);

    // From a whole entity that is already there.
    let profile: Profile = linkedin::core::json::from_slice(ANSWER.as_bytes()).unwrap();
    let names: names::Names = narrow(&profile).unwrap();
    assert_eq!(names, card.names);

    let client = Client::builder().token("x").build().unwrap();
    let request = client.me().get().select(Member).to_http().unwrap();
    assert!(request.uri().query().unwrap().starts_with("projection=(vanityName,id,headline,firstName,"));
    let _ = (Card, Flat, FlatCard, Email, Share, Content, Offices, Office);
}
