//! Scopes that one app cannot have.

use linkedin::scopes;

scopes! { pub Live: w_member_live, w_member_social, w_organization_live }

fn main() {}
