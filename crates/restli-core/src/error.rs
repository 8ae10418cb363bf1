//! The body of an error response (`docs/protocol.md §9`).

use std::fmt;

use crate::data::{Data, DataMut, DataRef};
use crate::{Json, printable};

/// The record type in `errorDetails` that lists the invalid inputs.
const BAD_REQUEST: &str = "com.linkedin.common.error.BadRequest";

/// The members that hold the message, in the protocol and elsewhere, by preference.
const MESSAGES: [&str; 5] = ["message", "error_description", "detail", "title", "error"];

/// The members of errors, beside those that hold the message: of the protocol, of OAuth (RFC 6749) and of `application/problem+json` (RFC 9457).
const OTHERS: [&str; 13] = [
    "status",
    "code",
    "serviceErrorCode",
    "exceptionClass",
    "stackTrace",
    "errorDetailType",
    "errorDetails",
    "docUrl",
    "requestId",
    "errors",
    "error_uri",
    "type",
    "instance",
];

/// The most characters of a text that `Debug` shows.
const SHOWN: usize = 300;

/// The Rest.li record `ErrorResponse`. Each method reads one field of the JSON object, so that a missing or ill-typed field costs no other.
#[derive(Clone, PartialEq)]
pub struct ErrorResponse {
    raw: Json,
}

impl ErrorResponse {
    /// The error response in a body, if it is a JSON object.
    #[must_use]
    pub fn from_body(body: &[u8]) -> Option<Self> {
        crate::json::from_slice::<Json>(body).ok().filter(Json::is_object).map(|raw| Self { raw })
    }

    /// The HTTP status in the body; the status of the response itself takes precedence.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.number("status").and_then(|status| u16::try_from(status).ok())
    }

    /// The symbolic code, `INPUT_VALIDATION_FAILED`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.text("code")
    }

    /// The numeric `serviceErrorCode`, older than the symbolic code.
    #[must_use]
    pub fn service_error_code(&self) -> Option<i64> {
        self.number("serviceErrorCode")
    }

    /// All symbolic codes from the outside in: [`code`](Self::code), that of the details, those of the [input errors](Self::input_errors).
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let inner = self.input_errors().into_iter().filter_map(|input| input.code);
        let details = self.details().and_then(|details| details.get("code")?.as_str());
        self.code().into_iter().chain(details).chain(inner).collect()
    }

    /// The message for people: `message`, else `error_description`, `detail`, `title` or `error`, else the words inside one of these, else
    /// the first of `errors`. Servers change the wording without notice.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let inside = || MESSAGES.iter().find_map(|name| words(self.raw.get(name)?));
        let listed = || self.raw.get("errors")?.as_array()?.iter().find_map(words);
        text(&self.raw).or_else(|| named(&self.raw)).or_else(inside).or_else(listed)
    }

    /// The URL of a page about the error.
    #[must_use]
    pub fn doc_url(&self) -> Option<&str> {
        self.text("docUrl")
    }

    /// The id of the request, to quote to the support of the API.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.text("requestId")
    }

    /// The class of the exception on the server; public APIs leave it out.
    #[must_use]
    pub fn exception_class(&self) -> Option<&str> {
        self.text("exceptionClass")
    }

    /// The stack trace of the server; large, and left out by public APIs.
    #[must_use]
    pub fn stack_trace(&self) -> Option<&str> {
        self.text("stackTrace")
    }

    /// The full name of the record in [`Self::details`].
    #[must_use]
    pub fn detail_type(&self) -> Option<&str> {
        self.text("errorDetailType")
    }

    /// The free-form details, as they came.
    #[must_use]
    pub fn details(&self) -> Option<&Json> {
        self.raw.get("errorDetails")
    }

    /// Lists the invalid inputs, if the details name them. Some servers leave out the type name, the code or the input.
    #[must_use]
    pub fn input_errors(&self) -> Vec<InputError<'_>> {
        if self.detail_type().is_some_and(|name| name != BAD_REQUEST) {
            return Vec::new();
        }
        let listed = self.details().and_then(|details| details.get("inputErrors")).and_then(Json::as_array);
        listed.into_iter().flatten().map(InputError::of).collect()
    }

    /// The whole object, as it came.
    #[must_use]
    pub const fn as_json(&self) -> &Json {
        &self.raw
    }

    /// Returns `true` if the object has no members but those of errors.
    pub(crate) fn is_pure(&self) -> bool {
        let is_known = |name: &String| MESSAGES.contains(&name.as_str()) || OTHERS.contains(&name.as_str());
        self.raw.as_object().is_some_and(|members| members.keys().all(is_known))
    }

    /// Returns `true` if a member tells of a failure by its name: `error`, `errors` with something in it, the class of an exception.
    pub(crate) fn is_raised(&self) -> bool {
        let listed = || self.raw.get("errors").and_then(Json::as_array).is_some_and(|errors| !errors.is_empty());
        self.exception_class().is_some() || self.raw.get("error").and_then(words).is_some() || listed()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.raw.get(name).and_then(Json::as_str)
    }

    /// A whole number in any spelling, or a text that is one.
    fn number(&self, name: &str) -> Option<i64> {
        let number = self.raw.get(name)?;
        let whole = || number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e15);
        #[allow(clippy::cast_possible_truncation, reason = "a whole number of 15 digits at most")]
        number.as_i64().or_else(|| number.as_str()?.parse().ok()).or_else(|| whole().map(|whole| whole as i64))
    }
}

