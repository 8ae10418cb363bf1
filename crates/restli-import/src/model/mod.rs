//! The common model of all formats: named types and resources, as written, with their places.
//!
//! Type names are unresolved until [`crate::resolve`].

mod resource;
mod types;

pub(crate) use resource::{Action, Annotated, Body, Key, MaxBatch, Method, MethodKind, Param, Resource, ServiceError, TypeUse};
pub(crate) use types::{Def, DefId, Field, Kind, Member, Name, Record, Symbol, Ty, TyKind};
