//! Reports about advertisements that take several calls.
#![cfg(feature = "ads_reporting")]
#![allow(clippy::unwrap_used, reason = "a test")]

use futures_util::{StreamExt as _, TryStreamExt as _};
use linkedin::ads_reporting::{AdAnalytics, AdPivot, AdTimeGranularity};
use linkedin::testing::{Answer, Script};
use linkedin::types::{Date, DateRange};
use linkedin::urns::SponsoredAccountUrn;
use linkedin::{AdReport, Client, Error, projection};

projection! { struct Few: AdAnalyticsElement => (impressions, clicks) }

projection! {
    struct Many: AdAnalyticsElement => (
        pivotValues, impressions, clicks, likes, comments, shares, follows, sends, opens, videoViews, videoStarts, videoCompletions, cardClicks,
        cardImpressions, oneClickLeads, qualifiedLeads, talentLeads, reactions, fullScreenPlays, actionClicks, adUnitClicks
    )
}

projection! { struct Reach: AdAnalyticsElement => (impressions, approximateMemberReach) }

fn date(year: i32, month: i32, day: i32) -> Date {
    Date::new().year(year).month(month).day(day)
}

/// A range of days of 2026, by month and day.
fn days(first: (i32, i32), last: (i32, i32)) -> DateRange {
    DateRange::new().start(date(2026, first.0, first.1)).end(date(2026, last.0, last.1))
}

fn client(script: &Script) -> Client {
    Client::builder().token("test").script(script).build().unwrap()
}

fn report(client: &Client, pivot: AdPivot, granularity: AdTimeGranularity, range: &DateRange) -> AdReport {
    AdReport::new(client, &[pivot], granularity, range).with(|params| params.accounts(vec![SponsoredAccountUrn::new(5501)]))
}

/// An element of a day of September, with the fields of a call.
fn element(day: i32, campaign: i32, fields: &str) -> String {
    format!(
        r#"{{"dateRange":{{"start":{{"year":2026,"month":9,"day":{day}}},"end":{{"day":{day},"month":9,"year":2026}}}},"pivotValues":["urn:li:sponsoredCampaign:{campaign}"],{fields}}}"#
    )
}

