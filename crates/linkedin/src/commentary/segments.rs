//! Segments of a text in the little text format.

use std::fmt;

use restli_client::core::urn::Urn;

use crate::content::LittleText;
use crate::types::AuthorUrn;

/// A segment of the text of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment {
    /// Plain text.
    Text(String),
    /// A mention of a member or an organization.
    Mention {
        /// The name that readers see.
        name: String,
        /// The member or organization.
        who: AuthorUrn,
    },
    /// A hashtag, without its `#`.
    Hashtag(String),
    /// Markup that is none of these, as it came: a mention without a URN, a hashtag without a word, or a template of another kind.
    Unrecognized(String),
}

/// Writes what readers see.
impl fmt::Display for Segment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Mention { name: text, .. } | Self::Unrecognized(text) => out.write_str(text),
            Self::Hashtag(word) => write!(out, "#{word}"),
        }
    }
}

/// A character, and whether it carries meaning.
type Character = (char, bool);

/// Reads a text; each character is looked at a fixed number of times.
pub(super) fn segments(markup: &str) -> Vec<Segment> {
    let characters: Vec<Character> = LittleText::markup(markup).characters().collect();
    let mut rest = characters.as_slice();
    let mut segments = Vec::new();
    let mut text = String::new();
    while let Some(((character, _), after)) = rest.split_first() {
        let Some((segment, after)) = marked(rest) else {
            text.push(*character);
            rest = after;
            continue;
        };
        if !text.is_empty() {
            segments.push(Segment::Text(std::mem::take(&mut text)));
        }
        segments.push(segment);
        rest = after;
    }
    segments.extend(Some(text).filter(|text| !text.is_empty()).map(Segment::Text));
    segments
}

/// The markup at the beginning of a text, and the text behind it.
fn marked(text: &[Character]) -> Option<(Segment, &[Character])> {
    let (first, rest) = text.split_first()?;
    let (segment, after) = match first {
        ('@', true) => mention(rest)?,
        ('{', true) => template(rest)?,
        ('#', true) => hashtag(rest)?,
        _ => return None,
    };
    let markup = || text.get(..text.len() - after.len()).map(raw).unwrap_or_default();
    Some((segment.unwrap_or_else(|| Segment::Unrecognized(markup())), after))
}

/// The segment, unless it cannot be read, and the text behind the markup. `None` where there is no markup after all.
type Marked<'t> = Option<(Option<Segment>, &'t [Character])>;

/// `[name](urn)`
fn mention(text: &[Character]) -> Marked<'_> {
    let (name, rest) = enclosed(text, '[', ']')?;
    let (urn, after) = enclosed(rest, '(', ')')?;
    let urn = plain(urn);
    let who = urn.parse().or_else(|_| urn.parse::<Urn>().map(AuthorUrn::Other)).ok();
    Some((who.map(|who| Segment::Mention { name: plain(name), who }), after))
}

/// `hashtag|\#|word}`
fn template(text: &[Character]) -> Marked<'_> {
    let end = text.iter().position(|one| matches!(one, ('{' | '}', true))).filter(|end| text.get(*end) == Some(&('}', true)))?;
    let (inside, after) = text.split_at(end);
    let parts: Vec<String> = inside.split(|one| *one == ('|', true)).map(plain).collect();
    let segment = match parts.as_slice() {
        [kind, sign, word] if kind == "hashtag" && matches!(sign.as_str(), "#" | "\u{ff03}") && !word.trim().is_empty() => {
            Some(Segment::Hashtag(word.clone()))
        }
        _ => None,
    };
    Some((segment, after.get(1..)?))
}

/// `word`, as `#word` is accepted in a post.
fn hashtag(text: &[Character]) -> Marked<'_> {
    let end = text.iter().position(|(one, _)| !one.is_alphanumeric() && *one != '_').unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    (!word.is_empty()).then(|| (Some(Segment::Hashtag(plain(word))), after))
}

/// The characters between two marks at the beginning of a text, and the text behind them. No other mark of a mention stands between.
fn enclosed(text: &[Character], open: char, close: char) -> Option<(&[Character], &[Character])> {
    let inside = text.strip_prefix(&[(open, true)])?;
    let end = inside.iter().position(|one| matches!(one, ('@' | '[' | ']' | '(' | ')', true)))?;
    let (inside, rest) = inside.split_at(end);
    Some((inside, rest.strip_prefix(&[(close, true)])?))
}

fn plain(text: &[Character]) -> String {
    text.iter().map(|(one, _)| one).collect()
}