/// Returns `true` for JSON that says of a call that it failed: `false`, `"success": false`, `"status": "ERROR"`, `"statusCode": 500`, a member
/// such as `fault` with content, also inside of `value`, of a member that stands alone, and in a list.
pub(crate) fn says_failure(json: &Json) -> bool {
    match json {
        Json::Bool(value) => !value,
        Json::Array(items) => items.iter().any(says_failure),
        Json::Object(members) => {
            // Beside other members, `deleted` and `status` are properties of an entity that comes back.
            let alone = |name: &str, value: &Json| members.len() == 1 && is_refusal(name, value);
            let mut members = members.iter().map(|(name, value)| (name.to_ascii_lowercase(), value));
            members.any(|(name, value)| alone(&name, value) || member_says_failure(&name, value))
        }
        _ => false,
    }
}

/// Returns `true` for a member that says of a failure where it is all that came.
fn is_refusal(name: &str, value: &Json) -> bool {
    match value {
        Json::Object(_) => says_failure(value),
        Json::Array(items) => items.iter().filter(|item| item.is_object()).any(says_failure),
        _ => match name {
            "deleted" | "updated" => is_no(value),
            "status" | "state" | "result" => has_word(value, &["reject", "denied", "forbidden", "not_found", "not found"]),
            "value" | "response" | "message" => has_word(value, &["fail"]),
            _ => false,
        },
    }
}

fn is_no(value: &Json) -> bool {
    *value == Json::Bool(false)
        || *value == 0
        || value.as_str().is_some_and(|text| matches!(text.to_ascii_lowercase().as_str(), "false" | "no"))
}

/// Returns `true` for a text with one of these words.
fn has_word(value: &Json, words: &[&str]) -> bool {
    value.as_str().is_some_and(|text| words.iter().any(|word| text.to_ascii_lowercase().contains(word)))
}

/// Returns `true` for a member, with its name in lower case, that says of the whole that it failed.
pub(crate) fn member_says_failure(name: &str, value: &Json) -> bool {
    let status = || value.as_i64().or_else(|| value.as_str()?.parse().ok()).is_some_and(|status| (400..600).contains(&status));
    match name {
        "value" | "result" | "data" | "response" if !value.is_string() => says_failure(value),
        "status" | "state" | "result" if has_word(value, &["fail", "error"]) => true,
        "code" | "status" | "statuscode" | "status_code" | "httpstatus" | "httpstatuscode" => status(),
        "__type" => has_word(value, &["exception", "error"]),
        name if name == "ok" || ((name.contains("success") || name.contains("succeeded")) && !name.contains("unsuccess")) => is_no(value),
        name => {
            let name = ["default", "noerror"].iter().fold(name.to_owned(), |name, other| name.replace(other, ""));
            ["error", "fault", "exception", "fail"].iter().any(|word| name.contains(word)) && has_content(value)
        }
    }
}

/// Returns `true` for a value that is more than `null`, `false`, zero, nothing or a word for it.
fn has_content(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => false,
        Json::Bool(true) => true,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !matches!(text.trim().to_ascii_lowercase().as_str(), "" | "no" | "none" | "ok" | "false" | "null" | "0"),
        Json::Array(items) => !items.is_empty(),
        Json::Object(members) => members.values().any(|value| value.is_object() || has_content(value)),
    }
}

/// The text of a value, if it is one with words.
fn text(value: &Json) -> Option<&str> {
    value.as_str().filter(|text| !text.trim().is_empty())
}

/// The text of the first member that holds a message.
fn named(value: &Json) -> Option<&str> {
    MESSAGES.iter().find_map(|name| text(value.get(name)?))
}

/// The text of a value, or of its member that holds a message: `{"value": text}` is a localized one.
fn words(value: &Json) -> Option<&str> {
    text(value).or_else(|| named(value)).or_else(|| text(value.get("value")?))
}

/// One entry of a `BadRequest`'s `inputErrors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError<'a> {
    /// The code, `PARAM_INVALID`.
    pub code: Option<&'a str>,
    /// The description of the error in the input.
    pub description: Option<&'a str>,
    /// The input: a parameter's name, or a path such as `/record/field`.
    pub field_path: Option<&'a str>,
}

impl<'a> InputError<'a> {
    fn of(entry: &'a Json) -> Self {
        // Servers send a text or `{"value": text}` (`docs/protocol.md §9`).
        let description = entry.get("description").and_then(|text| text.as_str().or_else(|| text.get("value")?.as_str()));
        let field_path = entry.pointer("/input/inputPath/fieldPath").and_then(Json::as_str);
        Self { code: entry.get("code").and_then(Json::as_str), description, field_path }
    }
}

