//! The calls of LinkedIn's products that get the answers, by the id of their operation.

use linkedin::ads::{
    AdAccountSearch, AdCampaignPatch, AdCampaignStatus, CostType, InlineAdContext, InlineContent, InlineCreative, InlinePost, MatchType,
};
use linkedin::ads_reporting::{AdPivot, AdTimeGranularity, AudienceInsightMetaData, AudienceInsightRequest};
use linkedin::core::urn::Urn;
use linkedin::jobs::{JobPostingOperation, NewJobPosting, NewJobPostingParts};
use linkedin::messaging::{NewInvitation, NewMessage};
use linkedin::organizations::{NetworkEdge, OrganizationAclsKey, OrganizationRole};
use linkedin::recruiter_sync::{AtsCandidate, AtsCandidateKey, DataProvider};
use linkedin::social::NewLike;
use linkedin::types::{CampaignType, DateRange, TargetingClause, TargetingCriteria, TargetingInclusion, Time};
use linkedin::urns::{
    AdTargetingFacetUrn, GeoUrn, InvitationUrn, OrganizationUrn, PersonUrn, ShareUrn, SimpleJobPostingTaskUrn, SponsoredAccountUrn,
    SponsoredCampaignUrn,
};
use linkedin::verification::ValidationQuery;

use crate::calls::{Call, call, linkedin, stream};

/// The call of an operation of ads, organizations and social.
pub(crate) fn by_id(id: &str) -> Option<Call> {
    let account = || SponsoredAccountUrn::new(5);
    Some(match id {
        "ads.ad_accounts.find_by_search" => call(|url| linkedin(url).ad_accounts().find_by_search(&AdAccountSearch::new())),
        "ads.ad_accounts.find_by_search, as a stream" => {
            stream(|url| linkedin(url).ad_accounts().find_by_search(&AdAccountSearch::new()).count(1).stream())
        }
        "ads.ad_budget_pricing.find_by_criteria_v2" => call(move |url| {
            let (client, kind) = (linkedin(url), CampaignType::SponsoredUpdates);
            client.ad_budget_pricing().find_by_criteria_v2(account(), kind, CostType::Cpc, MatchType::Exact, &targeting())
        }),
        "ads.ad_campaign_groups.batch_get" => call(|url| linkedin(url).ad_campaign_groups().batch_get(5, [1, 2])),
        "ads.ad_campaigns.batch_partial_update" => call(|url| {
            let paused = || AdCampaignPatch::new().status(AdCampaignStatus::Paused);
            linkedin(url).ad_campaigns().batch_partial_update(5, [(1, paused()), (2, paused())])
        }),
        "ads.creatives.create_inline" => call(move |url| {
            let post = InlinePost::new(InlineAdContext::new(account()), OrganizationUrn::new(5));
            linkedin(url).creatives().create_inline(5, &InlineCreative::new(SponsoredCampaignUrn::new(1), InlineContent::new(post)))
        }),
        "ads_reporting.ad_analytics.find_by_analytics" => call(move |url| {
            let (client, days) = (linkedin(url), AdTimeGranularity::Daily);
            client
                .ad_analytics()
                .find_by_analytics(AdPivot::Campaign, days, &DateRange::new())
                .with(|params| params.accounts(vec![account()]))
        }),
        "ads_reporting.targeting_audience_insights.audience_insights" => call(move |url| {
            let facet = AdTargetingFacetUrn::new("jobFunctions");
            let request = AudienceInsightRequest::new(AudienceInsightMetaData::new(account()), targeting(), facet);
            linkedin(url).targeting_audience_insights().audience_insights(&request)
        }),
        "organizations.network_sizes.get" => {
            call(|url| linkedin(url).network_sizes().get(OrganizationUrn::new(5), NetworkEdge::CompanyFollowedByMember))
        }
        "organizations.organization_acls.batch_get" => call(|url| {
            let key = OrganizationAclsKey::new(OrganizationUrn::new(5), OrganizationRole::Administrator, PersonUrn::new("A"));
            linkedin(url).organization_acls().batch_get([key])
        }),
        "organizations.organization_acls.find_by_role_assignee" => call(|url| linkedin(url).organization_acls().find_by_role_assignee()),
        "organizations.rest_organizational_entity_follower_statistics.find_by_organizational_entity" => call(|url| {
            let client = linkedin(url);
            client.rest_organizational_entity_follower_statistics().find_by_organizational_entity(OrganizationUrn::new(5))
        }),
        "social.social_actions_comments.get" => call(|url| linkedin(url).social_actions_comments().get(ShareUrn::new(1), "9")),
        "social.social_actions_likes.create" => {
            call(|url| linkedin(url).social_actions_likes().create(ShareUrn::new(1), &NewLike::new(PersonUrn::new("A"), ShareUrn::new(1))))
        }
        "social.social_metadata.batch_get" => call(|url| linkedin(url).social_metadata().batch_get([ShareUrn::new(1), ShareUrn::new(2)])),
        "social.social_metadata.get" => call(|url| linkedin(url).social_metadata().get(ShareUrn::new(1))),
        _ => return of_partners(id),
    })
}

