//! Texts and numbers that fit the name of their field.

use restli_core::{Day, Time};

use super::dice::Dice;

/// The place of a value: the names of the fields around it, outermost first, and the record that has the innermost.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    names: Vec<(&'a str, &'a str)>,
}

impl<'a> Place<'a> {
    pub(crate) fn of(name: &'a str) -> Self {
        Self { names: vec![("", name)] }
    }

    pub(crate) fn enter(&mut self, record: &'a str, name: &'a str) {
        self.names.push((record, name));
    }

    pub(crate) fn leave(&mut self) {
        self.names.pop();
    }

    /// The nearest field that says something, and its record.
    fn told(&self) -> (&'a str, &'a str) {
        let says = |(_, name): &&(&str, &str)| !matches!(*name, "" | "localized" | "value" | "values" | "rawText" | "text" | "string");
        self.names.iter().rev().find(says).or_else(|| self.names.last()).copied().unwrap_or_default()
    }

    /// The name of the nearest field that says something.
    pub(crate) fn name(&self) -> &'a str {
        self.told().1
    }

    /// Returns whether a word stands in the name.
    pub(crate) fn says(&self, word: &str) -> bool {
        words(self.name()).iter().any(|one| one == word)
    }

    pub(crate) fn says_any(&self, some: &[&str]) -> bool {
        words(self.name()).iter().any(|one| some.contains(&one.as_str()))
    }

    /// The words of the record that has the field.
    fn record(&self) -> Vec<String> {
        words(self.told().0)
    }

    /// The days from today of a time at this place.
    fn days(&self, dice: &mut Dice) -> i64 {
        let around: Vec<String> = self.names.iter().flat_map(|(_, name)| words(name)).collect();
        let has = |some: &[&str]| around.iter().any(|one| some.contains(&one.as_str()));
        let (from, to) = match () {
            () if has(&["birth", "founded", "established"]) => (-14_000, -7_000),
            () if has(&["end", "ends", "expire", "expires", "expiration", "expiry", "until", "close", "closes", "deadline"]) => (1, 60),
            () if has(&["start", "starts", "begin", "created", "since", "first"]) => (-90, -31),
            () => (-30, 0),
        };
        from + i64::try_from(dice.below(u64::try_from(to - from).unwrap_or_default())).unwrap_or_default()
    }
}

/// The words of a name, in small letters: `landingPageURL` is `landing`, `page`, `url`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '_';
    let mut letters = name.chars().peekable();
    while let Some(one) = letters.next() {
        let begins = !before.is_alphanumeric()
            || one.is_uppercase() && (!before.is_uppercase() || letters.peek().is_some_and(|next| next.is_lowercase()));
        match words.last_mut() {
            _ if !one.is_alphanumeric() => {}
            Some(word) if !begins => word.extend(one.to_lowercase()),
            _ => words.push(one.to_lowercase().collect()),
        }
        before = one;
    }
    words
}

const GIVEN: &[&str] = &["Ann", "Boris", "Chiara", "David", "Emeka", "Fatima", "Grace", "Hana", "Ivan", "Julia", "Kofi", "Lena"];
const FAMILY: &[&str] = &["Sample", "Okafor", "Rossi", "Novak", "Meyer", "Tanaka", "Silva", "Hansen", "Dubois", "Kumar"];
const COMPANIES: &[&str] =
    &["Harbour Works", "Northwind Cranes", "Bright Bicycles", "Acme Instruments", "Blue Kite Studio", "Old Mill Bakery"];
const CITIES: &[&str] = &["Lisbon", "Hamburg", "Nairobi", "Toronto", "Osaka", "Bergen"];
const JOBS: &[&str] = &["Harbour engineer", "Product designer", "Head of operations", "Data analyst", "Crane operator", "Editor"];
const ADJECTIVES: &[&str] = &["amber", "early", "northern", "quiet", "spring", "second", "open", "bright"];
const NOUNS: &[&str] = &["harbour", "bicycle", "crane", "lantern", "garden", "bridge", "kite", "orchard"];
const SENTENCES: &[&str] = &[
    "The new crane lifts forty tons, and the harbour opens on Monday.",
    "Three things that we learned from a year of repairs.",
    "A short guide to planning a garden on a roof.",
    "Our team grows: two positions are open in Hamburg.",
    "Thank you to everybody who came to the workshop.",
];

