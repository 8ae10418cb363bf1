//! Secrets in text that others wrote: replaced by stars before anybody can print them.

/// Length from which a text is treated as a secret, in bytes. Stars for a shorter one would hide the message and protect nothing.
const SHORTEST: usize = 4;

/// The text with `***` in place of each secret, also of one spelt with the escapes of JSON.
pub(crate) fn masked(text: String, secrets: &[String]) -> String {
    let mut long: Vec<&String> = secrets.iter().filter(|secret| secret.len() >= SHORTEST).collect();
    // A secret that is part of another one must not take it apart.
    long.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let mut out = text;
    for secret in long {
        let escaped = serde_json::Value::from(secret.as_str()).to_string();
        for spelling in [secret.as_str(), escaped.trim_matches('"')] {
            if out.contains(spelling) {
                out = out.replace(spelling, "***");
            }
        }
    }
    out
}
