//! Maps of a batch that are none (`docs/reading.md`).

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use restli_core::ResourceMethod;
use restli_core::data::{DecodeError, Unread};
use restli_core::envelope::{BatchResult, BatchStatus, BatchUpdatedEntities, Outcome, Reply};

fn read<T: Outcome>(body: &str) -> Result<(T, Vec<String>), DecodeError> {
    let method = ResourceMethod::BatchGet;
    let reply = Reply { method, status: 200, id: None, location: None, content_type: None, body: body.as_bytes() };
    let mut unread = Unread::default();
    let value = T::decode(&reply, &mut unread)?;
    Ok((value, unread.problems().iter().map(ToString::to_string).collect()))
}

#[test]
fn map_of_a_batch_that_is_none_costs_itself() {
    fn lost(outcome: &mut impl Outcome) -> usize {
        let mut count = 0;
        outcome.parts().unwrap().each_lost(&mut |_| count += 1);
        count
    }
    for (members, told, is_lost) in [
        (r#""errors":[]"#, vec![], false),
        (r#""errors":[ ],"statuses":[]"#, vec![], false),
        (r#""errors":"none""#, vec![r#"errors: not a map: "none""#], true),
        (r#""errors":[{"status":404}],"statuses":{"1":200}"#, vec![r#"errors: not a map: [{"status":404}]"#], true),
        (r#""statuses":7"#, vec!["statuses: not a map: 7"], false),
    ] {
        let (mut batch, unread) = read::<BatchResult<i64, i64>>(&format!(r#"{{"results":{{"1":7}},{members}}}"#)).unwrap();
        assert_eq!((batch.found().count(), unread.iter().map(String::as_str).collect::<Vec<_>>()), (1, told.clone()), "{members}");
        assert_eq!(lost(&mut batch), usize::from(is_lost), "{members}");
        let (mut batch, unread) = read::<BatchStatus<i64>>(&format!(r#"{{"results":{{"1":{{"status":204}}}},{members}}}"#)).unwrap();
        assert_eq!((batch.entries.len(), unread.len(), lost(&mut batch)), (1, told.len(), usize::from(is_lost)), "{members}");
        let body = format!(r#"{{"results":{{"1":{{"status":200,"entity":7}}}},{members}}}"#);
        let (mut batch, unread) = read::<BatchUpdatedEntities<i64, i64>>(&body).unwrap();
        assert_eq!((batch.updated().count(), unread.len(), lost(&mut batch)), (1, told.len(), usize::from(is_lost)), "{members}");
    }
    assert_eq!(read::<BatchResult<i64, i64>>(r#"{"results":[]}"#).unwrap().0.entries, []);
    assert_eq!(read::<BatchResult<i64, i64>>(r#"{"results":"none"}"#).unwrap_err().to_string(), r#"results: not an object: "none""#);
}
