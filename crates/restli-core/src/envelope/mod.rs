//! Envelopes of entities in responses: pages, batches, ids, values of actions (`docs/protocol.md §2.2, §7, §8`).

mod batch;
mod collection;
mod content;
mod created;
mod intact;
mod keyless;
mod outcome;
mod page;
mod part;
mod part_error;
mod parts;
mod returned;

pub use batch::{BatchResult, BatchStatus};
pub use collection::Collection;
pub use content::Content;
pub use created::{BatchCreated, Created, CreatedEntity, CreatedItem};
pub use keyless::{BatchKeyless, BatchKeylessEntities};
pub use outcome::{Outcome, Projectable, Reply};
pub use page::{BatchPages, Link, Page, Paged, Paging};
pub use part_error::{KeyError, PartError};
pub use parts::Parts;
pub use returned::{BatchCreatedEntities, BatchUpdatedEntities, EntityBack, UpdatedEntity};
