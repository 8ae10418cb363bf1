//! Rust tokens to the lexemes of a projection, each with the span that an error underlines.
//!
//! Positions are offsets in the text that the tokens make when written without blanks, so that problems are located in the same way as in a
//! text.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use restli_core::projection::{Lexeme, LexemeKind, MAX_DEPTH};

use crate::embed;
use crate::problem::Problem;

/// Spans of the lexemes, by their offsets.
#[derive(Debug)]
pub struct Spans {
    /// Offsets in the text, ascending, with the token that starts there.
    starts: Vec<(usize, Span)>,
    /// Span for offsets that no token precedes, e.g. for all of a string literal.
    fallback: Span,
}

impl Spans {
    /// A single span for all offsets, as for a string literal.
    #[must_use]
    pub fn single(span: Span) -> Self {
        Self { starts: Vec::new(), fallback: span }
    }

    /// The spans that a function makes of these.
    pub(crate) fn map(&self, place: fn(Span) -> Span) -> Self {
        Self { starts: self.starts.iter().map(|(at, span)| (*at, place(*span))).collect(), fallback: place(self.fallback) }
    }

    /// The span of the token at an offset.
    pub(crate) fn at(&self, at: usize) -> Span {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).and_then(|index| self.starts.get(index)).map_or(self.fallback, |(_, span)| *span)
    }

    /// The spans of the first and the last token of a problem.
    pub(crate) fn of(&self, problem: &Problem) -> (Span, Span) {
        (self.at(problem.at), self.at((problem.at + problem.len).saturating_sub(1).max(problem.at)))
    }
}

/// The lexemes of the tokens between the parentheses of a projection, and the offset of their end.
#[derive(Debug)]
pub(crate) struct Lexed {
    pub(crate) lexemes: Vec<Lexeme>,
    pub(crate) end: usize,
    pub(crate) spans: Spans,
    /// The types of embedded projections, as in `..crate::cards::Names`.
    pub(crate) embedded: Vec<TokenStream>,
}

/// Turns a parenthesised group into lexemes, its parentheses included.
pub(crate) fn lex(group: &Group) -> Lexed {
    let mut lexed = Lexed { lexemes: Vec::new(), end: 0, spans: Spans::single(group.span_close()), embedded: Vec::new() };
    lexed.group(group, 0);
    lexed
}

impl Lexed {
    fn push(&mut self, span: Span, len: usize, kind: LexemeKind) {
        self.spans.starts.push((self.end, span));
        self.lexemes.push(Lexeme { at: self.end, len, kind });
        self.end += len;
    }

    fn group(&mut self, group: &Group, depth: usize) {
        // No projection is as deep; the parser reports the depth.
        if depth > 2 * MAX_DEPTH {
            return;
        }
        match group.delimiter() {
            Delimiter::Parenthesis => {
                self.push(group.span_open(), 1, LexemeKind::Open);
                self.stream(group.stream(), depth);
                self.push(group.span_close(), 1, LexemeKind::Close);
            }
            // A fragment that a `macro_rules!` macro passed on.
            Delimiter::None => self.stream(group.stream(), depth),
            Delimiter::Brace => self.push(group.span_open(), 1, LexemeKind::Other("{".to_owned())),
            // The parser stops at the bracket, and looks whether an index follows.
            Delimiter::Bracket => {
                self.push(group.span_open(), 1, LexemeKind::Other("[".to_owned()));
                self.stream(group.stream(), depth);
            }
        }
    }

