//! The mask of `fields`, `metadataFields` and `pagingFields` (`docs/protocol.md §5.1`).

use std::collections::BTreeMap;

use super::lexeme::{Cursor, mask};
use super::{Item, Lexeme, LexemeKind, MAX_DEPTH, Name, Projection, SyntaxError};

/// Reads `id,address:(city),lines:($*:(sku),$start:0,$count:3)` as the reference server does: blanks and empty items are skipped, and of a
/// repeated name the last one counts. A number that is too large is an error; the reference server wraps it.
///
/// # Errors
/// The first syntax error, with its position.
pub fn parse_mask(text: &str) -> Result<Projection, SyntaxError> {
    let lexemes = mask(text);
    let mut cursor = Cursor::new(&lexemes, text.len());
    let projection = level(&mut cursor, 1)?;
    match cursor.peek() {
        None => Ok(projection),
        Some(close) => Err(SyntaxError::new(close.at, close.len, "`)` without `(`")),
    }
}

/// Items up to a closing parenthesis or the end.
fn level(cursor: &mut Cursor<'_>, depth: usize) -> Result<Projection, SyntaxError> {
    let mut projection = Projection::default();
    loop {
        while cursor.eat(&LexemeKind::Comma).is_some() {}
        match cursor.peek() {
            None => break,
            Some(lexeme) if lexeme.kind == LexemeKind::Close => break,
            Some(lexeme) => {
                let LexemeKind::Word(word) = &lexeme.kind else { return Err(cursor.unexpected("a name")) };
                cursor.advance();
                entry(cursor, &mut projection, lexeme, word, depth)?;
            }
        }
        if cursor.peek().is_some_and(|lexeme| !matches!(lexeme.kind, LexemeKind::Comma | LexemeKind::Close)) {
            return Err(cursor.unexpected("`,`"));
        }
    }
    keep_last(&mut projection.items);
    Ok(projection)
}

/// Reads the entry that a word begins: an item, or a bound of the range.
fn entry(cursor: &mut Cursor<'_>, into: &mut Projection, lexeme: &Lexeme, word: &str, depth: usize) -> Result<(), SyntaxError> {
    if word == "$start" || word == "$count" {
        if depth == 1 {
            return Err(SyntaxError::new(lexeme.at, lexeme.len, format!("`{word}` belongs inside the parentheses of an array")));
        }
        let range = into.range.get_or_insert_default();
        let bound = if word == "$start" { &mut range.start } else { &mut range.count };
        *bound = Some(number(cursor)?);
        return Ok(());
    }
    let (remove, word, at) = match word.strip_prefix('-') {
        Some(rest) => (true, rest, lexeme.at + 1),
        None => (false, word, lexeme.at),
    };
    let name = name(word).map_err(|message| SyntaxError::new(lexeme.at, lexeme.len, message))?;
    let select = match cursor.eat(&LexemeKind::Colon) {
        Some(colon) => Some(group(cursor, colon, depth + 1)?),
        None => None,
    };
    // The reference server drops the minus before a name with parentheses.
    into.items.push(Item { name, at, remove: remove && select.is_none(), decorations: Vec::new(), select });
    Ok(())
}

/// Reads `:( mask )`, whose colon has been read.
fn group(cursor: &mut Cursor<'_>, colon: &Lexeme, depth: usize) -> Result<Projection, SyntaxError> {
    let Some(open) = cursor.peek().filter(|open| open.kind == LexemeKind::Open && open.at == colon.end()) else {
        return Err(cursor.unexpected("`(` right after the colon"));
    };
    if depth > MAX_DEPTH {
        return Err(SyntaxError::new(open.at, open.len, format!("nested deeper than {MAX_DEPTH} levels")));
    }
    cursor.advance();
    let projection = level(cursor, depth)?;
    match cursor.eat(&LexemeKind::Close) {
        Some(_) => Ok(projection),
        None => Err(SyntaxError::new(open.at, open.len, "`(` without `)`")),
    }
}

/// Reads `:digits`.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Result<u32, SyntaxError> {
    if cursor.eat(&LexemeKind::Colon).is_none() {
        return Err(cursor.unexpected("`:` and a number"));
    }
    let digits = cursor.peek().and_then(|lexeme| if let LexemeKind::Word(word) = &lexeme.kind { Some(word) } else { None });
    let number = digits.filter(|word| word.bytes().all(|b| b.is_ascii_digit())).and_then(|word| word.parse().ok());
    match number {
        Some(number) => {
            cursor.advance();
            Ok(number)
        }
        None => Err(cursor.unexpected("a number from 0 to 4294967295").help("write digits, as in `$count:5`")),
    }
}

/// Parses a word without its minus as a name: masks double each `$`, except in `$*`.
fn name(word: &str) -> Result<Name, String> {
    if word == "$*" {
        return Ok(Name::Each);
    }
    let single = word.replace("$$", "");
    match () {
        () if word.is_empty() => Err("expected a name after `-`".to_owned()),
        () if word.starts_with('-') => Err(format!("the name `{word}` cannot be told from a removal")),
        () if single.contains('$') => Err(format!("`{word}` has a single `$`: write `$$` for one that belongs to a name")),
        () => Ok(Name::Is(word.replace("$$", "$"))),
    }
}

/// Keeps only the last of items with the same name.
fn keep_last(items: &mut Vec<Item>) {
    let last: BTreeMap<Name, usize> = items.iter().enumerate().map(|(index, item)| (item.name.clone(), index)).collect();
    if last.len() < items.len() {
        let mut index = 0;
        items.retain(|item| {
            index += 1;
            last.get(&item.name) == Some(&(index - 1))
        });
    }
}
