//! The calls of a job with the typed client.

use anyhow::Result;
use linkedin::Client;
use linkedin::urns::{OrganizationUrn, PostUrn};
use restli_load::{AUTHOR, Answer, Job, KEY, POSTS, TOKEN, VERSION};

fn main() -> Result<()> {
    let job = Job::from_arguments()?;
    let client = Client::builder().base_url(&job.url).token(TOKEN).version("marketing", VERSION).build()?;
    match job.answer {
        Answer::Small => {
            let key: PostUrn = KEY.parse()?;
            job.run(move || {
                let request = client.posts().get(key.clone());
                async { request.await.map(|_| 1) }
            })
        }
        Answer::Large => {
            let author: OrganizationUrn = AUTHOR.parse()?;
            job.run(move || {
                let request = client.posts().find_by_author(author.clone()).count(u32::try_from(POSTS).unwrap_or(u32::MAX));
                async { request.await.map(|page| page.elements.len()) }
            })
        }
    }
}
