//! The API: bases, versions, error catalogue.

use std::fmt;

use http::{HeaderName, HeaderValue};
use restli_core::Sunset;
use restli_core::recovery::{self, Passes};
use restli_core::token::TokenFault;

use super::access::{Permission, Quota, Role};
use super::oauth::OAuthInfo;
use super::projection_style::ProjectionStyle;

/// An API: its bases, permissions, error catalogue and login.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct ApiInfo {
    /// Name of the API.
    pub name: &'static str,
    /// Bases of the resources.
    pub bases: &'static [&'static Base],
    /// All permissions.
    pub permissions: &'static [&'static Permission],
    /// All roles.
    pub roles: &'static [&'static Role],
    /// The quotas that calls consume.
    pub quotas: &'static [&'static Quota],
    /// The error catalogue.
    pub errors: &'static [ErrorInfo],
    /// The response header with the number of requests left.
    pub quota_remaining_header: Option<&'static str>,
    /// The response header with the seconds until the quota starts anew.
    pub quota_reset_header: Option<&'static str>,
    /// Response headers whose values the support of the API asks for.
    pub request_id_headers: &'static [&'static str],
    /// Response headers that tell the key of a created entity where `X-RestLi-Id` does not.
    pub created_id_headers: &'static [&'static str],
    /// The statuses after which a call that may be sent twice is sent again.
    pub retry_statuses: &'static [u16],
    /// OAuth 2.0 endpoints and lifetimes, if the API has them.
    pub oauth: Option<&'static OAuthInfo>,
    /// Hosts that uploads may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: &'static [&'static str],
}

debug_by_name!(ApiInfo, name);

impl ApiInfo {
    /// An API without tables.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            bases: &[],
            permissions: &[],
            roles: &[],
            quotas: &[],
            errors: &[],
            quota_remaining_header: None,
            quota_reset_header: None,
            request_id_headers: &[],
            created_id_headers: &[],
            retry_statuses: recovery::STATUSES,
            oauth: None,
            upload_hosts: &[],
        }
    }

    setter!(with_bases, bases: &'static [&'static Base]);
    setter!(with_permissions, permissions: &'static [&'static Permission]);
    setter!(with_roles, roles: &'static [&'static Role]);
    setter!(with_quotas, quotas: &'static [&'static Quota]);
    setter!(with_errors, errors: &'static [ErrorInfo]);
    setter!(with_quota_remaining_header, quota_remaining_header: Some(&'static str));
    setter!(with_quota_reset_header, quota_reset_header: Some(&'static str));
    setter!(with_request_id_headers, request_id_headers: &'static [&'static str]);
    setter!(with_created_id_headers, created_id_headers: &'static [&'static str]);
    setter!(with_retry_statuses, retry_statuses: &'static [u16]);
    setter!(with_oauth, oauth: Option<&'static OAuthInfo>);
    setter!(with_upload_hosts, upload_hosts: &'static [&'static str]);

    /// The permission for a scope.
    #[must_use]
    pub fn permission(&self, scope: &str) -> Option<&'static Permission> {
        self.permissions.iter().copied().find(|permission| permission.scope == scope)
    }

    /// The version families of all bases, each once.
    pub(crate) fn families(&self) -> Vec<&'static VersionFamily> {
        let mut found: Vec<&'static VersionFamily> = Vec::new();
        for family in self.bases.iter().filter_map(|base| base.versions) {
            if found.iter().all(|known| known.name != family.name) {
                found.push(family);
            }
        }
        found
    }
}

/// A base: the address of resources, and the version of the protocol there.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Base {
    /// Name in the schema.
    pub name: &'static str,
    /// Scheme and host, without a slash at the end.
    pub url: &'static str,
    /// Path prefix such as `/rest`, or empty.
    pub path: &'static str,
    /// Value of `X-RestLi-Protocol-Version`.
    pub protocol: &'static str,
    /// The projection style of methods without one of their own.
    pub projection: ProjectionStyle,
    /// The family of dated versions, if requests carry a version header.
    pub versions: Option<&'static VersionFamily>,
}

