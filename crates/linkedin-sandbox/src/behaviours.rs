//! LinkedIn's behaviours that its schema cannot say, a file each.

mod duplicates;
mod little_text;
mod media;
mod member;
mod threads;
mod video_parts;

use restli_sandbox::Behaviour;

/// All behaviours.
pub(crate) fn all() -> Vec<Behaviour> {
    let few = [duplicates::BEHAVIOUR, media::BEHAVIOUR, little_text::BEHAVIOUR, video_parts::BEHAVIOUR];
    few.into_iter().chain(member::BEHAVIOURS.iter().copied()).chain(threads::BEHAVIOURS.iter().copied()).collect()
}