/// A text.
pub(crate) fn text(place: &Place<'_>, dice: &mut Dice) -> String {
    let says = |some: &[&str]| place.says_any(some);
    match () {
        () if says(&["email", "mail"]) => format!("{}.{}@example.com", dice.word(GIVEN), dice.word(FAMILY)).to_ascii_lowercase(),
        () if says(&["url", "uri", "link", "page", "website", "href", "webhook", "endpoint"]) => {
            format!("https://www.example.com/{}/{}", dice.word(NOUNS), dice.below(1000))
        }
        () if says(&["phone", "mobile", "fax"]) => format!("+1 555 01{:02}", dice.below(100)),
        () if says(&["amount", "price", "cost", "bid", "budget", "spend"]) || says(&["in"]) && says(&["currency", "usd"]) => {
            format!("{}.{:02}", 1 + dice.below(500), dice.below(100))
        }
        () if says(&["currency"]) => "USD".to_owned(),
        () if says(&["country"]) => "US".to_owned(),
        () if says(&["language"]) => "en".to_owned(),
        () if says(&["locale"]) => "en_US".to_owned(),
        () if says(&["variant"]) => "POSIX".to_owned(),
        () if says(&["timezone", "zone"]) => "Europe/Berlin".to_owned(),
        () if says(&["mime", "media"]) && says(&["type"]) || says(&["content"]) && says(&["type"]) => "image/png".to_owned(),
        () if says(&["file", "filename"]) => format!("{}.pdf", dice.word(NOUNS)),
        () if says(&["vanity", "handle", "slug", "username"]) => format!("{}-{}", dice.word(ADJECTIVES), dice.word(NOUNS)),
        () if says(&["token", "secret", "hash", "signature", "checksum", "etag", "cursor"]) => dice.letters(24),
        () if says(&["id", "ids", "identifier", "key", "uuid"]) => dice.letters(10),
        () if says(&["date", "day"]) => day(place, dice).to_string(),
        () if says(&["at", "time", "timestamp"]) => format!("{}T09:{:02}:00Z", day(place, dice), dice.below(60)),
        () if says(&["count", "number", "size", "total", "version"]) => (1 + dice.below(99)).to_string(),
        () if says(&["first", "given", "middle"]) => dice.word(GIVEN).to_owned(),
        () if says(&["last", "family", "maiden", "surname"]) => dice.word(FAMILY).to_owned(),
        () if says(&["name", "label"]) => name(place, dice),
        () if says(&["company", "organization", "employer", "school", "advertiser"]) => dice.word(COMPANIES).to_owned(),
        () if says(&["headline", "position", "job", "occupation"]) => dice.word(JOBS).to_owned(),
        () if says(&["title", "subject", "heading"]) => capital(&format!("{} {}", dice.word(ADJECTIVES), dice.word(NOUNS))),
        () if says(&["city"]) => dice.word(CITIES).to_owned(),
        () if says(&["street", "line", "line1", "address", "address1"]) => format!("{} Harbour Street", 1 + dice.below(99)),
        () if says(&["postal", "zip"]) => format!("{:05}", 10_000 + dice.below(89_999)),
        () if says(&SPOKEN) => dice.word(SENTENCES).to_owned(),
        () => format!("{} {}", dice.word(ADJECTIVES), dice.word(NOUNS)),
    }
}

/// Words for texts of a sentence or more.
const SPOKEN: [&str; 13] = [
    "description",
    "comment",
    "commentary",
    "message",
    "body",
    "summary",
    "content",
    "text",
    "question",
    "answer",
    "caption",
    "about",
    "note",
];

/// A name: of a person or a company where the name or the record is about one, else of a thing of the record's kind.
fn name(place: &Place<'_>, dice: &mut Dice) -> String {
    let record = place.record();
    let is_about = |some: &[&str]| place.says_any(some) || record.iter().any(|one| some.contains(&one.as_str()));
    match () {
        () if is_about(&["person", "member", "profile", "candidate", "contact", "recruiter", "user"]) => {
            format!("{} {}", dice.word(GIVEN), dice.word(FAMILY))
        }
        () if is_about(&["organization", "company", "employer", "school", "brand", "advertiser"]) => dice.word(COMPANIES).to_owned(),
        () => match record.last() {
            Some(kind) => capital(&format!("{} {kind}", dice.word(ADJECTIVES))),
            None => capital(&format!("{} {}", dice.word(ADJECTIVES), dice.word(NOUNS))),
        },
    }
}

/// The key of an entry of a map whose keys are texts.
pub(crate) fn map_key(place: &Place<'_>, dice: &mut Dice) -> String {
    let is_localized = place.names.last().is_some_and(|(_, name)| words(name).iter().any(|word| word == "localized" || word == "locale"));
    if is_localized { "en_US".to_owned() } else { dice.word(NOUNS).to_owned() }
}

/// A number of 32 bits.
pub(crate) fn int(place: &Place<'_>, dice: &mut Dice) -> i32 {
    let date = day(place, dice).to_string();
    let part = |at: usize| date.split('-').nth(at).and_then(|part| part.parse().ok()).unwrap_or(1);
    let chosen = match words(place.name()).last().map_or("", String::as_str) {
        "year" => part(0),
        "month" => part(1),
        "day" => part(2),
        "status" | "code" => 200,
        "start" | "offset" => 0,
        "id" => 100_000 + dice.below(899_999),
        _ => 1 + dice.below(500),
    };
    i32::try_from(chosen).unwrap_or(1)
}

/// A number of 64 bits.
pub(crate) fn long(place: &Place<'_>, dice: &mut Dice) -> i64 {
    let chosen = match words(place.name()).last().map_or("", String::as_str) {
        "at" | "time" | "date" | "timestamp" if !place.says_any(&["average", "dwell", "total", "watch"]) => return time(place, dice),
        "id" => 500_000_000 + dice.below(99_999_999),
        _ => 1 + dice.below(10_000),
    };
    i64::try_from(chosen).unwrap_or(1)
}

/// A number with decimals.
pub(crate) fn fraction(place: &Place<'_>, dice: &mut Dice) -> f64 {
    let hundredths = u32::try_from(1 + dice.below(if place.says_any(&["rate", "ratio", "share", "score"]) { 99 } else { 9999 }));
    f64::from(hundredths.unwrap_or(1)) / 100.0
}

/// Milliseconds of a time around today.
pub(crate) fn time(place: &Place<'_>, dice: &mut Dice) -> i64 {
    moment(place, dice).as_millis()
}

fn day(place: &Place<'_>, dice: &mut Dice) -> Day {
    Day::of(moment(place, dice))
}

fn moment(place: &Place<'_>, dice: &mut Dice) -> Time {
    let days = place.days(dice);
    dice.time(days)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
