//! The macros of the API `shop`.

include!(concat!(env!("OUT_DIR"), "/macros/lib.rs"));
