//! A post with an image, and the thread below it.

use std::error::Error;

use linkedin::Client;
use linkedin::content::{LittleText, MediaContent, NewPost, PostContent};
use linkedin::social::{CommentMessage, NewComment, NewReaction, ReactionType};
use linkedin::upload::upload_image;
use linkedin::urns::{PersonUrn, PostUrn};

use crate::bar;
use crate::sign_in::TourScopes;

/// The head of a picture of 1200 by 627 points.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x73\x08\x06\0\0\0";

pub(crate) async fn publish(client: &Client<TourScopes>, me: &PersonUrn) -> Result<PostUrn, Box<dyn Error>> {
    let mut picture = PICTURE.to_vec();
    picture.resize(6 << 20, 0x5a);
    let image = upload_image(client, me, picture).progress(|progress| bar::draw(progress.sent, progress.total)).await?;
    println!("The bytes are {image}.");
    let content = PostContent::Media(MediaContent::new(image).alt_text("A crane in the harbour"));
    let post = NewPost::new(me, LittleText::escaped("Release 1.2 (beta) #rust")).content(content);
    let post = client.posts().create(&post).await?.id.ok_or("the server did not name the post")?;
    let text = client.posts().get(&post).await?.commentary.ok_or("the post has no text")?;
    println!("{post} is published. Its text, nothing of which was cut: {}", text.unescaped());
    Ok(post)
}

pub(crate) async fn talk(client: &Client<TourScopes>, me: &PersonUrn, post: &PostUrn) -> Result<(), Box<dyn Error>> {
    let comment = NewComment::new(me, post, CommentMessage::new("Well done, all of you."));
    let comment = client.social_actions_comments().create(post, &comment).await?;
    println!("The comment is {}.", comment.entity.comment_urn.ok_or("the comment has no name")?);
    client.reactions().create(me, &NewReaction::new(ReactionType::Praise, post)).await?;
    let thread = client.social_metadata().get(post).await?;
    let comments = thread.comment_summary.and_then(|summary| summary.count).unwrap_or_default();
    println!("Comments in the thread: {comments}.");
    for (kind, reactions) in thread.reaction_summaries.iter().flatten() {
        println!("{kind}: {}.", reactions.count.unwrap_or_default());
    }
    Ok(())
}
