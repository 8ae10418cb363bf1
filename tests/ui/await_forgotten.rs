//! A request whose `.await` is missing. The compiler alone decides what it says. It suggests `.await` before a field, a method or a loop for
//! the opaque future of an `async fn` only, and before `?` for a future only; a request can be changed until it is sent, and becomes one then.

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
