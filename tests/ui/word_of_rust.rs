//! Fields may be words of Rust, types may not.

use linkedin::projection;

projection! { struct enum: Profile => (id) }

projection! { struct Fine: OrganizationAcl => (role, stat) }

fn main() {
    let _ = projection!(MemberHandle: (type, fn));
}
