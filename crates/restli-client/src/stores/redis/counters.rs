//! The home of counters in Redis.

use restli_core::Time;

use super::RedisStore;
use crate::quotas::{Count, Counter, CounterStore, Taken};
use crate::store::StoreFuture;

/// Counts on all counters or on none, by the rule of [`Taken::of`]. The arguments are the time, the time for which an ended window is kept,
/// and for each counter its limit and the end of a window that would begin now; the answer is whether it was granted, and for each counter
/// its count and the end of its window.
const TAKE: &str = "local now, granted, counts = tonumber(ARGV[1]), 1, {}
for place, key in ipairs(KEYS) do
  local limit, ends = tonumber(ARGV[1 + 2 * place]), tonumber(ARGV[2 + 2 * place])
  local kept, used = redis.call('HMGET', key, 'used', 'ends'), 0
  if kept[1] and tonumber(kept[2]) > now then used, ends = tonumber(kept[1]), tonumber(kept[2]) end
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

/// Takes back one from each counter whose window is open.
const GIVE_BACK: &str = "for _, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'used', 'ends')
  if kept[1] and tonumber(kept[2]) > tonumber(ARGV[1]) and tonumber(kept[1]) > 0 then redis.call('HINCRBY', key, 'used', -1) end
end
return 1";

/// Sets a count and the end of its window, but no lower one while a window is open. The arguments are the time, the time for which an ended
/// window is kept, the count and the end.
const RAISE: &str = "local now, used, ends = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4])
local kept = redis.call('HMGET', KEYS[1], 'used', 'ends')
if kept[1] and tonumber(kept[2]) > now and tonumber(kept[1]) > used then used = tonumber(kept[1]) end
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
                arguments.extend([counter.limit.to_string(), counter.end.as_millis().to_string()]);
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

    fn give_back<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move { self.server.run(GIVE_BACK, &self.counters(counters), &[now.as_millis().to_string()]).await })
    }

    fn raise<'a>(&'a self, key: &'a str, told: Count, now: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let values = [now.as_millis().to_string(), KEPT.to_string(), told.used.to_string(), told.end.as_millis().to_string()];
            self.server.run(RAISE, &[self.server.key("counter", key)], &values).await
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
