//! Requests of the API `shop`, printed.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/shop.rs"));

use shop::notes::NewNote;
use shop::{Client, projection, scopes};

scopes! { AppScopes: r_notes, w_notes }

projection! { pub struct Card: Note => (id, by(name)) }

fn main() -> Result<(), shop::Error> {
    let client = Client::builder().token("token").scopes(AppScopes).build()?;
    println!("{}", client.notes().get(1).select(projection!(Note: (id, text))).to_curl()?);
    println!("{}", client.notes().get(1).select(Card).to_curl()?);
    println!("{}", client.notes().create(&NewNote::new("Hello")).to_curl()?);
    Ok(())
}
