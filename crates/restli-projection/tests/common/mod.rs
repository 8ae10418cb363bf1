//! A small API, written by hand as the generator would emit it.

use restli_projection::catalog::{Catalog, Decoration, FieldEntry, Kind, Module, Ty, TypeEntry, TypeName, Wrapper};

pub(crate) const PROFILE: TypeName<'static> = "com.example.Profile";
const PICTURE: TypeName<'static> = "com.example.Picture";
const TEXT: TypeName<'static> = "com.example.LocalText";
const ARTIFACT: TypeName<'static> = "com.example.Artifact";
const IDENTIFIER: TypeName<'static> = "com.example.Identifier";
const POSITION: TypeName<'static> = "com.example.Position";
const ORGANIZATION: TypeName<'static> = "com.example.Organization";
const CONTENT: TypeName<'static> = "com.example.Content";
const SHARE: TypeName<'static> = "com.example.Share";
const EMAIL: TypeName<'static> = "com.example.Email";
const PHONE: TypeName<'static> = "com.example.Phone";
pub(crate) const POST: TypeName<'static> = "com.example.Post";
const PLACE: TypeName<'static> = "com.example.Place";

pub(crate) const CATALOG: Catalog<'static> = Catalog { modules: &[Module { types: TYPES, resources: &[("Me", PROFILE), ("Post", POST)] }] };

static TYPES: &[TypeEntry<'static>] = &[
    record("Profile", "com.example.Profile", "$crate::people::Profile", "A member.", FIELDS_0),
    record("Picture", "com.example.Picture", "$crate::types::Picture", "", FIELDS_1),
    record("LocalText", "com.example.LocalText", "$crate::types::LocalText", "Text in several languages.", FIELDS_2),
    record("Artifact", "com.example.Artifact", "$crate::types::Artifact", "", FIELDS_3),
    record("Identifier", "com.example.Identifier", "$crate::types::Identifier", "", FIELDS_4),
    TypeEntry { kind: Kind::OpenRecord, ..record("Position", "com.example.Position", "$crate::people::Position", "", FIELDS_5) },
    record("Organization", "com.example.Organization", "$crate::people::Organization", "", FIELDS_6),
    TypeEntry { kind: Kind::NullableUnion, ..record("Content", "com.example.Content", "$crate::posts::Content", "", FIELDS_7) },
    record("Share", "com.example.Share", "$crate::posts::Share", "", FIELDS_8),
    record("Email", "com.example.Email", "$crate::types::Email", "", FIELDS_9),
    record("Phone", "com.example.Phone", "$crate::types::Phone", "", FIELDS_10),
    record("Post", "com.example.Post", "$crate::posts::Post", "", FIELDS_11),
    TypeEntry { kind: Kind::BareUnion, ..record("Place", "com.example.Place", "$crate::types::Place", "", FIELDS_12) },
    record("Account", "com.example.Account", "$crate::types::Account", "", FIELDS_13),
];

const STRING: Ty<'static> = Ty::leaf("::std::string::String");
const URN: Ty<'static> = Ty::leaf("$crate::__private::core::urn::Urn");

const fn record(
    name: &'static str,
    full_name: &'static str,
    rust: &'static str,
    doc: &'static str,
    fields: &'static [FieldEntry<'static>],
) -> TypeEntry<'static> {
    TypeEntry { name, full_name, rust, doc, kind: Kind::Record, fields }
}

