//! The settings of a sandbox.

use std::net::SocketAddr;

use restli_core::Time;

use crate::behaviour::Behaviour;
use crate::gates::roles::MemberRole;
use crate::habits::Habits;
use crate::oauth::app::App;
use crate::oauth::member::Member;
use crate::seed::Seed;

/// The settings of a sandbox.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to serve. Port 0 takes any free port.
    pub address: SocketAddr,
    /// The number that decides on made values and keys: the same number makes the same world.
    pub seed: u64,
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
    /// The habits of the API's authorization server.
    pub habits: Habits,
    /// Parameters that a request may lack though the schema requires them: the id of the operation, and the name.
    pub may_lack: &'static [(&'static str, &'static str)],
    /// The time at the start; `None` is that of the machine. Programs that speak a version which has ended are tried on a day on which it had not.
    pub time: Option<Time>,
    /// The behaviours that the schema cannot say.
    pub behaviours: Vec<Behaviour>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            seed: 1,
            apps: vec![App::default()],
            members: Member::some(),
            roles: None,
            world: Seed::Empty,
            #[cfg(feature = "data")]
            data: None,
            refuses_unread: false,
            habits: Habits::default(),
            may_lack: &[],
            time: None,
            behaviours: Vec::new(),
        }
    }
}
