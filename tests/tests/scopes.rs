//! Permissions that a program needs, read from its source.
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use restli_codegen::plan;
use restli_codegen::scopes::{Source, of_operations, of_sources, report};
use restli_schema::api::Api;

const PROGRAM: &str = r#"
use linkedin::{Client, projection};
use linkedin::profile::ProfileNames;

projection! { struct Head: Profile => (id, headline) }

async fn run(client: &Client) -> Result<(), linkedin::Error> {
    // client.connections().get() is a comment, and this is a text:
    println!("client.connections().get() {:?}", client.userinfo().get().await?);
    let posts = client.posts();
    for post in posts.find_by_author(author).stream() {
        tokio::select! { it = posts.get(&post) => it }
    }
    client.me()
        .get()
        .select(projection!(Me: (profilePicture(originalImage))))
        .await?;
    client.me().get().select(ProfileNames).await?;
    elsewhere(client.images());
    client.organizations().remove(7);
    Ok(())
}
"#;

fn program(text: &str) -> Source {
    Source { path: "src/main.rs".to_owned(), text: text.to_owned() }
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots/scopes", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn linkedin() -> Api {
    restli_schema::load_dir("../schema/linkedin".as_ref()).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

#[test]
fn program_yields_its_calls_and_fields_and_least_scopes() {
    let api = linkedin();
    let plan = plan(&api);
    let used = of_sources(&plan, &[program(PROGRAM)], &[]);
    snapshot("program", &report(&plan, &used));
    let unfollowed: Vec<&str> = used.unfollowed.iter().map(|handle| handle.what.as_str()).collect();
    assert_eq!(
        unfollowed,
        ["what is called on this `images()` cannot be seen from here", "`organizations().remove` is no call of the schema"]
    );
    let broken = of_sources(&plan, &[Source { path: "src/lib.rs".to_owned(), text: "fn (".to_owned() }], &[]);
    assert!(broken.unfollowed.iter().any(|file| file.path == "src/lib.rs" && file.what.starts_with("this is not Rust")));
}

#[test]
fn function_of_the_front_door_yields_the_calls_that_it_makes() {
    let api = linkedin();
    let plan = plan(&api);
    let front_door = ["upload.rs", "upload/versioned.rs", "upload/video.rs", "upload/assets.rs"].map(|file| {
        let path = format!("../crates/linkedin/src/{file}");
        Source { text: std::fs::read_to_string(&path).expect("a file"), path }
    });
    let uses = |text: &str| {
        let used = of_sources(&plan, &[program(text)], &front_door);
        assert_eq!(used.unfollowed, []);
        let report = report(&plan, &used);
        report.lines().skip(1).take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let needs = "w_member_social or w_organization_social or rw_ads";
    let reads = format!("{needs} or r_member_social or r_organization_social or r_ads");
    let image = [format!("content.images.get: {reads}"), format!("content.images.initialize_upload: {needs}")];
    assert_eq!(uses("fn main() { linkedin::upload::upload_image(&client, owner, bytes); }"), image);
    assert_eq!(uses("use linkedin::upload::upload_image; fn main() { upload_image::<AppScopes>(&client, owner, bytes); }"), image);
    let video = [("finalize_upload", needs), ("get", reads.as_str()), ("initialize_upload", needs)]
        .map(|(call, needs)| format!("content.videos.{call}: {needs}"));
    assert_eq!(uses("async fn run() { upload_video(&client, owner, bytes).await?; }"), video);
    let nothing: [&str; 0] = [];
    assert_eq!(uses("fn main() { pixels.upload_image(1); upload_image; }"), nothing);
    assert_eq!(uses("fn upload_image(bytes: &[u8]) {} fn main() { upload_image(bytes); }"), nothing);
}

#[test]
fn named_operations_yield_least_scopes_or_what_is_near() {
    let api = linkedin();
    let plan = plan(&api);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let used = of_operations(&plan, &names(&["content.posts.create", "network_sizes.get"])).expect("both exist");
    snapshot("operations", &report(&plan, &used));
    let nothing = of_operations(&plan, &names(&["organizations_lookup.batch_get"])).expect("it exists");
    assert_eq!(report(&plan, &nothing), "uses\n  organizations.organizations_lookup.batch_get: none\n\nno permission is needed\n");
    let wrong = |name: &str| of_operations(&plan, &names(&[name])).expect_err(name);
    assert_eq!(wrong("posts.creat"), "the API `linkedin` has no operation `posts.creat`; did you mean `posts.create`?");
    assert_eq!(
        wrong("organization_acls.find_by_role_assigne"),
        "no operation `organization_acls.find_by_role_assigne` in the API `linkedin`; did you mean `organization_acls.find_by_role_assignee`?"
    );
    assert_eq!(
        wrong("initialize_upload"),
        "`initialize_upload` may be content.images.initialize_upload or content.videos.initialize_upload or content.documents.initialize_upload"
    );
}
