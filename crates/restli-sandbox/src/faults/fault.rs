//! The closed list of faults.

use std::fmt;
use std::str::FromStr;

use restli_core::ResourceMethod as M;
use restli_core::token::TokenFault;
use restli_schema::api::Situation;

use super::error::FaultError;

/// The part of a call that a fault breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The bytes on the connection.
    Connection,
    /// The answer.
    Http,
    /// One item of an answer with several.
    Item,
    /// Things that happen after the answer.
    Later,
}

impl Level {
    /// The word of the level.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Http => "http",
            Self::Item => "item",
            Self::Later => "later",
        }
    }
}

/// A fault on the list, beside those of situations and tokens.
struct Listed {
    fault: Fault,
    name: &'static str,
    level: Level,
    params: &'static [&'static str],
    doc: &'static str,
}

macro_rules! faults {
    ($($level:ident { $($(#[doc = $doc:literal])* $variant:ident: $name:literal $params:expr;)* })*) => {
        /// A failure that a sandbox injects on demand.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Fault {
            $($($(#[doc = $doc])* $variant,)*)*
            /// The refusal of a situation.
            Refused(Situation),
            /// The refusal of the access token.
            Token(TokenFault),
        }

        const LISTED: &[Listed] = &[
            $($(Listed { fault: Fault::$variant, name: $name, level: Level::$level, params: &$params, doc: concat!($($doc),*) },)*)*
        ];
    };
}

faults! {
    Connection {
        /// The connection is closed before the body of the request is read, and the call has no effect.
        CloseBeforeReading: "close_before_reading" [];
        /// The connection is reset before the answer.
        Reset: "reset" [];
        /// The connection is reset in the middle of the headers.
        ResetInHeaders: "reset_in_headers" [];
        /// The connection is reset in the middle of the body.
        ResetInBody: "reset_in_body" [];
        /// The connection ends in the middle of the headers.
        CutHeaders: "cut_headers" [];
        /// The connection ends in the middle of the body.
        CutBody: "cut_body" [];
        /// The answer says half the length of its body, and the rest follows all the same.
        WrongLength: "wrong_length" [];
        /// The body comes in ten parts, spread over `ms` milliseconds (2,000).
        SlowBody: "slow_body" ["ms"];
        /// No byte of the answer comes for `ms` milliseconds (600,000), then the connection ends.
        Stall: "stall" ["ms"];
        /// The answer stops in the middle of the body for `ms` milliseconds (600,000), then the connection ends.
        StallInBody: "stall_in_body" ["ms"];
        /// Bytes that are no HTTP come in place of the answer.
        Garbage: "garbage" [];
        /// The answer is `mib` MiB (256) of blanks, compressed to a thousandth.
        GzipBomb: "gzip_bomb" ["mib"];
    }
    Http {
        /// The answer is an error 500 with `message`.
        Http500: "http_500" ["message"];
        /// The answer is a page of a gateway, 502.
        Http502: "http_502" [];
        /// The answer is 503, to be tried again in `retry_after` seconds (1).
        Http503: "http_503" [];
        /// The answer is a page of a gateway, 504.
        Http504: "http_504" [];
        /// The answer is 429 without a code, to be tried again in `retry_after` seconds (1).
        Http429: "http_429" [];
        /// The answer is the error `code` of the catalogue, with `message` and a wrong part of the request for each `input`.
        Error: "error" ["code", "message", "input"];
        /// The answer has `status`, each `header` (`name: value`) and `body` (none), which is JSON unless a header says otherwise.
        Answer: "answer" ["status", "header", "body"];
        /// The answer is a redirect to the same path of another host, `to` (`http://elsewhere.invalid`).
        RedirectElsewhere: "redirect_elsewhere" ["to"];
        /// The answer is a redirect to another path of the same host.
        RedirectHere: "redirect_here" [];
        /// The answer is a page with the status 200.
        Html200: "html_200" [];
        /// The answer has the status 200 and no body.
        Empty200: "empty_200" [];
        /// The body is half of its JSON, with a length that fits.
        TruncatedJson: "truncated_json" [];
        /// The answer is an error 500 in its body, with the status 200.
        Error200: "error_200" ["message"];
        /// The answer, and each entity in it, lacks `member`.
        Lacks: "lacks" ["member"];
        /// The answer to a login grants all scopes but the last.
        ScopesFewer: "scopes_fewer" [];
        /// The consent page sends the browser back with the error `code` (`user_cancelled_authorize`), and the token endpoint answers with it (`invalid_client`).
        OauthError: "oauth_error" ["code"];
        /// The text `field` of the request is cut before its first parenthesis, bracket or brace, and no error says so.
        TextCut: "text_cut" ["field"];
    }
    Item {
        /// One item is an error 404: that of `key` (the last one), `in` `errors` (or `results`).
        Item404: "item_404" ["key", "in"];
        /// One item is an error 429: that of `key` (the last one), `in` `errors` (or `results`).
        Item429: "item_429" ["key", "in"];
        /// One item is an error 500: that of `key` (the last one), `in` `errors` (or `results`).
        Item500: "item_500" ["key", "in"];
        /// One entity is a text in place of a record: that of `key` (the last one).
        ItemBroken: "item_broken" ["key"];
        /// One `key` (the last one) is in none of the maps.
        ItemMissing: "item_missing" ["key"];
        /// A page has half of its elements, and more follow.
        PageShort: "page_short" [];
    }
    Later {
        /// The first `reads` reads (1) of each address find nothing.
        Late: "late" ["reads"];
        /// Processing never ends.
        NeverReady: "never_ready" [];
        /// A call to a webhook comes twice.
        WebhookTwice: "webhook_twice" [];
        /// A call to a webhook comes after the one that follows.
        WebhookReordered: "webhook_reordered" [];
    }
}

impl Fault {
    /// Every fault.
    pub fn all() -> impl Iterator<Item = Self> {
        let situations = Situation::ALL.iter().filter(|situation| !situation.is_of_login()).map(|situation| Self::Refused(*situation));
        let tokens = TokenFault::OF_CODES.into_iter().map(Self::Token);
        LISTED.iter().map(|listed| listed.fault).chain(tokens).chain(situations)
    }

    fn listed(self) -> Option<&'static Listed> {
        LISTED.iter().find(|listed| listed.fault == self)
    }

    /// The name, in the snake case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused(situation) => situation.word(),
            Self::Token(TokenFault::Missing) => "token_missing",
            Self::Token(TokenFault::Expired) => "token_expired",
            Self::Token(TokenFault::Revoked) => "token_revoked",
            Self::Token(_) => "token_invalid",
            listed => listed.listed().map_or("", |listed| listed.name),
        }
    }

    /// The level.
    #[must_use]
    pub fn level(self) -> Level {
        self.listed().map_or(Level::Http, |listed| listed.level)
    }

    /// The fault in a sentence.
    #[must_use]
    pub fn doc(self) -> &'static str {
        match self {
            Self::Refused(situation) => situation.doc(),
            Self::Token(TokenFault::Missing) => "The request carries no access token.",
            Self::Token(TokenFault::Expired) => "The access token is past its end.",
            Self::Token(TokenFault::Revoked) => "The access token was withdrawn before its end.",
            Self::Token(_) => "The access token is not known.",
            listed => listed.listed().map_or("", |listed| listed.doc.trim_ascii()),
        }
    }

    /// The names of the parameters of this fault alone.
    #[must_use]
    pub fn params(self) -> &'static [&'static str] {
        self.listed().map_or(&["message"], |listed| listed.params)
    }

    /// The parameter without which the fault means nothing.
    pub(crate) fn needs(self) -> Option<&'static str> {
        match self {
            Self::Answer => Some("status"),
            Self::Error => Some("code"),
            Self::Lacks => Some("member"),
            Self::TextCut => Some("field"),
            _ => None,
        }
    }

    /// Returns whether the call has its effect before the fault, unless the rule says otherwise.
    pub(super) fn has_effect(self) -> bool {
        match self.level() {
            Level::Connection => self != Self::CloseBeforeReading,
            Level::Http => matches!(self, Self::Empty200 | Self::TruncatedJson | Self::Lacks | Self::ScopesFewer | Self::TextCut),
            Level::Item => true,
            Level::Later => self != Self::Late,
        }
    }

    /// Returns whether a rule may choose an effect other than the usual one.
    pub(super) fn may_choose_effect(self) -> bool {
        match self.level() {
            Level::Connection => self != Self::CloseBeforeReading,
            Level::Http => !self.has_effect(),
            Level::Item | Level::Later => false,
        }
    }

    /// Returns whether methods of a kind can fail so; requests that call none, without one.
    pub(super) fn fits(self, kind: Option<M>) -> bool {
        let kind = kind.unwrap_or(M::Action);
        let is_page = matches!(kind, M::GetAll | M::Finder);
        match self {
            Self::Item404 | Self::Item429 | Self::Item500 => kind.has_ids() || kind == M::BatchCreate,
            Self::ItemMissing => kind.has_ids(),
            Self::ItemBroken => is_page || kind == M::BatchGet || kind == M::BatchFinder,
            Self::PageShort => is_page,
            Self::Late => kind == M::Get,
            Self::TextCut => kind.sends_entity(),
            _ => true,
        }
    }

    /// Returns whether the fault is asked for by what happens later, and not chosen for an answer.
    pub(super) fn is_asked(self) -> bool {
        matches!(self, Self::NeverReady | Self::WebhookTwice | Self::WebhookReordered)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads a name, in the snake case or in the kebab case.
    fn from_str(name: &str) -> Result<Self, FaultError> {
        let wanted = name.replace('-', "_");
        Self::all().find(|fault| fault.name() == wanted).ok_or_else(|| FaultError::Unknown { name: name.to_owned(), known: known() })
    }
}

/// The names of all faults.
fn known() -> String {
    Fault::all().map(Fault::name).collect::<Vec<_>>().join(", ")
}
