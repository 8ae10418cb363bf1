//! Reports about advertisements, put together from as many calls as they take.

mod plan;
mod rows;
mod slices;

use std::fmt;

use restli_client::core::projection::parse_mask;
use restli_client::{Error, FromRuntime as _, Projection};

use self::plan::Plan;
pub use self::rows::{AdRow, AdRows};
use crate::Client;
use crate::ads_reporting::{AdAnalyticsElement, AdAnalyticsFindByStatistics, AdPivot, AdTimeGranularity};
use crate::core::projection::{Projected, Selection};
use crate::permits::ads_reporting::AdAnalyticsFindByStatistics as MayFind;
use crate::types::DateRange;

/// A report about advertisements (`docs/ad-reports.md`): any number of metrics over any range of dates, from as many calls of
/// [`find_by_statistics`](crate::ads_reporting::AdAnalytics::find_by_statistics) as that takes.
///
/// ```
/// use linkedin::ads_reporting::{AdAnalytics, AdPivot, AdTimeGranularity};
/// use linkedin::testing::{Answer, Script};
/// use linkedin::types::{Date, DateRange};
/// use linkedin::urns::SponsoredAccountUrn;
/// use linkedin::{AdReport, Client, Error, projection};
/// use futures_util::TryStreamExt as _;
///
/// async fn clicks(client: &Client) -> Result<i64, Error> {
///     let september = DateRange::new()
///         .start(Date::new().year(2026).month(9).day(1))
///         .end(Date::new().year(2026).month(9).day(30));
///     let mut rows = AdReport::new(client, &[AdPivot::Campaign], AdTimeGranularity::Daily, &september)
///         .with(|params| params.accounts(vec![SponsoredAccountUrn::new(5501)]))
///         .select(projection!(AdAnalyticsElement: (impressions, clicks, costInLocalCurrency)));
///     let mut clicks = 0;
///     while let Some(row) = rows.try_next().await? {
///         println!("{:?} {:?}: {:?}", row.date_range, row.pivot_values, row.metrics.cost_in_local_currency);
///         clicks += row.metrics.clicks.unwrap_or_default();
///     }
///     Ok(clicks)
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// let script = Script::new();
/// let row = r#"{"pivotValues":["urn:li:sponsoredCampaign:7701"],"impressions":420,"clicks":9,"costInLocalCurrency":"31.25"}"#;
/// script.on(AdAnalytics::FIND_BY_STATISTICS).answer(Answer::status(200).json(format!("{{\"elements\":[{row}]}}")));
/// let client = Client::builder().token("test").script(&script).build()?;
/// assert_eq!(clicks(&client).await?, 9);
/// # Ok::<(), Error>(()) }).expect("an example");
/// ```
#[must_use = "a report asks for nothing until its rows are read"]
pub struct AdReport {
    client: Client,
    pivots: Vec<AdPivot>,
    granularity: AdTimeGranularity,
    range: DateRange,
    params: AdAnalyticsFindByStatistics,
}

impl AdReport {
    /// A report with one to three pivots, over a range of dates with its first and its last day.
    pub fn new<C: MayFind>(client: &Client<C>, pivots: &[AdPivot], granularity: AdTimeGranularity, range: &DateRange) -> Self {
        let client = Client::from_runtime(client.runtime().clone());
        let params = AdAnalyticsFindByStatistics::new();
        Self { client, pivots: pivots.to_vec(), granularity, range: range.clone(), params }
    }

    /// Sets optional parameters of the calls, of which one list of entities is needed. An order (`sort_by`) holds within a call, not for the
    /// report.
    pub fn with(mut self, set: impl FnOnce(AdAnalyticsFindByStatistics) -> AdAnalyticsFindByStatistics) -> Self {
        self.params = set(self.params);
        self
    }

    /// Chooses the metrics, and returns the rows as a stream. Dates and values of the pivots come without being asked for.
    pub fn select<S: Selection<Result: Projected<Of = AdAnalyticsElement>>>(self, _: S) -> AdRows<S::Result> {
        let names = S::Result::STYLES.restli.and_then(|mask| parse_mask(mask).ok()).unwrap_or_default();
        AdRows::new(self.plan(names))
    }

    fn plan(self, metrics: Projection) -> Result<Plan, Error> {
        let slices = plan::check(&self.pivots, &self.granularity, &self.range, &self.params, &metrics)?;
        let groups = plan::groups(metrics);
        let Self { client, pivots, granularity, params, .. } = self;
        Ok(Plan { client, pivots, granularity, params, groups, slices })
    }
}

impl fmt::Debug for AdReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pivots, granularity, range, .. } = self;
        write!(out, "AdReport({pivots:?}, {granularity:?}, {range:?})")
    }
}
