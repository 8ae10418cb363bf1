//! Entities that come back from being created or changed.

use restli_client::core::projection::Select;

use super::{Name, batch_create, batch_patch, create, patch};
use crate::tables::Client;
use restli_testing::{Server, json, response};

#[test]
fn entities_can_be_declined() {
    let client = Client::new();
    let targets = [
        create(&client).without_entity().to_http(),
        batch_create(&client).without_entity().to_http(),
        patch(&client).select(Select::<Name>::new()).without_entity().to_http(),
        batch_patch(&client).without_entity().to_http(),
        batch_patch(&client).select(Select::<Name>::new()).to_http(),
    ];
    let targets = targets.map(|request| request.unwrap().uri().path_and_query().unwrap().to_string());
    assert_eq!(
        targets,
        [
            "/k/things?$returnEntity=false",
            "/k/things?$returnEntity=false",
            "/k/things/1?$returnEntity=false",
            "/k/things?$returnEntity=false&ids=List(1)",
            "/k/things?fields=name&ids=List(1)",
        ]
    );
}

#[tokio::test]
async fn entities_come_back_or_not() {
    let id = [("X-RestLi-Id", "7")];
    let updated = r#"{"results":{"1":{"status":200,"entity":{"id":1,"name":"b"}}},"errors":{}}"#;
    let server = Server::answering(vec![
        response(201, &id, r#"{"id":7}"#),
        response(201, &id, ""),
        json(200, r#"{"elements":[{"status":201,"id":"7","entity":{"id":7}},{"status":422,"error":{"message":"twice"}}]}"#),
        json(200, r#"{"elements":[{"status":201,"id":"7"},{"status":201,"id":"8"}]}"#),
        json(200, r#"{"id":1,"name":"b"}"#),
        response(204, &[], ""),
        json(200, updated),
        json(200, updated),
        json(200, r#"{"results":{"1":{"status":204}}}"#),
    ])
    .unwrap();
    let client = Client::at(server.url());
    let created = create(&client).await.unwrap();
    assert_eq!((created.id, created.entity.id), (Some(7), 7));
    assert_eq!(create(&client).without_entity().await.unwrap().id, Some(7));
    let created = batch_create(&client).await.unwrap().items;
    assert_eq!(created[0].as_ref().map(|created| (created.id, created.entity.id)).unwrap(), (Some(7), 7));
    assert_eq!(created[1].as_ref().unwrap_err().to_string(), "422: twice");
    assert_eq!(batch_create(&client).without_entity().await.unwrap().items[0].as_ref().unwrap().id, Some(7));
    assert_eq!(patch(&client).await.unwrap().entity.name.as_deref(), Some("b"));
    let () = patch(&client).without_entity().await.unwrap();
    assert_eq!(batch_patch(&client).await.unwrap().get(&1).unwrap().unwrap().name.as_deref(), Some("b"));
    let names = batch_patch(&client).select(Select::<Name>::new()).await.unwrap();
    assert_eq!(names.updated().map(|(id, entity)| (*id, entity.name.as_deref())).collect::<Vec<_>>(), [(1, Some("b"))]);
    let error = batch_patch(&client).await.unwrap().get(&1).unwrap().map(|thing| thing.id).unwrap_err().to_string();
    assert_eq!(error, "results.1: the entity did not come back (status 204)");
}
