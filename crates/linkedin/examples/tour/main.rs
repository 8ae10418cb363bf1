//! A tour of LinkedIn's API against a sandbox on this machine: no account, nothing sent to LinkedIn.
//!
//! `cargo run -p linkedin --example tour` gives the consent by itself; `--browser` after `--` leaves it to you.

mod ads;
mod bar;
mod posting;
mod sign_in;
mod webhook;

use std::error::Error;
use std::process::ExitCode;

use linkedin::organizations::NetworkEdge;
use linkedin::urns::{OrganizationUrn, PersonUrn};
use linkedin::{Client, projection};
use linkedin_sandbox::{Sandbox, Seed, Settings};

use crate::sign_in::TourScopes;

/// An organization of the sandbox's small world.
const HARBOUR_WORKS: i64 = 5500;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let by_hand = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--browser"] => true,
        _ => {
            eprintln!("usage: tour [--browser]");
            return ExitCode::FAILURE;
        }
    };
    match tour(by_hand).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the tour ends here: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn tour(by_hand: bool) -> Result<(), Box<dyn Error>> {
    let settings = Settings { world: Seed::Entities(linkedin_sandbox::demo(7)), ..linkedin_sandbox::settings() };
    let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await?;
    println!("A sandbox on this machine answers: {}", sandbox.base_url());

    heading("Sign-in");
    let (app, token) = sign_in::sign_in(&sandbox.base_url(), by_hand).await?;
    let identity = app.identity(&token, None).await?;
    println!("The ID token, whose signature is right, names {} ({}).", identity.name().unwrap_or("nobody"), identity.subject());
    let client = Client::builder().scopes(TourScopes).oauth_token(&token).base_url(&sandbox.base_url()).build()?;

    heading("Profile");
    let me = profile(&client).await?;
    heading("A post with an image");
    let post = posting::publish(&client, &me).await?;
    heading("A comment and a reaction");
    posting::talk(&client, &me, &post).await?;
    heading("Followers of an organization");
    followers(&client).await?;
    heading("An ad report");
    ads::report(&client).await?;
    heading("Leads");
    ads::leads(&client).await?;
    heading("A webhook");
    webhook::deliveries(&sandbox).await?;

    heading("The sandbox saw");
    let exchanges = sandbox.exchanges();
    let operations: std::collections::BTreeSet<_> = exchanges.iter().filter_map(|one| one.operation.as_deref()).collect();
    println!("{} requests, {} of LinkedIn's operations, and nothing that the API does not read.", exchanges.len(), operations.len());
    match exchanges.iter().find(|one| !one.unread.is_empty() || one.refused_by.is_some()) {
        None => Ok(()),
        Some(odd) => Err(format!("{} {} was refused or not read: {:?}", odd.verb, odd.target, odd.unread).into()),
    }
}

async fn profile(client: &Client<TourScopes>) -> Result<PersonUrn, Box<dyn Error>> {
    let claims = client.userinfo().get().await?;
    println!("OpenID Connect tells {}, {}.", claims.name.as_deref().unwrap_or("no name"), claims.email.as_deref().unwrap_or("no address"));
    let me = client.me().get().select(projection!(Me: (id, localizedFirstName))).await?;
    println!("A projection of two fields has these: {}, {}.", me.id, me.localized_first_name.as_deref().unwrap_or("no name"));
    Ok(PersonUrn::new(claims.sub))
}

async fn followers(client: &Client<TourScopes>) -> Result<(), Box<dyn Error>> {
    let organization = OrganizationUrn::new(HARBOUR_WORKS);
    let size = client.network_sizes().get(&organization, NetworkEdge::CompanyFollowedByMember).await?;
    println!("{} members follow {organization}.", size.first_degree_size);
    let page = client.rest_organizational_entity_follower_statistics().find_by_organizational_entity(organization).await?;
    for statistics in page {
        for count in statistics.follower_counts_by_association_type.unwrap_or_default() {
            let followers = count.follower_counts.and_then(|counts| counts.organic_follower_count).unwrap_or_default();
            println!("{}: {followers}.", count.association_type.as_deref().unwrap_or("of no kind"));
        }
        for count in statistics.follower_counts_by_geo.unwrap_or_default() {
            let followers = count.follower_counts.and_then(|counts| counts.organic_follower_count).unwrap_or_default();
            println!("{}: {followers}.", count.geo.map_or_else(|| "nowhere".to_owned(), |geo| geo.to_string()));
        }
    }
    Ok(())
}

fn heading(title: &str) {
    println!("\n## {title}\n");
}