debug_by_name!(Base, name);

impl Base {
    /// A base without versions, of protocol 2.0.0 and of the style [`ProjectionStyle::Restli`].
    #[must_use]
    pub const fn new(name: &'static str, url: &'static str, path: &'static str) -> Self {
        Self { name, url, path, protocol: "2.0.0", projection: ProjectionStyle::Restli, versions: None }
    }

    setter!(with_protocol, protocol: &'static str);
    setter!(with_projection, projection: ProjectionStyle);
    setter!(with_versions, versions: Some(&'static VersionFamily));
}

/// A family of dated versions, pinned together.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct VersionFamily {
    /// Name in the schema.
    pub name: &'static str,
    /// The request header.
    pub header: &'static str,
    /// The version that is sent unless the builder sets another.
    pub pinned: u32,
    /// Known versions in ascending order.
    pub released: &'static [Version],
}

debug_by_name!(VersionFamily, name);

impl VersionFamily {
    /// A family without known versions.
    #[must_use]
    pub const fn new(name: &'static str, header: &'static str, pinned: u32) -> Self {
        Self { name, header, pinned, released: &[] }
    }

    setter!(with_released, released: &'static [Version]);

    /// The header with a version; `None` if none can have it.
    pub(crate) fn header_of(&self, number: u32) -> Option<(HeaderName, HeaderValue)> {
        Some((self.header.parse().ok()?, HeaderValue::try_from(self.text(number)).ok()?))
    }

    /// The text of a version in the header.
    pub(crate) fn text(&self, number: u32) -> String {
        let revision = self.released.iter().find(|version| version.number == number).and_then(|version| version.revision);
        revision.map_or_else(|| number.to_string(), |revision| format!("{number}.{revision}"))
    }
}

/// One dated version.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Version {
    /// The number, by which versions are compared.
    pub number: u32,
    /// The digits that follow the number in the header, after a dot.
    pub revision: Option<&'static str>,
    /// The announced end, `YYYY-MM-DD`, or `YYYY-MM` where the day is not known.
    pub sunset: Option<&'static str>,
}

impl Version {
    /// A version without an announced end.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self { number, revision: None, sunset: None }
    }

    setter!(with_revision, revision: Some(&'static str));
    setter!(with_sunset, sunset: Some(&'static str));

    /// The announced end; `None` if none is known.
    #[must_use]
    pub fn end(&self) -> Option<Sunset> {
        self.sunset.and_then(Sunset::parse)
    }
}

/// Writes the number and the announced end: `202607 (until 2027-07-15)`.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sunset {
            Some(sunset) => write!(f, "{} (until {sunset})", self.number),
            None => write!(f, "{} (end not known)", self.number),
        }
    }
}

/// One entry of the error catalogue.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// The symbolic code, or an HTTP status in digits for errors without a code.
    pub code: &'static str,
    /// The HTTP status of the error.
    pub status: u16,
    /// Older numbers with the same meaning.
    pub service_error_codes: &'static [i64],
    /// Words of the message, in lower case, that identify this error where its code is missing or shared.
    pub messages: &'static [&'static str],
    /// The fault of the access token, if the error is about it.
    pub token: Option<TokenFault>,
    /// The cause.
    pub cause: &'static str,
    /// The remedy.
    pub remedy: &'static str,
    /// The way in which the error passes by itself, where its status does not say it.
    pub passes: Option<Passes>,
}

debug_by_name!(ErrorInfo, code);

impl ErrorInfo {
    /// An entry without older numbers.
    #[must_use]
    pub const fn new(code: &'static str, status: u16, cause: &'static str, remedy: &'static str) -> Self {
        Self { code, status, service_error_codes: &[], messages: &[], token: None, cause, remedy, passes: None }
    }

    setter!(with_service_error_codes, service_error_codes: &'static [i64]);
    setter!(with_messages, messages: &'static [&'static str]);
    setter!(with_passes, passes: Some(Passes));
    setter!(with_token, token: Some(TokenFault));
}
