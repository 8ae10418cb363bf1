//! The areas of an API and the kinds of facts in them.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$item])* $variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in names of rules and in reports.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// A part of an API that has facts of its own.
    Area {
        /// The API as a whole.
        Api = "API",
        /// A product.
        Product = "product",
        /// A resource.
        Resource = "resource",
        /// A part of a resource's key.
        Key = "key",
        /// An alternative key.
        AltKey = "alternative key",
        /// A method, finder or action.
        Method = "method",
        /// A parameter.
        Param = "parameter",
        /// A named projection.
        Projection = "projection",
        /// A type.
        Type = "type",
        /// A field of a record.
        Field = "field",
        /// A symbol of an enum.
        Symbol = "symbol",
        /// A member of a union.
        Member = "member",
        /// A URN type.
        Urn = "URN type",
        /// An event of webhooks.
        Event = "event",
        /// A base of resources.
        Base = "base",
        /// A family of dated versions.
        Family = "version family",
        /// A dated version.
        Version = "version",
        /// A permission.
        Permission = "permission",
        /// A role.
        Role = "role",
        /// A quota.
        Quota = "quota",
        /// An entry of the error catalogue.
        Error = "error",
        /// A media rule.
        Media = "media rule",
        /// The OAuth settings.
        OAuth = "OAuth",
        /// A document that facts come from.
        Source = "source",
    }
}

