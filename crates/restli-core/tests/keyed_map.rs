//! Maps whose keys are numbers, enums or URNs.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by a panic")]

use restli_core::json::{self, Reader};
use restli_core::patch::Patch;
use restli_core::projection::Projection;
use restli_core::url::{self, Context};
use restli_core::urn::{TypedUrn, UrnType};
use restli_core::{KeyedMap, enumeration, record};

#[derive(Debug)]
enum Person {}

impl UrnType for Person {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "person";
    type Key = String;
}

type PersonUrn = TypedUrn<Person>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Tone {
    Calm,
    Loud,
    Unrecognized(String),
}

enumeration! { Tone = "com.example.Tone" { Calm: "CALM", Loud: "LOUD" } }

#[derive(Clone)]
struct Count {
    count: i64,
}

record! { Count = "com.example.Count" { count: "count" required } }

#[derive(Clone)]
struct Counts {
    persons: KeyedMap<PersonUrn, Count>,
    tones: KeyedMap<Tone, i64>,
    numbers: KeyedMap<i64, Count>,
}

record! {
    Counts = "com.example.Counts" { persons: "byPerson" = json "{}", tones: "byTone" = json "{}", numbers: "byNumber" = json "{}" }
}

const SAMPLE: &str = r#"{"byPerson":{"urn:li:person:A":{"count":1}},"byTone":{"CALM":2,"LOUD":3},"byNumber":{"-1":{"count":4},"2":{"count":5},"10":{"count":6}}}"#;

fn sample() -> Counts {
    let count = |count| Count { count };
    Counts {
        persons: [(PersonUrn::new("A"), count(1))].into(),
        tones: [(Tone::Loud, 3), (Tone::Calm, 2)].into(),
        numbers: [(10, count(6)), (2, count(5)), (-1, count(4))].into(),
    }
}

fn read(body: &str) -> (Counts, Vec<String>) {
    let mut reader = Reader::tolerant(body.as_bytes()).unwrap();
    let mut counts = sample();
    reader.read(&mut counts).unwrap();
    (counts, reader.finish().unwrap().problems().iter().map(ToString::to_string).collect())
}

#[test]
fn keys_are_text_in_json_and_in_the_order_of_their_type() {
    assert_eq!(json::to_string(&sample()), SAMPLE);
    assert_eq!(json::from_slice::<Counts>(SAMPLE.as_bytes()).unwrap(), sample());
    assert_eq!(serde_json::to_string(&sample()).unwrap(), SAMPLE, "by serde");
    assert_eq!(serde_json::from_str::<Counts>(SAMPLE).unwrap(), sample(), "by serde");
    assert_eq!(format!("{:?}", sample().tones), "{Calm: 2, Loud: 3}");
}

#[test]
fn keys_are_escaped_text_in_url_data_in_the_order_of_the_protocol() {
    let text = url::to_string(&sample(), Context::Query);
    let expected = "(byNumber:(-1:(count:4),10:(count:6),2:(count:5)),byPerson:(urn%3Ali%3Aperson%3AA:(count:1)),byTone:(CALM:2,LOUD:3))";
    assert_eq!(text, expected);
    let mut back = Counts { persons: KeyedMap::new(), tones: KeyedMap::new(), numbers: KeyedMap::new() };
    url::read(&text, &mut back).unwrap();
    assert_eq!(back, sample());
}

#[test]
fn key_that_an_answer_should_not_have_is_kept_where_its_type_can_and_else_told() {
    let (counts, unread) = read(
        r#"{"byPerson":{"urn:li:school:1":{"count":1},"none":{}},"byTone":{"SHRILL":2},"byNumber":{"many":{"count":4},"01":{"count":4},"2":{"count":5}}}"#,
    );
    assert_eq!(counts.persons.keys().map(TypedUrn::as_str).collect::<Vec<_>>(), ["urn:li:school:1"]);
    assert_eq!(counts.tones, [(Tone::Unrecognized("SHRILL".to_owned()), 2)].into());
    assert_eq!(counts.numbers.keys().collect::<Vec<_>>(), [&2]);
    let told = [
        "byPerson.none: missing field count of com.example.Count: {}",
        r#"byNumber.many: key: not a long: "many""#,
        r#"byNumber.01: key: not a long: "01""#,
    ];
    assert_eq!(unread, told);
}

#[test]
fn key_of_what_is_no_answer_is_read_strictly() {
    for text in [r#"{"byPerson":{"urn:li:school:1":{"count":1}}}"#, r#"{"byNumber":{"many":{"count":4}}}"#] {
        assert!(json::from_slice::<Counts>(text.as_bytes()).is_err(), "{text}");
        assert!(serde_json::from_str::<Counts>(text).is_err(), "{text}");
    }
    assert!(url::read("(byNumber:(many:(count:4)))", &mut sample()).is_err());
}

#[test]
fn diff_goes_into_entries_by_the_text_of_their_keys() {
    let mut changed = sample();
    changed.numbers.remove(&2);
    changed.numbers.insert(-1, Count { count: 9 });
    changed.persons.insert(PersonUrn::new("B"), Count { count: 7 });
    let patch = Patch::diff(&sample(), &changed).unwrap();
    let expected =
        r#"{"patch":{"byNumber":{"$delete":["2"],"-1":{"$set":{"count":9}}},"byPerson":{"$set":{"urn:li:person:B":{"count":7}}}}}"#;
    assert_eq!(patch.to_json(), expected);
}

#[test]
fn projection_goes_into_every_value() {
    let check = |text: &str| Projection::parse(text).unwrap().check::<Counts>();
    assert_eq!(check("(byNumber($*(count)),byTone)"), Ok(()));
    assert!(check("(byNumber($*(amount)))").is_err());
}
