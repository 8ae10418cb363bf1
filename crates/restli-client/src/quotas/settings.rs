//! The choice of what a client does about the quotas of its API.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::further::Further;
use super::memory::MemoryCounters;
use super::meter::{Choice, Meter};
use super::store::CounterStore;
use crate::error::problem::Problem;
use crate::tables::{ApiInfo, Operation, Quota};

/// The choice of what a client does about the quotas of its API, given to [`Builder::quotas`](crate::Builder::quotas).
///
/// ```
/// use restli_client::{MemoryCounters, Quota, QuotaScope, Quotas};
///
/// static DAILY: Quota = Quota::new("daily", 500, 86_400, QuotaScope::App);
///
/// let counters = MemoryCounters::new();
/// let dashboard = Quotas::refuse().store(counters.clone()).limit(&DAILY, 2_000);
/// let night_job = Quotas::wait().store(counters).limit(&DAILY, 2_000); // the two count together
/// # let _ = (dashboard, night_job);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Quotas {
    choice: Option<Choice>,
    store: Option<Arc<dyn CounterStore>>,
    app: String,
    limits: BTreeMap<&'static str, Option<u64>>,
    further: Vec<Further>,
}

impl Quotas {
    /// Counts nothing, which is the default: only the server keeps count.
    pub fn off() -> Self {
        Self::of(None)
    }

    /// Refuses a call that a quota has no room for, before it is sent ([`Error::Quota`](crate::Error::Quota)).
    pub fn refuse() -> Self {
        Self::of(Some(Choice::Refuse))
    }

    /// Lets a call that a quota has no room for wait until the quota starts anew. If the deadline of the call comes before that, the call is
    /// refused at once.
    pub fn wait() -> Self {
        Self::of(Some(Choice::Wait))
    }

    fn of(choice: Option<Choice>) -> Self {
        Self { choice, store: None, app: String::new(), limits: BTreeMap::new(), further: Vec::new() }
    }

    /// Sets the home of the counters. The default is the memory of this client.
    pub fn store(mut self, store: impl CounterStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Sets the name of the application, for a store that several applications share: it becomes a part of the keys of the counters.
    pub fn app(mut self, name: &str) -> Self {
        name.clone_into(&mut self.app);
        self
    }

    /// Sets the number of requests in a window of a quota, where the server grants the application another one than the schema says. With
    /// zero, no call that counts on it is sent, or waits.
    pub fn limit(mut self, quota: &'static Quota, requests: u64) -> Self {
        self.limits.insert(quota.name, Some(requests));
        self
    }

    /// Takes a quota out of the count: one that does not hold for this application.
    pub fn without(mut self, quota: &'static Quota) -> Self {
        self.limits.insert(quota.name, None);
        self
    }

    /// Lets calls count on a quota although the schema does not say so: on one that holds for this application only, such as that of its tier,
    /// or on one of your own.
    ///
    /// ```
    /// use restli_client::{Quota, QuotaScope, Quotas};
    ///
    /// // As the developer portal shows it for this application.
    /// static POSTS: Quota = Quota::new("my_posts", 800, 86_400, QuotaScope::App);
    ///
    /// let quotas = Quotas::refuse().also(&POSTS, |call| call.id.starts_with("content.posts."));
    /// # let _ = quotas;
    /// ```
    pub fn also(mut self, quota: &'static Quota, calls: impl Fn(&Operation) -> bool + Send + Sync + 'static) -> Self {
        self.further.push(Further::new(quota, calls));
        self
    }

    /// The meter of an API; `None` if nothing is counted. A quota that would not be counted as it was given is a problem.
    pub(crate) fn meter(self, api: &'static ApiInfo) -> Result<Option<Meter>, Problem> {
        self.check(api)?;
        let Self { choice, store, app, limits, further } = self;
        let prefix = if app.is_empty() { api.name.to_owned() } else { format!("{}/{app}", api.name) };
        let meter = choice.map(|choice| Meter {
            choice,
            store: store.unwrap_or_else(|| Arc::new(MemoryCounters::new())),
            prefix,
            limits,
            further,
            holds: Mutex::default(),
        });
        Ok(meter)
    }

    fn check(&self, api: &ApiInfo) -> Result<(), Problem> {
        let mut all = api.quotas.iter().copied().chain(self.further.iter().map(|further| further.quota));
        if let Some(quota) = all.find(|quota| quota.limit == 0 || quota.window_seconds == 0) {
            let remedy = "give it a limit and a window above zero; `Quotas::limit` sets a limit of zero where the server grants none";
            return Err(Problem::new("Builder::quotas", format!("the quota `{}` has a limit or a window of zero", quota.name), remedy));
        }
        let is_further = |name: &str| self.further.iter().any(|further| further.quota.name == name);
        let known = |name: &str| api.quotas.iter().find(|quota| quota.name == name);
        if let Some(name) = self.limits.keys().find(|name| known(name).is_none() && !is_further(name)) {
            let remedy = "let calls count on it with `Quotas::also`, or leave it out";
            return Err(Problem::new("Builder::quotas", format!("no call of the API counts on the quota `{name}`"), remedy));
        }
        let is_other = |quota: &Quota, own: &Quota| {
            (quota.limit, quota.window_seconds, quota.scope, quota.starts) != (own.limit, own.window_seconds, own.scope, own.starts)
        };
        for (index, Further { quota, .. }) in self.further.iter().enumerate() {
            if known(quota.name).is_some_and(|own| is_other(quota, own)) {
                let what = format!("the API has another quota `{}`, which would be counted in place of this one", quota.name);
                let remedy = "give it another name, or pass the quota of the API and set its `Quotas::limit`";
                return Err(Problem::new("Builder::quotas", what, remedy));
            }
            let earlier = self.further.iter().take(index).find(|earlier| earlier.quota.name == quota.name);
            if earlier.is_some_and(|earlier| is_other(quota, earlier.quota)) {
                let what = format!(
                    "two quotas of `Quotas::also` have the name `{}`, so that one would be counted in place of the other",
                    quota.name
                );
                return Err(Problem::new("Builder::quotas", what, "give each quota a name of its own"));
            }
        }
        Ok(())
    }
}
