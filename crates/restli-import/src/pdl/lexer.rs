//! The PDL lexer. The longest match wins, and a comma is a blank (`docs/formats.md §1.12`).

use restli_schema::source::Span;

use crate::json::{number_length, unescape};
use crate::limits::{MAX_NODES, saturate};
use crate::problems::Problems;
use crate::rules;

/// Keywords, which are identifiers only in back-ticks.
const KEYWORDS: &[&str] =
    &["array", "enum", "fixed", "import", "optional", "package", "map", "namespace", "record", "typeref", "union", "includes"];

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Keyword(&'static str),
    /// A bracket, `@`, `:`, `.` or `=`.
    Punct(char),
    /// `true`, `false` or `null`.
    Literal(&'static str),
    /// A whole documentation comment.
    Doc(String),
    /// A number as written.
    Number(String),
    /// A string, escapes decoded.
    Text(String),
    /// An identifier, back-ticks removed.
    Id(String),
    /// A segment of a property's path that is not an identifier, back-ticks removed.
    Segment(String),
}

/// The tokens of a file.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// The tokens reach to the end of the file; otherwise a problem was reported.
    pub(super) complete: bool,
}

/// Reads the tokens of a text up to the first lexical error, which is reported.
pub(super) fn tokens(text: &str, file: u32, problems: &mut Problems) -> Tokens {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lexer = Lexer { text, at, file, problems };
    let mut list = Vec::new();
    while let Some(token) = lexer.next() {
        if list.len() == MAX_NODES {
            lexer.problems.error(rules::TOO_BIG, token.span, "the file has too many tokens", "split it");
            return Tokens { list, complete: false };
        }
        list.push(token);
    }
    let complete = lexer.rest().is_empty();
    Tokens { list, complete }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    file: u32,
    problems: &'a mut Problems,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn span(&self, length: usize) -> Span {
        Span { file: self.file, start: saturate(self.at), end: saturate(self.at + length) }
    }

    fn take(&mut self, length: usize, kind: Kind) -> Token {
        let token = Token { kind, span: self.span(length) };
        self.at += length;
        token
    }

    fn wrong(&mut self, length: usize, message: &str, help: &str) -> Option<Token> {
        self.problems.error(rules::SYNTAX, self.span(length), message, help);
        None
    }

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}', ',']).len();
            self.at += blank;
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") && !is_doc(rest) {
                let Some(end) = rest.get(2..).and_then(|body| body.find("*/")) else {
                    return self.wrong(2, "the comment has no end", "end it with `*/`");
                };
                self.at += end + 4;
            } else {
                break;
            }
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        match first {
            '/' if is_doc(rest) => self.doc(rest),
            '(' | ')' | '{' | '}' | '[' | ']' | '@' | ':' | '.' | '=' => Some(self.take(1, Kind::Punct(first))),
            '"' => self.string(rest),
            '`' => self.quoted(rest),
            _ => self.word(rest, first),
        }
    }

    /// A documentation comment.
    fn doc(&mut self, rest: &str) -> Option<Token> {
        let Some(end) = rest.get(3..).and_then(|body| body.find("*/")) else {
            return self.wrong(3, "the comment has no end", "end it with `*/`");
        };
        if rest.starts_with("/**/") {
            let message = "`/**/` opens a documentation comment that goes on to the next `*/`";
            self.problems.warning(rules::COMMENT, self.span(4), message, "write `/* */` for a comment without text");
        }
        let length = end + 5;
        Some(self.take(length, Kind::Doc(rest.get(..length).unwrap_or_default().to_owned())))
    }

    fn string(&mut self, rest: &str) -> Option<Token> {
        let mut decoded = String::new();
        let mut at = 1;
        loop {
            let Some(one) = rest.get(at..).and_then(|rest| rest.chars().next()) else {
                return self.wrong(1, "the string has no end", "end it with `\"`");
            };
            match one {
                '"' => return Some(self.take(at + 1, Kind::Text(decoded))),
                '\\' => {
                    let (character, length) = unescape(rest.get(at..).unwrap_or_default());
                    let Some(character) = character else {
                        self.at += at;
                        return self.wrong(length, "this is no escape of a string", "write `\\\\` for a backslash");
                    };
                    decoded.push(character);
                    at += length;
                }
                one => {
                    decoded.push(one);
                    at += one.len_utf8();
                }
            }
        }
    }

    fn quoted(&mut self, rest: &str) -> Option<Token> {
        let Some(end) = rest.get(1..).and_then(|body| body.find('`')).filter(|end| *end > 0) else {
            return self.wrong(1, "the quoted name has no end", "end it with a back-tick");
        };
        let name = rest.get(1..=end).unwrap_or_default().to_owned();
        let kind = if is_name(&name) { Kind::Id(name) } else { Kind::Segment(name) };
        Some(self.take(end + 2, kind))
    }

    fn word(&mut self, rest: &str, first: char) -> Option<Token> {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        let word = rest.get(..length).unwrap_or_default();
        let number = number_length(rest);
        if let Some(keyword) = KEYWORDS.iter().find(|keyword| **keyword == word) {
            return Some(self.take(length, Kind::Keyword(keyword)));
        }
        if let Some(literal) = ["true", "false", "null"].into_iter().find(|literal| *literal == word) {
            return Some(self.take(length, Kind::Literal(literal)));
        }
        if number > 0 && number >= length {
            return Some(self.take(number, Kind::Number(rest.get(..number).unwrap_or_default().to_owned())));
        }
        if length > 0 {
            let kind = if is_name(word) { Kind::Id(word.to_owned()) } else { Kind::Segment(word.to_owned()) };
            return Some(self.take(length, kind));
        }
        self.wrong(first.len_utf8(), &format!("`{first}` has no meaning here"), "remove it, or put it into a string or a comment")
    }
}

