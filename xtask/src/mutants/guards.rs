//! The guards of the sandbox: what refuses a request, or does what a schema cannot say.

/// A guard, by its place in the source.
#[derive(Debug)]
pub(super) struct Guard {
    /// The file, below `crates`.
    pub(super) file: &'static str,
    /// The beginning of the guard's line, which no other line of the file has.
    pub(super) line: &'static str,
    /// The value that a function returns without the guard; `None` for a condition, which never holds without it.
    pub(super) passing: Option<&'static str>,
}

/// A function that returns a value without the guard.
const fn function(file: &'static str, line: &'static str, passing: &'static str) -> Guard {
    Guard { file, line, passing: Some(passing) }
}

/// The condition of an `if` in a line of its own.
const fn condition(file: &'static str, line: &'static str) -> Guard {
    Guard { file, line, passing: None }
}

/// All guards.
pub(super) const GUARDS: &[Guard] = &[
    function("restli-sandbox/src/strangers.rs", "pub(crate) fn pass<", "Ok(())"),
    function("restli-sandbox/src/strangers.rs", "pub(crate) fn pass_to_page<", "Ok(())"),
    function("restli-sandbox/src/seed.rs", "pub(crate) fn flaws(", "Vec::new()"),
    function("restli-sandbox/src/oauth/masked.rs", "pub(super) fn request(", "None"),
    function("restli-sandbox/src/gates/lengths.rs", "fn addresses(", "Ok(())"),
    function("restli-sandbox/src/gates/roles.rs", "fn numbered(", "None"),
    function("linkedin-sandbox/src/behaviours/deletions.rs", "fn put_back(", "()"),
    function("linkedin-sandbox/src/behaviours/own_roles.rs", "fn is_own(", "true"),
    function("linkedin-sandbox/src/behaviours/video_parts.rs", "fn refuse(", "Ok(())"),
    function("restli-sandbox/src/auth.rs", "pub(crate) fn grant(", "self.0.get(token).ok_or(TokenFault::Invalid)"),
    function("restli-sandbox/src/check.rs", "pub(crate) fn refusal(", "None"),
    function("restli-sandbox/src/headers.rs", "pub(crate) fn flaw(", "None"),
    function("restli-sandbox/src/methods/change.rs", "fn misfitting(", "Ok(())"),
    function("restli-sandbox/src/methods/change.rs", "fn contradicted(", "Ok(())"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn retired(", "Ok(())"),
    function("restli-sandbox/src/media_type.rs", "pub(crate) fn is_json(", "true"),
    function("restli-sandbox/src/gates/accept.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/accept.rs", "fn takes_json(", "true"),
    condition("restli-sandbox/src/received.rs", "if !is_ended {"),
    condition("restli-sandbox/src/received.rs", "if !is_delimited {"),
    function("restli-sandbox/src/gates/actor.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/lengths.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/mod.rs", "pub(crate) fn pass_read(", "Ok(())"),
    function("restli-sandbox/src/gates/mod.rs", "pub(crate) fn pass_projection(", "Ok(())"),
    function("restli-sandbox/src/gates/permission.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/permission.rs", "pub(super) fn check_body(", "Ok(())"),
    function("restli-sandbox/src/gates/permission.rs", "pub(super) fn check_projection(", "Ok(())"),
    function("restli-sandbox/src/gates/protocol.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/protocol.rs", "fn is_spoken(", "true"),
    condition("restli-sandbox/src/gates/protocol.rs", "if is_first(request) && has_second_syntax("),
    function("restli-sandbox/src/gates/quota.rs", "pub(crate) fn count(", "Ok(Counted::default())"),
    function("restli-sandbox/src/gates/roles.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/token.rs", "pub(super) fn check(", "Ok(tokens.all().next().map(|(_, grant)| grant.clone()))"),
    function("restli-sandbox/src/gates/version.rs", "pub(super) fn check(", "Ok(asked(api, resource, request))"),
    function("restli-sandbox/src/gates/version.rs", "fn number(", "told.get(..6).and_then(|told| told.parse().ok())"),
    condition("restli-sandbox/src/methods/act.rs", "if work.is_written() && store.get("),
    condition("restli-sandbox/src/methods/change.rs", "if known.is_none() && server_chooses {"),
    condition("restli-sandbox/src/methods/create.rs", "if store.get(&collection, &keys::text(&key)).is_some() {"),
    function("restli-sandbox/src/methods/find.rs", "fn position(", "Some(0)"),
    function("restli-sandbox/src/methods/matches.rs", "pub(super) fn fits(", "true"),
    function("restli-sandbox/src/project.rs", "pub(crate) fn of(", "Ok(Self::default())"),
    function("restli-sandbox/src/unread.rs", "pub(crate) fn of(", "Vec::new()"),
    function("restli-sandbox/src/uploads/finish.rs", "pub(crate) fn finish(", "Ok(())"),
    condition("restli-sandbox/src/uploads/receive.rs", "if !matches!(request.verb.as_str(), \"PUT\" | \"POST\") {"),
    condition("restli-sandbox/src/uploads/receive.rs", "if upload.expires <= state.clock.now() {"),
    condition("restli-sandbox/src/uploads/receive.rs", "if member != upload.member {"),
    condition("restli-sandbox/src/uploads/receive.rs", "if request.body.is_empty() {"),
    condition("restli-sandbox/src/uploads/finish.rs", "if !texts.iter().any(|text| text.trim_matches('\"') == tag) {"),
    function("restli-sandbox/src/uploads/media.rs", "pub(super) fn fits(", "true"),
    function("linkedin-sandbox/src/behaviours/duplicates.rs", "fn refuse(", "Ok(())"),
    function("linkedin-sandbox/src/behaviours/little_text.rs", "fn cut_entity(", "()"),
    function("linkedin-sandbox/src/behaviours/media.rs", "fn refuse(", "Ok(())"),
    function("linkedin-sandbox/src/behaviours/member.rs", "fn me(", "()"),
    function("linkedin-sandbox/src/behaviours/member.rs", "fn userinfo(", "()"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn name_comment(", "()"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn name_reaction(", "()"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn name_like(", "()"),
    function("restli-sandbox/src/uploads/ends.rs", "pub(super) fn tell(", "()"),
    function("restli-sandbox/src/methods/stamps.rs", "fn stamped(", "json!({ \"time\": now })"),
    function("restli-sandbox/src/seed.rs", "fn shared(", "Vec::new()"),
    function("restli-sandbox/src/methods.rs", "fn unfit(", "()"),
    function("restli-sandbox/src/check.rs", "fn once(", "()"),
    function("restli-sandbox/src/route.rs", "fn asked(", "Ok(None)"),
    function("restli-sandbox/src/page/parameters.rs", "pub(super) fn check(", "Ok(())"),
    function("restli-sandbox/src/gates/actor.rs", "pub(crate) fn of(", "None"),
    function("restli-sandbox/src/keys.rs", "pub(crate) fn other_part(", "None"),
    function("restli-sandbox/src/keys.rs", "fn whole_field<", "None"),
    function("restli-sandbox/src/cli.rs", "fn passed_over(", "String::new()"),
    condition("restli-schema/src/requests/json.rs", "if read.contains_key(&name) {"),
    function("restli-schema/src/requests/mod.rs", "pub fn structure_flaw(", "None"),
    function("restli-schema/src/requests/mod.rs", "fn has_flawed_structure(", "false"),
    condition("restli-schema/src/requests/paths.rs", "if self.is_second() && url::percent_decode(told).is_none() {"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn count_actions(", "()"),
    function("linkedin-sandbox/src/behaviours/threads.rs", "fn count_metadata(", "()"),
];
