//! Further calls that get the answers: keys of several parts, creates that give their entity back, batches of every kind.

use linkedin::ads::{CreativeContent, NewAdAccount, NewCreative};
use linkedin::audiences::{DmpAction, DmpIdType, DmpUserId, DmpUserUpdate};
use linkedin::member_analytics::{PostEntity, PostMetric};
use linkedin::profile::PersonKey;
use linkedin::projection;
use linkedin::social::{CommentMessagePatch, CommentPatch};
use linkedin::ugc::NewShare;
use linkedin::urns::{OrganizationUrn, PersonUrn, ShareUrn, SponsoredCampaignUrn};
use testsuite_client::testsuite::{
    AssociationKey, AssociationKeyParts, Fruits, LargeRecord, LargeRecordPatch, Message, MessagePatch, UnionOfComplexTypes,
    UnionOfComplexTypesComplexTypeUnion as ComplexTypeUnion, UnionOfPrimitives, UnionOfPrimitivesPrimitivesUnion as PrimitiveUnion,
};
use testsuite_client::testsuite_complexkey::{ComplexKey, KeyWithUnion, KeyWithUnionUnion};

use crate::calls::{Call, call, linkedin, stream, suite};

fn key(part: &str) -> ComplexKey {
    ComplexKey::new(part, 2, Fruits::Apple)
}

fn large() -> LargeRecord {
    LargeRecord::new(key("one"), Message::new("x"))
}

fn association(part: &str) -> AssociationKey {
    AssociationKey::new(AssociationKeyParts { part1: part.to_owned(), part2: 2, part3: "three".to_owned() })
}

fn members() -> DmpUserUpdate {
    DmpUserUpdate::new(DmpAction::Add, vec![DmpUserId::new(DmpIdType::Sha256Email, "00")])
}

/// The call of an operation.
pub(crate) fn by_id(id: &str) -> Option<Call> {
    Some(match id {
        "testsuite.association.get" => call(|url| suite(url).association().get(association("one"))),
        "testsuite.association.batch_update" => {
            call(|url| suite(url).association().batch_update([(association("one"), large()), (association("two"), large())]))
        }
        "testsuite.association.find_by_part1" => call(|url| suite(url).association().find_by_part1("one")),
        "testsuite.complexkey.create" => call(|url| suite(url).complexkey().create(&large())),
        "testsuite.complexkey.batch_create" => call(|url| suite(url).complexkey().batch_create(&[large(), large()])),
        "testsuite.complexkey.batch_update" => {
            call(|url| suite(url).complexkey().batch_update([(key("one"), large()), (key("two"), large())]))
        }
        "testsuite.complexkey.batch_delete" => call(|url| suite(url).complexkey().batch_delete([key("one"), key("two")])),
        "testsuite.complexkey.partial_update" => {
            call(|url| suite(url).complexkey().partial_update(key("one"), LargeRecordPatch::new().message(Message::new("x"))))
        }
        "testsuite.collection.batch_partial_update" => call(|url| {
            let patch = || MessagePatch::new().message("x");
            suite(url).collection().batch_partial_update([(1, patch()), (2, patch())])
        }),
        "testsuite.params.get" => call(|url| {
            let primitive = UnionOfPrimitives::new(PrimitiveUnion::Boolean(true));
            let complex = UnionOfComplexTypes::new(ComplexTypeUnion::Fruits(Fruits::Apple));
            suite(url).params().get(1, 1, "x", 1, &[], &[], &[].into(), &primitive, &complex, "u")
        }),
        "testsuite_keywithunion.keywithunion.get" => {
            call(|url| suite(url).keywithunion().get(KeyWithUnion::new(KeyWithUnionUnion::ComplexKey(key("one")))))
        }
        "testsuite.action_set.echo_typeref_url" => call(|url| suite(url).action_set().echo_typeref_url("u")),
        "testsuite.action_set.multiple_inputs" => call(|url| suite(url).action_set().multiple_inputs("x", &Message::new("x"), "u")),
        _ => return of_products(id),
    })
}

fn of_products(id: &str) -> Option<Call> {
    Some(match id {
        "ads.ad_accounts.batch_create" => {
            call(|url| linkedin(url).ad_accounts().batch_create(&[NewAdAccount::new("a"), NewAdAccount::new("b")]))
        }
        "ads.creatives.batch_create" => call(|url| {
            let creative = || NewCreative::new(SponsoredCampaignUrn::new(1), CreativeContent::Reference(ShareUrn::new(1).into()));
            linkedin(url).creatives().batch_create(5, &[creative(), creative()])
        }),
        "audiences.dmp_segments.generate_upload_url" => call(|url| linkedin(url).dmp_segments().generate_upload_url()),
        "audiences.dmp_segments_users.batch_create" => {
            call(|url| linkedin(url).dmp_segments_users().batch_create(7, &[members(), members()]))
        }
        "events.events.get" => call(|url| linkedin(url).events().get(7)),
        "member_analytics.member_creator_post_analytics.find_by_entity" => call(|url| {
            linkedin(url).member_creator_post_analytics().find_by_entity(&PostEntity::Share(ShareUrn::new(1)), PostMetric::Reaction)
        }),
        "profile.email_address.find_by_members" => {
            call(|url| linkedin(url).email_address().find_by_members().select(projection!(EmailHandle: (handle~))))
        }
        "profile.people.batch_get" => call(|url| linkedin(url).people().batch_get([PersonKey::new("a"), PersonKey::new("b")])),
        "organizations.organizations_lookup.batch_get, projected" => call(|url| {
            linkedin(url)
                .organizations_lookup()
                .batch_get([1, 2])
                .select(projection!(Organization: (id, localizedName, locations*(address(city)))))
        }),
        "content.posts.find_by_author, projected" => call(|url| {
            linkedin(url)
                .posts()
                .find_by_author(OrganizationUrn::new(5))
                .select(projection!(Post: (id, content(media(id)), isReshareDisabledByAuthor)))
        }),
        "social.social_actions_likes.get_all" => call(|url| linkedin(url).social_actions_likes().get_all(ShareUrn::new(1))),
        "social.social_actions_likes.get_all, as a stream" => {
            stream(|url| linkedin(url).social_actions_likes().get_all(ShareUrn::new(1)).count(2).stream())
        }
        "social.social_actions_comments.partial_update" => call(|url| {
            let patch = CommentPatch::new().patch_message(CommentMessagePatch::new().text("x"));
            linkedin(url).social_actions_comments().partial_update(ShareUrn::new(1), "9", patch)
        }),
        "standardized_data.industries.batch_get" => call(|url| linkedin(url).industries().batch_get([4, 6])),
        "ugc.shares.create" => call(|url| linkedin(url).shares().create(&NewShare::new(PersonUrn::new("A")))),
        "verification.verification_report.get" => call(|url| linkedin(url).verification_report().get()),
        _ => return None,
    })
}
