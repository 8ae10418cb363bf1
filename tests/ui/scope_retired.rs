//! Scopes that no new app gets.
#![deny(warnings)]

use linkedin::scopes;

scopes! { pub Old: openid, r_liteprofile, r_emailaddress }

fn main() {}
