//! Threads: names of comments and reactions, and the numbers of both that other resources show (`docs/linkedin/social.md`).

use restli_sandbox::{Act, Behaviour, Moment, Refused, Situation};
use serde_json::{Map, Value as Json, json};

use crate::text::{count, set, text};

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour { operations: &["social.reactions.create", "social.v2_reactions.create"], act: Act::Refuse(retired) },
    Behaviour {
        operations: &["social.social_actions_comments.create", "social.v2_social_actions_comments.create"],
        act: Act::After(name_comment),
    },
    Behaviour { operations: &["social.reactions.create", "social.v2_reactions.create"], act: Act::After(name_reaction) },
    Behaviour { operations: &["social.social_actions_likes.create", "social.v2_social_actions_likes.create"], act: Act::After(name_like) },
    Behaviour { operations: &["social.social_actions.get", "social.v2_social_actions.get"], act: Act::Before(count_actions) },
    Behaviour { operations: &["social.social_metadata.get"], act: Act::Before(count_metadata) },
];

/// Refuses a new reaction `MAYBE`, which was retired in 2023; old ones stay (`docs/linkedin/social.md` §4).
fn retired(moment: &Moment<'_>) -> Result<(), Refused> {
    if text(moment.body(), "reactionType") != "MAYBE" {
        return Ok(());
    }
    Err(moment.refuse(Situation::BodyInvalid, "`reactionType` is `MAYBE`, which was retired in 2023: send another one"))
}

/// A comment has a URN of its thread and its number, and the stamp of its author.
fn name_comment(moment: &mut Moment<'_>) {
    let (collection, Some(id)) = (moment.collection(), moment.created()) else { return };
    let Some(mut comment) = moment.get(collection, &id).cloned() else { return };
    let (object, actor) = (text(&comment, "object").to_owned(), text(&comment, "actor").to_owned());
    let thread = object.strip_prefix("urn:li:").unwrap_or(&object).to_owned();
    let urn = json!(format!("urn:li:comment:({thread},{id})"));
    set(&mut comment, "id", json!(id));
    set(&mut comment, "commentUrn", urn.clone());
    set(&mut comment, "$URN", urn);
    stamp(moment, &mut comment, &actor);
    if let Some(agent) = agent(moment).filter(|_| !is_member(&actor)) {
        set(&mut comment, "agent", agent);
    }
    told(moment, &id, comment);
}

/// A like has a URN of its actor and its target.
fn name_like(moment: &mut Moment<'_>) {
    let (collection, Some(id)) = (moment.collection(), moment.created()) else { return };
    let Some(mut like) = moment.get(collection, &id).cloned() else { return };
    let (actor, object) = (text(&like, "actor").to_owned(), text(&like, "object").to_owned());
    set(&mut like, "$URN", json!(format!("urn:li:like:({actor},{object})")));
    stamp(moment, &mut like, &actor);
    if let Some(agent) = agent(moment) {
        set(&mut like, "agent", agent);
    }
    told(moment, &id, like);
}

/// A reaction has the key of its actor and its target, and a URN of both.
fn name_reaction(moment: &mut Moment<'_>) {
    let actor = moment.param("actor").cloned().unwrap_or_default();
    let target = moment.body().get("root").cloned().unwrap_or_default();
    moment.rekey(&json!({"actor": actor, "entity": target}));
    let (collection, Some(id)) = (moment.collection(), moment.created()) else { return };
    let Some(mut reaction) = moment.get(collection, &id).cloned() else { return };
    let actor = actor.as_str().unwrap_or_default();
    set(&mut reaction, "id", json!(format!("urn:li:reaction:({actor},{})", target.as_str().unwrap_or_default())));
    stamp(moment, &mut reaction, actor);
    told(moment, &id, reaction);
}

/// Stamps an entity with its actor and, if that is no member, with the member who acts for it.
fn stamp(moment: &Moment<'_>, entity: &mut Json, actor: &str) {
    let mut stamp = json!({"actor": actor, "time": moment.now().as_millis()});
    if let Some(member) = agent(moment).filter(|_| !is_member(actor)) {
        set(&mut stamp, "impersonator", member);
    }
    set(entity, "created", stamp.clone());
    set(entity, "lastModified", stamp);
}

/// The URN of the member who calls.
fn agent(moment: &Moment<'_>) -> Option<Json> {
    moment.member().map(|member| json!(format!("{PERSON}{}", member.id)))
}

fn is_member(actor: &str) -> bool {
    actor.starts_with(PERSON)
}

/// The beginning of the URN of a member.
const PERSON: &str = "urn:li:person:";

/// Puts an entity in the place of the one that was made, in the world and in the answer.
fn told(moment: &mut Moment<'_>, key: &str, entity: Json) {
    if let Some(answer) = moment.answer() {
        answer.clone_from(&entity);
    }
    moment.put(moment.collection(), key, entity);
}

/// The comments on a target, and the number of replies.
fn comments(moment: &Moment<'_>, target: &str) -> (usize, usize) {
    let all = moment.list(&format!("/socialActions/{target}/comments"));
    let replies = all.iter().filter(|(_, comment)| comment.get("parentComment").is_some()).count();
    (all.len() - replies, replies)
}

/// The number of reactions of each kind to a target; likes of the older resource count as `LIKE`.
fn reactions(moment: &Moment<'_>, target: &str) -> Map<String, Json> {
    let likes = moment.list(&format!("/socialActions/{target}/likes")).into_iter().map(|_| "LIKE".to_owned());
    let reactions = moment.list("/reactions");
    let kinds =
        reactions.into_iter().filter(|(_, reaction)| text(reaction, "root") == target).map(|(_, one)| text(one, "reactionType").to_owned());
    let mut counts = Map::new();
    for kind in likes.chain(kinds) {
        let count = counts.get(&kind).map_or(0, count);
        counts.insert(kind.clone(), json!({"reactionType": kind, "count": count + 1}));
    }
    counts
}

/// Returns whether something was said below a target, or the target is a post that is there.
fn is_known(moment: &Moment<'_>, target: &str) -> bool {
    moment.get("/posts", target).is_some() || comments(moment, target) != (0, 0) || !reactions(moment, target).is_empty()
}

fn count_actions(moment: &mut Moment<'_>) {
    let (collection, target) = (moment.collection(), moment.key());
    if is_known(moment, target) {
        let (first, replies) = comments(moment, target);
        let likes: u64 = reactions(moment, target).values().map(count).sum();
        let mut summary = moment.get(collection, target).cloned().unwrap_or_else(|| json!({}));
        set(&mut summary, "target", json!(target));
        set(&mut summary, "commentsSummary", json!({"totalFirstLevelComments": first, "aggregatedTotalComments": first + replies}));
        set(&mut summary, "likesSummary", json!({"totalLikes": likes, "aggregatedTotalLikes": likes}));
        moment.put(collection, target, summary);
    }
}

fn count_metadata(moment: &mut Moment<'_>) {
    let (collection, target) = (moment.collection(), moment.key());
    if is_known(moment, target) {
        let (first, replies) = comments(moment, target);
        let reactions = reactions(moment, target);
        let mut metadata = moment.get(collection, target).cloned().unwrap_or_else(|| json!({"commentsState": "OPEN"}));
        set(&mut metadata, "entity", json!(target));
        set(&mut metadata, "commentSummary", json!({"count": first + replies, "topLevelCount": first}));
        set(&mut metadata, "reactionSummaries", Json::Object(reactions));
        moment.put(collection, target, metadata);
    }
}
