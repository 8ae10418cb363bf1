//! The budget of an API's quotas: the counters of what was sent, and their home.

mod left;
mod memory;
mod store;

pub use self::left::QuotaLeft;
pub use self::memory::MemoryCounters;
pub use self::store::{Count, Counter, CounterStore, Taken};
