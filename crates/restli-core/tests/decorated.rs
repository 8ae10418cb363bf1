//! Expansions of URNs, `name~` and `name!` (`docs/protocol.md §5.5`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use restli_core::data::{Data, Unread};
use restli_core::envelope::{Collection, Outcome, Reply};
use restli_core::error::ErrorResponse;
use restli_core::{ResourceMethod, record};

#[derive(Clone)]
struct Widget {
    id: i64,
}

record! { Widget = "com.example.Widget" { id: "id" required } }

fn read<T: Data>(body: &str) -> T {
    let reply = Reply { method: ResourceMethod::Get, status: 200, id: None, location: None, content_type: None, body: body.as_bytes() };
    T::decode(&reply, &mut Unread::default()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

#[test]
fn section_5_5_what_a_urn_expands_to() {
    #[derive(Clone)]
    struct Picture {
        image: String,
        image_decorated: Option<Collection<Widget>>,
        image_error: Option<ErrorResponse>,
    }
    record! {
        Picture = "com.example.Picture" { image: "image" required, image_decorated: "image~", image_error: "image!" }
    }
    let picture = read::<Picture>(r#"{"image":"urn:li:x:1","image~":{"paging":{"start":0},"elements":[{"id":1}]}}"#);
    assert_eq!(picture.image_decorated.map(|collection| collection.elements), Some(vec![Widget { id: 1 }]));
    let picture = read::<Picture>(r#"{"image":"urn:li:x:1","image~":{}}"#);
    assert_eq!(picture.image_decorated.map(|collection| collection.elements.len()), Some(0));
    let picture = read::<Picture>(r#"{"image":"urn:li:x:1","image!":{"serviceErrorCode":101,"message":7,"status":429}}"#);
    assert_eq!(
        picture.image_error.map(|error| (error.status(), error.service_error_code(), error.message().is_none())),
        Some((Some(429), Some(101), true))
    );
}

#[test]
fn section_5_5_an_expansion_in_place_of_the_urn_is_read_as_the_expansion() {
    #[derive(Clone)]
    struct Post {
        author: Option<String>,
        author_decorated: Option<Widget>,
    }
    record! { Post = "com.example.Post" { author: "author", author_decorated: "author~" } }
    for body in [r#"{"author":{"id":1}}"#, r#"{"author~":{"id":1}}"#] {
        let post = read::<Post>(body);
        assert_eq!((post.author, post.author_decorated), (None, Some(Widget { id: 1 })), "{body}");
    }
}
