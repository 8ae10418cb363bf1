//! The calls that get the answers, by the id of their operation.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use linkedin::content::{FinalizeVideoRequest, ImageUploadRequest, LittleText, NewPost, PostPatch};
use linkedin::conversions::{ConversionEvent, ConversionUser};
use linkedin::oauth::AuthorizationCode;
use linkedin::organizations::{AuthorizationAction, AuthorizationCriteria, ContentAction, ContentActionType};
use linkedin::projection;
use linkedin::social::{CommentMessage, NewComment, NewReaction, ReactionKey, ReactionType};
use linkedin::types::PostUrn;
use linkedin::upload::upload_image;
use linkedin::urns::{ActivityUrn, LlaPartnerConversionUrn, OrganizationUrn, PersonUrn, ShareUrn, VideoUrn};
use restli_client::core::Time;
use restli_client::core::envelope::Outcome;
use restli_client::{Error, Request, Retry};
use restli_testing::{DAY_MILLIS, TOKEN};
use testsuite_client::testsuite::{
    AssociationKey, AssociationKeyParts, CollectionSubcollectionPathKeys, Fruits, Message, MessagePatch, UnionOfComplexTypes,
    UnionOfComplexTypesComplexTypeUnion as ComplexTypeUnion, UnionOfPrimitives, UnionOfPrimitivesPrimitivesUnion as PrimitiveUnion,
};
use testsuite_client::testsuite_complexkey::ComplexKey;

/// The largest answer that the clients take, in bytes.
const LIMIT: usize = 1 << 20;

/// The day on which the answers come.
const DAY: Time = Time::from_millis(DAY_MILLIS);

/// The secret of the app.
const SECRET: &str = "WPL_AP1.secret-of-the-app";

/// The smallest thing that is a PNG: signature and header, one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// The most elements of a stream that are looked at.
const ELEMENTS: usize = 6;

/// A text for the user of a client.
pub(crate) enum Told {
    /// The value, and the values left out of it.
    Value(String),
    /// The text of the error.
    Error(String),
}

/// A call on its way.
type Sending = Pin<Box<dyn Future<Output = Told>>>;

/// A call of a server at this address.
pub(crate) type Call = Box<dyn Fn(&str) -> Sending>;

/// A call as users make it, by `await`; if it gives a value, it is made again for the values left out.
pub(crate) fn call<T, P, C>(make: impl Fn(&str) -> Request<T, P, C> + 'static) -> Call
where
    T: Outcome + Debug + 'static,
    P: 'static,
    C: 'static,
{
    Box::new(move |url| {
        let (awaited, full) = (make(url), make(url).send_full());
        Box::pin(async move {
            let response = match awaited.await {
                Ok(_) => full.await,
                Err(error) => Err(error),
            };
            match response {
                Ok(response) => {
                    let told = format!("{:?}", response.value);
                    let left_out = response.unread().problems().iter();
                    Told::Value(left_out.fold(told, |told, problem| told + &format!("\n  left out: {problem}")))
                }
                Err(error) => Told::Error(error.to_string()),
            }
        })
    })
}

/// A function of several requests.
fn calls<T: Debug, F: Future<Output = Result<T, Error>> + 'static>(make: impl Fn(String) -> F + 'static) -> Call {
    Box::new(move |url| {
        let future = make(url.to_owned());
        Box::pin(async move {
            match future.await {
                Ok(value) => Told::Value(format!("{value:?}")),
                Err(error) => Told::Error(error.to_string()),
            }
        })
    })
}

/// The elements of a stream, until an error.
pub(crate) fn stream<T: Debug, S: Stream<Item = Result<T, Error>> + 'static>(make: impl Fn(&str) -> S + 'static) -> Call {
    Box::new(move |url| {
        let elements = make(url).take(ELEMENTS);
        Box::pin(async move {
            let elements: Vec<_> = elements.collect().await;
            match elements.iter().find_map(|element| element.as_ref().err()) {
                Some(error) => Told::Error(error.to_string()),
                None => Told::Value(format!("{} elements", elements.len())),
            }
        })
    })
}

pub(crate) fn linkedin(url: &str) -> linkedin::Client {
    let builder = linkedin::Client::builder().token(TOKEN).base_url(url).clock(|| DAY).retry(Retry::never());
    builder.max_response_bytes(LIMIT).timeout(Duration::from_secs(10)).build().expect("a client")
}

