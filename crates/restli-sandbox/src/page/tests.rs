//! The page over a connection.
