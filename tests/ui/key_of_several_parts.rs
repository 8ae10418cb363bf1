//! The parts of a key in place of the key, alone, in a list and in pairs.

use linkedin::Client;
use linkedin::conversions::NewConversionCampaign;
use linkedin::urns::{LlaPartnerConversionUrn, SponsoredCampaignUrn};

fn main() {
    let client = Client::builder().build().unwrap();
    let (campaign, conversion) = (SponsoredCampaignUrn::new(7701), LlaPartnerConversionUrn::new(81));
    let _ = client.campaign_conversions().get((&campaign, &conversion));
    let _ = client.campaign_conversions().batch_delete([(&campaign, &conversion)]);
    let entity = NewConversionCampaign::new(campaign.clone(), conversion.clone());
    let _ = client.campaign_conversions().batch_update([((campaign, conversion), entity)]);
}
