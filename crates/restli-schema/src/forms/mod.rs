//! Forms and patches: request types of create, update and partial update that lack the fields that the client must not send.
//!
//! Paths in `read_only` and `create_only` may lead into a field: `image/id`. Records and unions on such a path get a form
//! of their own, named from the path: `NewAlbumImage` is the `Media` without `id` that `NewAlbum` holds in its field `image`.
//! Partial update replaces arrays whole, so a path below an array does not restrict it (`docs/formats.md §2.6`).
//!
//! [`decide`] chooses which forms and patches exist and names them. The check of names and the generator share its result.

mod decide;
pub mod inputs;
mod model;
pub mod paths;

pub use decide::decide;
pub use model::{Form, Forms, Item, Patch};
