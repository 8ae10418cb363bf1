//! Companies and who follows them.

use futures_util::TryStreamExt as _;
use linkedin::organizations::{NetworkEdge, OrganizationProfile, OrganizationRole};
use linkedin::projection;
use linkedin::types::{PictureUrn, Time, TimeGranularity, TimeIntervals, TimeRange};
use linkedin::urns::{IndustryUrn, OrganizationUrn};
use serde_json::json as value;

use crate::desk::{Desk, json};

#[tokio::test]
async fn one_company_with_its_logo_expanded() {
    let acme = value!({
        "localizedName": "Acme", "vanityName": "acme", "organizationType": "PRIVATELY_HELD", "staffCountRange": "SIZE_11_TO_50",
        "industries": ["urn:li:industry:4"], "website": {"localized": {"en_US": "https://acme.example"}},
        "logoV2": {"original": "urn:li:digitalmediaAsset:C4D00AAAAbBbBbBbBbB"},
    });
    let desk = Desk::documented().await;
    assert!(desk.sandbox.put("/v2/organizations/1234567", acme));

    let acme = desk.client.organizations().get(1_234_567).select(OrganizationProfile).await.expect("Acme");
    assert_eq!((acme.id, acme.localized_name.as_deref()), (Some(1_234_567), Some("Acme")));
    assert_eq!(acme.industries.expect("industries"), [IndustryUrn::new(4)]);
    assert_eq!(acme.website.expect("a website").localized["en_US"], "https://acme.example");
    let logo = acme.logo_v2.expect("a logo");
    assert!(
        matches!(&logo.original, Some(PictureUrn::DigitalmediaAsset(asset)) if asset.key().as_deref() == Some("C4D00AAAAbBbBbBbBbB")),
        "{logo:?}"
    );
    let address = logo.original_decorated.expect("an expanded logo").elements[0].identifiers[0].identifier.clone();
    assert_eq!(address.as_deref(), Some("https://media.example/dms/a.jpg"));

    let acme = desk.client.rest_organizations().get(1_234_567).select(projection!(Organization: (id, localizedName, vanityName))).await;
    assert_eq!(acme.expect("Acme, today").vanity_name.as_deref(), Some("acme"));

    desk.transcript("organizations_get", &["with the guide's fields", "the versioned API, flat"]);
}

#[tokio::test]
async fn several_companies_each_for_itself() {
    let batch = r#"{"results":{"1234":{"id":1234,"localizedName":"Acme"},"91":"ninety-one"},"statuses":{"1234":200,"5678":403,"91":200},
"errors":{"5678":{"status":403,"code":"ACCESS_DENIED","serviceErrorCode":100,"message":"Not enough permissions"}}}"#;
    let desk = Desk::answering([json(200, batch), json(200, batch), json(200, batch)]).await;
    let client = &desk.client;
    let card = projection!(Organization: (id, localizedName));

    let found = client.organizations().batch_get([1234, 5678, 91, 404, 1234]).select(card).await.expect("a batch");
    let acme = found.get(&1234).expect("an outcome").expect("Acme");
    assert_eq!((acme.id, acme.localized_name.as_deref()), (Some(1234), Some("Acme")));
    let refused = found.get(&5678).expect("an outcome").expect_err("refused");
    assert_eq!(refused.status(), Some(403));
    assert_eq!(refused.to_string(), "403, ACCESS_DENIED, Not enough permissions");
    let unreadable = found.get(&91).expect("an outcome").expect_err("not as described");
    assert_eq!(unreadable.to_string(), r#"results.91: not a record: "ninety-one""#);
    assert!(found.get(&404).is_none(), "the server did not speak of it");
    assert_eq!(found.found().count(), 1);
    assert_eq!(found.errors().count(), 2);

    let found = client.rest_organizations().batch_get([1234, 5678, 91]).select(card).await.expect("a batch");
    assert_eq!(found.found().map(|(id, _)| *id).collect::<Vec<_>>(), [1234]);
    let found = client.organizations_lookup().batch_get([1234, 5678, 91]).await.expect("a batch");
    assert_eq!(found.found().map(|(id, _)| *id).collect::<Vec<_>>(), [1234]);
    desk.transcript("organizations_batch_get", &["one key given twice", "the versioned API", "organizations of others"]);
}