words! {
    /// A kind of fact.
    Kind {
        /// The part itself, which requests and values may lack.
        Itself = "itself",
        /// The part itself, which every request or value has.
        Required = "required",
        /// One of several alternatives.
        Choice = "choice",
        /// The name in Rust.
        RustName = "Rust name",
        /// The name on the wire, where it is not what tells the part.
        WireName = "wire name",
        /// The product that a part belongs to.
        Home = "product",
        /// The namespace.
        Namespace = "namespace",
        /// The documentation.
        Doc = "documentation",
        /// Source and verification.
        Evidence = "evidence",
        /// The content that the language keeps for other tools.
        Extensions = "extensions",
        /// The deprecation.
        Deprecated = "deprecation",
        /// The date of retirement.
        Retired = "retirement",
        /// The thing to use instead.
        ReplacedBy = "replacement",
        /// The first version with the part.
        Since = "since",
        /// The first version without the part.
        Until = "until",
        /// Presence in the pinned version.
        Pinned = "in the pinned version",
        /// The type of values.
        Type = "type",
        /// Required, with a default, or optional.
        Presence = "presence",
        /// The default value.
        Default = "default",
        /// The kind of resource or type.
        Kind = "kind",
        /// The permissions needed.
        Permissions = "permissions",
        /// The roles of which one is needed.
        Roles = "roles",
        /// The quotas consumed.
        Quotas = "quotas",
        /// The actor on whose behalf a call is made.
        Actor = "actor",
        /// The host.
        Host = "host",
        /// The path.
        Path = "path",
        /// The base of a resource.
        Base = "base",
        /// The style of projections.
        Style = "projection style",
        /// The duty to send a projection.
        ProjectionRequired = "projection required",
        /// The header.
        Header = "header",
        /// The family of versions.
        Family = "version family",
        /// Entities are bytes of any kind.
        Unstructured = "unstructured",
        /// The name of a key's placeholder in paths.
        KeyName = "name of the key",
        /// The form of keys.
        KeyForm = "key form",
        /// Fields that are never sent.
        ReadOnly = "read-only fields",
        /// Fields that only create sends.
        CreateOnly = "create-only fields",
        /// Fields that create must send.
        Demanded = "fields required by create",
        /// Initial values in create.
        Initial = "initial values",
        /// The form of create that a parameter takes.
        Form = "form",
        /// An action acts on one entity.
        OnEntity = "acts on an entity",
        /// The parameter with the criteria of a batch finder.
        BatchParam = "criteria",
        /// The key parts that a finder takes.
        Keys = "key parts",
        /// The result of an action.
        Returns = "result",
        /// The metadata of a collection.
        Metadata = "metadata",
        /// The way of paging.
        Paging = "paging",
        /// The usual size of a page.
        PageSize = "page size",
        /// The largest page.
        PageMax = "largest page",
        /// The entity is returned by create or update.
        ReturnsEntity = "returned entity",
        /// Create tells no key.
        Keyless = "keyless",
        /// The call may be sent twice.
        Repeatable = "repeatable",
        /// The call that shows what create has made.
        Look = "look",
        /// The most keys in a batch.
        BatchMax = "largest batch",
        /// The methods of other versions for the same request.
        OtherVersions = "other versions",
        /// The errors to expect.
        Errors = "errors",
        /// The rule of uploads.
        Media = "media rule",
        /// The steps of an upload.
        Upload = "upload steps",
        /// The example.
        Example = "example",
        /// The samples.
        Samples = "samples",
        /// The statuses of success.
        Success = "success statuses",
        /// The fields that a projection selects.
        Select = "selection",
        /// Records whose fields are copied in.
        Includes = "includes",
        /// The record takes undeclared fields.
        Open = "open",
        /// The decorations of a URN.
        Decorates = "decorations",
        /// The treatment by projections.
        Visibility = "visibility",
        /// The field is never sent.
        Hidden = "hidden",
        /// The null member.
        Null = "null member",
        /// The union stands without the key of its member.
        Bare = "bare",
        /// The URN types of a choice.
        Urns = "URN types",
        /// The characters that are escaped.
        Reserved = "reserved characters",
        /// The escape character.
        Escape = "escape character",
        /// The size in bytes.
        Size = "size",
        /// The parts of a URN's key.
        UrnKey = "key of the URN",
        /// The most characters of a URN.
        Longest = "longest",
        /// The body of an event.
        Body = "body",
        /// The paths to what tells an event.
        EventPaths = "paths",
        /// The version that clients send.
        PinnedVersion = "pinned version",
        /// The digits behind a version's number.
        Revision = "revision",
        /// The announced end.
        Sunset = "sunset",
        /// The product to apply for.
        AppProduct = "product to apply for",
        /// The effort of getting a permission.
        Approval = "approval",
        /// The URN types that a caller may act as.
        ActsAs = "acts as",
        /// Permissions that exclude each other.
        NotWith = "conflicts",
        /// The entities in which a role holds.
        Within = "within",
        /// The number of requests.
        Limit = "limit",
        /// The window of a quota.
        Window = "window",
        /// The beginning of a window.
        Starts = "start of the window",
        /// The party that a quota counts.
        Scope = "scope",
        /// The status.
        Status = "status",
        /// Codes, words and faults by which an error is known.
        Known = "marks",
        /// The situations in which an error is answered.
        When = "situations",
        /// The way in which an error passes.
        Passes = "passing",
        /// The formats of media.
        Formats = "formats",
        /// The smallest size in bytes.
        LeastBytes = "least bytes",
        /// The largest size in bytes.
        MostBytes = "most bytes",
        /// The most pixels.
        MostPixels = "most pixels",
        /// The shortest duration.
        LeastSeconds = "least seconds",
        /// The longest duration.
        MostSeconds = "most seconds",
        /// The most pages.
        MostPages = "most pages",
        /// The statuses after which a call is sent again.
        RetryStatuses = "retry statuses",
        /// The hosts that uploads may go to.
        UploadHosts = "upload hosts",
        /// The address of the login.
        Authorization = "authorization endpoint",
        /// The address of the login of apps without a secret.
        NativeAuthorization = "native authorization endpoint",
        /// The address of tokens.
        TokenEndpoint = "token endpoint",
        /// The address that tells the state of a token.
        Introspection = "introspection endpoint",
        /// The keys and issuers of ID tokens.
        OpenId = "OpenID Connect",
        /// The separator of scopes.
        ScopeSeparator = "scope separator",
        /// The authentication of the client.
        Credentials = "credentials",
        /// Answers with tokens may lack `token_type`.
        TokenType = "optional token type",
        /// The lifetime of an access token.
        AccessToken = "life of access tokens",
        /// The lifetime of a refresh token.
        RefreshToken = "life of refresh tokens",
        /// The lifetime of a token of the client credentials grant.
        ClientToken = "life of client tokens",
        /// The lifetime of an authorization code.
        Code = "life of codes",
        /// The time in which a new token may be unknown.
        Settle = "settling of tokens",
        /// The time before expiry at which users are warned.
        WarnBefore = "warning before expiry",
    }
}
