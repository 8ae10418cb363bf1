//! The language with decorations (`PROTOCOL.md §5.5`), which is also what a user writes in Rust and YAML.

use super::lexeme::{Cursor, decorated};
use super::{Decoration, Item, Lexeme, LexemeKind, MAX_DEPTH, Name, Projection, SyntaxError};

/// What is wanted after the last parenthesis.
const NOTHING_MORE: &str = "nothing more";

/// Reads `(id,owner~(name),lines*(sku))`; the outer parentheses may be left out.
///
/// # Errors
/// What is wrong and where.
pub fn parse_decorated(text: &str) -> Result<Projection, SyntaxError> {
    parse_decorated_lexemes(&decorated(text), text.len())
}

/// Reads the same from lexemes, for a front end that has tokens instead of a text. `end` is the place that an error
/// names when something is missing at the end.
///
/// # Errors
/// What is wrong and where.
pub fn parse_decorated_lexemes(lexemes: &[Lexeme], end: usize) -> Result<Projection, SyntaxError> {
    let mut cursor = Cursor::new(lexemes, end);
    if lexemes.is_empty() {
        return Err(SyntaxError::new(end, 0, "nothing is selected").help("write `(*)` for all fields"));
    }
    let projection =
        if cursor.at(&LexemeKind::Open) { group(&mut cursor, 1)? } else { Projection { items: items(&mut cursor, 1)?, range: None } };
    match cursor.peek() {
        None => Ok(projection),
        Some(_) => Err(misplaced(&cursor, NOTHING_MORE)),
    }
}

/// `( items )`
fn group(cursor: &mut Cursor<'_>, depth: usize) -> Result<Projection, SyntaxError> {
    let open = cursor.eat(&LexemeKind::Open).ok_or_else(|| cursor.unexpected("`(`"))?;
    if depth > MAX_DEPTH {
        return Err(SyntaxError::new(open.at, open.len, format!("nested deeper than {MAX_DEPTH} levels")));
    }
    if let Some(close) = cursor.peek().filter(|lexeme| lexeme.kind == LexemeKind::Close) {
        let error = SyntaxError::new(open.at, close.end().saturating_sub(open.at), "nothing is selected");
        return Err(error.help("write `(*)` for all fields, or leave the parentheses out"));
    }
    let items = items(cursor, depth)?;
    match cursor.eat(&LexemeKind::Close) {
        Some(_) => Ok(Projection { items, range: None }),
        None => Err(misplaced(cursor, "`,` or `)`")),
    }
}

/// Items up to a closing parenthesis or the end; a last comma is tolerated.
fn items(cursor: &mut Cursor<'_>, depth: usize) -> Result<Vec<Item>, SyntaxError> {
    let mut items = vec![item(cursor, depth)?];
    while cursor.eat(&LexemeKind::Comma).is_some() {
        if cursor.peek().is_none_or(|lexeme| lexeme.kind == LexemeKind::Close) {
            break;
        }
        items.push(item(cursor, depth)?);
    }
    Ok(items)
}

fn item(cursor: &mut Cursor<'_>, depth: usize) -> Result<Item, SyntaxError> {
    let (name, at) = name(cursor)?;
    let each = if name == Name::Each { None } else { cursor.eat(&LexemeKind::Star) };
    let inner = depth + usize::from(each.is_some());
    let decorations = decorations(cursor, inner)?;
    let select = if cursor.at(&LexemeKind::Open) { Some(group(cursor, inner + 1)?) } else { None };
    Ok(match each {
        None => Item { name, at, remove: false, decorations, select },
        Some(star) => {
            let each = Item { name: Name::Each, at: star.at, remove: false, decorations, select };
            Item { select: Some(Projection { items: vec![each], range: None }), ..Item::all(name, at) }
        }
    })
}

fn name(cursor: &mut Cursor<'_>) -> Result<(Name, usize), SyntaxError> {
    match cursor.peek().map(|lexeme| (&lexeme.kind, lexeme)) {
        Some((LexemeKind::Star, lexeme)) => {
            cursor.advance();
            Ok((Name::Each, lexeme.at))
        }
        Some((LexemeKind::Word(word), lexeme)) => {
            cursor.advance();
            Ok((Name::Is(word.clone()), lexeme.at))
        }
        Some((LexemeKind::Dollar, dollar)) => {
            if let Some(Lexeme { kind: LexemeKind::Word(word), at, .. }) = cursor.peek_second()
                && *at == dollar.end()
            {
                cursor.advance();
                cursor.advance();
                return Ok((Name::Is(format!("${word}")), dollar.at));
            }
            Err(misplaced(cursor, "a name"))
        }
        _ => Err(misplaced(cursor, "a name")),
    }
}

/// Any number of `~`, `~type`, `~:finder`, `~type:finder`, each with what is wanted of the target.
fn decorations(cursor: &mut Cursor<'_>, depth: usize) -> Result<Vec<Decoration>, SyntaxError> {
    let mut decorations = Vec::new();
    while let Some(tilde) = cursor.eat(&LexemeKind::Tilde) {
        let urn = word(cursor);
        let finder = match cursor.eat(&LexemeKind::Colon) {
            Some(_) => Some(word(cursor).ok_or_else(|| cursor.unexpected("the name of a finder"))?),
            None => None,
        };
        let select = if cursor.at(&LexemeKind::Open) { Some(group(cursor, depth + 1)?) } else { None };
        decorations.push(Decoration { at: tilde.at, urn, finder, select });
    }
    Ok(decorations)
}

fn word(cursor: &mut Cursor<'_>) -> Option<String> {
    let LexemeKind::Word(word) = &cursor.peek()?.kind else { return None };
    cursor.advance();
    Some(word.clone())
}

/// An error about the next lexeme, with advice for who knows the other language.
#[cold]
fn misplaced(cursor: &Cursor<'_>, wanted: &str) -> SyntaxError {
    let error = cursor.unexpected(wanted);
    let Some(lexeme) = cursor.peek() else { return error };
    match (&lexeme.kind, cursor.peek_second().map(|second| &second.kind)) {
        (LexemeKind::Colon, Some(LexemeKind::Open)) => error.help("write `name(..)` without the colon"),
        (LexemeKind::Colon, _) => error.help("a `:` stands before the finder of a decoration, as in `image~:playableStreams`"),
        (LexemeKind::Dollar, Some(LexemeKind::Star)) => error.help("write `*` for everything"),
        (LexemeKind::Minus, _) => error.help("only what is wanted can be named"),
        (LexemeKind::Comma, _) => error.help("remove one of the commas"),
        (LexemeKind::Close, _) if wanted == NOTHING_MORE => error.help("remove it, or write the `(` that it closes"),
        (LexemeKind::Word(_), _) if wanted != NOTHING_MORE => error.help("write a comma before it"),
        (LexemeKind::Other(sign), _) if sign == "!" => error.help("write `~`; `!` occurs in responses only"),
        _ => error,
    }
}
