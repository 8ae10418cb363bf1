//! The home of the events of webhooks in Redis.

use restli_core::Time;

use super::RedisStore;
use crate::store::StoreFuture;
use crate::webhook::{EventState, EventStore};

/// Claims events, unless somebody else is at work on one. The arguments are the time, the holder, the end of the claim, and the time for which
/// it is kept; the answer is 0 for each event that is not known, 1 for one that is claimed, 2 for one that was accepted.
const CLAIM: &str = "local now, busy, states = tonumber(ARGV[1]), false, {}
for place, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'holder', 'ends')
  states[place] = 0
  if kept[2] and tonumber(kept[2]) >= now and kept[1] ~= ARGV[2] then
    if kept[1] == '' then states[place] = 2 else states[place], busy = 1, true end
  end
end
if busy then return states end
for place, key in ipairs(KEYS) do
  if states[place] == 0 then
    redis.call('HSET', key, 'holder', ARGV[2], 'ends', ARGV[3])
    redis.call('PEXPIRE', key, ARGV[4])
  end
end
return states";

/// Marks events as accepted. The arguments are the end of the mark, and the time for which it is kept.
const ACCEPT: &str = "for _, key in ipairs(KEYS) do
  redis.call('HSET', key, 'holder', '', 'ends', ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2])
end
return 1";

/// Forgets the events that a holder has claimed.
const RELEASE: &str = "for _, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'holder') == ARGV[1] then redis.call('DEL', key) end
end
return 1";

/// The time for which an event is kept beyond its end, in milliseconds: the clocks of machines differ.
const KEPT: i64 = 60 * 60 * 1000;
/// The longest time for which an event is kept, a hundred years: Redis refuses times beyond the end of its calendar.
const LONGEST: i64 = 100 * 366 * 24 * 60 * 60 * 1000;

impl RedisStore {
    fn events(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.server.key("event", id)).collect()
    }
}

impl EventStore for RedisStore {
    fn claim<'a>(&'a self, ids: &'a [String], holder: &'a str, until: Time, now: Time) -> StoreFuture<'a, Vec<Option<EventState>>> {
        Box::pin(async move {
            let values = [now.as_millis().to_string(), holder.to_owned(), until.as_millis().to_string(), kept(until, now)];
            let states: Vec<u8> = self.server.run(CLAIM, &self.events(ids), &values).await?;
            let state = |state| match state {
                0 => None,
                1 => Some(EventState::Claimed),
                _ => Some(EventState::Accepted),
            };
            Ok(states.into_iter().map(state).collect())
        })
    }

    fn accept<'a>(&'a self, ids: &'a [String], until: Time, now: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move { self.server.run(ACCEPT, &self.events(ids), &[until.as_millis().to_string(), kept(until, now)]).await })
    }

    fn release<'a>(&'a self, ids: &'a [String], holder: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move { self.server.run(RELEASE, &self.events(ids), &[holder.to_owned()]).await })
    }
}

/// The time for which Redis keeps what holds until a time.
fn kept(until: Time, now: Time) -> String {
    until.as_millis().saturating_sub(now.as_millis()).saturating_add(KEPT).clamp(KEPT, LONGEST).to_string()
}