const fn to(target: TypeName<'static>) -> Decoration<'static> {
    Decoration { urn: None, finder: None, target, collection: false }
}

static FIELDS_0: &[FieldEntry<'static>] = &[
    FieldEntry::optional("badges", "badges", Ty::any(), "Whatever there is."),
    FieldEntry::optional("firstName", "first_name", Ty::named(TEXT), "The first name."),
    FieldEntry::optional("friends", "friends", Ty::named(PROFILE).within(&[Wrapper::Array]), ""),
    FieldEntry::optional("handle", "handle", URN, "Mail or phone.")
        .decorated(&[Decoration { urn: Some("email"), ..to(EMAIL) }, Decoration { urn: Some("phone"), ..to(PHONE) }]),
    FieldEntry::optional("headline", "headline", STRING, ""),
    FieldEntry::required("id", "id", STRING, "The key."),
    FieldEntry::required("level", "level", Ty::leaf("i32"), "").with_default("-3"),
    FieldEntry::optional("nickname", "nickname", STRING, "").deprecated("gone since May"),
    FieldEntry::optional("organization", "organization", Ty::leaf("$crate::urns::OrganizationUrn"), "Where the member works.")
        .decorated(&[Decoration { urn: Some("organization"), ..to(ORGANIZATION) }]),
    FieldEntry::optional("positions", "positions", Ty::named(POSITION).within(&[Wrapper::Map]), ""),
    FieldEntry::optional("profilePicture", "profile_picture", Ty::named(PICTURE), "The photo."),
    FieldEntry::optional("skills", "skills", URN.within(&[Wrapper::Array]), "").decorated(&[to(ORGANIZATION)]),
    FieldEntry::optional("salary", "salary", Ty::leaf("i64"), "").on_request(),
    FieldEntry::optional("salt", "salt", STRING, "").never("it is never sent"),
    FieldEntry::required("tags", "tags", STRING.within(&[Wrapper::Array]), "").with_default("[\"a\"]"),
    FieldEntry::required("type", "r#type", STRING, ""),
];

static FIELDS_1: &[FieldEntry<'static>] = &[
    FieldEntry::optional("created", "created", Ty::leaf("i64"), ""),
    FieldEntry::optional("displayImage", "display_image", URN, "").decorated(&[Decoration {
        urn: Some("asset"),
        finder: Some("playableStreams"),
        target: ARTIFACT,
        collection: true,
    }]),
    FieldEntry::optional("displayImageDecorated", "display_image_decorated", STRING, ""),
];

static FIELDS_2: &[FieldEntry<'static>] = &[
    FieldEntry::required("localized", "localized", STRING.within(&[Wrapper::Map]), ""),
    FieldEntry::optional("preferred", "preferred", STRING, ""),
];

static FIELDS_3: &[FieldEntry<'static>] = &[
    FieldEntry::required("identifiers", "identifiers", Ty::named(IDENTIFIER).within(&[Wrapper::Array]), ""),
    FieldEntry::optional("width", "width", Ty::leaf("i32"), ""),
];

static FIELDS_4: &[FieldEntry<'static>] =
    &[FieldEntry::required("identifier", "identifier", STRING, ""), FieldEntry::optional("index", "index", Ty::leaf("i32"), "")];

static FIELDS_5: &[FieldEntry<'static>] = &[
    FieldEntry::optional("company", "company", URN, "").decorated(&[to(ORGANIZATION)]),
    FieldEntry::optional("title", "title", Ty::named(TEXT), ""),
];

static FIELDS_6: &[FieldEntry<'static>] = &[
    FieldEntry::required("id", "id", Ty::leaf("i64"), ""),
    FieldEntry::required("localizedName", "localized_name", STRING, "Its name."),
    FieldEntry::optional("vanityName", "vanity_name", STRING, ""),
];

static FIELDS_7: &[FieldEntry<'static>] = &[
    FieldEntry::optional("com.example.Share", "Share", Ty::named(SHARE), "A link."),
    FieldEntry::optional("string", "String", STRING, ""),
];

static FIELDS_8: &[FieldEntry<'static>] = &[
    FieldEntry::required("media", "media", Ty::named(ARTIFACT).within(&[Wrapper::Array]), ""),
    FieldEntry::optional("url", "url", STRING, ""),
];

static FIELDS_9: &[FieldEntry<'static>] =
    &[FieldEntry::required("address", "address", STRING, ""), FieldEntry::required("kind", "kind", STRING, "")];

static FIELDS_10: &[FieldEntry<'static>] =
    &[FieldEntry::required("kind", "kind", Ty::leaf("i32"), ""), FieldEntry::required("number", "number", STRING, "")];

static FIELDS_11: &[FieldEntry<'static>] = &[
    FieldEntry::required("author", "author", URN, "")
        .decorated(&[Decoration { urn: Some("organization"), ..to(ORGANIZATION) }, Decoration { urn: Some("person"), ..to(PROFILE) }]),
    FieldEntry::required("content", "content", Ty::named(CONTENT), ""),
    FieldEntry::required("id", "id", STRING, ""),
];

static FIELDS_12: &[FieldEntry<'static>] =
    &[FieldEntry::optional("object", "Named", Ty::named(TEXT), "A place by name."), FieldEntry::optional("text", "Urn", URN, "")];

static FIELDS_13: &[FieldEntry<'static>] = &[
    FieldEntry::optional("names", "names", Ty::named(TEXT).within(&[Wrapper::Map, Wrapper::Map]).keyed("$crate::urns::PersonUrn, i64"), ""),
    FieldEntry::optional("place", "place", Ty::named(PLACE), ""),
];
