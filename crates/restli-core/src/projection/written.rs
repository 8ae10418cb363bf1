//! The language of `projection!` and YAML: decorations (`docs/protocol.md §5.5`), and all mask syntax except removals (`§5.1`).
//!
//! `(id,owner~(name),lines:($*:(sku),$count:5))` selects `id`, the `name` of the record that the URN in `owner` expands to, and the `sku`
//! of the first five `lines`.

use super::lexeme::{Cursor, lexemes};
use super::{Decoration, Item, Lexeme, LexemeKind, MAX_DEPTH, Name, Projection, SyntaxError, misplaced, parse_mask};

/// The expectation after the last parenthesis, in the words of an error message.
const NOTHING_MORE: &str = "nothing more";

/// Character sequences that mark a text without outer parentheses as a mask.
const MASK: &[&str] = &[":(", "$*", "$$", ",-"];

impl Projection {
    /// Reads a projection in either of the two languages: `id,address:(city)` is a mask (`docs/protocol.md §5.1`), read as servers read
    /// masks; `(id,address(city))` is the decorated language (`docs/protocol.md §5.5`), which admits most mask syntax too. The outer
    /// parentheses may be left out.
    ///
    /// # Errors
    /// The first syntax error, with its position.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let start = text.trim_start();
        let only_in_masks = (start.starts_with('-') || MASK.iter().any(|sign| text.contains(sign))) && !misplaced::is_query(text);
        if only_in_masks && !start.starts_with('(') && !text.contains('~') {
            parse_mask(text)
        } else {
            Self::parse_lexemes(&lexemes(text), text.len())
        }
    }

    /// Reads a projection with decorations from lexemes, for a front end that has tokens instead of a text. `end` is the place that an
    /// error names when something is missing at the end.
    ///
    /// # Errors
    /// The first syntax error, with its position.
    pub fn parse_lexemes(lexemes: &[Lexeme], end: usize) -> Result<Self, SyntaxError> {
        if lexemes.is_empty() {
            return Err(SyntaxError::new(end, 0, "nothing is selected").help("write `(*)` for all fields"));
        }
        let mut parser = Parser { cursor: Cursor::new(lexemes, end) };
        let projection = if parser.cursor.at(&LexemeKind::Open) { parser.group(1)? } else { parser.items(1)? };
        match parser.cursor.peek() {
            None => Ok(projection),
            Some(_) => Err(parser.misplaced(NOTHING_MORE)),
        }
    }
}

struct Parser<'a> {
    cursor: Cursor<'a>,
}

