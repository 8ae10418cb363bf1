//! Requests as values: looked at before anything is sent.

use linkedin::api::bases;
use linkedin::content::{LittleText, NewPost, PostContent, PostOrder, PostVisibility};
use linkedin::organizations::FollowersOfUrn;
use linkedin::profile::PersonKey;
use linkedin::projection;
use linkedin::types::PostUrn;
use linkedin::urns::{ImageUrn, OrganizationUrn, PersonUrn, ShareUrn};
use restli_testing::TOKEN;

use crate::{offline, snapshot};

const ME: &str = "https://api.linkedin.com/v2/me?projection=(id,firstName,lastName,profilePicture(displayImage~:playableStreams))";

/// The guide's projection of a company without `tagline`, `universalName`, `companyType`, `companyPageUrl`, `confirmedLocations` and
/// `followerCount`, which do not exist.
const COMPANY: &str = "https://api.linkedin.com/v2/organizations/1234567?projection=(id,localizedName,vanityName,description,\
                       logoV2(original~:playableStreams),industries,staffCountRange,website,specialties)";

#[test]
fn the_guides_projections_give_the_guides_addresses() {
    let client = offline();
    let me = projection!(Me: (id, firstName, lastName, profilePicture(displayImage~:playableStreams)));
    let request = client.me().get().select(me).to_http().expect("a request");
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("GET", ME));
    let me = projection!(Me: "(id,firstName,lastName,profilePicture(displayImage~:playableStreams))");
    assert_eq!(client.me().get().select(me).to_http().expect("a request").uri(), ME);

    let company = projection!(Organization: (
        id, localizedName, vanityName, description, logoV2(original~:playableStreams), industries, staffCountRange, website, specialties
    ));
    assert_eq!(client.organizations().get(1_234_567).select(company).to_http().expect("a request").uri(), COMPANY);
    // As text, with the blank that the guide has before the last field.
    let company = projection!(Organization: "(id,localizedName,vanityName,description,logoV2(original~:playableStreams),industries,staffCountRange,website, specialties)");
    assert_eq!(client.organizations().get(1_234_567).select(company).to_http().expect("a request").uri(), COMPANY);
}

fn uri(request: Result<http::Request<bytes::Bytes>, linkedin::Error>) -> String {
    request.expect("a request").uri().to_string()
}

#[test]
fn the_guides_other_addresses() {
    let client = offline();
    let acme = FollowersOfUrn::from(OrganizationUrn::new(1_234_567));
    let followers = client.organizational_entity_follower_statistics().find_by_organizational_entity(acme);
    // The guide does not escape the URN; Rest.li 2.0.0 wants it escaped.
    assert_eq!(
        uri(followers.to_http()),
        "https://api.linkedin.com/v2/organizationalEntityFollowerStatistics?organizationalEntity=urn%3Ali%3Aorganization%3A1234567\
         &q=organizationalEntity"
    );
    assert_eq!(uri(client.email_address().find_by_members().to_http()), "https://api.linkedin.com/v2/emailAddress?q=members");
    let handles = client.email_address().find_by_members().select(projection!(EmailHandle: (handle~)));
    assert_eq!(
        uri(handles.to_http()),
        "https://api.linkedin.com/v2/emailAddress?projection=(elements*(handle~),paging)&q=members",
        "the envelope of a finder is named by itself"
    );
    assert_eq!(uri(client.people().get(PersonKey::new("aB3_xYz-9")).to_http()), "https://api.linkedin.com/v2/people/(id:aB3_xYz-9)");
    let person = PersonUrn::new("a(b),c:d%é");
    assert_eq!(
        uri(client.connections().get(&person).to_http()),
        "https://api.linkedin.com/v2/connections/urn%3Ali%3Aperson%3Aa%28b%29%2Cc%3Ad%25%C3%A9"
    );
}

#[test]
fn urn_of_a_post_that_was_read_is_taken_by_calls_for_more_types() {
    let (client, post) = (offline(), PostUrn::from(ShareUrn::new(1)));
    assert_eq!(
        uri(client.social_actions_comments().get_all(&post).to_http()),
        "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Ashare%3A1/comments"
    );
    assert_eq!(uri(client.social_metadata().get(post).to_http()), "https://api.linkedin.com/rest/socialMetadata/urn%3Ali%3Ashare%3A1");
}

#[test]
fn raw_call_below_a_path_of_several_bases_has_the_version_of_the_one_named() {
    let path = "/rest/adLibrary?q=criteria&keyword=bicycle";
    let request = offline().runtime().raw_on(&bases::REST, http::Method::GET, path, None).to_http().expect("a request");
    assert_eq!(request.uri(), "https://api.linkedin.com/rest/adLibrary?q=criteria&keyword=bicycle");
    assert!(request.headers().contains_key("Linkedin-Version"));
}

