//! Every form of the macro, and what its result holds.
#![deny(warnings)]

use linkedin::core::Json;
use linkedin::core::envelope::Collection;
use linkedin::core::error::ErrorResponse;
use linkedin::core::projection::Projected;
use linkedin::profile::Profile;
use linkedin::types::{MediaArtifact, MultiLocaleString};
use linkedin::urns::DigitalmediaAssetUrn;
use linkedin::{Client, projection};

projection! { struct Named: Profile => (id, firstName) }

projection! {
    /// A card with its own words.
    #[derive(Default)]
    pub(crate) struct Card: linkedin::profile::Profile => (id, firstName(localized), profilePicture(displayImage~:playableStreams));
}

projection! { pub struct AsText: Organization => "(id, localizedName, logoV2(original~:playableStreams))" }

mod inner {
    //! A private type in a module, made public.
    linkedin::projection! { pub struct Deep: Post => (id, author, content(media(id))) }

    // Names of the prelude may mean something else here.
    #[allow(dead_code, non_camel_case_types)]
    mod shadowed {
        struct Option;
        struct Vec;
        struct String;
        struct Some;
        linkedin::projection! { pub struct Odd: Organization => (id, localizedSpecialties, name(localized), locations*(address(city))) }
    }
}

projection! { struct Lists: Organization => (locations*(address(city, country)), specialties*(tags), industries) }

// What a finder gives has an envelope. Names may stand in quotes, for those that Rust has no word for.
projection! { struct Sizes: ProfilePicture => (displayImage~:playableStreams(elements*(identifiers*(identifier, "index")), paging)) }

projection! { struct All: Profile => (*) }

projection! { struct AllAndMore: ProfilePicture => (*, displayImage~:playableStreams) }

/// The addresses of an expanded picture.
fn addresses(sizes: Sizes) -> Vec<Option<String>> {
    let found = sizes.display_image_decorated.unwrap().elements;
    found.into_iter().flat_map(|size| size.identifiers).map(|one| one.identifier).collect()
}

/// Fails to compile if a field has another type.
fn types(card: Card) -> (String, Option<DigitalmediaAssetUrn>, Option<Collection<MediaArtifact>>, Option<ErrorResponse>) {
    let picture = card.profile_picture.unwrap();
    (card.id, picture.display_image, picture.display_image_decorated, picture.display_image_error)
}

fn main() {
    let client = Client::builder().token("x").build().unwrap();
    let uri = |request: Result<http::Request<bytes::Bytes>, linkedin::Error>| request.unwrap().uri().to_string();

    // A value made where it is needed.
    let named = client.me().get().select(projection!(Me: (id, firstName)));
    assert_eq!(uri(named.to_http()), uri(client.me().get().select(Named).to_http()));
    let _ = client.me().get().select(projection!(profile::Profile: (id,),));

    // Constants can be given on, cloned and used again.
    let select = Card;
    assert_eq!(uri(client.me().get().select(select).to_http()), uri(client.me().get().select(Card).to_http()));
    assert_eq!(<Named as Projected>::STYLES.decorated, Some("(id,firstName)"));
    assert_eq!(<Named as Projected>::STYLES.restli, Some("id,firstName"));
    assert_eq!(<Card as Projected>::STYLES.flat, None);
    assert_eq!(
        <Sizes as Projected>::STYLES.decorated,
        Some("(displayImage~:playableStreams(elements*(identifiers*(identifier,index)),paging))")
    );
    let _: fn(Named) -> Option<MultiLocaleString> = |named| named.first_name;
    let _ = (types, addresses, AsText, inner::Deep, Lists, All, AllAndMore);

    // The result is data like any other.
    let named: Named = linkedin::core::json::from_slice(br#"{"id":"x","headline":"not asked for"}"#).unwrap();
    assert_eq!(format!("{named:?}"), format!("{:?}", named.clone()));
    assert!(named == named.clone());
    let _: Option<Json> = None;
    let _: Option<Profile> = None;
}
