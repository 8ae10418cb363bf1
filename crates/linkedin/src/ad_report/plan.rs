//! The calls of a report: what is refused before anything is sent, and how metrics are shared out among calls.

use restli_client::{Error, Problem, Projection};

use super::slices::Slice;
use crate::Client;
use crate::ads_reporting::{AdAnalyticsFindByStatistics, AdPivot, AdTimeGranularity};
use crate::core::projection::Name;
use crate::types::DateRange;

/// The most fields of a call, of which two tell the row.
const FIELDS: usize = 20;
/// The fields that tell the row.
pub(super) const KEY: [&str; 2] = ["dateRange", "pivotValues"];
/// The metrics that are known for [`REACHED`] days at most.
const REACH: [&str; 2] = ["approximateMemberReach", "audiencePenetration"];
const REACHED: i64 = 92;
/// The metrics that do not go with pivots about members.
const NOT_OF_MEMBERS: [&str; 6] = [
    "conversionValueInLocalCurrency",
    "cardImpressions",
    "cardClicks",
    "viralCardImpressions",
    "viralCardClicks",
    "approximateMemberReach",
];

/// The calls that are to be made.
pub(super) struct Plan {
    pub(super) client: Client,
    pub(super) pivots: Vec<AdPivot>,
    pub(super) granularity: AdTimeGranularity,
    pub(super) params: AdAnalyticsFindByStatistics,
    /// The fields of each call for a slice.
    pub(super) groups: Vec<Projection>,
    pub(super) slices: Vec<Slice>,
}

/// Refuses what no calls can answer; else returns the slices to ask for.
pub(super) fn check(
    pivots: &[AdPivot],
    granularity: &AdTimeGranularity,
    range: &DateRange,
    params: &AdAnalyticsFindByStatistics,
    metrics: &Projection,
) -> Result<Vec<Slice>, Error> {
    if !(1..=3).contains(&pivots.len()) {
        return refuse(format!("{} pivots", pivots.len()), "give one, two or three");
    }
    let lists = [
        params.accounts.as_ref().map(Vec::len),
        params.campaign_groups.as_ref().map(Vec::len),
        params.campaigns.as_ref().map(Vec::len),
        params.creatives.as_ref().map(Vec::len),
        params.shares.as_ref().map(Vec::len),
        params.companies.as_ref().map(Vec::len),
    ];
    if lists.into_iter().flatten().all(|length| length == 0) {
        return refuse("no list of entities", "name accounts, campaigns or other entities with `AdReport::with`");
    }
    let names = || metrics.items.iter().filter_map(|item| if let Name::Is(name) = &item.name { Some(name.as_str()) } else { None });
    if names().count() != metrics.items.len() || names().all(|name| KEY.contains(&name)) {
        return refuse("no metrics by their names", "name them in the projection, such as `(impressions, clicks)`");
    }
    if names().any(|name| name == "revenueAttributionMetrics") {
        return refuse("`revenueAttributionMetrics` is no metric of this finder", "call `find_by_attributed_revenue_metrics`");
    }
    let of_members = pivots.iter().find(|pivot| pivot.as_str().starts_with("MEMBER_"));
    if let Some((pivot, metric)) = of_members.zip(names().find(|name| NOT_OF_MEMBERS.contains(name))) {
        return refuse(
            format!("the metric `{metric}` does not go with the pivot `{}`", pivot.as_str()),
            "ask for it in a report of its own",
        );
    }
    let slice = Slice::of(range).or_else(|(what, remedy)| refuse(what, remedy))?;
    let Some(metric) = names().find(|name| REACH.contains(name)) else { return Ok(vec![slice]) };
    slice.at_most(REACHED, granularity).map_or_else(
        || {
            let what = format!("the metric `{metric}` is known for {REACHED} days at most, and a piece of time from {slice} is longer");
            refuse(what, "ask for days or months, which are not added up; the reach of two pieces of time is not the sum of both")
        },
        Ok,
    )
}

/// The fields of each call: metrics as many as it takes, and those that tell the row.
pub(super) fn groups(metrics: Projection) -> Vec<Projection> {
    let is_key = |name: &Name| matches!(name, Name::Is(name) if KEY.contains(&name.as_str()));
    let metrics: Vec<_> = metrics.items.into_iter().filter(|item| !is_key(&item.name)).collect();
    let group = |items: &[_]| KEY.iter().fold(Projection { items: items.to_vec(), range: None }, |group, name| group.field(*name));
    metrics.chunks(FIELDS - KEY.len()).map(group).collect()
}

fn refuse<T>(what: impl Into<String>, remedy: &str) -> Result<T, Error> {
    Err(Error::Request(Box::new(Problem::new("AdReport", what, remedy))))
}