/// The markup of characters.
fn raw(text: &[Character]) -> String {
    let mut out = String::new();
    for (one, carries) in text {
        let mut bytes = [0; 4];
        let one = one.encode_utf8(&mut bytes);
        if *carries { out.push_str(one) } else { out.push_str(LittleText::escaped(one).as_str()) }
    }
    out
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::Segment;
    use crate::Commentary;
    use crate::content::LittleText;
    use crate::urns::{OrganizationUrn, PersonUrn};

    fn read(markup: &str) -> Vec<Segment> {
        Commentary::from(LittleText::markup(markup)).segments()
    }

    fn text(text: &str) -> Segment {
        Segment::Text(text.to_owned())
    }

    fn hashtag(word: &str) -> Segment {
        Segment::Hashtag(word.to_owned())
    }

    #[test]
    fn text_with_markup_is_read_into_its_segments() {
        let acme = Segment::Mention { name: "Acme (Ltd)".to_owned(), who: OrganizationUrn::new(77).into() };
        let markup = r"Launch \(really\) {hashtag|\#|soon} with @[Acme \(Ltd\)](urn:li:organization:77)!";
        assert_eq!(read(markup), [text("Launch (really) "), hashtag("soon"), text(" with "), acme, text("!")]);
        assert_eq!(read("#now, {hashtag|\u{ff03}|größer\\_als}"), [hashtag("now"), text(", "), hashtag("größer_als")]);
    }

    #[test]
    fn mention_whose_urn_has_escapes_is_of_that_member() {
        let ann = Segment::Mention { name: "Ann".to_owned(), who: PersonUrn::new("Ww-h__kIES").into() };
        assert_eq!(read(r"@[Ann](urn:li:person:Ww-h\_\_kIES)"), [ann]);
    }

    #[test]
    fn markup_that_cannot_be_read_is_kept_as_it_came() {
        let kept = |markup: &str| [Segment::Unrecognized(markup.to_owned())];
        for markup in
            ["@[Ann](nobody)", "@[Ann]()", r"{poll|a\|b|c}", "{hashtag|x|y}", "{hashtag|\\#}", r"{hashtag|\#|}", r"{hashtag|\#| }", "{}"]
        {
            assert_eq!(read(markup), kept(markup));
            assert_eq!(Commentary::from(LittleText::markup(markup)).to_plain(), markup);
        }
    }

    #[test]
    fn reserved_character_of_no_markup_is_text() {
        for plain in [
            "a (b) [c] <d> *e* f_g ~h",
            "@",
            "@[",
            "@[Ann",
            "@[Ann](urn:li:person:a",
            "@ [Ann]",
            "{hashtag|",
            "}",
            "# ",
            "C#",
            "|",
            "\\",
            "\\n",
        ] {
            assert_eq!(read(plain), [text(plain)], "{plain}");
        }
    }

    #[test]
    fn mention_of_an_organization_of_another_kind_keeps_its_urn() {
        let read = read("@[Brand](urn:li:organizationBrand:5)");
        let [Segment::Mention { name, who }] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((name.as_str(), who.as_str()), ("Brand", "urn:li:organizationBrand:5"));
    }

    #[test]
    fn text_of_hostile_length_is_read_in_time() {
        for piece in ["@[", "@[a](", "{", "{hashtag|", "#", "\\"] {
            let markup = piece.repeat(200_000);
            assert_eq!(
                Commentary::from(LittleText::markup(&markup)).to_plain().len(),
                markup.len() - if piece == "\\" { 100_000 } else { 0 }
            );
        }
    }

    fn segment() -> impl Strategy<Value = Segment> {
        let mention = (any::<String>(), 1_i64..100).prop_map(|(name, id)| Segment::Mention { name, who: OrganizationUrn::new(id).into() });
        prop_oneof![".+".prop_map(Segment::Text), mention, r"\S.*".prop_map(Segment::Hashtag)]
    }

    proptest! {
        #[test]
        fn text_that_was_escaped_is_read_as_it_was(plain in any::<String>(), marks in r"[a@\[\](){}|#\\* ]*") {
            for plain in [plain, marks] {
                let commentary = Commentary::new().text(&plain);
                prop_assert_eq!(commentary.to_plain(), plain.clone());
                prop_assert!(commentary.segments().into_iter().eq(Some(Segment::Text(plain)).filter(|one| one != &text(""))));
            }
        }

        #[test]
        fn any_text_is_read_without_loss(markup in r"[a@\[\](){}|#\\:]*|.*") {
            let commentary = Commentary::from(LittleText::markup(&markup));
            let again: Commentary = commentary.segments().into_iter().collect();
            prop_assert_eq!(again.segments(), commentary.segments());
        }

        #[test]
        fn segments_that_were_written_are_read_as_they_were(segments in prop::collection::vec(segment(), 0..6)) {
            let mut expected: Vec<Segment> = Vec::new();
            for one in &segments {
                match (expected.last_mut(), one) {
                    (Some(Segment::Text(before)), Segment::Text(more)) => before.push_str(more),
                    _ => expected.push(one.clone()),
                }
            }
            let commentary: Commentary = segments.into_iter().collect();
            prop_assert_eq!(commentary.segments(), expected);
        }
    }
}
