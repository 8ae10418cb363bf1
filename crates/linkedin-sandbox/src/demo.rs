//! A small world that looks real: an organization with its people, posts and comments, a campaign with its creative, leads.

use serde_json::{Value as Json, json};

/// Names of organizations, each with its vanity name and what its posts are about.
const ORGANIZATIONS: [(&str, &str, [&str; 3]); 4] = [
    ("Harbour Works", "harbour-works", ["Our new crane lifts forty tons.", "We are hiring two welders.", "The harbour opens on Monday."]),
    (
        "Blue Kite Studio",
        "blue-kite-studio",
        ["A year of repairs, in ten pictures.", "Three lessons from a launch.", "Our studio has moved."],
    ),
    ("Old Mill Bakery", "old-mill-bakery", ["Rye bread, baked at four.", "Our oven is 90 years old.", "We open on Sundays, too."]),
    ("Quiet Garden", "quiet-garden", ["Planning a garden on a roof.", "What grows in the shade.", "Seeds of last year are free."]),
];

/// Comments that people write.
const COMMENTS: [&str; 6] =
    ["Congratulations!", "Can I visit?", "Well done, all of you.", "How long did it take?", "I want one, too.", "Greetings from Hamburg"];

/// Names of people who leave their address in a form.
const PEOPLE: [(&str, &str); 5] = [("Grace", "Okafor"), ("Ivan", "Rossi"), ("Emeka", "Dubois"), ("Julia", "Meyer"), ("Kofi", "Hansen")];

/// A small world, made from a number: the same number makes the same world. Paths of URLs, each with its entities.
#[must_use]
pub fn demo(number: u64) -> Json {
    let mut dice = Dice(number);
    let begin = 1_767_225_600_000_u64;
    let mut world = serde_json::Map::new();
    let (mut posts, mut comments) = (Vec::new(), 0);
    for (index, (name, vanity, topics)) in ORGANIZATIONS.iter().enumerate() {
        let id = 5_500 + index as u64;
        let urn = format!("urn:li:organization:{id}");
        let organization =
            json!({"id": id, "localizedName": name, "vanityName": vanity, "name": localized(name), "primaryOrganizationType": "NONE"});
        world.insert(format!("/rest/organizations/{id}"), organization);
        let role = json!({"organization": urn, "role": "ADMINISTRATOR", "roleAssignee": "urn:li:person:mira", "state": "APPROVED"});
        add(&mut world, "/rest/organizationAcls", role);
        world.insert(format!("/rest/networkSizes/{}", escaped(&urn)), json!({"firstDegreeSize": 400 + dice.below(90_000)}));
        for (day, topic) in topics.iter().enumerate() {
            let share = 7_400_000_000_000_000_000 + dice.below(1_000_000_000_000);
            let post = format!("urn:li:share:{share}");
            let time = begin + (index as u64 * 3 + day as u64) * 86_400_000 + dice.below(36_000_000);
            posts.push(json!({"id": post, "author": urn, "commentary": topic, "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
                "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
                "isReshareDisabledByAuthor": false, "createdAt": time, "publishedAt": time, "lastModifiedAt": time}));
            for _ in 0..dice.below(4) {
                comments += 1;
                let id = (7_400_000 + comments).to_string();
                let text = COMMENTS.get(usize::try_from(dice.below(6)).unwrap_or_default()).copied().unwrap_or_default();
                let actor = if dice.below(2) == 0 { "urn:li:person:tomas" } else { "urn:li:person:june" };
                let comment = json!({"id": id, "actor": actor, "object": post, "message": {"text": text},
                    "commentUrn": format!("urn:li:comment:(share:{share},{id})"), "created": {"actor": actor, "time": time + 3_600_000 * comments}});
                add(&mut world, &format!("/rest/socialActions/urn%3Ali%3Ashare%3A{share}/comments"), comment);
            }
            for actor in ["mira", "tomas", "june"].into_iter().take(usize::try_from(dice.below(4)).unwrap_or_default()) {
                let actor = format!("urn:li:person:{actor}");
                let kind = if dice.below(3) == 0 { "PRAISE" } else { "LIKE" };
                let key = format!("/rest/reactions/(actor:{},entity:{})", escaped(&actor), escaped(&post));
                world.insert(key, json!({"root": post, "reactionType": kind, "created": {"actor": actor, "time": time + 60_000}}));
            }
        }
    }
    world.insert("/rest/posts".to_owned(), Json::Array(posts));
    advertising(&mut world, &mut dice, begin);
    Json::Object(world)
}

/// An ad account with a campaign group, two campaigns, a creative, a lead form and its answers.
fn advertising(world: &mut serde_json::Map<String, Json>, dice: &mut Dice, begin: u64) {
    let account = "urn:li:sponsoredAccount:50550";
    world.insert(
        "/rest/adAccounts/50550".to_owned(),
        json!({"id": 50550, "name": "Harbour Works", "currency": "EUR", "reference": "urn:li:organization:5500", "status": "ACTIVE", "type": "BUSINESS"}),
    );
    let group = json!({"id": 60_661, "account": account, "name": "Autumn", "status": "ACTIVE", "runSchedule": {"start": begin}});
    world.insert("/rest/adAccounts/50550/adCampaignGroups/60661".to_owned(), group);
    for (id, name, status) in [(70_771_u64, "Welders wanted", "ACTIVE"), (70_772, "Open day", "DRAFT")] {
        let campaign = json!({"id": id, "account": account, "campaignGroup": "urn:li:sponsoredCampaignGroup:60661", "name": name,
            "status": status, "type": "SPONSORED_UPDATES", "costType": "CPM", "locale": {"country": "DE", "language": "de"},
            "dailyBudget": {"amount": (20 + dice.below(80)).to_string(), "currencyCode": "EUR"}, "runSchedule": {"start": begin}});
        world.insert(format!("/rest/adAccounts/50550/adCampaigns/{id}"), campaign);
    }
    world.insert(
        "/rest/leadForms/9090".to_owned(),
        json!({"id": 9090, "name": "Open day", "owner": {"sponsoredAccount": account}, "state": "PUBLISHED", "creationLocale": {"country": "DE", "language": "de"}}),
    );
    for (index, (given, family)) in PEOPLE.iter().enumerate() {
        let (id, time) = (format!("lead-{index}"), begin + dice.below(30 * 86_400_000));
        let answers = json!({"answers": [
            {"questionId": 1, "answerDetails": {"textQuestionAnswer": {"answer": given}}},
            {"questionId": 2, "answerDetails": {"textQuestionAnswer": {"answer": family}}},
            {"questionId": 3, "answerDetails": {"textQuestionAnswer": {"answer": format!("{}@example.com", given.to_lowercase())}}}
        ]});
        let lead = json!({"id": id, "leadType": "SPONSORED", "submittedAt": time, "owner": {"sponsoredAccount": account},
            "submitter": format!("urn:li:person:lead{index}"), "testLead": false, "formResponse": answers,
            "versionedLeadGenFormUrn": "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:9090,1)"});
        world.insert(format!("/rest/leadFormResponses/{id}"), lead);
    }
}

fn add(world: &mut serde_json::Map<String, Json>, path: &str, entity: Json) {
    if let Some(list) = world.entry(path.to_owned()).or_insert_with(|| json!([])).as_array_mut() {
        list.push(entity);
    }
}

fn localized(text: &str) -> Json {
    json!({"localized": {"en_US": text}, "preferredLocale": {"country": "US", "language": "en"}})
}

fn escaped(urn: &str) -> String {
    urn.replace(':', "%3A")
}

/// A generator of numbers (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
