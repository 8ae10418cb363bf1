//! Text of a post with mentions and hashtags, in LinkedIn's [little text
//! format](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format).

mod segments;

use std::fmt;

use restli_client::IntoUrn;

use crate::content::LittleText;
use crate::types::AuthorUrn;

pub use segments::Segment;

/// The text of a post: built piece by piece, each escaped by its own rule, or read into [segments](Self::segments).
///
/// ```
/// use linkedin::Commentary;
/// use linkedin::urns::OrganizationUrn;
///
/// let text = Commentary::new().text("Launch day (really) ").hashtag("soon").text(" with ").mention("Acme", OrganizationUrn::new(77));
/// assert_eq!(text.to_string(), r"Launch day \(really\) {hashtag|\#|soon} with @[Acme](urn:li:organization:77)");
/// ```
///
/// ```
/// use linkedin::commentary::{Commentary, Segment};
/// use linkedin::content::LittleText;
///
/// let read = Commentary::from(LittleText::markup(r"Hello \(again\) @[Acme](urn:li:organization:77) {hashtag|\#|news}"));
/// assert_eq!(read.to_plain(), "Hello (again) Acme #news");
/// assert_eq!(read.segments().last(), Some(&Segment::Hashtag("news".to_owned())));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Commentary(String);

impl Commentary {
    /// Creates an empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain text, which readers see unchanged.
    pub fn text(mut self, text: &str) -> Self {
        self.0.push_str(LittleText::escaped(text).as_str());
        self
    }

    /// Adds a mention of a member or an organization.
    ///
    /// LinkedIn makes the mention a link only if `name` is the organization's exact name, or the member's first, last or full name.
    /// Characters of the URN that would end the mention or begin other markup are percent-encoded; no id of LinkedIn has them. A request
    /// with a mention of an empty id, or with a name of which readers would see nothing, is refused before it is sent.
    pub fn mention(mut self, name: &str, who: impl IntoUrn<AuthorUrn>) -> Self {
        self.0.push_str("@[");
        self = self.text(name);
        self.0.push_str("](");
        for character in who.into().as_str().chars() {
            if is_markup(character) {
                let mut bytes = [0; 4];
                self.0.extend(character.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
            } else {
                self.0.push(character);
            }
        }
        self.0.push(')');
        self
    }

    /// Adds a hashtag. A `#` in front of the word is not needed. No word, such as an empty text, adds nothing.
    pub fn hashtag(self, word: &str) -> Self {
        self.template(word.strip_prefix('#').unwrap_or(word))
    }

    fn template(mut self, word: &str) -> Self {
        if word.trim().is_empty() {
            return self;
        }
        self.0.push_str(r"{hashtag|\#|");
        self = self.text(word);
        self.0.push('}');
        self
    }

    /// The segments of the text. Reading never fails: markup that cannot be read is [`Segment::Unrecognized`], and a reserved character that
    /// is part of no markup is text.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment> {
        segments::segments(&self.0)
    }

    /// The text as readers see it: mentions by their names, hashtags as `#word`. Markup that cannot be read stays as it is.
    #[must_use]
    pub fn to_plain(&self) -> String {
        self.segments().iter().map(ToString::to_string).collect()
    }
}

/// Returns `true` for a character that ends or begins markup, or breaks the line. `_` and `~`, which are in ids, do neither inside a URN.
fn is_markup(character: char) -> bool {
    matches!(character, '|' | '{' | '}' | '@' | '[' | ']' | '(' | ')' | '<' | '>' | '#' | '\\' | '*')
        || character.is_whitespace()
        || character.is_control()
}

impl fmt::Display for Commentary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<LittleText> for Commentary {
    fn from(text: LittleText) -> Self {
        Self(text.as_str().to_owned())
    }
}

impl From<&LittleText> for Commentary {
    fn from(text: &LittleText) -> Self {
        Self(text.as_str().to_owned())
    }
}

impl FromIterator<Segment> for Commentary {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        segments.into_iter().fold(Self::new(), |text, segment| match segment {
            Segment::Text(plain) => text.text(&plain),
            Segment::Mention { name, who } => text.mention(&name, who),
            Segment::Hashtag(word) => text.template(&word),
            Segment::Unrecognized(markup) => Self(text.0 + &markup),
        })
    }
}

impl From<Commentary> for LittleText {
    fn from(commentary: Commentary) -> Self {
        Self::markup(commentary.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Commentary;
    use crate::Client;
    use crate::content::{NewPost, PostPatch};
    use crate::types::PostUrn;
    use crate::urns::{PersonUrn, ShareUrn};

    #[test]
    fn mention_of_an_empty_id_is_refused_before_it_is_sent() {
        let client = Client::builder().token("token").build().unwrap_or_else(|error| panic!("{error}"));
        let text = || Commentary::new().mention("Ann", PersonUrn::new(""));
        let told = |request: Result<_, crate::Error>| match request.map(drop) {
            Err(crate::Error::Request(problem)) => (problem.about, problem.what, problem.remedy),
            other => panic!("{other:?}"),
        };
        let problem = |call: &str| {
            let what = "a URN that cannot be sent: commentary: not a URN, because the id is empty, in its markup `(urn:li:person:)`";
            let remedy = "build it from an id as an answer gives it, without blanks";
            (call.to_owned(), format!("{what}: \"@[Ann](urn:li:person:)\""), remedy.to_owned())
        };
        let post = NewPost::new(PersonUrn::new("a"), text());
        assert_eq!(told(client.posts().create(&post).to_http()), problem("content.posts.create"));
        let id: PostUrn = ShareUrn::new(1).into();
        let patch = PostPatch::new().commentary(text());
        assert_eq!(told(client.posts().partial_update(id, patch).to_http()), problem("content.posts.partial_update"));
    }

    #[test]
    fn mention_without_a_name_is_refused_before_it_is_sent() {
        let client = Client::builder().token("token").build().unwrap_or_else(|error| panic!("{error}"));
        for name in ["", " \n"] {
            let text = Commentary::new().text("Thanks to ").mention(name, PersonUrn::new("a"));
            let told = client.posts().create(&NewPost::new(PersonUrn::new("a"), text)).to_http();
            let told = told.map_or_else(|error| error.to_string(), |request| format!("{request:?}"));
            assert!(told.contains("commentary: a URN without the text that readers see, in its markup `[](urn:li:person:a)`"), "{told}");
            assert!(told.contains("write the text for it between the brackets"), "{told}");
        }
        let plain = Commentary::new().text("[](urn:li:person:a) []").mention("[]", PersonUrn::new("a"));
        client.posts().create(&NewPost::new(PersonUrn::new("a"), plain)).to_http().unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn hashtag_without_a_word_writes_nothing() {
        for word in ["", "#", " ", "# "] {
            assert_eq!(Commentary::new().text("a").hashtag(word).hashtag("b").to_string(), r"a{hashtag|\#|b}", "{word:?}");
        }
    }

    #[test]
    fn mention_of_an_id_with_markup_stays_one_mention() {
        let mention = |id: &str| Commentary::new().mention("Ann", PersonUrn::new(id)).to_string();
        assert_eq!(mention("a_b-C~1"), "@[Ann](urn:li:person:a_b-C~1)");
        assert_eq!(mention("a) {x|y}\n"), "@[Ann](urn:li:person:a%29%20%7Bx%7Cy%7D%0A)");
        assert_eq!(mention("a)@[Bob](urn:li:person:b"), "@[Ann](urn:li:person:a%29%40%5BBob%5D%28urn:li:person:b)");
    }
}
