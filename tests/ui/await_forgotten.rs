//! A request whose `.await` is missing. The compiler alone decides what it says: it suggests `.await` before `?` for a future, and before a
//! field, a method or a loop for the opaque future of an `async fn` only, which a request is not, since it can be changed before it is sent.

use linkedin::{Client, Error};
use linkedin::profile::UserInfo;

async fn run(client: &Client) -> Result<(), Error> {
    let _ = client.userinfo().get()?;
    let _ = client.userinfo().get().sub;
    let _: UserInfo = client.userinfo().get();
    for _ in client.organizations_lookup().batch_get([1]) {}
    Ok(())
}

fn main() {
    let _ = run;
}
