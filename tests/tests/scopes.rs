//! What a program needs to be permitted, read from its source.
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

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

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots/scopes", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn linkedin() -> Api {
    let loaded = restli_schema::load_dir("../schema/linkedin".as_ref()).expect("a folder");
    loaded.unwrap_or_else(|report| panic!("{}", report.render(false))).api
}

#[test]
fn of_a_program() {
    let used = of_sources(&linkedin(), &[Source { path: "src/main.rs".to_owned(), text: PROGRAM.to_owned() }]);
    snapshot("program", &report(&linkedin(), &used));
    let lost: Vec<&str> = used.lost.iter().map(|lost| lost.what.as_str()).collect();
    assert_eq!(lost, ["what is called on this `images()` cannot be seen from here", "`organizations().remove` is no call of the schema"]);
    let broken = of_sources(&linkedin(), &[Source { path: "src/lib.rs".to_owned(), text: "fn (".to_owned() }]);
    assert!(broken.lost.iter().any(|lost| lost.path == "src/lib.rs" && lost.what.starts_with("this is not Rust")));
}

#[test]
fn of_operations_by_name() {
    let api = linkedin();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let used = of_operations(&api, &names(&["content.posts.create", "network_sizes.get"])).expect("both exist");
    snapshot("operations", &report(&api, &used));
    let nothing = of_operations(&api, &names(&["organizations_lookup.batch_get"])).expect("it exists");
    assert_eq!(report(&api, &nothing), "uses\n  organizations.organizations_lookup.batch_get: none\n\nno permission is needed\n");
    let wrong = |name: &str| of_operations(&api, &names(&[name])).expect_err(name);
    assert_eq!(wrong("posts.creat"), "no operation `posts.creat` in the API `linkedin`; did you mean `posts.create`?");
    assert_eq!(
        wrong("find_by_role_assigne"),
        "no operation `find_by_role_assigne` in the API `linkedin`; did you mean `organizations.organization_acls.find_by_role_assignee`?"
    );
    assert_eq!(
        wrong("initialize_upload"),
        "`initialize_upload` may be content.images.initialize_upload or content.videos.initialize_upload or content.documents.initialize_upload"
    );
}
