//! The part of the builder that is about uploads.

use std::time::Duration;

use super::{Builder, FromRuntime};

impl<C: FromRuntime> Builder<C> {
    /// Sets the time limit of an upload, all attempts included; of one in parts, it is that of each part. The default is half an hour.
    pub fn upload_timeout(mut self, timeout: Duration) -> Self {
        self.options.upload_timeout = timeout;
        self
    }

    /// Sets the longest time that the connection of an upload may take no byte. The attempt then ends as
    /// [`TransportKind::Stalled`](crate::TransportKind::Stalled), and is followed by another as after a timeout. The time that a source takes
    /// to give its bytes does not count, nor does the wait for the answer. The default is one minute.
    pub fn upload_stall(mut self, limit: Duration) -> Self {
        self.options.upload_stall = limit;
        self
    }

    /// Adds a host to which uploads may send the token, besides the hosts of the schema; a leading dot means the domain and every
    /// subdomain.
    pub fn upload_host(mut self, host: &str) -> Self {
        self.options.upload_hosts.push(host.to_owned());
        self
    }
}
