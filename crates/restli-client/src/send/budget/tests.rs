//! The decision about quotas, case by case.

use super::*;

static APP: Quota = Quota::new("app", 500, 86_400, QuotaScope::App);
static MEMBER: Quota = Quota::new("member", 100, 86_400, QuotaScope::Member);
static MINUTE: Quota = Quota::new("minute", 10, 60, QuotaScope::App);

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// 2026-11-30 12:00 UTC.
const NOON: Time = Time::from_millis(1_795_996_800_000 + 43_200_000);

fn at(time: Time, quota: &'static Quota, used: u64) -> Standing {
    Standing { quota, limit: quota.limit, count: Count::new(used, window::end(quota, time)), held: None }
}

fn standing(quota: &'static Quota, used: u64) -> Standing {
    at(NOON, quota, used)
}

fn decided(quotas: &[Standing], choice: Choice, left: Duration) -> Action {
    decide(&State { quotas, now: NOON }, Event::Full(choice, left))
}

fn learned(quotas: &[Standing], end: End) -> Lesson {
    learn(&State { quotas, now: NOON }, end)
}

fn told(remaining: u64, reset_seconds: Option<u64>) -> End {
    End::Answered(QuotaLeft::new(Some(remaining), reset_seconds))
}

#[test]
fn attempt_that_was_counted_is_sent() {
    let state = State { quotas: &[standing(&APP, 500)], now: NOON };
    assert_eq!(decide(&state, Event::Counted), Action::Send);
}

#[test]
fn full_quota_that_starts_anew_last_decides() {
    let quotas = [standing(&MINUTE, 10), standing(&APP, 500), standing(&MEMBER, 99)];
    assert_eq!(decided(&quotas, Choice::Refuse, HOUR), Action::Refuse(1, HOUR * 12));
    assert_eq!(decided(&quotas[..1], Choice::Refuse, HOUR), Action::Refuse(0, SECOND * 60));
}

#[test]
fn quota_that_the_server_holds_back_has_no_room_until_then() {
    let until = |hours| Some(window::after(NOON, HOUR * hours));
    let held = Standing { held: until(1), ..standing(&APP, 5) };
    assert_eq!(decided(&[standing(&MEMBER, 99), held], Choice::Refuse, HOUR), Action::Refuse(1, HOUR));
    // The later of two reasons decides, of one quota as of several.
    assert_eq!(decided(&[Standing { held: until(1), ..standing(&APP, 500) }], Choice::Refuse, HOUR), Action::Refuse(0, HOUR * 12));
    assert_eq!(decided(&[standing(&MEMBER, 100), held], Choice::Refuse, HOUR), Action::Refuse(0, HOUR * 12));
}

#[test]
fn wait_is_bounded_by_the_deadline_of_the_call() {
    let quotas = [standing(&MINUTE, 10)];
    assert_eq!(decided(&quotas, Choice::Wait, SECOND * 61), Action::Wait(0, SECOND * 60));
    for left in [SECOND * 60, SECOND, Duration::ZERO] {
        assert_eq!(decided(&quotas, Choice::Wait, left), Action::Refuse(0, SECOND * 60), "{left:?}");
    }
}

#[test]
fn quota_that_allows_no_call_is_waited_for_by_none() {
    let none = Standing { limit: 0, ..standing(&MINUTE, 0) };
    for quotas in [vec![none], vec![none, standing(&APP, 500)]] {
        assert_eq!(decided(&quotas, Choice::Wait, HOUR * 48), Action::Refuse(0, SECOND * 60));
    }
}

#[test]
fn report_of_the_server_raises_the_count_and_never_lowers_it() {
    let quotas = [standing(&APP, 10)];
    let midnight = quotas[0].count.end;
    assert_eq!(learned(&quotas, told(100, None)), Lesson::Raise(0, Count::new(400, midnight)));
    // Whole seconds are about the same window.
    assert_eq!(learned(&quotas, told(100, Some(12 * 3600 - 1))), Lesson::Raise(0, Count::new(400, midnight)));
    let later = window::after(midnight, SECOND * 5);
    assert_eq!(learned(&quotas, told(100, Some(12 * 3600 + 5))), Lesson::Raise(0, Count::new(400, later)));
    for remaining in [490, 499, 500, 9999] {
        assert_eq!(learned(&quotas, told(remaining, None)), Lesson::Nothing, "{remaining}");
    }
    for end in [End::Lost, End::Answered(QuotaLeft::default()), End::Answered(QuotaLeft::new(None, Some(7)))] {
        assert_eq!(learned(&quotas, end), Lesson::Nothing, "{end:?}");
    }
    assert_eq!(learned(&quotas, End::NotDelivered), Lesson::GiveBack);
}

