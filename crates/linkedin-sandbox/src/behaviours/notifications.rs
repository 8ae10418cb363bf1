//! Notifications about activity on posts of organizations: webhooks are told, and they can be read for a while (`docs/linkedin/organizations.md`).

use restli_sandbox::{Act, Behaviour, Moment};
use serde_json::{Value as Json, json};

use crate::text::{set, text};
use crate::webhooks::SOCIAL_ACTIONS;

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour {
        operations: &["social.social_actions_comments.create", "social.v2_social_actions_comments.create"],
        act: Act::After(commented),
    },
    Behaviour {
        operations: &["social.social_actions_comments.partial_update", "social.v2_social_actions_comments.partial_update"],
        act: Act::After(edited),
    },
    Behaviour {
        operations: &["social.social_actions_comments.delete", "social.v2_social_actions_comments.delete"],
        act: Act::After(deleted),
    },
    Behaviour { operations: &["social.reactions.create", "social.v2_reactions.create"], act: Act::After(reacted) },
    Behaviour { operations: &["content.posts.create"], act: Act::After(posted) },
];

/// The collection from which notifications are read.
const KEPT: &str = "/organizationalEntityNotifications";

fn commented(moment: &mut Moment<'_>) {
    let Some(comment) = moment.created().and_then(|id| moment.get(moment.collection(), &id)).cloned() else { return };
    let Some(post) = post(moment, thread(moment)) else { return };
    let is_own = text(&comment, "actor") == text(&post, "author");
    tell_of_comment(moment, if is_own { "ADMIN_COMMENT" } else { "COMMENT" }, &post, &comment);
}

fn edited(moment: &mut Moment<'_>) {
    let Some(comment) = moment.get(moment.collection(), moment.key()).cloned() else { return };
    if let Some(post) = post(moment, thread(moment)) {
        tell_of_comment(moment, "COMMENT_EDIT", &post, &comment);
    }
}

fn deleted(moment: &mut Moment<'_>) {
    let target = thread(moment);
    let Some(post) = post(moment, target) else { return };
    let urn = format!("urn:li:comment:({},{})", target.strip_prefix("urn:li:").unwrap_or(target), moment.key());
    let organization = text(&post, "author").to_owned();
    tell(moment, "COMMENT_DELETE", &organization, &post, &json!(urn), None);
}

fn reacted(moment: &mut Moment<'_>) {
    let target = text(moment.body(), "root");
    let Some(post) = post(moment, target) else { return };
    let actor = moment.param("actor").and_then(Json::as_str).unwrap_or_default();
    let organization = text(&post, "author").to_owned();
    tell(moment, "LIKE", &organization, &post, &json!(format!("urn:li:reaction:({actor},{target})")), None);
}

/// A post may share one of an organization, and mention others.
fn posted(moment: &mut Moment<'_>) {
    let Some(share) = moment.created().and_then(|id| moment.get("/posts", &id)).cloned() else { return };
    if text(&share, "lifecycleState") != "PUBLISHED" {
        return;
    }
    let (urn, shown) = (share.get("id").cloned().unwrap_or_default(), json!({"share": decorated(&share)}));
    let parent = share.pointer("/reshareContext/parent").and_then(Json::as_str).unwrap_or_default();
    if let Some(parent) = post(moment, parent) {
        let organization = text(&parent, "author").to_owned();
        tell(moment, "SHARE", &organization, &parent, &urn, Some(shown.clone()));
    }
    for rest in text(&share, "commentary").split("](urn:li:organization:").skip(1) {
        if let Some((id, _)) = rest.split_once(')') {
            tell(moment, "SHARE_MENTION", &format!("urn:li:organization:{id}"), &share, &urn, Some(shown.clone()));
        }
    }
}

/// The post below which the comments of a call are.
fn thread<'a>(moment: &Moment<'a>) -> &'a str {
    let collection = moment.collection();
    collection.strip_suffix("/comments").and_then(|path| path.rsplit('/').next()).unwrap_or_default()
}

/// A post of an organization.
fn post(moment: &Moment<'_>, urn: &str) -> Option<Json> {
    moment.get("/posts", urn).filter(|post| text(post, "author").starts_with("urn:li:organization:")).cloned()
}

fn tell_of_comment(moment: &mut Moment<'_>, action: &str, post: &Json, comment: &Json) {
    let urn = comment.get("commentUrn").cloned().unwrap_or_default();
    let words = comment.pointer("/message/text").cloned().unwrap_or_default();
    let shown = json!({"comment": {"entity": urn, "owner": text(comment, "actor"), "text": words}});
    let organization = text(post, "author").to_owned();
    tell(moment, action, &organization, post, &urn, Some(shown));
}

/// Tells of an action. Likes, comments and shares are told of posts that everybody may see.
fn tell(moment: &mut Moment<'_>, action: &str, organization: &str, post: &Json, activity: &Json, shown: Option<Json>) {
    if matches!(action, "LIKE" | "COMMENT" | "SHARE") && text(post, "visibility") != "PUBLIC" {
        return;
    }
    let now = moment.now().as_millis();
    let count = i64::try_from(moment.list(KEPT).len()).unwrap_or_default() % 1_000;
    let id = now.saturating_mul(1_000).saturating_add(count);
    let mut notification = json!({"notificationId": id, "organizationalEntity": organization, "action": action, "sourcePost": post.get("id"),
        "decoratedSourcePost": decorated(post), "generatedActivity": activity, "lastModifiedAt": now});
    if let Some(shown) = shown {
        set(&mut notification, "decoratedGeneratedActivity", shown);
    }
    moment.put(KEPT, &id.to_string(), notification.clone());
    moment.tell(SOCIAL_ACTIONS, json!({ "notifications": [notification] }));
}

fn decorated(post: &Json) -> Json {
    let media = post.pointer("/content/media/id").and_then(Json::as_str).unwrap_or_default();
    let kind = match post.get("content") {
        None => "NONE",
        Some(content) if content.get("article").is_some() => "ARTICLE",
        Some(_) if media.starts_with("urn:li:video:") => "VIDEO",
        Some(_) => "IMAGE",
    };
    json!({"entity": post.get("id"), "owner": text(post, "author"), "text": text(post, "commentary"), "mediaCategory": kind})
}
