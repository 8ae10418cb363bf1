//! What stands around entities in responses: pages, batches, ids, values of actions (`PROTOCOL.md §2.2, §7, §8`).

mod batch;
mod collection;
mod created;
mod outcome;
mod page;

pub use batch::{BatchResult, BatchStatus, KeyError};
pub use collection::Collection;
pub use created::{BatchCreated, Created, CreatedEntity, CreatedItem};
pub use outcome::{Empty, Outcome, Projectable, Reply};
pub use page::{BatchPages, Link, Page, Paging};