impl Parser<'_> {
    /// `( items )`
    fn group(&mut self, depth: usize) -> Result<Projection, SyntaxError> {
        let open = self.cursor.eat(&LexemeKind::Open).ok_or_else(|| self.cursor.unexpected("`(`"))?;
        if depth > MAX_DEPTH {
            return Err(SyntaxError::new(open.at, open.len, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        if let Some(close) = self.cursor.peek().filter(|lexeme| lexeme.kind == LexemeKind::Close) {
            let error = SyntaxError::new(open.at, close.end().saturating_sub(open.at), "nothing is selected");
            return Err(error.help("write `(*)` for all fields, or leave the parentheses out"));
        }
        let projection = self.items(depth)?;
        match self.cursor.eat(&LexemeKind::Close) {
            Some(_) => Ok(projection),
            None => Err(self.misplaced("`,` or `)`")),
        }
    }

    /// Items up to a closing parenthesis or the end; a last comma is tolerated.
    fn items(&mut self, depth: usize) -> Result<Projection, SyntaxError> {
        let mut projection = Projection::default();
        loop {
            if !self.bound(&mut projection, depth)? {
                projection.items.push(self.item(depth)?);
            }
            if self.cursor.eat(&LexemeKind::Comma).is_none() || self.cursor.peek().is_none_or(|lexeme| lexeme.kind == LexemeKind::Close) {
                return Ok(projection);
            }
        }
    }

    /// Reads `$start:10` or `$count:5`, if it comes next.
    fn bound(&mut self, projection: &mut Projection, depth: usize) -> Result<bool, SyntaxError> {
        let (Some(dollar), Some(Lexeme { kind: LexemeKind::Word(word), len, .. })) = (self.cursor.peek(), self.cursor.peek_second()) else {
            return Ok(false);
        };
        if dollar.kind != LexemeKind::Dollar || !matches!(word.as_str(), "start" | "count") {
            return Ok(false);
        }
        if depth == 1 {
            let error = SyntaxError::new(dollar.at, 1 + len, format!("`${word}` belongs inside the parentheses of an array"));
            return Err(error.help(format!("write `field:(${word}:10)`")));
        }
        self.cursor.advance();
        self.cursor.advance();
        let number = super::mask::number(&mut self.cursor)?;
        let range = projection.range.get_or_insert_default();
        let bound = if word == "start" { &mut range.start } else { &mut range.count };
        if bound.replace(number).is_some() {
            let error = SyntaxError::new(dollar.at, 1 + len, format!("`${word}` is given twice"));
            return Err(error.help("write it once"));
        }
        Ok(true)
    }

    fn item(&mut self, depth: usize) -> Result<Item, SyntaxError> {
        let (name, at) = self.name()?;
        if self.cursor.at(&LexemeKind::Colon) && self.cursor.peek_second().is_some_and(|second| second.kind == LexemeKind::Open) {
            self.cursor.advance();
            return Ok(Item { select: Some(self.group(depth + 1)?), ..Item::all(name, at) });
        }
        let each = if name == Name::Each { None } else { self.cursor.eat(&LexemeKind::Star) };
        let inner = depth + usize::from(each.is_some());
        let decorations = self.decorations(inner)?;
        let select = if self.cursor.at(&LexemeKind::Open) { Some(self.group(inner + 1)?) } else { None };
        Ok(match each {
            None => Item { name, at, remove: false, decorations, select },
            Some(star) => {
                let each = Item { name: Name::Each, at: star.at, remove: false, decorations, select };
                Item { select: Some(Projection { items: vec![each], range: None }), ..Item::all(name, at) }
            }
        })
    }

    fn name(&mut self) -> Result<(Name, usize), SyntaxError> {
        match self.cursor.peek().map(|lexeme| (&lexeme.kind, lexeme)) {
            Some((LexemeKind::Star, lexeme)) => {
                self.cursor.advance();
                Ok((Name::Each, lexeme.at))
            }
            Some((LexemeKind::Word(word), lexeme)) => {
                self.cursor.advance();
                Ok((Name::Is(word.clone()), lexeme.at))
            }
            Some((LexemeKind::Dollar, dollar)) => self.dollar(dollar),
            _ => Err(self.misplaced("a name")),
        }
    }

    /// Reads `$URN`, or the mask names `$*` and `$$key`, which is the key `$key`.
    fn dollar(&mut self, dollar: &Lexeme) -> Result<(Name, usize), SyntaxError> {
        let second = self.cursor.peek_second().filter(|second| second.at == dollar.end());
        let name = match second.map(|second| &second.kind) {
            Some(LexemeKind::Word(word)) => Name::Is(format!("${word}")),
            Some(LexemeKind::Star) => Name::Each,
            Some(LexemeKind::Dollar) => {
                self.cursor.advance();
                let word = self.cursor.peek_second().map(|third| &third.kind);
                let Some(LexemeKind::Word(word)) = word else { return Err(self.misplaced("a name")) };
                Name::Is(format!("${word}"))
            }
            _ => return Err(self.misplaced("a name")),
        };
        self.cursor.advance();
        self.cursor.advance();
        Ok((name, dollar.at))
    }

    /// Reads any number of `~`, `~type`, `~:finder`, `~type:finder`, each with the selection of its target.
    fn decorations(&mut self, depth: usize) -> Result<Vec<Decoration>, SyntaxError> {
        let mut decorations = Vec::new();
        while let Some(tilde) = self.cursor.eat(&LexemeKind::Tilde) {
            let urn = self.word();
            let finder = match self.cursor.eat(&LexemeKind::Colon) {
                Some(_) => Some(self.word().ok_or_else(|| self.no_finder())?),
                None => None,
            };
            let select = if self.cursor.at(&LexemeKind::Open) { Some(self.group(depth + 1)?) } else { None };
            decorations.push(Decoration { at: tilde.at, urn, finder, select });
        }
        Ok(decorations)
    }

    fn word(&mut self) -> Option<String> {
        let LexemeKind::Word(word) = &self.cursor.peek()?.kind else { return None };
        self.cursor.advance();
        Some(word.clone())
    }

    #[cold]
    fn no_finder(&self) -> SyntaxError {
        let error = self.cursor.unexpected("the name of a finder");
        match self.cursor.peek().map(|lexeme| &lexeme.kind) {
            Some(LexemeKind::Open) => error.help("write `~(..)` without the colon, or the finder after it"),
            _ => error.help("write it after the colon, as in `image~:playableStreams`, or leave the colon out"),
        }
    }

    /// The error of a misplaced lexeme, with advice for the common mistakes.
    #[cold]
    fn misplaced(&self, wanted: &str) -> SyntaxError {
        let error = self.cursor.unexpected(wanted);
        let (before, rest) = self.cursor.split();
        match misplaced::advice(before, rest, wanted == NOTHING_MORE) {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
