//! Types of the client that are no records of answers: the message names the record.

use linkedin::projection;

projection! { struct Author: NewPost => (author) }

fn main() {
    let _ = projection!(PostPatch: (commentary));
    let _ = projection!(PostContent: (media));
}