#[test]
fn report_is_about_the_quota_that_it_can_be_about() {
    let meant = |quotas: &[Standing], end| match learned(quotas, end) {
        Lesson::Raise(index, _) | Lesson::Hold(index, _) => Some(quotas[index].quota.name),
        _ => None,
    };
    let fresh = [standing(&APP, 1), standing(&MEMBER, 1)];
    assert_eq!(meant(&fresh, told(40, None)), Some("member"));
    assert_eq!(meant(&fresh, told(400, None)), Some("app"));
    assert_eq!(meant(&fresh, End::Spent(None)), Some("member"));
    let busy = [standing(&APP, 499), standing(&MEMBER, 3)];
    assert_eq!(meant(&busy, End::Spent(None)), Some("app"));
    let short = [standing(&MINUTE, 9), standing(&APP, 5)];
    assert_eq!(meant(&short, End::Spent(Some(SECOND * 30))), Some("minute"));
    assert_eq!(meant(&short, End::Spent(Some(HOUR))), Some("app"));
    assert_eq!(meant(&short, End::Spent(Some(HOUR * 48))), None);
    assert_eq!(meant(&[], End::Spent(None)), None);
}

#[test]
fn report_about_a_member_is_not_taken_for_the_app_whose_larger_part_is_used() {
    static LARGE: Quota = Quota::new("large", 100_000, 86_400, QuotaScope::App);
    static SMALL: Quota = Quota::new("small", 150, 86_400, QuotaScope::Member);
    // The first call of a member: the server tells what is left of the member's own quota.
    let fresh = [standing(&LARGE, 2_000), standing(&SMALL, 1)];
    assert_eq!(learned(&fresh, told(149, None)), Lesson::Nothing);
    assert_eq!(learned(&fresh, told(120, None)), Lesson::Raise(1, Count::new(30, fresh[1].count.end)));
    // The rest of the member's quota was used elsewhere.
    let elsewhere = [standing(&LARGE, 30_000), standing(&SMALL, 20)];
    for end in [End::Spent(None), told(0, None)] {
        assert_eq!(learned(&elsewhere, end), Lesson::Raise(1, Count::new(150, elsewhere[1].count.end)), "{end:?}");
    }
    // What no quota of a member can have left is about the app.
    assert_eq!(learned(&fresh, told(90_000, None)), Lesson::Raise(0, Count::new(10_000, fresh[0].count.end)));
}

#[test]
fn quota_that_the_server_calls_used_up_is_so_until_it_starts_anew() {
    let quotas = [standing(&MEMBER, 3)];
    assert_eq!(learned(&quotas, End::Spent(None)), Lesson::Raise(0, Count::new(100, quotas[0].count.end)));
}

#[test]
fn wait_that_is_shorter_than_the_window_holds_calls_back_and_leaves_the_count() {
    let quotas = [standing(&MEMBER, 3)];
    for wait in [SECOND * 5, HOUR] {
        assert_eq!(learned(&quotas, End::Spent(Some(wait))), Lesson::Hold(0, window::after(NOON, wait)));
    }
    assert_eq!(learned(&quotas, told(0, Some(5))), Lesson::Hold(0, window::after(NOON, SECOND * 5)));
    assert_eq!(learned(&quotas, told(50, Some(5))), Lesson::Nothing);
}

#[test]
fn answer_that_comes_after_the_window_says_nothing_about_the_next_one() {
    let quotas = [standing(&MEMBER, 3)];
    let late = |seconds: u32, end| {
        let now = window::after(quotas[0].count.end, SECOND * seconds);
        (now, learn(&State { quotas: &quotas, now }, end))
    };
    for end in [End::Spent(None), told(0, None), told(50, None)] {
        assert_eq!(late(61, end).1, Lesson::Nothing, "{end:?}");
    }
    // The server may still count in the window of the attempt.
    let midnight = quotas[0].count.end;
    assert_eq!(late(1, End::Spent(None)).1, Lesson::Hold(0, window::after(midnight, SECOND * 60)));
    let (now, lesson) = late(1, End::Spent(Some(SECOND * 5)));
    assert_eq!(lesson, Lesson::Hold(0, window::after(now, SECOND * 5)));
}

#[test]
fn quota_that_is_used_up_just_after_midnight_may_be_that_of_yesterday() {
    let midnight = window::start(&MEMBER, NOON);
    let spent = |clock: Time, end| learn(&State { quotas: &[at(midnight, &MEMBER, 1)], now: clock }, end);
    let settled = window::after(midnight, SECOND * 60);
    for second in [0, 59] {
        let now = window::after(midnight, SECOND * second);
        assert_eq!(spent(now, End::Spent(None)), Lesson::Hold(0, settled), "{second}");
        assert_eq!(spent(now, told(20, None)), Lesson::Nothing, "{second}");
    }
    // The clock of this machine is behind that of the one that has begun the window.
    assert_eq!(spent(window::before(midnight, SECOND), End::Spent(None)), Lesson::Hold(0, settled));
    assert_eq!(spent(settled, End::Spent(None)), Lesson::Raise(0, Count::new(100, window::after(midnight, HOUR * 24))));
}
