//! Forms and patches: the types of create, update and partial update where the client must not send all of an entity.
//!
//! Paths in `read_only` and `create_only` may lead into a field: `image/id`. Records and unions on such a path get a form
//! of their own, named from the path: `NewAlbumImage` is the `Media` without `id` that `NewAlbum` holds in its field `image`.
//! Partial update replaces arrays whole, so a path below an array does not restrict it (`docs/formats.md §2.6`).
//!
//! [`decide`] says which of them exist and what they are called. The check of names and the generator share its result.

mod decide;
pub mod inputs;
mod model;
pub mod paths;

pub use decide::decide;
pub use model::{Form, Forms, Item, Patch};
