//! The budget of an API's quotas: the counters of what was sent, their home, and what a client does about them (`docs/quotas.md`).

mod further;
mod left;
mod memory;
pub(crate) mod meter;
pub(crate) mod moment;
mod settings;
mod store;
mod view;
pub(crate) mod window;

pub use self::left::QuotaLeft;
pub use self::memory::MemoryCounters;
pub use self::settings::Quotas;
pub use self::store::{Count, Counter, CounterStore, Taken};
pub use self::view::{QuotaPlan, QuotaState};
