//! Scopes that do not exist, that are named twice, or that are not written as scopes.

use linkedin::scopes;

scopes! { pub Slip: openid, w_member_socal }

scopes! { pub Strange: rw_company_admin }

scopes! { pub Twice: email, profile, email }

scopes! { pub Blank: openid profile }

scopes! { pub Number: openid, 7 }

scopes! { openid, profile }

scopes! { pub fn: openid }

fn main() {}
