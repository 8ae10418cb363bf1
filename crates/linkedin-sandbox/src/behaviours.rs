//! LinkedIn's behaviours that its schema cannot say, a file each.

mod deletions;
mod duplicates;
mod little_text;
mod media;
mod member;
mod notifications;
mod own_roles;
mod subscriptions;
mod threads;
mod video_parts;

use restli_sandbox::Behaviour;

/// All behaviours.
pub(crate) fn all() -> Vec<Behaviour> {
    let few = [
        deletions::BEHAVIOUR,
        duplicates::BEHAVIOUR,
        media::BEHAVIOUR,
        little_text::BEHAVIOUR,
        own_roles::BEHAVIOUR,
        subscriptions::BEHAVIOUR,
    ];
    // Notifications have what the others write.
    let many = [video_parts::BEHAVIOURS, member::BEHAVIOURS, threads::BEHAVIOURS, notifications::BEHAVIOURS];
    few.into_iter().chain(many.into_iter().flatten().copied()).collect()
}
