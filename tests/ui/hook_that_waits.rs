//! An async hook, whose end nobody would wait for, and one that returns a value.

use linkedin::Client;

fn main() {
    let _ = Client::builder().before(async |sending| sending.header("X-Trace", "7"));
    let _ = Client::builder().after(|observed| observed.duration);
}
