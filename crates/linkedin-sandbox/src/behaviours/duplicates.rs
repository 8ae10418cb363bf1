//! The same post twice: LinkedIn refuses the second one, and names the first (`docs/linkedin/limits-and-errors.md`).

use restli_sandbox::{Act, Behaviour, Moment, Refused, Situation};

use crate::text::text;

pub(super) const BEHAVIOUR: Behaviour = Behaviour { operations: &["content.posts.create"], act: Act::Refuse(refuse) };

fn refuse(moment: &Moment<'_>) -> Result<(), Refused> {
    let (author, commentary) = (text(moment.body(), "author"), text(moment.body(), "commentary"));
    let posts = moment.list("/posts");
    let earlier = posts
        .into_iter()
        .find(|(_, post)| !commentary.is_empty() && text(post, "author") == author && text(post, "commentary") == commentary);
    match earlier.map(|(key, _)| key) {
        Some(key) => Err(moment.refuse(Situation::Duplicate, format!("Content is a duplicate of {key}"))),
        None => Ok(()),
    }
}
