//! The common model of all formats: named types and resources, as written, with their places.
//!
//! Names stand for what they name only after [`crate::resolve`].

mod resource;
mod types;

pub(crate) use resource::{Action, Annotated, Body, Key, MaxBatch, Method, MethodKind, Param, Resource, ServiceError, TypeUse};
pub(crate) use types::{Def, DefId, Field, Kind, Member, Name, Record, Symbol, Ty, TyKind};
