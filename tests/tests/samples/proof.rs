//! Typed calls and readers that the generated modules list.

use std::error::Error;

use linkedin::bytes::Bytes;
use linkedin::http::Request;
use restli_core::ResourceMethod;
use restli_core::data::DecodeError;
use restli_core::envelope::Reply;

pub(crate) use crate::read;

/// The request that a typed call makes.
pub(crate) type Built = Result<Request<Bytes>, Box<dyn Error>>;

/// The name of a sample, and its request as a typed call.
pub(crate) type Call = (&'static str, fn(&linkedin::Client) -> Built);

/// The name of a sample, the method that it answers, and the reader of the method's result.
pub(crate) type Answer = (&'static str, ResourceMethod, Read);

/// A function that reads an answer.
pub(crate) type Read = fn(&Reply<'_>) -> Result<read::Told, DecodeError>;
