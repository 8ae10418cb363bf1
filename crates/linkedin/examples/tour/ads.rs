//! Advertising: a report, and the people who left their address in a form.

use std::error::Error;

use futures_util::TryStreamExt as _;
use linkedin::ads_reporting::{AdPivot, AdTimeGranularity};
use linkedin::leads::{LeadAnswerDetails, LeadOwner, LeadType, LeadTypeCriteria};
use linkedin::types::{Date, DateRange};
use linkedin::urns::SponsoredAccountUrn;
use linkedin::{AdReport, Client, projection};

use crate::sign_in::TourScopes;

/// An ad account of the sandbox's small world.
fn account() -> SponsoredAccountUrn {
    SponsoredAccountUrn::new(50550)
}

pub(crate) async fn report(client: &Client<TourScopes>) -> Result<(), Box<dyn Error>> {
    let january = DateRange::new().start(Date::new().year(2026).month(1).day(1)).end(Date::new().year(2026).month(1).day(31));
    let mut rows = AdReport::new(client, &[AdPivot::Campaign, AdPivot::Creative], AdTimeGranularity::All, &january)
        .with(|params| params.accounts(vec![account()]))
        .select(projection!(AdAnalyticsElement: (impressions, clicks, costInLocalCurrency)));
    while let Some(row) = rows.try_next().await? {
        let (clicks, impressions) = (row.metrics.clicks.unwrap_or_default(), row.metrics.impressions.unwrap_or_default());
        println!("{}: clicks {clicks}, impressions {impressions}.", row.pivot_values.join(", "));
    }
    Ok(())
}

pub(crate) async fn leads(client: &Client<TourScopes>) -> Result<(), Box<dyn Error>> {
    let owner = LeadOwner::SponsoredAccount(account());
    for form in client.lead_forms().find_by_owner(&owner).await? {
        let (name, state) = (form.name.unwrap_or_default(), form.state.ok_or("the form has no state")?);
        println!("The form \"{name}\" is {state}.");
    }
    let page = client.lead_form_responses().find_by_owner(&owner, &LeadTypeCriteria::new(LeadType::Sponsored)).await?;
    let first = page.elements.first().ok_or("nobody left an address")?;
    println!("{} people answered it. The first of them:", page.elements.len());
    let lead = client.lead_form_responses().get(&first.id).await?;
    for answer in lead.form_response.map(|response| response.answers).unwrap_or_default() {
        if let Some(LeadAnswerDetails::TextQuestionAnswer(text)) = answer.answer_details {
            println!("answer to question {}: {}", answer.question_id, text.answer);
        }
    }
    Ok(())
}
