//! Sessions without a connection.