/// Returns whether a documentation comment starts here: `/**/` is one only if another `*/` follows.
fn is_doc(rest: &str) -> bool {
    rest.starts_with("/**") && (!rest.starts_with("/**/") || rest.get(4..).is_some_and(|body| body.contains("*/")))
}

fn is_name(word: &str) -> bool {
    word.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_')
        && word.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};
    use crate::problems::Problems;

    /// The tokens in short form: kind and text.
    fn shown(text: &str) -> String {
        let mut problems = Problems::default();
        let tokens = tokens(text, 0, &mut problems);
        let words = tokens.list.iter().map(|token| match &token.kind {
            Kind::Keyword(word) => format!("K{word}"),
            Kind::Punct(one) => one.to_string(),
            Kind::Literal(word) => format!("L{word}"),
            Kind::Doc(text) => format!("D{text}"),
            Kind::Number(text) => format!("N{text}"),
            Kind::Text(text) => format!("T{text}"),
            Kind::Id(text) => format!("I{text}"),
            Kind::Segment(text) => format!("S{text}"),
        });
        let words = words.collect::<Vec<_>>().join(" ");
        let (problems, _) = problems.finish();
        problems.iter().fold(words, |words, problem| format!("{words} !{}", problem.span.start))
    }

    #[test]
    fn lexer_ambiguous_text_takes_the_longest_match() {
        let cases = [
            ("record recordX record-x `record` `a/b.c`", "Krecord IrecordX Irecord-x Irecord Sa/b.c"),
            ("1 -2.5e3 1-2 000 0 1x -1 - 1.5 .5", "N1 N-2.5e3 S1-2 S000 N0 S1x N-1 S- N1.5 . N5"),
            ("true trueX null,null", "Ltrue ItrueX Lnull Lnull"),
            ("a.b:[c]=d(e)", "Ia . Ib : [ Ic ] = Id ( Ie )"),
            ("\u{feff}a // b\n c /* d */ e /***/ f", "Ia Ic Ie D/***/ If"),
            ("/**/ a /* b */ c", "D/**/ a /* b */ Ic !0"),
            ("/**/ a", "Ia"),
            ("\"a\nb\\u0041\\n\\\"\"", "Ta\nbA\n\""),
            ("a /* b", "Ia !2"),
            ("/** b", "!0"),
            ("a \"b", "Ia !2"),
            ("a \"b\\x\"", "Ia !4"),
            ("a `b", "Ia !2"),
            ("a ``", "Ia !2"),
            ("a ; b", "Ia !2"),
        ];
        for (text, tokens) in cases {
            assert_eq!(shown(text).trim(), tokens, "{text}");
        }
    }
}