pub(crate) fn suite(url: &str) -> testsuite_client::Client {
    let builder = testsuite_client::Client::builder().token(TOKEN).base_url(url).retry(Retry::never());
    builder.max_response_bytes(LIMIT).timeout(Duration::from_secs(10)).build().expect("a client")
}

fn post() -> PostUrn {
    "urn:li:share:1".parse().expect("a URN")
}

fn key(part: &str) -> ComplexKey {
    ComplexKey::new(part, 2, Fruits::Apple)
}

fn association(part: &str) -> AssociationKey {
    AssociationKey::new(AssociationKeyParts { part1: part.to_owned(), part2: 2, part3: "three".to_owned() })
}

fn event() -> ConversionEvent {
    ConversionEvent::new(LlaPartnerConversionUrn::new(81), DAY, ConversionUser::new())
}

/// The call of an operation.
pub(crate) fn by_id(id: &str) -> Option<Call> {
    Some(match id {
        "content.posts.create" => call(|url| linkedin(url).posts().create(&NewPost::new(PersonUrn::new("A"), LittleText::escaped("x")))),
        "content.posts.get" => call(|url| linkedin(url).posts().get(post())),
        "content.posts.batch_get" => call(|url| linkedin(url).posts().batch_get([post()])),
        "content.posts.partial_update" => {
            call(|url| linkedin(url).posts().partial_update(post(), PostPatch::new().commentary(LittleText::escaped("x"))))
        }
        "content.posts.delete" => call(|url| linkedin(url).posts().delete(post())),
        "content.posts.find_by_author" => call(|url| linkedin(url).posts().find_by_author(OrganizationUrn::new(5))),
        "content.posts.find_by_author, as a stream" => {
            stream(|url| linkedin(url).posts().find_by_author(OrganizationUrn::new(5)).count(1).stream())
        }
        "content.images.initialize_upload" => {
            call(|url| linkedin(url).images().initialize_upload(&ImageUploadRequest::new(PersonUrn::new("A"))))
        }
        "content.videos.finalize_upload" => {
            call(|url| linkedin(url).videos().finalize_upload(&FinalizeVideoRequest::new(VideoUrn::new("V"), vec!["e".to_owned()])))
        }
        "ads.creatives.find_by_criteria" => call(|url| linkedin(url).creatives().find_by_criteria(1)),
        "ads.creatives.find_by_criteria, as a stream" => stream(|url| linkedin(url).creatives().find_by_criteria(1).count(1).stream()),
        "content.images.initialize_upload, then the bytes" | "upload, after its address" => {
            calls(|url| async move { upload_image(&linkedin(&url), PersonUrn::new("A"), PNG).await })
        }
        "login" => calls(|url| async move {
            let app = linkedin::oauth::app("77app", SECRET, "https://app.example/cb")?.base_url(&url)?;
            let token = app.exchange(AuthorizationCode::new("a-code-of-the-login").requested(["openid", "profile"])).await?;
            Ok(token.granted().map(<[String]>::to_vec))
        }),
        "leads.lead_form_responses.get" => call(|url| linkedin(url).lead_form_responses().get("L")),
        "social.reactions.batch_get" => {
            call(|url| linkedin(url).reactions().batch_get([ReactionKey::new(PersonUrn::new("A"), ActivityUrn::new(7))]))
        }
        "social.social_actions_comments.get_all" => call(|url| linkedin(url).social_actions_comments().get_all(ShareUrn::new(1))),
        "social.social_actions_comments.create" => call(|url| {
            let comment = NewComment::new(PersonUrn::new("A"), ActivityUrn::new(7), CommentMessage::new("x"));
            linkedin(url).social_actions_comments().create(ShareUrn::new(1), &comment)
        }),
        "social.reactions.create" => {
            call(|url| linkedin(url).reactions().create(PersonUrn::new("A"), &NewReaction::new(ReactionType::Like, ActivityUrn::new(7))))
        }
        "conversions.conversion_events.batch_create" => call(|url| linkedin(url).conversion_events().batch_create(&[event(), event()])),
        "organizations.organization_authorizations.batch_find_by_organization" => call(|url| {
            let criteria = [ContentActionType::OrganicShareCreate, ContentActionType::OrganicShareDelete]
                .map(|action| AuthorizationCriteria::new(AuthorizationAction::Content(ContentAction::new(action))));
            linkedin(url).organization_authorizations().batch_find_by_organization(&criteria, OrganizationUrn::new(5))
        }),
        "organizations.organizations.get" => call(|url| linkedin(url).organizations().get(1)),
        "organizations.organizations.batch_get" => call(|url| linkedin(url).organizations().batch_get([1, 2])),
        "organizations.rest_organizations.get" => call(|url| linkedin(url).rest_organizations().get(1)),
        "profile.me.get" => call(|url| linkedin(url).me().get()),
        "profile.me.get, with a picture" => {
            call(|url| linkedin(url).me().get().select(projection!(Me: (id, profilePicture(displayImage~:playableStreams)))))
        }
        "profile.userinfo.get" => call(|url| linkedin(url).userinfo().get()),
        "ugc.ugc_posts.get" => call(|url| linkedin(url).ugc_posts().get(post())),
        _ => return of_suite(id),
    })
}

