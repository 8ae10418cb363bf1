//! The earlier post of which a refused one is a duplicate, as LinkedIn's [posts](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api)
//! tell it.

use linkedin_client::types::PostUrn;
use restli_client::Error;

/// The earlier post, if LinkedIn refused a post because the same author had posted the same content a short while before.
///
/// LinkedIn names it in words only (`Content is a duplicate of urn:li:share:71`), in the message or with one of the input errors.
///
/// ```no_run
/// # async fn run(client: linkedin::Client, post: linkedin::content::NewPost) -> Result<(), linkedin::Error> {
/// let id = match client.posts().create(&post).await {
///     Ok(created) => created.id,
///     Err(error) => Some(linkedin::duplicate_of(&error).ok_or(error)?),
/// };
/// # let _ = id;
/// # Ok(()) }
/// ```
#[must_use]
pub fn duplicate_of(error: &Error) -> Option<PostUrn> {
    let response = error.as_api()?.response.as_ref()?;
    let descriptions = response.input_errors().into_iter().filter_map(|input| input.description);
    response.message().into_iter().chain(descriptions).find_map(earlier_post)
}

/// The first URN of a post after the word `duplicate`.
fn earlier_post(text: &str) -> Option<PostUrn> {
    let rest = text.get(text.to_ascii_lowercase().find("duplicate")?..)?;
    rest.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '_' | '-')).find_map(|word| word.parse().ok())
}
