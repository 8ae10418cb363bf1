//! Quotas: calls are counted for the app or the member, window by window.

use std::collections::BTreeMap;

use restli_core::quota::{QuotaScope, WindowStart, words};
use restli_core::{Time, duration};
use restli_schema::api::{Api, Method, Quota, QuotaId, Situation};

use crate::auth::Grant;
use crate::refusal::Refusal;

/// The open windows, by quota and by the party whose calls are counted together.
#[derive(Debug, Default)]
pub(crate) struct Counters(BTreeMap<(QuotaId, Party), Window>);

/// The app, and the member of quotas that are counted by member.
type Party = (String, Option<String>);

#[derive(Clone, Copy, Debug)]
struct Window {
    end: Time,
    used: u64,
}

/// A call that was counted.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// The calls that are left of each quota, by its name.
    pub(crate) left: Vec<(String, u64)>,
    /// Headers that tell how much is left of the quota with the least left.
    pub(crate) headers: Vec<(String, String)>,
}

impl Counters {
    /// Counts a call. A call beyond a limit is refused, and
    /// counts on no quota.
    pub(crate) fn count(&mut self, api: &Api, method: &Method, grant: &Grant, now: Time) -> Result<Counted, Refusal> {
        let mut standing: Vec<(&Quota, (QuotaId, Party), Window)> = Vec::new();
        for id in &method.quotas {
            let quota = &api[*id];
            let member = if quota.scope == QuotaScope::Member { grant.member.clone() } else { None };
            let place = (*id, (grant.app.clone(), member));
            let open = self.0.get(&place).copied().filter(|window| now < window.end);
            standing.push((quota, place, open.unwrap_or(Window { end: end(quota, now), used: 0 })));
        }
        if let Some((quota, _, window)) = standing.iter().find(|(quota, _, window)| window.used >= quota.limit) {
            return Err(refusal(api, method, quota, *window, now));
        }
        let mut counted = Counted::default();
        let mut least: Option<(u64, Time)> = None;
        for (quota, place, mut window) in standing {
            window.used += 1;
            self.0.insert(place, window);
            let left = quota.limit.saturating_sub(window.used);
            counted.left.push((quota.name.wire.clone(), left));
            least = least.filter(|(other, _)| *other <= left).or(Some((left, window.end)));
        }
        counted.headers = least.map(|(left, end)| headers(api, left, end, now)).unwrap_or_default();
        Ok(counted)
    }
}

/// The end of the window that a call begins now.
fn end(quota: &Quota, now: Time) -> Time {
    let length = i64::try_from(quota.window_seconds.saturating_mul(1000)).unwrap_or(i64::MAX).max(1);
    let start = match quota.starts {
        WindowStart::Clock => now.as_millis() - now.as_millis().rem_euclid(length),
        _ => now.as_millis(),
    };
    Time::from_millis(start.saturating_add(length))
}

/// The seconds until a window ends, rounded up.
fn seconds(end: Time, now: Time) -> u64 {
    u64::try_from(end.as_millis().saturating_sub(now.as_millis())).unwrap_or_default().div_ceil(1000)
}

fn headers(api: &Api, left: u64, end: Time, now: Time) -> Vec<(String, String)> {
    let remaining = api.headers.quota_remaining.clone().map(|name| (name, left.to_string()));
    let reset = api.headers.quota_reset.clone().map(|name| (name, seconds(end, now).to_string()));
    remaining.into_iter().chain(reset).collect()
}

fn refusal(api: &Api, method: &Method, quota: &Quota, window: Window, now: Time) -> Refusal {
    let situation = match quota.scope {
        QuotaScope::Member => Situation::MemberQuota,
        _ => Situation::AppQuota,
    };
    let wait = seconds(window.end, now);
    let what = words(quota.limit, quota.window_seconds, quota.scope, quota.starts);
    let passed = duration::words(std::time::Duration::from_secs(wait));
    let message = format!("the quota `{}` of {what} is used up: it starts again in {passed}", quota.name.wire);
    let mut refusal = Refusal::of(api, Some(method), situation, message);
    let wait = ("Retry-After".to_owned(), wait.to_string());
    refusal.headers = headers(api, 0, window.end, now).into_iter().chain([wait]).collect();
    refusal
}