fn of_suite(id: &str) -> Option<Call> {
    let message = || Message::new("x");
    let union = || UnionOfPrimitives::new(PrimitiveUnion::Long(1));
    let complex = || UnionOfComplexTypes::new(ComplexTypeUnion::Fruits(Fruits::Apple));
    Some(match id {
        "testsuite.action_set.echo" => call(|url| suite(url).action_set().echo("x")),
        "testsuite.action_set.echo_complex_types_union" => call(move |url| suite(url).action_set().echo_complex_types_union(&complex())),
        "testsuite.action_set.echo_message" => call(move |url| suite(url).action_set().echo_message(&message())),
        "testsuite.action_set.echo_message_array" => call(move |url| suite(url).action_set().echo_message_array(&[message()])),
        "testsuite.action_set.echo_primitive_union" => call(move |url| suite(url).action_set().echo_primitive_union(&union())),
        "testsuite.action_set.echo_string_array" => call(|url| suite(url).action_set().echo_string_array(&["x".to_owned()])),
        "testsuite.action_set.echo_string_map" => {
            call(|url| suite(url).action_set().echo_string_map(&[("a".to_owned(), "x".to_owned())].into()))
        }
        "testsuite.action_set.empty_response" => call(move |url| suite(url).action_set().empty_response(&message(), &message())),
        "testsuite.action_set.return_bool" => call(|url| suite(url).action_set().return_bool()),
        "testsuite.action_set.return_int" => call(|url| suite(url).action_set().return_int()),
        "testsuite.association.batch_get" => call(|url| suite(url).association().batch_get([association("one"), association("two")])),
        "testsuite.association.batch_delete" => call(|url| suite(url).association().batch_delete([association("one"), association("two")])),
        "testsuite.collection.batch_create" => call(move |url| suite(url).collection().batch_create(&[message(), message()])),
        "testsuite.collection.batch_delete" => call(|url| suite(url).collection().batch_delete([1, 2])),
        "testsuite.collection.batch_get" => call(|url| suite(url).collection().batch_get([1, 2])),
        "testsuite.collection.batch_update" => call(move |url| suite(url).collection().batch_update([(1, message()), (2, message())])),
        "testsuite.collection.create" => call(move |url| suite(url).collection().create(&message())),
        "testsuite.collection.delete" => call(|url| suite(url).collection().delete(1)),
        "testsuite.collection.find_by_search" => call(|url| suite(url).collection().find_by_search("x")),
        "testsuite.collection.find_by_search, as a stream" => stream(|url| suite(url).collection().find_by_search("x").count(1).pages()),
        "testsuite.collection.find_by_search, as a stream of tens" => {
            stream(|url| suite(url).collection().find_by_search("x").count(10).stream())
        }
        "testsuite.collection.get" => call(|url| suite(url).collection().get(1)),
        "testsuite.collection.partial_update" => call(|url| suite(url).collection().partial_update(1, MessagePatch::new().message("x"))),
        "testsuite.collection.update" => call(move |url| suite(url).collection().update(1, &message())),
        "testsuite.collection_return_entity.create" => call(move |url| suite(url).collection_return_entity().create(&message())),
        "testsuite.collection_subcollection.get" => {
            let keys = CollectionSubcollectionPathKeys { collection_id: 1, subcollection_id: 2 };
            call(move |url| suite(url).collection_subcollection().get(keys))
        }
        "testsuite.simple.get" => call(|url| suite(url).simple().get()),
        "testsuite.simple.update" => call(move |url| suite(url).simple().update(&message())),
        "testsuite.complexkey.batch_get" => call(|url| suite(url).complexkey().batch_get([key("one"), key("two")])),
        "testsuite.complexkey.get" => call(|url| suite(url).complexkey().get(key("one"))),
        _ => return None,
    })
}
