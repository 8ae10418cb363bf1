//! Bytes that come to an address of an upload.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::PLACE;
use super::states::{end, never_ends};
use crate::gates::token;
use crate::locks::lock;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::state::State;

/// The part of an upload that takes what belongs beside the medium: thumbnails, captions.
pub(super) const BESIDE: &str = "beside";

/// Takes bytes at an address of an upload; `None` if the path is none.
pub(crate) fn receive(state: &State, request: &Received) -> Option<Result<Response<Bytes>, Refusal>> {
    let told = request.path.strip_prefix(PLACE)?;
    Some(take(state, request, told))
}

fn take(state: &State, request: &Received, told: &str) -> Result<Response<Bytes>, Refusal> {
    let refuse = |status: u16, message: &str| Err(Refusal::bare("upload", status, message.to_owned()));
    let beside = told.split_once('/').filter(|(_, part)| *part == BESIDE).and_then(|(number, _)| number.parse::<u64>().ok());
    if beside.is_some_and(|number| lock(&state.uploads).0.contains_key(&number)) {
        let mut answer = Response::new(Bytes::new());
        *answer.status_mut() = StatusCode::CREATED;
        return Ok(answer);
    }
    let place = told.split_once('/').and_then(|(number, part)| Some((number.parse::<u64>().ok()?, part.parse::<usize>().ok()?)));
    let mut store = lock(&state.store);
    let mut uploads = lock(&state.uploads);
    let upload = place.and_then(|(number, _)| uploads.0.get_mut(&number));
    let (Some(upload), Some((_, part))) = (upload, place) else { return refuse(404, "no upload has this address") };
    if !matches!(request.verb.as_str(), "PUT" | "POST") {
        return refuse(405, "an address of an upload takes a PUT").map_err(|refusal| refusal.allowing("PUT, POST"));
    }
    if upload.expires <= state.clock.now() {
        return refuse(410, "the address has expired: begin the upload again");
    }
    let (_, token) = token::told(request);
    if !token.is_empty() {
        let member = match lock(&state.tokens).grant(token, state.clock.now()) {
            Ok(grant) => grant.member.clone(),
            Err(fault) => return Err(Refusal::token(&state.api, fault, "the access token is not good")),
        };
        if member != upload.member {
            return refuse(403, "the upload belongs to another member");
        }
    }
    let Some(slot) = upload.parts.get_mut(part) else { return refuse(404, "the upload has no such part") };
    if request.body.is_empty() {
        return refuse(400, "the upload has no bytes");
    }
    let etag = format!("{:016x}", tag(&request.body));
    *slot = Some((etag.clone(), request.body.len() as u64));
    let is_whole = upload.parts.iter().all(Option::is_some);
    if is_whole && !upload.is_finished_by_action && !never_ends(state, request, upload.begun_by) {
        end(&state.api, upload, &mut store, &request.body);
        state.keep(&mut store)?;
    }
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = if upload.is_finished_by_action { StatusCode::OK } else { StatusCode::CREATED };
    if let Ok(etag) = format!("\"{etag}\"").parse() {
        answer.headers_mut().insert("etag", etag);
    }
    Ok(answer)
}

/// The tag of some bytes (FNV-1a).
fn tag(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
