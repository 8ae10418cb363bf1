//! A change in words.

use restli_schema::characters::is_invisible;

use super::change::Change;
use super::rule::Rust;
use super::verdict::{Action, Verdict};
use super::words::{Area, Kind};

/// The longest value in a sentence, in characters.
const LONGEST: usize = 80;

impl Change {
    /// The change in a sentence, without its verdicts: `` quota `daily`: limit narrowed from 20000 to 10000 ``.
    #[must_use]
    pub fn sentence(&self) -> String {
        let part = match self.rule.area {
            Area::Api => format!("the API {}", self.label),
            Area::OAuth => self.label.clone(),
            area => format!("{} {}", area.word(), self.label),
        };
        clean(&format!("{part}: {}", self.predicate()))
    }

    fn predicate(&self) -> String {
        let kind = self.rule.kind;
        if matches!(kind, Kind::Itself | Kind::Required | Kind::Choice) {
            let required = if kind == Kind::Required && self.action == Action::Added { ", and required" } else { "" };
            return if self.action == Action::Added { format!("new{required}") } else { "gone".to_owned() };
        }
        let (was, is) = (value(&self.was), value(&self.is));
        let word = kind.word();
        if self.is_list {
            let lost = (!self.was.is_empty()).then(|| format!("without {was}"));
            let gained = (!self.is.is_empty()).then(|| format!("with {is}"));
            let both: Vec<String> = gained.into_iter().chain(lost).collect();
            return format!("{word} {}, now {}", self.action.word(), both.join(" and "));
        }
        match self.action {
            Action::Added => format!("{word} {is} added"),
            Action::Removed => format!("{word} {was} removed"),
            Action::Changed if self.was.is_empty() => format!("{word} {is} added"),
            Action::Changed if self.is.is_empty() => format!("{word} {was} removed"),
            Action::Renamed => format!("{word} changed from {was} to {is}"),
            Action::Retyped => format!("{word} changed from {was} to {is}, with the same values on the wire"),
            Action::Respelled => format!("{word} written as {is} in place of {was}, which is the same"),
            Action::Moved => format!("moved from the product {was} to {is}"),
            Action::Widened | Action::Narrowed | Action::Changed => format!("{word} {} from {was} to {is}", self.action.word()),
        }
    }

    /// The reasons of the verdicts, a sentence each; none for a compatible change.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'static str> {
        let wire = match (self.wire, self.direction.is_sent(), self.direction.is_received()) {
            (Verdict::Compatible, ..) => None,
            (Verdict::Behaviour, ..) => Some("Clients that stay as they are see something else than before."),
            (Verdict::Breaks, true, false) => Some("The service refuses what clients send that stay as they are."),
            (Verdict::Breaks, false, true) => Some("Clients that stay as they are cannot read what they receive."),
            (Verdict::Breaks, ..) => Some("Clients that stay as they are are refused, or cannot read what they receive."),
        };
        let rust = match (self.rust, self.rule.rust) {
            (Verdict::Compatible, _) => None,
            (Verdict::Behaviour, _) => Some("Programs compile, and their calls end in another way."),
            (Verdict::Breaks, Rust::Bound) => {
                Some("Calls of a client with declared scopes, or bounds that name the permit, do not compile.")
            }
            (Verdict::Breaks, Rust::Projection) => Some("A `projection!` with the field does not compile."),
            (Verdict::Breaks, _) if self.action == Action::Added => Some("Code that builds the value or makes the call does not compile."),
            (Verdict::Breaks, _) => Some("Code that names it does not compile."),
        };
        wire.into_iter().chain(rust).collect()
    }

    /// The places of both sides: the place after, and that before where it is another line.
    #[must_use]
    pub fn places(&self) -> String {
        let text = |site: &super::change::Site| clean(&format!("{}:{}:{}", site.path, site.line, site.column));
        match (&self.before, &self.after) {
            (Some(before), Some(after)) if before == after => text(after),
            (Some(before), Some(after)) => format!("{}, before {}", text(after), text(before)),
            (Some(before), None) => format!("before {}", text(before)),
            (None, Some(after)) => text(after),
            (None, None) => String::new(),
        }
    }
}

/// A value for people: short, and `nothing` where there is none.
fn value(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LONGEST) {
        _ if flat.is_empty() => "nothing".to_owned(),
        Some((end, _)) => format!("`{}…`", flat.get(..end).unwrap_or_default()),
        None => format!("`{flat}`"),
    }
}

/// The text with control characters, and characters that nobody sees, as escapes.
pub(crate) fn clean(text: &str) -> String {
    let escaped = |one: char| if one.is_control() || is_invisible(one) { one.escape_default().to_string() } else { one.to_string() };
    text.chars().map(escaped).collect()
}
