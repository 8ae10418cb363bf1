//! Restspecs: the IDL of resources as JSON (`docs/formats.md §2`).

mod annotations;
mod method;
mod param;
mod resource;
mod type_text;

pub(crate) use resource::resource;
