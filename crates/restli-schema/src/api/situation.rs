//! Situations in which a server refuses a request, which entries of the error catalogue may claim with `when`.

macro_rules! situations {
    ($($(#[doc = $doc:literal])* $name:ident: $word:literal, $status:literal;)*) => {
        /// A situation in which a server that keeps to the schema refuses a request.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Situation {
            $($(#[doc = $doc])* $name,)*
        }

        impl Situation {
            /// Every situation.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word in schemas.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The status of an answer for which the catalogue has no error.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// The situation in a sentence.
            #[must_use]
            pub const fn doc(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii(),)* }
            }
        }
    };
}

situations! {
    /// The path leads to no resource.
    NoResource: "no_resource", 404;
    /// The resource has no such method, finder or action.
    NoMethod: "no_method", 405;
    /// The entity is not there.
    NotFound: "not_found", 404;
    /// The protocol version is none that the base speaks, syntax of version 2.0.0 came without the header, or the header of the method does not
    /// fit.
    Protocol: "protocol", 400;
    /// The version header is missing.
    VersionMissing: "version_missing", 400;
    /// The version is past its sunset, or was never released.
    VersionDead: "version_dead", 426;
    /// The token lacks the permissions that the method requires.
    PermissionMissing: "permission_missing", 403;
    /// The token lacks the permission that a field in the body or in the projection requires.
    FieldForbidden: "field_forbidden", 403;
    /// The token lacks the permission to act as the author or owner in the request.
    ActorForbidden: "actor_forbidden", 403;
    /// The token lacks the permission to act as its own member.
    OwnActorForbidden: "own_actor_forbidden", 403;
    /// The member lacks the roles that the method requires.
    RoleMissing: "role_missing", 403;
    /// A quota of the app is used up.
    AppQuota: "app_quota", 429;
    /// A quota of the member is used up.
    MemberQuota: "member_quota", 429;
    /// The query lacks a parameter.
    ParamMissing: "param_missing", 400;
    /// A parameter of the query or a key in the path has a wrong value.
    ParamInvalid: "param_invalid", 400;
    /// The method has no such parameter.
    ParamUnknown: "param_unknown", 400;
    /// The body lacks a field.
    FieldMissing: "field_missing", 422;
    /// A field of the body has a wrong value.
    FieldInvalid: "field_invalid", 422;
    /// The record has no such field.
    FieldUnknown: "field_unknown", 422;
    /// The body has a field that only the server writes, or that only create may send.
    FieldReadOnly: "field_read_only", 422;
    /// The body is none of the method: no JSON, or not the envelope that the method takes.
    BodyInvalid: "body_invalid", 400;
    /// The media type of the body is none that the method takes.
    MediaType: "media_type", 415;
    /// The request accepts no media type in which answers are written.
    NotAcceptable: "not_acceptable", 406;
    /// The projection is wrong, or the method takes none.
    ProjectionInvalid: "projection_invalid", 400;
    /// A batch has more keys than the method takes.
    BatchTooLarge: "batch_too_large", 400;
    /// The query or the address is too long.
    AddressTooLong: "address_too_long", 414;
    /// The entity exists already, or was sent a moment ago.
    Duplicate: "duplicate", 409;
    /// A POST has neither a length nor chunks.
    LengthMissing: "length_missing", 411;
    /// The member denies an app the permissions that it asks for.
    ConsentDenied: "consent_denied", 401;
    /// An app asks the member for a permission that it does not have.
    ScopeForbidden: "scope_forbidden", 401;
    /// The code of a login is unknown, or was used before.
    CodeUnknown: "code_unknown", 400;
    /// The code of a login is too old, or is not one for this app, redirect address or verifier.
    CodeUnfit: "code_unfit", 400;
    /// The request has something that no rule read, and the sandbox is told to refuse that.
    Unread: "unread", 400;
}

impl Situation {
    /// Returns whether the situation is one of a login, and of no call.
    #[must_use]
    pub const fn is_of_login(self) -> bool {
        matches!(self, Self::ConsentDenied | Self::ScopeForbidden | Self::CodeUnknown | Self::CodeUnfit)
    }
}
