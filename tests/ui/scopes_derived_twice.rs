//! The scopes of an app have the usual traits without being asked; others can be derived.

use linkedin::scopes;

scopes! {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub App: openid, profile
}

fn main() {
    assert!(App == App);
}
