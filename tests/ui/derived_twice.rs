//! A result type has the usual traits without being asked; others can be derived.

use linkedin::projection;

projection! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Member: Me => (id)
}

projection! {
    #[derive(std::fmt::Debug, serde::Serialize)]
    struct Name: Profile => (localizedFirstName)
}

fn main() {
    fn hashed(_: impl Eq + std::fmt::Debug) {}
    let _: fn(Member) = |member| hashed(member);
}