    fn stream(&mut self, tokens: TokenStream, depth: usize) {
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let next = trees.peek();
            match tree {
                TokenTree::Group(group) => self.group(&group, depth + 1),
                TokenTree::Ident(ident) => self.word(ident.span(), plain(&ident)),
                TokenTree::Literal(literal) => match string_value(&literal) {
                    Some(name) => {
                        let len = name.len();
                        self.push(literal.span(), len, LexemeKind::Word(name));
                    }
                    None => self.word(literal.span(), literal.to_string()),
                },
                TokenTree::Punct(dot) if dot.as_char() == '.' && next.is_some_and(|next| is_punct(next, '.')) => {
                    self.embed(&dot, &mut trees);
                }
                TokenTree::Punct(punct) if matches!(punct.as_char(), '.' | '-') && self.in_word() && next.is_some_and(is_word) => {
                    self.word(punct.span(), punct.as_char().to_string());
                }
                TokenTree::Punct(punct) => self.punct(&punct),
            }
        }
    }

    /// Reads `..Type` or `...Type`, of which the first dot is read, as the name of an item that embeds a projection.
    fn embed(&mut self, dot: &Punct, trees: &mut Peekable<impl Iterator<Item = TokenTree>>) {
        while trees.next_if(|tree| is_punct(tree, '.')).is_some() {}
        let mut path = TokenStream::new();
        let mut last = None;
        // A path alternates names and `::`.
        loop {
            let colons: Vec<TokenTree> = std::iter::from_fn(|| trees.next_if(|tree| is_punct(tree, ':'))).collect();
            path.extend(colons);
            let Some(word) = trees.next_if(|tree| matches!(tree, TokenTree::Ident(_))) else { break };
            last = Some(word.span());
            path.extend([word]);
            if !trees.peek().is_some_and(|tree| is_punct(tree, ':')) {
                break;
            }
        }
        match last {
            None => self.push(dot.span(), embed::MARK.len(), LexemeKind::Other(embed::MARK.to_owned())),
            Some(last) => {
                let name = embed::item_name(self.embedded.len());
                let at = self.end;
                self.push(dot.span(), name.len(), LexemeKind::Word(name));
                self.spans.starts.push((at + embed::MARK.len(), last));
                self.embedded.push(path);
            }
        }
    }

    /// Adds a word, or appends to the word before.
    fn word(&mut self, span: Span, text: String) {
        let joins = |word: &str| word.ends_with(['.', '-']) || text == "." || text == "-";
        let joined = match self.lexemes.last_mut() {
            Some(Lexeme { kind: LexemeKind::Word(word), len, .. }) if joins(word) => {
                word.push_str(&text);
                *len += text.len();
                true
            }
            _ => false,
        };
        if joined {
            self.spans.starts.push((self.end, span));
            self.end += text.len();
        } else {
            self.push(span, text.len(), LexemeKind::Word(text));
        }
    }

    fn in_word(&self) -> bool {
        matches!(self.lexemes.last(), Some(Lexeme { kind: LexemeKind::Word(_), .. }))
    }

    fn punct(&mut self, punct: &Punct) {
        let kind = match punct.as_char() {
            ',' => LexemeKind::Comma,
            ':' => LexemeKind::Colon,
            '~' => LexemeKind::Tilde,
            '*' => LexemeKind::Star,
            '$' => LexemeKind::Dollar,
            '-' => LexemeKind::Minus,
            other => LexemeKind::Other(other.to_string()),
        };
        self.push(punct.span(), punct.as_char().len_utf8(), kind);
    }
}

fn is_word(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(_) | TokenTree::Literal(_))
}

pub(crate) fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// An identifier without its `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    match text.strip_prefix("r#") {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

/// The value of a string literal; `None` for any other literal.
pub(crate) fn string_value(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let (start, end) = (hashes + 1, raw.len().checked_sub(hashes + 1)?);
        return raw.get(start..end).filter(|_| raw.get(hashes..start) == Some("\"")).map(str::to_owned);
    }
    text.strip_prefix('"')?.strip_suffix('"').map(unescape)
}

fn unescape(quoted: &str) -> String {
    let mut value = String::with_capacity(quoted.len());
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('r') => value.push('\r'),
            Some('0') => value.push('\0'),
            Some('x') => value.extend(code(&chars.by_ref().take(2).collect::<String>())),
            Some('u') => {
                let digits: String = chars.by_ref().take_while(|c| *c != '}').filter(|c| !matches!(c, '{' | '_')).collect();
                value.extend(code(&digits));
            }
            Some('\n') => chars = chars.as_str().trim_start().chars(),
            Some(other) => value.push(other),
            None => {}
        }
    }
    value
}

fn code(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use proc_macro2::{TokenStream, TokenTree};

    use super::{lex, string_value};

    fn written(tokens: &str) -> String {
        let stream: TokenStream = tokens.parse().expect("tokens");
        let Some(TokenTree::Group(group)) = stream.into_iter().next() else { panic!("a group") };
        lex(&group).lexemes.iter().map(|lexeme| lexeme.kind.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_are_read_as_names_and_signs() {
        let cases = [
            ("(id, type, r#fn)", "( id , type , fn )"),
            ("(displayImage~digitalmediaAsset:playableStreams)", "( displayImage ~ digitalmediaAsset : playableStreams )"),
            ("(elements*(*, $URN))", "( elements * ( * , $ URN ) )"),
            ("(content(com.linkedin.x.Share(media($*))))", "( content ( com.linkedin.x.Share ( media ( $ * ) ) ) )"),
            ("(titles(en-US, \"a b\", r#\"c\"#, 12, a.1))", "( titles ( en-US , a b , c , 12 , a.1 ) )"),
            ("(..a::B, b(...C), ..)", "( ..0 , b ( ..1 ) , .. )"),
            ("(a & b, -c, {d}, [e])", "( a & b , - c , { , [ e )"),
        ];
        for (tokens, expected) in cases {
            assert_eq!(written(tokens), expected, "{tokens}");
        }
    }

    #[test]
    fn literals_have_their_value() {
        let cases = [
            (r#""a\"b\\\n\x41\u{1F600}""#, Some("a\"b\\\nA\u{1F600}")),
            ("r\"(id)\"", Some("(id)")),
            ("r##\"a\"#b\"##", Some("a\"#b")),
            ("\"a\\\n   b\"", Some("ab")),
            ("'a'", None),
            ("1.5", None),
            ("b\"x\"", None),
        ];
        for (literal, expected) in cases {
            let literal = literal.parse().expect("a literal");
            assert_eq!(string_value(&literal).as_deref(), expected, "{literal}");
        }
    }
}
