//! Lexemes: the words and signs of projections.

use std::fmt;

use super::SyntaxError;

/// A word or sign and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// The position in the text, in octets from the beginning.
    pub at: usize,
    /// The length in octets.
    pub len: usize,
    /// The kind of the lexeme, with its content.
    pub kind: LexemeKind,
}

/// The kinds of words and signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexemeKind {
    /// A whole name with the dots in it, `com.acme.Image`.
    Word(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `~`
    Tilde,
    /// `*`
    Star,
    /// `$`
    Dollar,
    /// `-`
    Minus,
    /// Anything else, which fits nowhere.
    Other(String),
}

impl Lexeme {
    /// The end of the lexeme, in octets from the beginning.
    pub(super) fn end(&self) -> usize {
        self.at + self.len
    }
}

/// Writes the lexeme as in a projection.
impl fmt::Display for LexemeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Word(text) | Self::Other(text) => text,
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
            Self::Colon => ":",
            Self::Tilde => "~",
            Self::Star => "*",
            Self::Dollar => "$",
            Self::Minus => "-",
        })
    }
}

/// A character of a name in a decorated projection. A `-` or `.` may stand inside, not first.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The lexemes of a decorated projection. Blanks are skipped, also where they stand as `%20`.
#[must_use]
pub fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        let (len, kind) = match first {
            '%' if rest.starts_with("%20") => (3, None),
            blank if blank.is_whitespace() => (blank.len_utf8(), None),
            '-' => (1, Some(LexemeKind::Minus)),
            '.' if !rest.starts_with("..") => (1, Some(LexemeKind::Other(".".to_owned()))),
            '$' => (1, Some(LexemeKind::Dollar)),
            '~' => (1, Some(LexemeKind::Tilde)),
            '*' => (1, Some(LexemeKind::Star)),
            word if is_word(word) => {
                let all = prefix(rest, |c| is_word(c) || c == '$');
                // The arrow of `a->b` is none of the name.
                let arrow = rest.get(all.len()..).is_some_and(|after| after.starts_with('>'));
                let word = all.strip_suffix('-').filter(|_| arrow).unwrap_or(all);
                (word.len(), Some(LexemeKind::Word(word.to_owned())))
            }
            sign => (sign.len_utf8(), Some(structure(sign).unwrap_or_else(|| LexemeKind::Other(sign.to_string())))),
        };
        lexemes.extend(kind.map(|kind| Lexeme { at, len, kind }));
        rest = rest.get(len..).unwrap_or_default();
    }
    lexemes
}

/// The lexemes of a mask: signs, and words of all other characters. White space inside a word is dropped, as by the reference server
/// (`docs/protocol.md §5.1`).
pub(super) fn mask(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        if let Some(kind) = structure(first) {
            lexemes.push(Lexeme { at, len: 1, kind });
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let piece = prefix(rest, |c| structure(c).is_none());
        let word: String = piece.chars().filter(|c| !c.is_whitespace()).collect();
        if !word.is_empty() {
            let blanks = piece.len() - piece.trim_start().len();
            lexemes.push(Lexeme { at: at + blanks, len: piece.trim().len(), kind: LexemeKind::Word(word) });
        }
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    lexemes
}

fn structure(c: char) -> Option<LexemeKind> {
    match c {
        '(' => Some(LexemeKind::Open),
        ')' => Some(LexemeKind::Close),
        ',' => Some(LexemeKind::Comma),
        ':' => Some(LexemeKind::Colon),
        _ => None,
    }
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A position among lexemes.
pub(super) struct Cursor<'a> {
    lexemes: &'a [Lexeme],
    next: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at the first lexeme of a text that ends at `end`.
    pub(super) fn new(lexemes: &'a [Lexeme], end: usize) -> Self {
        Self { lexemes, next: 0, end }
    }

    pub(super) fn peek(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.next)
    }

    pub(super) fn peek_second(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.next + 1)
    }

    /// The lexemes before the position, and those after it.
    pub(super) fn split(&self) -> (&'a [Lexeme], &'a [Lexeme]) {
        self.lexemes.split_at_checked(self.next).unwrap_or((self.lexemes, &[]))
    }

    pub(super) fn at(&self, kind: &LexemeKind) -> bool {
        self.peek().is_some_and(|lexeme| lexeme.kind == *kind)
    }

    pub(super) fn advance(&mut self) -> Option<&'a Lexeme> {
        let lexeme = self.lexemes.get(self.next)?;
        self.next += 1;
        Some(lexeme)
    }

    /// Goes past the next lexeme if it is of the given kind.
    pub(super) fn eat(&mut self, kind: &LexemeKind) -> Option<&'a Lexeme> {
        if self.at(kind) { self.advance() } else { None }
    }

    /// The error of a next lexeme, or an end, that does not belong here.
    #[cold]
    pub(super) fn unexpected(&self, wanted: &str) -> SyntaxError {
        match self.peek() {
            Some(lexeme) => SyntaxError::new(lexeme.at, lexeme.len, format!("expected {wanted}, found `{}`", lexeme.kind)),
            None => SyntaxError::new(self.end, 0, format!("expected {wanted}, but it ends here")),
        }
    }
}
