//! Help for the tests of every crate: a loopback HTTP server, which can also fail by a script, transcripts of the requests it received, a server of Redis, synthetic schemas of any
//! size, the files of a folder, and the folder of the workspace.

mod answer;
mod files;
mod memory;
mod message;
mod random;
mod redis;
mod script;
mod server;
pub mod synth;
mod transcript;
mod workspace;

pub use answer::{json, response};
pub use files::files;
pub use memory::peak_memory;
pub use message::{is_whole, parts};
pub use random::Random;
pub use redis::RedisServer;
pub use script::Act;
pub use server::Server;
pub use transcript::{DAY_MILLIS, TOKEN, steady, titled};
pub use workspace::workspace;