/// Urns that no request sends, each in another part of a request, and the place that the error names.
#[test]
fn urn_without_a_proper_id_is_refused_with_its_place() {
    let client = offline();
    let text = LittleText::escaped("x");
    let posts = client.posts();
    let new = |author: &str| NewPost::new(PersonUrn::new(author), text.clone());
    let cases = [
        (posts.create(&new("")).to_http(), r#"author: not a URN, because the id is empty: "urn:li:person:""#),
        (posts.create(&new("a b)(")).to_http(), r#"author: not a URN, because it has a blank: "urn:li:person:a b)(""#),
        (posts.create(&new("\u{7}")).to_http(), r#"author: not a URN, because it has a control character: "urn:li:person:\u{7}""#),
        (posts.create(&new(&"x".repeat(300))).to_http(), "author: not a URN, because it has more than 255 characters"),
        (
            posts.create(&new("urn:li:member:5")).to_http(),
            r#"author: wrong id, expected `urn:li:person:{text}`: "urn:li:person:urn:li:member:5""#,
        ),
        (client.connections().get(PersonUrn::new("")).to_http(), r#": not a URN, because the id is empty: "urn:li:person:""#),
        (client.images().batch_get([ImageUrn::new("a"), ImageUrn::new("\u{a0}")]).to_http(), "ids[1]: not a URN, because it has a blank"),
        (posts.find_by_author(PersonUrn::new("")).to_http(), "author: not a URN, because the id is empty"),
    ];
    for (result, place) in cases {
        let error = result.expect_err(place);
        let message = error.to_string();
        assert!(message.contains("a URN that cannot be sent: ") && message.contains(place), "{message}");
        assert_eq!(error.remedy().as_deref(), Some("build it from an id as an answer gives it, without blanks"));
    }
    let kept: PersonUrn = restli_client::core::key::from_body("urn:li:member:5").expect("a URN of another type");
    assert!(client.connections().get(&kept).to_http().is_ok(), "what an answer held goes back as it came");
}

/// Values that are none, as `Unrecognized` holds them by default, and the place that the error names.
#[test]
fn enum_without_a_symbol_and_union_without_a_member_are_refused_with_their_place() {
    let client = offline();
    let (posts, author) = (client.posts(), PersonUrn::new("abc"));
    let new = || NewPost::new(author.clone(), LittleText::escaped("x"));
    let cases = [
        (posts.create(&new().visibility(PostVisibility::from_symbol(""))).to_http(), r#"visibility: an enum without a symbol: """#),
        (
            posts.create(&new().content(PostContent::Unrecognized(linkedin::UnknownMember::default()))).to_http(),
            "content: a union without a member",
        ),
        (posts.find_by_author(&author).with(|params| params.sort_by(PostOrder::from_symbol(""))).to_http(), "sortBy: an enum without"),
    ];
    for (result, place) in cases {
        let error = result.expect_err(place);
        let message = error.to_string();
        assert!(message.contains("a value that cannot be sent: ") && message.contains(place), "{message}");
        assert_eq!(error.remedy().as_deref(), Some("give it a value of the schema, or leave it out where it may be absent"));
    }
    let foreign = new().visibility(PostVisibility::from_symbol("FRIENDS"));
    assert!(posts.create(&foreign).to_http().is_ok(), "a symbol that the schema does not know is for the server to judge");
}

#[test]
fn key_by_value_by_reference_or_of_one_type_of_a_choice_gives_one_request() {
    let client = linkedin::Client::builder().token(TOKEN).build().expect("a client");
    let (share, post) = (ShareUrn::new(7), PostUrn::from(ShareUrn::new(7)));
    let posts = client.posts();
    let shown =
        [posts.get(&share), posts.get(share.clone()), posts.get(&post), posts.get(post.clone())].map(|request| uri(request.to_http()));
    assert_eq!(shown, ["https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A7"; 4]);
    let batches = [posts.batch_get([&share]), posts.batch_get([share.clone()]), posts.batch_get(&[post])];
    let [first, second, third] = batches.map(|request| uri(request.to_http()));
    assert!(first.ends_with("ids=List(urn%3Ali%3Ashare%3A7)") && first == second && second == third, "{first}");
    let acme = client.rest_organizations().get(7_400_000_000_000_000_123);
    assert!(uri(acme.to_http()).ends_with("/organizations/7400000000000000123"));
}

#[test]
fn curl_shows_everything_but_the_token() {
    let client = linkedin::Client::builder().token(TOKEN).build().expect("a client");
    let post = NewPost::new(PersonUrn::new("ABC123"), LittleText::escaped("It's out! (really)"));
    let me = projection!(Me: (id, localizedFirstName));
    let shown = [
        client.me().get().select(me).to_curl(),
        client.posts().create(&post).to_curl(),
        client.posts().delete(ShareUrn::new(1)).header("X-Trace", "it's me").to_curl(),
    ]
    .map(|command| command.expect("a request"))
    .join("\n\n");
    assert!(!shown.contains(TOKEN), "{shown}");
    snapshot("curl", &shown);
}

/// Without bounds on `C`, so that `derive` would make neither `Clone` nor `Debug`.
fn copies<C>(client: &linkedin::Client<C>) -> (linkedin::Client<C>, String) {
    let posts = client.posts();
    let same = posts;
    (client.clone(), format!("{client:?} {posts:?} {same:?}"))
}

#[test]
fn client_clone_in_generic_code_is_a_client() {
    let (client, shown) = copies(&offline());
    assert!(client.posts().find_by_author(PersonUrn::new("A")).to_http().is_ok());
    assert!(shown.contains("Client") && shown.contains("Posts"), "{shown}");
}
