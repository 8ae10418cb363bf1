//! The settings of a sandbox.

use std::net::SocketAddr;

use restli_core::Time;

use crate::behaviour::Behaviour;
use crate::faults::Rule;
use crate::gates::roles::MemberRole;
use crate::oauth::app::App;
use crate::oauth::member::Member;
use crate::seed::Seed;
use crate::webhooks::style::WebhookStyle;

/// The settings of a sandbox.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to serve. Port 0 takes any free port.
    pub address: SocketAddr,
    /// The number that decides on made values and keys: the same number makes the same world.
    pub seed: u64,
    /// The time at which the sandbox starts by its own clock, which decides on versions that have ended; `None` is that of the machine.
    pub starts_at: Option<Time>,
    /// The apps that may ask for tokens.
    pub apps: Vec<App>,
    /// The members who can consent.
    pub members: Vec<Member>,
    /// The roles that members have in entities; `None` gives every member every role.
    pub roles: Option<Vec<MemberRole>>,
    /// The entities that are there from the start.
    pub world: Seed,
    /// The file in which the world is kept; `None` keeps it in memory alone. A world that is there already is not filled again.
    #[cfg(feature = "data")]
    pub data: Option<std::path::PathBuf>,
    /// A request with something that no rule reads is refused, rather than reported alone.
    pub refuses_unread: bool,
    /// The rules of faults from the start on.
    pub faults: Vec<Rule>,
    /// The behaviours that the schema cannot say.
    pub behaviours: Vec<Behaviour>,
    /// The webhooks of the service; `None` tells nobody of events.
    pub webhooks: Option<WebhookStyle>,
    /// Webhooks on other machines are called, too.
    pub webhooks_elsewhere: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            seed: 1,
            starts_at: None,
            apps: vec![App::default()],
            members: Member::some(),
            roles: None,
            world: Seed::Empty,
            #[cfg(feature = "data")]
            data: None,
            refuses_unread: false,
            faults: Vec::new(),
            behaviours: Vec::new(),
            webhooks: None,
            webhooks_elsewhere: false,
        }
    }
}
