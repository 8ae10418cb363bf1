//! `projection!` in every place where it may stand, and its sibling of run time.

use li::profile::{Profile, ProfileCard};
use li::projection;
use li::urns::OrganizationUrn;
use li::{BatchResult, Client, Decoration, Error, Json, NoParams, Projection, Request, style};

projection! {
    /// The member's id, name and picture.
    pub struct Member: Me => (id, firstName, profilePicture(displayImage~:playableStreams))
}

li::projection! { pub(crate) struct Names: profile::Profile => "(id,localizedFirstName)" }

/// By the name of the schema, and of one's own: the types can be named.
pub async fn named(client: &Client) -> Result<(Option<ProfileCard>, Member, String), Error> {
    let card = client.me().get().select(ProfileCard).await.ok();
    let names: Names = client.me().get().select(Names).await?;
    Ok((card, client.me().get().select(Member).await?, names.id))
}

/// As an expression, in tokens and as text.
pub async fn unnamed(client: &Client) -> Result<Option<String>, Error> {
    let me = client.me().get().select(li::projection!(Me: (profilePicture(displayImage~:playableStreams)))).await?;
    let picture = me.profile_picture.and_then(|picture| picture.display_image_decorated);
    let same = client.me().get().select(projection!(Me: "id,localizedHeadline")).await?;
    Ok(picture.and_then(|sizes| sizes.elements.into_iter().next()?.artifact).map(|urn| urn.to_string()).or(same.localized_headline))
}

/// In calls that give more than one entity.
pub async fn many(client: &Client) -> Result<usize, Error> {
    projection! { struct Card: Organization => (id, localizedName) }
    let found: BatchResult<_, Card> = client.rest_organizations().batch_get([1, 2]).select(Card).await?;
    let page = client.rest_organizations().find_by_vanity_name("x").select(projection!(Organization: (localizedName))).await?;
    Ok(found.found().count() + page.elements.len())
}

/// Known at run time only.
pub fn untyped(client: &Client) -> Result<Request<Json, NoParams<style::Decorated>>, Box<dyn std::error::Error>> {
    let picture = Projection::new().expand("displayImage", Decoration::new().through("playableStreams"));
    let projection = Projection::parse("(id)")?.merge(&Projection::new().inside("profilePicture", picture));
    projection.check::<Profile>()?;
    Ok(client.me().get().select_as(projection))
}

/// A URN of the client, for who needs one.
pub fn organization() -> OrganizationUrn {
    OrganizationUrn::new(1)
}

/// A module in which the names of the prelude mean something else.
#[allow(missing_docs, missing_debug_implementations, dead_code, reason = "they are in the way, and nothing else")]
pub mod shadowed {
    pub struct Option;
    pub struct Vec;
    pub struct String;
    pub struct Result;
    pub struct Box;
    pub trait Clone {}
    pub mod core {}
    pub mod std {}

    li::projection! { pub struct Shadowed: Organization => (id, localizedName, logoV2(original~:playableStreams)) }
}