impl fmt::Display for InputError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.field_path, self.code, self.description].into_iter().flatten();
        f.write_str(&printable(&parts.collect::<Vec<_>>().join(": ")))
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().map(|status| status.to_string());
        let number = match (self.code(), self.message()) {
            (None, None) => self.service_error_code().map(|number| format!("service error code {number}")),
            _ => None,
        };
        let inputs = match (self.code(), self.message()) {
            (None, None) => self.input_errors().iter().map(ToString::to_string).filter(|told| !told.is_empty()).collect(),
            _ => Vec::new(),
        };
        let words = [status.as_deref(), self.code(), self.message(), number.as_deref()];
        let parts = words.into_iter().flatten().chain(inputs.iter().map(String::as_str)).collect::<Vec<_>>();
        f.write_str(if parts.is_empty() { "an error without words" } else { "" })?;
        f.write_str(&printable(&parts.join(", ")))
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.raw.is_object() {
            return write!(f, "{}", self.raw);
        }
        let mut out = f.debug_map();
        for (name, value) in self.raw.as_object().into_iter().flatten() {
            let text = value.to_string();
            match text.char_indices().nth(SHOWN) {
                Some((end, _)) => out.entry(name, &format_args!("{}…", text.get(..end).unwrap_or_default())),
                None => out.entry(name, &format_args!("{text}")),
            };
        }
        out.finish()
    }
}

impl Data for ErrorResponse {
    fn empty() -> Self {
        Self { raw: Json::Object(serde_json::Map::new()) }
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Json(&self.raw)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Json(&mut self.raw)
    }
}

crate::__serde!(ErrorResponse);

#[cfg(test)]
mod tests {
    use super::ErrorResponse;

    #[test]
    fn section_9_a_field_of_a_wrong_type_does_not_lose_the_rest() {
        let body = br#"{"status":"400","code":7,"serviceErrorCode":100,"message":"no","errorDetails":[1]}"#;
        let error = ErrorResponse::from_body(body).expect("an object");
        assert_eq!((error.status(), error.code()), (Some(400), None));
        assert_eq!((error.service_error_code(), error.message()), (Some(100), Some("no")));
        assert_eq!(error.details().map(ToString::to_string).as_deref(), Some("[1]"));
        assert_eq!(error.to_string(), "400, no");
    }

    #[test]
    fn section_9_input_errors_in_every_shape_seen() {
        let body = br#"{"errorDetails":{"inputErrors":[
            {"code":"PARAM_INVALID","description":"bad","input":{"inputPath":{"fieldPath":"search"}}},
            {"description":{"value":"worse"},"input":{}}, {}, 3]}}"#;
        let error = ErrorResponse::from_body(body).expect("an object");
        let told: Vec<String> = error.input_errors().iter().map(ToString::to_string).collect();
        assert_eq!(told, ["search: PARAM_INVALID: bad", "worse", "", ""]);
    }

    #[test]
    fn message_is_found_wherever_servers_put_it() {
        let message = |body: &str| ErrorResponse::from_body(body.as_bytes()).and_then(|error| error.message().map(str::to_owned));
        for body in [
            r#"{"message":"no"}"#,
            r#"{"error":"invalid_request","error_description":"no"}"#,
            r#"{"error":"no"}"#,
            r#"{"errors":[{},{"message":"no"}]}"#,
            r#"{"errors":["no"]}"#,
            r#"{"message":" ","title":"no"}"#,
            r#"{"error":{"code":7,"message":"no"}}"#,
            r#"{"message":{"locale":"en_US","value":"no"}}"#,
        ] {
            assert_eq!(message(body).as_deref(), Some("no"), "{body}");
        }
        assert_eq!(message(r#"{"errors":{"a":1}}"#), None);
    }

    #[test]
    fn codes_are_listed_from_the_outside_in() {
        let body = br#"{"code":"OUTER","errorDetails":{"code":"INNER","inputErrors":[{"code":"FIRST"},{},{"code":"SECOND"}]}}"#;
        assert_eq!(ErrorResponse::from_body(body).expect("an object").codes(), ["OUTER", "INNER", "FIRST", "SECOND"]);
    }

    #[test]
    fn control_characters_of_a_message_are_shown_as_escapes() {
        let error = ErrorResponse::from_body(br#"{"message":"a\r\nb\u001b[2K"}"#).expect("an object");
        assert_eq!(error.to_string(), r"a\r\nb\u{1b}[2K");
    }

    #[test]
    fn section_9_bodies_that_are_no_object() {
        for body in ["", "<html>", "[]", "\"x\"", "null", "{"] {
            assert_eq!(ErrorResponse::from_body(body.as_bytes()), None, "{body}");
        }
        assert_eq!(ErrorResponse::from_body(b"{}").map(|error| error.to_string()).as_deref(), Some("an error without words"));
    }

    #[test]
    fn a_stack_trace_does_not_flood_debug() {
        let body = format!(r#"{{"stackTrace":"{}"}}"#, "x".repeat(10_000));
        let error = ErrorResponse::from_body(body.as_bytes()).expect("an object");
        assert!(format!("{error:?}").len() < 400);
        assert_eq!(error.stack_trace().map(str::len), Some(10_000));
    }
}
