//! Projections with a cursor, and what an editor shall say there. `│` stands for the cursor.

/// A projection, and what is asked at the cursor.
pub(super) struct Case {
    /// The call of the macro.
    pub(super) written: &'static str,
    /// The answer.
    pub(super) expected: Expected,
}

/// An answer that a case demands.
pub(super) enum Expected {
    /// Exactly these names, sorted.
    Offers(&'static [&'static str]),
    /// The definition is this line of the client, and nothing else.
    LeadsTo(&'static str),
    /// The documentation holds this text.
    Tells(&'static str),
    /// Problems at words of the projection: each message begins so.
    Problems(&'static [&'static str]),
}

use Expected::{LeadsTo, Offers, Problems, Tells};

const ORDER: &[&str] = &["address", "content", "id", "lines", "owner", "picture", "placedAt", "titles", "type"];
const ORDER_WITHOUT_ID: &[&str] = &["address", "content", "lines", "owner", "picture", "placedAt", "titles", "type"];
const ADDRESS: &[&str] = &["city", "zipCode"];
const ROOTS: &[&str] = &["Address", "Artifact", "Company", "Line", "Order", "Orders", "Parcel", "Person", "Voucher"];

const fn case(written: &'static str, expected: Expected) -> Case {
    Case { written, expected }
}

pub(super) const CASES: &[Case] = &[
    // Fields of the record, without those that are named.
    case("projection!(Order: (│))", Offers(ORDER)),
    case("projection!(Order: (id, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (id, │))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (│, id))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (pla│, id))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (id, ty│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (type│, id))", Offers(&["address", "content", "lines", "owner", "picture", "placedAt", "titles"])),
    case("projection!(Order: (id, pla│ce))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(orders::Order: (id, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Orders: (id, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (*, │))", Offers(ORDER)),
    case("projection! { struct Card: Order => (id, pla│) }", Offers(ORDER_WITHOUT_ID)),
    case("projection! { #[must_use] pub struct Card: Order => (id, │) }", Offers(ORDER_WITHOUT_ID)),
    // Texts that are incomplete.
    case("projection!(Order: (id,, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (id, nme, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order: (id, pla│ lines(count)))", Offers(&["address", "content", "owner", "picture", "placedAt", "titles", "type"])),
    case("projection! { Order: (id, address(ci│, lines) }", Offers(ADDRESS)),
    case("projection! { Order: (id, pla│ }", Offers(ORDER_WITHOUT_ID)),
    case("projection! { struct Card: Order => (id, address(ci│ }", Offers(ADDRESS)),
    case("drop(projection!(Order: (id, pla│))", Offers(ORDER_WITHOUT_ID)),
    case("projection!(Order (│))", Offers(ORDER)),
    // Types before the colon.
    case("projection!(│)", Offers(ROOTS)),
    case("projection!(Ord│)", Offers(ROOTS)),
    case("projection!(Ord│: (id))", Offers(ROOTS)),
    case("projection! { pub struct Card: Ord│ }", Offers(ROOTS)),
    // Records in records, arrays and maps, in both languages.
    case("projection!(Order: (id, address(│)))", Offers(ADDRESS)),
    case("projection!(Order: (address(city, z│), id))", Offers(&["zipCode"])),
    case("projection!(Order: (address:(z│)))", Offers(ADDRESS)),
    case("projection!(Order: (lines*(│)))", Offers(&["count", "skuNumber"])),
    case("projection!(Order: (lines(sk│)))", Offers(&["count", "skuNumber"])),
    case("projection!(Order: (lines:($*:(sk│),$start:1)))", Offers(&["count", "skuNumber"])),
    case("projection!(Order: (titles*(│)))", Offers(ADDRESS)),
    case("projection!(Order: (titles(en_US(│))))", Offers(ADDRESS)),
    case("projection!(Order: (titles:(en_US:(c│))))", Offers(ADDRESS)),
    case("projection!(Order: (titles(e│)))", Offers(&[])),
    case("projection!(Order: (id(│)))", Offers(&[])),
    case("projection!(Order: (address.ci│))", Offers(&[])),
    // Members of unions, by the last part of their names.
    case("projection!(Order: (content(│)))", Offers(&["Parcel", "Voucher"])),
    case("projection!(Order: (content(Parcel(│))))", Offers(&["weight"])),
    case("projection!(Order: (content(com.example.Parcel(we│))))", Offers(&["weight"])),
    // Expansions of URNs.
    case("projection!(Order: (owner~│))", Offers(&["company", "person"])),
    case("projection!(Order: (owner~per│))", Offers(&["company", "person"])),
    case("projection!(Order: (owner~(│)))", Offers(&["firstName", "legalName"])),
    case("projection!(Order: (owner~person(│)~company(legalName)))", Offers(&["firstName"])),
    case("projection!(Order: (owner~person(firstName)~company(le│)))", Offers(&["legalName"])),
    case("projection!(Order: (picture~:str│))", Offers(&["streams"])),
    case("projection!(Order: (picture~:streams(│)))", Offers(&["elements", "paging"])),
    case("projection!(Order: (picture~:streams(elements*(fi│))))", Offers(&["fileSize"])),
    // Embedded projections are types of the program.
    case("projection!(Order: (address(..parts::Pl│)))", Offers(&["Place"])),
    // Definitions: of each word, that of the client.
    case("projection!(Order: (i│d, placedAt))", LeadsTo("pub id: i64,")),
    case("projection!(Order: (id, placed│At))", LeadsTo("pub placed_at: Option<i64>,")),
    case("projection!(Order: (ty│pe))", LeadsTo("pub r#type: Option<String>,")),
    case("projection!(Or│der: (id))", LeadsTo("pub struct Order {")),
    case("projection! { pub struct Card: Or│der => (id) }", LeadsTo("pub struct Order {")),
    case("projection!(Order: (address(ci│ty)))", LeadsTo("pub city: String,")),
    case("projection!(Order: (id, nme, address(zip│Code)))", LeadsTo("pub zip_code: Option<String>,")),
    case("projection!(Order: (lines*(sku│Number)))", LeadsTo("pub sku_number: String,")),
    case("projection!(Order: (titles(en_US(zip│Code))))", LeadsTo("pub zip_code: Option<String>,")),
    case("projection!(Order: (content(Par│cel)))", LeadsTo("Parcel(Parcel),")),
    case("projection!(Order: (content(com.example.Vou│cher(cents))))", LeadsTo("Voucher(Voucher),")),
    case("projection!(Order: (owner~per│son))", LeadsTo("pub struct Person {")),
    case("projection!(Order: (owner~person(first│Name)))", LeadsTo("pub first_name: String,")),
    case("projection!(Order: (picture~:stre│ams))", LeadsTo("pub struct Artifact {")),
    case("projection!(Order: (picture~:streams(elements*(file│Size))))", LeadsTo("pub file_size: i64,")),
    case("projection!(Order: (address(..parts::Pl│ace)))", LeadsTo("shop_client::projection! { pub struct Place: Address => (city) }")),
    // Documentation.
    case("projection!(Order: (placed│At))", Tells("The time at which it was placed.")),
    case("projection!(Or│der: (id))", Tells("What a customer has ordered.")),
    // One message for one mistake, and none without.
    case("projection!(Order: (│id, type, address(city), content(Parcel), owner~(firstName), picture~:streams))", Problems(&[])),
    case("projection!(Order: (│id, pla, address(city)))", Problems(&["no field `pla` on `Order`"])),
];