#[tokio::test]
async fn followers_by_kind_over_time_and_in_total() {
    let kinds = r#"{"elements":[{"organizationalEntity":"urn:li:organization:1234567",
"followerCountsByAssociationType":[{"followerCounts":{"organicFollowerCount":20,"paidFollowerCount":0},"associationType":"EMPLOYEE"}],
"followerCountsByGeo":[{"geo":"urn:li:geo:90009626","followerCounts":{"organicFollowerCount":5,"paidFollowerCount":0}}]}],"paging":{"count":10,"start":0,"links":[]}}"#;
    let gains = r#"{"elements":[{"timeRange":{"start":1760000000000,"end":1760086400000},"followerGains":{"organicFollowerGain":4,"paidFollowerGain":-1},
"organizationalEntity":"urn:li:organization:1234567"}]}"#;
    let desk = Desk::answering([json(200, kinds), json(200, kinds), json(200, gains), json(200, r#"{"firstDegreeSize":219145}"#)]).await;
    let client = &desk.client;
    let acme = OrganizationUrn::new(1_234_567);

    let old = client.organizational_entity_follower_statistics().find_by_organizational_entity(acme.clone()).await.expect("followers");
    let employees = &old.elements[0].follower_counts_by_association_type.as_ref().expect("counts")[0];
    assert_eq!(employees.association_type.as_deref(), Some("EMPLOYEE"));
    assert_eq!(employees.follower_counts.as_ref().and_then(|counts| counts.organic_follower_count), Some(20));

    let statistics = client.rest_organizational_entity_follower_statistics();
    let now = statistics.find_by_organizational_entity(acme.clone()).await.expect("followers");
    assert_eq!(now.elements, old.elements, "the shape is the same in both generations");

    let range = TimeRange::new().start(Time::from_millis(1_760_000_000_000)).end(Time::from_millis(1_760_086_400_000));
    let intervals = TimeIntervals::new(TimeGranularity::Day, range);
    let page = statistics.find_by_organizational_entity(acme.clone()).with(|params| params.time_intervals(intervals)).await.expect("gains");
    assert_eq!(page.elements[0].follower_gains.as_ref().and_then(|gains| gains.paid_follower_gain), Some(-1));

    let size = client.network_sizes().get(&acme, NetworkEdge::CompanyFollowedByMember).await.expect("the total");
    assert_eq!(size.first_degree_size, 219_145);

    desk.transcript("followers", &["by kind, the guide's call", "by kind, the versioned API", "gains over time", "in total"]);
}

#[tokio::test]
async fn roles_are_found_page_by_page() {
    let role = |number: i64, role: &str| value!({"roleAssignee": "urn:li:person:ABC123", "role": role, "state": "APPROVED", "organization": format!("urn:li:organization:{number}")});
    let mut roles: Vec<_> = (1..=11).map(|number| role(number, "ADMINISTRATOR")).collect();
    roles.push(role(12, "WIZARD"));
    let desk = Desk::new(value!({"/v2/organizationAcls": roles})).await;
    let found: Vec<_> = desk.client.organization_acls().find_by_role_assignee().stream().try_collect().await.expect("roles");
    assert_eq!(found.len(), 12);
    assert_eq!(found[0].role, OrganizationRole::Administrator);
    assert_eq!(found[11].role, OrganizationRole::Unrecognized("WIZARD".to_owned()));
    desk.transcript("organization_acls", &["my roles", "the rest of them"]);
}

#[tokio::test]
async fn role_is_of_use_without_its_state() {
    let role = r#"{"roleAssignee":"urn:li:person:aB3","role":"ADMINISTRATOR","organization":"urn:li:organization:5"}"#;
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, &format!(r#"{{"elements":[{role}]}}"#))]).await;
    let page = client.organization_acls().find_by_role_assignee().await.expect("roles");
    assert_eq!((page.elements.len(), &page.elements[0].state), (1, &None));
}
