//! The challenge that an address answers before it is used.

use bytes::Bytes;
use http::{Method, StatusCode};
use restli_core::Json;

use super::address::Address;
use super::call::{Answer, Outgoing, call};
use super::signature::sign;
use super::style::WebhookStyle;

/// Sends a challenge to an address. The reason of a failure is told in words.
pub(super) async fn pass(style: &WebhookStyle, address: &Address, secret: &str) -> Result<(), String> {
    let code = uuid().ok_or_else(|| "the machine has no random numbers".to_owned())?;
    let mark = if address.target.contains('?') { '&' } else { '?' };
    let target = format!("{}{mark}{}={code}", address.target, style.challenge);
    let asked = Outgoing { verb: Method::GET, target, headers: Vec::new(), body: Bytes::new() };
    let answer = call(address, asked, style.challenge_wait).await?;
    judge(style, &answer, &code, &sign(secret, [&code, ""]))
}

fn judge(style: &WebhookStyle, answer: &Answer, code: &str, signature: &str) -> Result<(), String> {
    if answer.status != StatusCode::OK {
        return Err(format!("the answer to the challenge has status {} and not 200", answer.status.as_u16()));
    }
    if !answer.media_type.starts_with("application/json") {
        return Err(format!("the answer to the challenge is `{}` and not `application/json`", answer.media_type));
    }
    let body = answer.body.as_ref().map_err(|why| format!("the answer to the challenge {why}"))?;
    let body: Json = serde_json::from_slice(body).map_err(|error| format!("the answer to the challenge is no JSON: {error}"))?;
    let says = |name: &str, text: &str| body.get(name).and_then(Json::as_str) == Some(text);
    if !says(style.challenge, code) {
        return Err(format!("`{}` of the answer is not that of the challenge", style.challenge));
    }
    if !says(style.response, signature) {
        return Err(format!("`{}` is not the signature of the challenge with the secret of the app", style.response));
    }
    Ok(())
}

/// A random UUID, of version 4.
fn uuid() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    let number = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{number:032x}");
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].into_iter().filter_map(|(start, end)| digits.get(start..end));
    Some(parts.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn challenge_is_a_random_uuid() {
        let (one, other) = (uuid().unwrap(), uuid().unwrap());
        assert_ne!(one, other);
        assert_eq!((one.len(), &one[14..15]), (36, "4"), "{one}");
        assert!("89ab".contains(&one[19..20]) && one.match_indices('-').map(|(at, _)| at).eq([8, 13, 18, 23]), "{one}");
    }
}