/// The call of an operation of leads, and of products for partners.
fn of_partners(id: &str) -> Option<Call> {
    Some(match id {
        "jobs.partner_job_reports.batch_get" => call(|url| linkedin(url).partner_job_reports().batch_get(&DateRange::new(), ["a", "b"])),
        "jobs.provisioned_hiring_contracts.setup" => call(|url| linkedin(url).provisioned_hiring_contracts().setup(7)),
        "jobs.simple_job_posting_tasks.batch_get" => {
            call(|url| linkedin(url).simple_job_posting_tasks().batch_get(["1", "2"].map(SimpleJobPostingTaskUrn::new)))
        }
        "jobs.simple_job_postings.batch_create" => {
            call(|url| linkedin(url).simple_job_postings().batch_create(&[posting("one"), posting("two")]))
        }
        "leads.lead_form_responses.batch_get" => call(|url| linkedin(url).lead_form_responses().batch_get(["a", "b"])),
        "leads.lead_forms.get" => call(|url| linkedin(url).lead_forms().get(31)),
        "messaging.invitations.create" => call(|url| linkedin(url).invitations().create(&NewInvitation::new(PersonUrn::new("A")))),
        "messaging.invitations.get" => call(|url| linkedin(url).invitations().get(InvitationUrn::new(1))),
        "messaging.messages.create" => call(|url| linkedin(url).messages().create(&NewMessage::new("x"))),
        "recruiter_sync.ats_candidates.batch_update" => call(|url| {
            let key = |id: &str| AtsCandidateKey::new(id, DataProvider::Ats, OrganizationUrn::new(5));
            linkedin(url).ats_candidates().batch_update([(key("c1"), AtsCandidate::new()), (key("c2"), AtsCandidate::new())])
        }),
        "verification.validation_status.retrieve" => {
            call(|url| linkedin(url).validation_status().retrieve(&[ValidationQuery::new("a"), ValidationQuery::new("b")]))
        }
        _ => return None,
    })
}

fn targeting() -> TargetingCriteria {
    let places = [(AdTargetingFacetUrn::new("locations"), vec![Urn::from(GeoUrn::new(1))])];
    TargetingCriteria::new(TargetingInclusion::new(vec![TargetingClause::new(places.into())]))
}

fn posting(id: &str) -> NewJobPosting {
    NewJobPosting::new(NewJobPostingParts {
        external_job_posting_id: id.to_owned(),
        job_posting_operation_type: JobPostingOperation::Create,
        title: "Rust Engineer".to_owned(),
        description: "x".repeat(100),
        company_apply_url: "https://jobs.example/1".to_owned(),
        listed_at: Time::from_millis(1_750_000_000_000),
        location: "Oslo, Norway".to_owned(),
    })
}
