//! The first steps with LinkedIn's API.
//!
//! Without arguments it needs no account: each call is printed as curl, sent to a sandbox on this machine, and its typed answer printed.
//! With `LINKEDIN_ACCESS_TOKEN` set, `--live` sends the reading calls for real; `--post TEXT` beside it publishes a post.
#![allow(deprecated, reason = "the steps of older guides are shown too")]

use std::fmt::Debug;

use linkedin::content::{ImageUploadRequest, LittleText, MediaContent, NewPost, PostContent};
use linkedin::core::envelope::Outcome;
use linkedin::organizations::NetworkEdge;
use linkedin::types::AttributedText;
use linkedin::ugc::{NewUgcPost, RegisterUploadRequest, ShareContent, ShareMediaCategory, SpecificContent};
use linkedin::upload::{AssetKind, upload_asset, upload_image};
use linkedin::urns::{DigitalmediaRecipeUrn, OrganizationUrn, PersonUrn};
use linkedin::{Client, Error, Request, projection};

/// A picture of one pixel.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// Options of the command line.
#[derive(Default)]
struct Options {
    live: bool,
    post: Option<String>,
}

#[tokio::main]
async fn main() {
    let result = match options() {
        Ok(options) => run(options).await,
        Err(usage) => Err(usage.into()),
    };
    if let Err(error) = result {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn options() -> Result<Options, &'static str> {
    const USAGE: &str = "usage: first_post [--live [--post TEXT]]";
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--live" => options.live = true,
            "--post" => options.post = Some(arguments.next().ok_or(USAGE)?),
            _ => return Err(USAGE),
        }
    }
    if options.post.is_some() && !options.live { Err(USAGE) } else { Ok(options) }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    if options.live {
        let token = std::env::var("LINKEDIN_ACCESS_TOKEN").map_err(|_| "--live needs an access token in LINKEDIN_ACCESS_TOKEN")?;
        let client = Client::builder().token(token).build()?;
        return Ok(live(&client, options.post.as_deref()).await?);
    }
    let sandbox = linkedin_sandbox::start().await?;
    let url = sandbox.base_url();
    let client = Client::builder().token(sandbox.token_for_all()).base_url(&url).build()?;
    println!("A sandbox on this machine answers: {url}. Nothing is sent to LinkedIn.\n");
    Ok(everything(&client).await?)
}

/// The reading calls, each for itself: a token may permit some and not others.
async fn live(client: &Client, post: Option<&str>) -> Result<(), Error> {
    let mut author = None;
    match show("Who am I, by OpenID Connect", client.userinfo().get()).await {
        Ok(me) => author = Some(PersonUrn::new(me.sub)),
        Err(error) => println!("{error}\n"),
    }
    let me = client.me().get().select(projection!(Me: (id, localizedFirstName, profilePicture(displayImage~:playableStreams))));
    match show("Who am I, with a projection", me).await {
        Ok(me) => author = author.or_else(|| Some(PersonUrn::new(me.id))),
        Err(error) => println!("{error}\n"),
    }
    if let Err(error) = show("What I may do for which organization", client.organization_acls().find_by_role_assignee()).await {
        println!("{error}\n");
    }
    match (post, author) {
        (Some(text), Some(author)) => {
            let post = NewPost::new(author, LittleText::escaped(text));
            let created = show("A post", client.posts().create(&post)).await?;
            println!("published as {:?}", created.id);
        }
        (Some(_), None) => println!("nothing was posted: neither `userinfo` nor `me` told who the author is"),
        (None, _) => println!("nothing was posted: that needs `--post TEXT`"),
    }
    Ok(())
}

/// Every step of the guide, old and new.
async fn everything(client: &Client) -> Result<(), Error> {
    let me = client.me().get().select(projection!(Me: (id, firstName, lastName, profilePicture(displayImage~:playableStreams))));
    show("Who am I, with a projection", me).await?;
    let me = show("Who am I, by OpenID Connect", client.userinfo().get()).await?;
    let author = PersonUrn::new(me.sub);

    let begin = client.images().initialize_upload(&ImageUploadRequest::new(author.clone()));
    println!("## An image\n\n{}\n", begin.to_curl()?);
    let image = upload_image(client, author.clone(), PICTURE).await?;
    println!("The bytes went to the address in the answer. A post can name them as {image}.\n");

    let recipe = DigitalmediaRecipeUrn::new("feedshare-image");
    let begin = client.assets().register_upload(&RegisterUploadRequest::new(author.clone(), vec![recipe]));
    println!("## An image, the old way\n\n{}\n", begin.to_curl()?);
    let asset = upload_asset(client, AssetKind::Image, author.clone(), PICTURE).await?;
    println!("The bytes went to the address in the answer. A post can name them as {asset}.\n");

    let content = PostContent::Media(MediaContent::new(image).alt_text("one pixel"));
    let post = NewPost::new(author.clone(), LittleText::escaped("Release 1.2 (beta) #rust")).content(content);
    show("A post", client.posts().create(&post)).await?;

    let content = ShareContent::new(AttributedText::new("Release 1.2 (beta) #rust"), ShareMediaCategory::None);
    let post = NewUgcPost::new(author, SpecificContent::ShareContent(content));
    show("A post, the old way", client.ugc_posts().create(&post)).await?;

    let company =
        client.organizations().get(4400).select(projection!(Organization: (id, localizedName, logoV2(original~:playableStreams))));
    show("A company", company).await?;
    let company = OrganizationUrn::new(4400);
    show("How many follow it", client.network_sizes().get(&company, NetworkEdge::CompanyFollowedByMember)).await?;
    let followers = client.rest_organizational_entity_follower_statistics().find_by_organizational_entity(company);
    show("Who follows it", followers).await?;
    Ok(())
}

/// Prints a request, sends it, prints what came back.
async fn show<T: Outcome + Debug, P, C>(title: &str, request: Request<T, P, C>) -> Result<T, Error> {
    println!("## {title}\n\n{}\n", request.to_curl()?);
    let answer = request.await?;
    println!("{answer:#?}\n");
    Ok(answer)
}