fn page(elements: &[String]) -> Answer {
    Answer::status(200).json(format!(r#"{{"elements":[{}]}}"#, elements.join(",")))
}

/// The fields and the dates of each call.
fn asked(script: &Script) -> Vec<(String, String)> {
    let part = |url: &str, name: &str| {
        let found = url.split(['?', '&']).find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        found.unwrap_or_default().to_owned()
    };
    script.calls().iter().map(|call| (part(&call.url, "fields"), part(&call.url, "dateRange"))).collect()
}

fn range(first: &str, last: &str) -> String {
    let day = |text: &str| {
        let (month, day) = text.split_once('-').unwrap();
        format!("(day:{day},month:{month},year:2026)")
    };
    format!("(end:{},start:{})", day(last), day(first))
}

#[tokio::test]
async fn report_of_few_metrics_is_one_call() {
    let script = Script::new();
    script.on(AdAnalytics::FIND_BY_STATISTICS).answer(page(&[element(1, 7, r#""impressions":420,"clicks":9"#)]));
    let client = client(&script);
    let range_of_days = days((9, 1), (9, 30));
    let rows: Vec<_> =
        report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range_of_days).select(Few).try_collect().await.unwrap();
    assert_eq!(asked(&script), [("impressions,clicks,dateRange,pivotValues".to_owned(), range("9-1", "9-30"))]);
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(row.pivot_values, ["urn:li:sponsoredCampaign:7"]);
    assert_eq!(row.date_range.as_ref().and_then(|range| range.start.as_ref()?.day), Some(1));
    assert_eq!((row.metrics.impressions, row.metrics.clicks), (Some(420), Some(9)));
    script.finish().unwrap();
}

#[tokio::test]
async fn metrics_beyond_the_limit_of_a_call_are_put_together_by_date_and_pivot() {
    let script = Script::new();
    let calls = script.on(AdAnalytics::FIND_BY_STATISTICS);
    // Another order, a row of zeros left out of each.
    calls
        .answer(page(&[element(1, 7, r#""impressions":420"#), element(2, 7, r#""impressions":5"#)]))
        .answer(page(&[element(3, 7, r#""actionClicks":4"#), element(1, 7, r#""actionClicks":2"#)]));
    let client = client(&script);
    let range = days((9, 1), (9, 30));
    let rows: Vec<_> = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range).select(Many).try_collect().await.unwrap();
    let fields: Vec<String> = asked(&script).into_iter().map(|(fields, _)| fields).collect();
    assert_eq!(fields.len(), 2, "{fields:?}");
    assert!(fields.iter().all(|fields| fields.split(',').count() <= 20 && fields.ends_with(",dateRange,pivotValues")), "{fields:?}");
    assert_eq!(fields.last().map(String::as_str), Some("actionClicks,adUnitClicks,dateRange,pivotValues"));
    let seen: Vec<_> = rows.iter().map(|row| (row.metrics.impressions, row.metrics.action_clicks)).collect();
    assert_eq!(seen, [(Some(420), Some(2)), (Some(5), None), (None, Some(4))]);
    script.finish().unwrap();
}

#[tokio::test]
async fn answer_of_as_many_elements_as_one_can_have_is_asked_for_again_by_halves_of_its_dates() {
    let script = Script::new();
    let full: Vec<String> = (0..15_000).map(|campaign| element(1, campaign, r#""clicks":1"#)).collect();
    let calls = script.on(AdAnalytics::FIND_BY_STATISTICS);
    let one = |day| page(&[element(day, 1, r#""clicks":1"#)]);
    calls.answer(page(&full)).answer(page(&full)).answer(one(1)).answer(one(2)).answer(one(3));
    let client = client(&script);
    let range_of_days = days((9, 1), (9, 4));
    let rows: Vec<_> =
        report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range_of_days).select(Few).try_collect().await.unwrap();
    assert_eq!(rows.len(), 3);
    let dates: Vec<String> = asked(&script).into_iter().map(|(_, dates)| dates).collect();
    let slices = [("9-1", "9-4"), ("9-1", "9-2"), ("9-1", "9-1"), ("9-2", "9-2"), ("9-3", "9-4")];
    assert_eq!(dates, slices.map(|(first, last)| range(first, last)));
    script.finish().unwrap();
}

#[tokio::test]
async fn piece_of_time_that_cannot_be_cut_is_refused_when_its_answer_is_full() {
    let script = Script::new();
    let full: Vec<String> = (0..15_000).map(|campaign| element(1, campaign, r#""clicks":1"#)).collect();
    script.on(AdAnalytics::FIND_BY_STATISTICS).answer(page(&full));
    let client = client(&script);
    let mut rows = report(&client, AdPivot::Campaign, AdTimeGranularity::All, &days((9, 1), (9, 30))).select(Few);
    let error = rows.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Paging(_)), "{error}");
    assert!(error.to_string().contains("2026-09-01 to 2026-09-30 has the 15000 elements"), "{error}");
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn reach_over_more_days_than_it_is_known_for_is_asked_for_in_slices() {
    let script = Script::new();
    script.on(AdAnalytics::FIND_BY_STATISTICS).always(page(&[]));
    let client = client(&script);
    let rows = report(&client, AdPivot::Campaign, AdTimeGranularity::Monthly, &days((1, 10), (8, 1))).select(Reach);
    assert_eq!(rows.try_collect::<Vec<_>>().await.unwrap().len(), 0);
    let dates: Vec<String> = asked(&script).into_iter().map(|(_, dates)| dates).collect();
    assert_eq!(dates, [("1-10", "3-31"), ("4-1", "6-30"), ("7-1", "8-1")].map(|(first, last)| range(first, last)));
}

#[tokio::test]
async fn rows_that_cannot_be_told_apart_are_not_put_together() {
    let script = Script::new();
    let twice = [element(1, 7, r#""impressions":1"#), element(1, 7, r#""impressions":2"#)];
    script.on(AdAnalytics::FIND_BY_STATISTICS).always(page(&twice));
    let client = client(&script);
    let range = days((9, 1), (9, 30));
    let few: Vec<_> = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range).select(Few).try_collect().await.unwrap();
    assert_eq!(few.iter().map(|row| row.metrics.impressions).collect::<Vec<_>>(), [Some(1), Some(2)]);
    let many = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range).select(Many).try_collect::<Vec<_>>().await;
    let error = many.unwrap_err().to_string();
    assert!(error.contains("two elements of one date and one value of each pivot"), "{error}");
}

#[tokio::test]
async fn rows_are_read_as_every_answer_is() {
    let rows = [
        (r#""pivotValues":["a"],"impressions":420,"costInLocalCurrency":3.5"#, (vec!["a"], Some(420), Some("3.5")), ""),
        (r#""pivotValues":["a"],"impressions":"420","clicks":{"x":1}"#, (vec!["a"], Some(420), None), r#"clicks: not a long: {"x":1}"#),
        (r#""pivotValues":["a",null],"impressions":1"#, (vec!["a"], Some(1), None), "pivotValues[1]: not a string: null"),
        (r#""pivotValues":["a"]"#, (vec!["a"], None, None), ""),
        (r#""dateRange":7,"pivotValues":[5]"#, (vec!["5"], None, None), "dateRange: not a record: 7"),
    ];
    let script = Script::new();
    script.on(AdAnalytics::FIND_BY_STATISTICS).always(page(&rows.each_ref().map(|(row, ..)| format!("{{{row}}}"))));
    let client = client(&script);
    let range = days((9, 1), (9, 30));
    let read: Vec<_> = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range)
        .select(projection!(AdAnalyticsElement: (impressions, clicks, costInLocalCurrency)))
        .try_collect()
        .await
        .unwrap();
    for (row, (text, (pivots, impressions, cost), told)) in read.iter().zip(rows) {
        let metrics = &row.metrics;
        assert_eq!((metrics.impressions, metrics.cost_in_local_currency.as_deref()), (impressions, cost), "{text}");
        assert_eq!(row.pivot_values, pivots, "{text}");
        let unread: Vec<_> = row.unread.problems().iter().map(ToString::to_string).collect();
        assert_eq!(unread.join("; "), told, "{text}");
    }
    assert_eq!(read.len(), 5);
}

#[tokio::test]
async fn answer_that_tells_of_more_elements_is_not_the_whole() {
    for (paging, told) in [
        (r#""total":500"#, "has 1 of 500 elements"),
        (r#""links":[{"rel":"next","href":"/adAnalytics?start=1","type":""}]"#, "has a link to a next page"),
    ] {
        let script = Script::new();
        let some = format!(r#"{{"elements":[{}],"paging":{{"start":0,"count":10,{paging}}}}}"#, element(1, 7, r#""clicks":1"#));
        let calls = script.on(AdAnalytics::FIND_BY_STATISTICS);
        calls.answer(Answer::status(200).json(some.as_str())).answer(page(&[])).always(Answer::status(200).json(some.as_str()));
        let client = client(&script);
        let mut rows = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &days((9, 1), (9, 2))).select(Few);
        let error = rows.next().await.unwrap().unwrap_err().to_string();
        assert!(error.contains(&format!("the answer for 2026-09-02 to 2026-09-02 {told}, so that others may be missing")), "{error}");
        assert_eq!(asked(&script).len(), 3);
    }
}

#[tokio::test]
async fn row_that_cannot_be_read_is_an_error_between_the_others() {
    let script = Script::new();
    let rows = ["7".to_owned(), element(2, 7, r#""clicks":2"#)];
    script.on(AdAnalytics::FIND_BY_STATISTICS).answer(page(&rows));
    let client = client(&script);
    let range = days((9, 1), (9, 30));
    let rows: Vec<_> = report(&client, AdPivot::Campaign, AdTimeGranularity::Daily, &range).select(Few).collect().await;
    let [Err(Error::Decode(error)), Ok(row)] = rows.as_slice() else { panic!("{rows:?}") };
    assert!(error.to_string().contains("rows[0]: not a record: 7"), "{error}");
    assert_eq!(row.metrics.clicks, Some(2));
}

#[tokio::test]
async fn report_that_no_calls_can_answer_is_refused_before_anything_is_sent() {
    let script = Script::new();
    let client = client(&script);
    let september = days((9, 1), (9, 30));
    let told = |error: Option<Result<(), Error>>| match error {
        Some(Err(Error::Request(problem))) => problem.what,
        other => panic!("{other:?}"),
    };
    let year = days((1, 1), (12, 31));
    let rows = report(&client, AdPivot::Campaign, AdTimeGranularity::All, &year).select(Reach);
    assert_eq!(
        told(rows.map_ok(drop).next().await),
        "the metric `approximateMemberReach` is known for 92 days at most, and a piece of time from 2026-01-01 to 2026-12-31 is longer"
    );
    let rows = report(&client, AdPivot::MemberIndustry, AdTimeGranularity::All, &september).select(Reach);
    assert_eq!(told(rows.map_ok(drop).next().await), "the metric `approximateMemberReach` does not go with the pivot `MEMBER_INDUSTRY`");
    let rows = AdReport::new(&client, &[AdPivot::Account], AdTimeGranularity::All, &september).select(Few);
    assert_eq!(told(rows.map_ok(drop).next().await), "no list of entities");
    let first = || DateRange::new().start(date(2026, 2, 1));
    for (range, what) in [
        (first(), "the range of dates has no first and last day"),
        (first().end(Date::new().year(2026)), "the range of dates has no first and last day"),
        (first().end(date(2026, 2, 30)), "2026-02-30 is no day"),
        (first().end(date(99_999, 1, 1)), "99999-01-01 is no day"),
        (first().end(date(2026, 1, 1)), "the last day 2026-01-01 is before the first, 2026-02-01"),
    ] {
        let rows = report(&client, AdPivot::Account, AdTimeGranularity::All, &range).select(Few);
        assert_eq!(told(rows.map_ok(drop).next().await), what);
    }
    let rows =
        AdReport::new(&client, &[], AdTimeGranularity::All, &september).with(|params| params.accounts(vec![SponsoredAccountUrn::new(1)]));
    assert_eq!(told(rows.select(Few).map_ok(drop).next().await), "0 pivots");
    assert_eq!(script.calls().len(), 0);
}
