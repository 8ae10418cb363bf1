//! The home of counters in Redis.

use restli_core::Time;

use super::RedisStore;
use crate::quotas::window::{self, SKEW};
use crate::quotas::{Count, Counter, CounterStore, Taken};
use crate::store::StoreFuture;

/// Counts on all counters or on none, by the rule of [`Taken::of`]. The arguments are the time, the time for which an ended window is kept,
/// and for each counter its limit, the end of a window that would begin now and the latest end of one that is open; the answer is whether it
/// was granted, and for each counter its count and the end of its window.
const TAKE: &str = "local now, granted, counts = tonumber(ARGV[1]), 1, {}
for place, key in ipairs(KEYS) do
  local limit, ends, latest = tonumber(ARGV[3 * place]), tonumber(ARGV[1 + 3 * place]), tonumber(ARGV[2 + 3 * place])
  local kept, used = redis.call('HMGET', key, 'used', 'ends'), 0
  if kept[1] and tonumber(kept[2]) > now and tonumber(kept[2]) <= latest then used, ends = tonumber(kept[1]), tonumber(kept[2]) end
  if used >= limit then granted = 0 end
  counts[place] = {used, ends}
end
local answer = {granted}
for place, key in ipairs(KEYS) do
  local used, ends = counts[place][1] + granted, counts[place][2]
  if granted == 1 then
    redis.call('HSET', key, 'used', used, 'ends', ends)
    redis.call('PEXPIRE', key, ends - now + tonumber(ARGV[2]))
  end
  answer[2 * place], answer[1 + 2 * place] = used, ends
end
return answer";

/// Takes back one from each counter whose window has the end that is its argument.
const GIVE_BACK: &str = "for place, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'used', 'ends')
  if kept[1] and tonumber(kept[2]) == tonumber(ARGV[place]) and tonumber(kept[1]) > 0 then redis.call('HINCRBY', key, 'used', -1) end
end
return 1";

/// Raises a count by the rule of [`Counter::raised`]. The arguments are the time, the time for which an ended window is kept, the count, the
/// end of its window, the latest end of one that is open, and the latest of one that may be the same.
const RAISE: &str = "local now, used, ends = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4])
if ends <= now then return 0 end
local kept = redis.call('HMGET', KEYS[1], 'used', 'ends')
local kept_used, kept_ends = tonumber(kept[1] or 0), tonumber(kept[2] or 0)
if kept_ends > now and kept_ends <= tonumber(ARGV[5]) then
  if kept_ends > tonumber(ARGV[6]) then return 0 end
  used, ends = math.max(used, kept_used), math.max(ends, kept_ends)
end
redis.call('HSET', KEYS[1], 'used', used, 'ends', ends)
return redis.call('PEXPIRE', KEYS[1], ends - now + tonumber(ARGV[2]))";

const PEEK: &str = "return redis.call('HMGET', KEYS[1], 'used', 'ends')";

/// The time for which a window that has ended is kept, in milliseconds: the clocks of machines differ.
const KEPT: i64 = 24 * 60 * 60 * 1000;

impl RedisStore {
    fn counters(&self, counters: &[Counter]) -> Vec<String> {
        counters.iter().map(|counter| self.server.key("counter", &counter.key)).collect()
    }
}

impl CounterStore for RedisStore {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        Box::pin(async move {
            let mut arguments = vec![now.as_millis().to_string(), KEPT.to_string()];
            for counter in counters {
                let ends = [counter.end, counter.latest_end(now)].map(|end| end.as_millis().to_string());
                arguments.push(counter.limit.to_string());
                arguments.extend(ends);
            }
            let answer: Vec<i64> = self.server.run(TAKE, &self.counters(counters), &arguments).await?;
            let (granted, counts) = answer.split_first().ok_or("Redis has counted nothing")?;
            let count = |pair: &[i64]| match pair {
                [used, end] => Count::new(u64::try_from(*used).unwrap_or_default(), Time::from_millis(*end)),
                _ => Count::new(0, now),
            };
            Ok(Taken::new(*granted == 1, counts.chunks(2).map(count).collect()))
        })
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let ends: Vec<String> = taken.iter().map(|count| count.end.as_millis().to_string()).collect();
            self.server.run_once(GIVE_BACK, &self.counters(counters), &ends).await
        })
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let ends = [told.end, counter.latest_end(now), window::after(told.end, SKEW)].map(|end| end.as_millis().to_string());
            let mut values = vec![now.as_millis().to_string(), KEPT.to_string(), told.used.to_string()];
            values.extend(ends);
            self.server.run(RAISE, &[self.server.key("counter", &counter.key)], &values).await
        })
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        Box::pin(async move {
            let (used, end): (Option<u64>, Option<i64>) = self.server.run(PEEK, &[self.server.key("counter", key)], &[]).await?;
            let kept = used.zip(end).map(|(used, end)| Count::new(used, Time::from_millis(end)));
            Ok(kept.filter(|count| count.is_open(now)))
        })
    }
}
