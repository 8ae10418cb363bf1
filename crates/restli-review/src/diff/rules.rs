//! The rules: a row for every kind of fact in every area. Verdicts are derived from the row, never written.

use super::rule::{Order, Reader, Rule, Rust, Wire};
use super::words::{Area, Kind};

/// The rule of a kind of fact in an area.
#[must_use]
pub fn rule(area: Area, kind: Kind) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.area == area && rule.kind == kind)
}

const KEEPS: Wire = Wire::Values(Reader::Keeps);
const FAILS: Wire = Wire::Values(Reader::Fails);
const IGNORES: Wire = Wire::Values(Reader::Ignores);

macro_rules! rules {
    ($($area:ident { $($kind:ident: $order:ident, $wire:expr, $rust:ident;)* })*) => {
        /// Every rule.
        pub const RULES: &[Rule] = &[$($(
            Rule { area: Area::$area, kind: Kind::$kind, order: Order::$order, wire: $wire, rust: Rust::$rust },
        )*)*];
    };
}

rules! {
    Api {
        WireName: Equality, Wire::Nothing, Signature;
        Namespace: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Samples: Equality, Wire::Nothing, Nothing;
        Header: Equality, Wire::Treatment, Table;
        RetryStatuses: Equality, Wire::Nothing, Table;
        UploadHosts: Allows, Wire::Nothing, Table;
    }
    Product {
        Itself: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        Namespace: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
    }
    Resource {
        Itself: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        Home: Home, Wire::Nothing, Item;
        Kind: Equality, Wire::Requests, Signature;
        Type: Values, Wire::Requests, Signature;
        Unstructured: Equality, Wire::Requests, Signature;
        Base: Meaning, Wire::Requests, Table;
        Path: Equality, Wire::Requests, Table;
        KeyForm: Equality, Wire::Requests, Signature;
        KeyName: Equality, Wire::Nothing, Nothing;
        ReadOnly: Demands, Wire::Requests, Signature;
        CreateOnly: Demands, Wire::Requests, Signature;
        Demanded: Demands, Wire::Requests, Signature;
        Initial: Equality, Wire::Nothing, Table;
        Retired: Allows, Wire::Treatment, Table;
        Deprecated: Equality, Wire::Nothing, Table;
        ReplacedBy: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Key {
        Required: Existence, Wire::Requests, Signature;
        RustName: Name, Wire::Nothing, Item;
        Type: Values, FAILS, Signature;
        Deprecated: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    AltKey {
        Itself: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        Type: Values, FAILS, Signature;
        Deprecated: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Method {
        Itself: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        OnEntity: Equality, Wire::Requests, Signature;
        BatchParam: Equality, Wire::Requests, Signature;
        Keys: Equality, Wire::Requests, Signature;
        Returns: Values, Wire::Answers, Signature;
        Presence: Presence, Wire::Answers, Signature;
        Metadata: Values, IGNORES, Signature;
        Paging: Allows, Wire::Requests, Table;
        PageSize: Equality, Wire::Treatment, Table;
        PageMax: Allows, Wire::Treatment, Table;
        ReturnsEntity: Equality, Wire::Answers, Signature;
        Keyless: Equality, Wire::Answers, Signature;
        Repeatable: Allows, Wire::Treatment, Table;
        Look: Equality, Wire::Nothing, Table;
        BatchMax: Allows, Wire::Requests, Table;
        Permissions: Requirement, Wire::Requests, Bound;
        Actor: Equality, Wire::Treatment, Bound;
        Roles: Requirement, Wire::Requests, Table;
        Quotas: Equality, Wire::Treatment, Table;
        Style: Equality, Wire::Requests, Signature;
        ProjectionRequired: Demands, Wire::Requests, Table;
        Since: Equality, Wire::Nothing, Table;
        Until: Equality, Wire::Nothing, Table;
        Pinned: Allows, Wire::Nothing, Table;
        OtherVersions: Equality, Wire::Nothing, Table;
        Retired: Allows, Wire::Treatment, Table;
        Deprecated: Equality, Wire::Nothing, Table;
        ReplacedBy: Equality, Wire::Nothing, Table;
        Errors: Equality, Wire::Treatment, Nothing;
        Media: Equality, Wire::Treatment, Table;
        Upload: Equality, Wire::Treatment, Table;
        Success: Equality, Wire::Treatment, Nothing;
        Example: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Param {
        Itself: Existence, Wire::Requests, Item;
        Required: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        Type: Values, Wire::Requests, Signature;
        Presence: Presence, Wire::Requests, Signature;
        Default: Equality, Wire::Treatment, Table;
        Form: Equality, Wire::Requests, Signature;
        Since: Equality, Wire::Nothing, Nothing;
        Until: Equality, Wire::Nothing, Nothing;
        Deprecated: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Projection {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Select: Equality, Wire::Nothing, Signature;
        Doc: Equality, Wire::Nothing, Nothing;
    }
    Type {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Home: Home, Wire::Nothing, Item;
        WireName: Equality, Wire::Nothing, Table;
        Kind: Values, FAILS, Signature;
        Includes: Equality, Wire::Nothing, Nothing;
        Size: Equality, FAILS, Signature;
        Urns: Allows, FAILS, Item;
        Open: Allows, IGNORES, Item;
        Null: Allows, FAILS, Item;
        Bare: Equality, FAILS, Signature;
        Reserved: Equality, FAILS, Table;
        Escape: Equality, FAILS, Table;
        Deprecated: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Field {
        Itself: Existence, IGNORES, Item;
        Required: Existence, IGNORES, Item;
        RustName: Name, Wire::Nothing, Item;
        Type: Values, FAILS, Signature;
        Presence: Presence, FAILS, Signature;
        Default: Equality, Wire::Treatment, Table;
        Permissions: Requirement, Wire::Treatment, Bound;
        Since: Equality, Wire::Nothing, Nothing;
        Until: Equality, Wire::Nothing, Nothing;
        Pinned: Allows, Wire::Nothing, Projection;
        Decorates: Allows, Wire::Requests, Projection;
        Visibility: Demands, Wire::Treatment, Table;
        Hidden: Demands, Wire::Treatment, Projection;
        Deprecated: Equality, Wire::Nothing, Table;
        Includes: Equality, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Symbol {
        Choice: Existence, KEEPS, Item;
        RustName: Name, Wire::Nothing, Item;
        Since: Equality, Wire::Nothing, Nothing;
        Until: Equality, Wire::Nothing, Nothing;
        Deprecated: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Member {
        Choice: Existence, FAILS, Item;
        RustName: Name, Wire::Nothing, Item;
        Type: Values, FAILS, Signature;
        Deprecated: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Urn {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Namespace: Equality, FAILS, Table;
        UrnKey: Equality, FAILS, Signature;
        Longest: Allows, Wire::Values(Reader::Keeps), Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Event {
        Choice: Existence, KEEPS, Item;
        RustName: Name, Wire::Nothing, Item;
        Home: Home, Wire::Nothing, Item;
        Body: Values, FAILS, Signature;
        EventPaths: Equality, Wire::Treatment, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Base {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Host: Equality, Wire::Requests, Table;
        Path: Equality, Wire::Requests, Table;
        Style: Equality, Wire::Nothing, Table;
        Family: Meaning, Wire::Requests, Table;
        Doc: Equality, Wire::Nothing, Nothing;
    }
    Family {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Header: Equality, Wire::Requests, Table;
        PinnedVersion: Equality, Wire::Nothing, Table;
        Doc: Equality, Wire::Nothing, Nothing;
    }
    Version {
        Itself: Existence, Wire::Requests, Table;
        Revision: Equality, Wire::Requests, Table;
        Sunset: Allows, Wire::Treatment, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Permission {
        Itself: Existence, Wire::Requests, Item;
        RustName: Name, Wire::Nothing, Item;
        AppProduct: Equality, Wire::Treatment, Table;
        Approval: Demands, Wire::Treatment, Table;
        Retired: Allows, Wire::Treatment, Table;
        ReplacedBy: Equality, Wire::Nothing, Table;
        ActsAs: Allows, Wire::Requests, Bound;
        NotWith: Demands, Wire::Treatment, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Role {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Within: Equality, Wire::Treatment, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Quota {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Limit: Allows, Wire::Treatment, Table;
        Window: Demands, Wire::Treatment, Table;
        Starts: Equality, Wire::Treatment, Table;
        Scope: Equality, Wire::Treatment, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Error {
        Itself: Existence, Wire::Treatment, Table;
        Status: Equality, Wire::Treatment, Table;
        Known: Equality, Wire::Treatment, Table;
        When: Equality, Wire::Nothing, Nothing;
        Passes: Equality, Wire::Treatment, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
        Extensions: Equality, Wire::Nothing, Nothing;
    }
    Media {
        Itself: Existence, Wire::Nothing, Item;
        RustName: Name, Wire::Nothing, Item;
        Formats: Allows, Wire::Requests, Table;
        LeastBytes: Demands, Wire::Requests, Table;
        MostBytes: Allows, Wire::Requests, Table;
        MostPixels: Allows, Wire::Requests, Table;
        LeastSeconds: Demands, Wire::Requests, Table;
        MostSeconds: Allows, Wire::Requests, Table;
        MostPages: Allows, Wire::Requests, Table;
        Doc: Equality, Wire::Nothing, Nothing;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    OAuth {
        Itself: Existence, Wire::Requests, Table;
        Authorization: Equality, Wire::Requests, Table;
        NativeAuthorization: Equality, Wire::Requests, Table;
        TokenEndpoint: Equality, Wire::Requests, Table;
        Introspection: Equality, Wire::Requests, Table;
        OpenId: Equality, Wire::Requests, Table;
        ScopeSeparator: Equality, Wire::Requests, Table;
        Credentials: Equality, Wire::Requests, Table;
        TokenType: Allows, Wire::Answers, Table;
        AccessToken: Allows, Wire::Treatment, Table;
        RefreshToken: Allows, Wire::Treatment, Table;
        ClientToken: Allows, Wire::Treatment, Table;
        Code: Allows, Wire::Treatment, Table;
        Settle: Demands, Wire::Treatment, Table;
        WarnBefore: Equality, Wire::Nothing, Table;
        Evidence: Equality, Wire::Nothing, Nothing;
    }
    Source {
        Itself: Existence, Wire::Nothing, Nothing;
        Doc: Equality, Wire::Nothing, Nothing;
    }
}
