//! The API: bases, versions, error catalogue.

use super::access::Permission;
use super::oauth::OAuthInfo;
use super::projection_style::ProjectionStyle;

/// An API: its bases, permissions, error catalogue and login.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ApiInfo {
    /// Name of the API.
    pub name: &'static str,
    /// Bases of the resources.
    pub bases: &'static [&'static Base],
    /// All permissions.
    pub permissions: &'static [&'static Permission],
    /// The error catalogue.
    pub errors: &'static [ErrorInfo],
    /// The response header with the number of requests left.
    pub quota_remaining_header: Option<&'static str>,
    /// The response header with the seconds until the quota starts anew.
    pub quota_reset_header: Option<&'static str>,
    /// Response headers whose values support asks for.
    pub request_id_headers: &'static [&'static str],
    /// OAuth 2.0 endpoints and lifetimes, if the API has them.
    pub oauth: Option<&'static OAuthInfo>,
    /// Hosts that uploads may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: &'static [&'static str],
}

impl ApiInfo {
    /// An API without tables.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            bases: &[],
            permissions: &[],
            errors: &[],
            quota_remaining_header: None,
            quota_reset_header: None,
            request_id_headers: &[],
            oauth: None,
            upload_hosts: &[],
        }
    }

    /// Sets [`bases`](Self::bases).
    #[must_use]
    pub const fn with_bases(self, bases: &'static [&'static Base]) -> Self {
        Self { bases, ..self }
    }

    /// Sets [`permissions`](Self::permissions).
    #[must_use]
    pub const fn with_permissions(self, permissions: &'static [&'static Permission]) -> Self {
        Self { permissions, ..self }
    }

    /// Sets [`errors`](Self::errors).
    #[must_use]
    pub const fn with_errors(self, errors: &'static [ErrorInfo]) -> Self {
        Self { errors, ..self }
    }

    /// Sets [`quota_remaining_header`](Self::quota_remaining_header).
    #[must_use]
    pub const fn with_quota_remaining_header(self, quota_remaining_header: &'static str) -> Self {
        Self { quota_remaining_header: Some(quota_remaining_header), ..self }
    }

    /// Sets [`quota_reset_header`](Self::quota_reset_header).
    #[must_use]
    pub const fn with_quota_reset_header(self, quota_reset_header: &'static str) -> Self {
        Self { quota_reset_header: Some(quota_reset_header), ..self }
    }

    /// Sets [`request_id_headers`](Self::request_id_headers).
    #[must_use]
    pub const fn with_request_id_headers(self, request_id_headers: &'static [&'static str]) -> Self {
        Self { request_id_headers, ..self }
    }

    /// Sets [`oauth`](Self::oauth).
    #[must_use]
    pub const fn with_oauth(self, oauth: Option<&'static OAuthInfo>) -> Self {
        Self { oauth, ..self }
    }

    /// Sets [`upload_hosts`](Self::upload_hosts).
    #[must_use]
    pub const fn with_upload_hosts(self, upload_hosts: &'static [&'static str]) -> Self {
        Self { upload_hosts, ..self }
    }

    /// The permission of that scope.
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

/// A base: the address of resources, and the protocol that they speak.
#[derive(Clone, Copy, Debug)]
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
    /// The projection style of methods that do not say otherwise.
    pub projection: ProjectionStyle,
    /// The family of dated versions, if requests carry a version header.
    pub versions: Option<&'static VersionFamily>,
}

impl Base {
    /// A base without versions, of protocol 2.0.0 and of the style [`ProjectionStyle::Restli`].
    #[must_use]
    pub const fn new(name: &'static str, url: &'static str, path: &'static str) -> Self {
        Self { name, url, path, protocol: "2.0.0", projection: ProjectionStyle::Restli, versions: None }
    }

    /// Sets [`protocol`](Self::protocol).
    #[must_use]
    pub const fn with_protocol(self, protocol: &'static str) -> Self {
        Self { protocol, ..self }
    }

    /// Sets [`projection`](Self::projection).
    #[must_use]
    pub const fn with_projection(self, projection: ProjectionStyle) -> Self {
        Self { projection, ..self }
    }

    /// Sets [`versions`](Self::versions).
    #[must_use]
    pub const fn with_versions(self, versions: &'static VersionFamily) -> Self {
        Self { versions: Some(versions), ..self }
    }
}

/// A family of dated versions, pinned together.
#[derive(Clone, Copy, Debug)]
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

impl VersionFamily {
    /// A family without known versions.
    #[must_use]
    pub const fn new(name: &'static str, header: &'static str, pinned: u32) -> Self {
        Self { name, header, pinned, released: &[] }
    }

    /// Sets [`released`](Self::released).
    #[must_use]
    pub const fn with_released(self, released: &'static [Version]) -> Self {
        Self { released, ..self }
    }
}

/// One dated version.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Version {
    /// The number on the wire.
    pub number: u32,
    /// The announced end, `YYYY-MM-DD`.
    pub sunset: Option<&'static str>,
}

impl Version {
    /// A version without an announced end.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self { number, sunset: None }
    }

    /// Sets [`sunset`](Self::sunset).
    #[must_use]
    pub const fn with_sunset(self, sunset: &'static str) -> Self {
        Self { sunset: Some(sunset), ..self }
    }
}

/// One entry of the error catalogue.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// The symbolic code, or an HTTP status in digits for errors without a code.
    pub code: &'static str,
    /// The HTTP status of the error.
    pub status: u16,
    /// Older numbers with the same meaning.
    pub service_error_codes: &'static [i64],
    /// The cause.
    pub cause: &'static str,
    /// The remedy.
    pub remedy: &'static str,
}

impl ErrorInfo {
    /// An entry without older numbers.
    #[must_use]
    pub const fn new(code: &'static str, status: u16, cause: &'static str, remedy: &'static str) -> Self {
        Self { code, status, service_error_codes: &[], cause, remedy }
    }

    /// Sets [`service_error_codes`](Self::service_error_codes).
    #[must_use]
    pub const fn with_service_error_codes(self, service_error_codes: &'static [i64]) -> Self {
        Self { service_error_codes, ..self }
    }
}
