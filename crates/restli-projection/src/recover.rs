//! Recovery from syntax errors: `(id,,name)` is taken for `(id,name)`.
//!
//! The error is still reported. The mended projection gives the rest of the function its types, in the compiler and in editors.

use restli_core::projection::{Lexeme, LexemeKind, Projection, SyntaxError};

/// Maximum number of syntax errors that are mended.
const MOST: usize = 16;

/// The projection that the lexemes make after each syntax error in turn is corrected; all fields if there are too many.
pub(crate) fn recover(mut lexemes: Vec<Lexeme>, end: usize) -> Projection {
    for _ in 0..MOST {
        match Projection::parse_lexemes(&lexemes, end) {
            Ok(projection) => return projection,
            Err(error) => mend(&mut lexemes, &error, end),
        }
    }
    Projection::new().all()
}

/// Corrects one error: inserts the sign that is missing, or removes the lexeme that does not fit.
fn mend(lexemes: &mut Vec<Lexeme>, error: &SyntaxError, end: usize) {
    // An error without length is at the end.
    let here = |lexeme: &Lexeme| lexeme.at >= error.at && error.len > 0;
    let place = lexemes.iter().position(here).unwrap_or(lexemes.len());
    let is_word = |place: usize| matches!(lexemes.get(place), Some(Lexeme { kind: LexemeKind::Word(_), .. }));
    let after_colon = place > 0 && matches!(lexemes.get(place - 1), Some(Lexeme { kind: LexemeKind::Colon, .. }));
    let missing = |kind| Lexeme { at: error.at, len: 0, kind };
    match lexemes.get(place).map(|lexeme| &lexeme.kind) {
        // `a/b` is taken for the path `a.b`, which the check follows.
        Some(_) if sign(lexemes, place) > 0 && is_word(place + sign(lexemes, place)) && path_before(lexemes, place).is_some() => {
            let before = path_before(lexemes, place).unwrap_or_default();
            let end = place + sign(lexemes, place) + 1;
            let path: String = lexemes.drain(before + 1..end).filter_map(|lexeme| word(&lexeme)).collect();
            if let Some(LexemeKind::Word(word)) = lexemes.get_mut(before).map(|lexeme| &mut lexeme.kind) {
                word.push('.');
                word.push_str(&path);
            }
        }
        // `()`, or nothing at all.
        Some(LexemeKind::Open) => lexemes.insert(place + 1, missing(LexemeKind::Star)),
        None if lexemes.is_empty() => lexemes.push(missing(LexemeKind::Star)),
        None => lexemes.push(Lexeme { at: end, len: 0, kind: LexemeKind::Close }),
        Some(LexemeKind::Colon) if is_word(place + 1) => drop(lexemes.drain(place..place + 2)),
        Some(LexemeKind::Word(_)) if !after_colon => lexemes.insert(place, missing(LexemeKind::Comma)),
        // For `a(`, `a~:` and the like, the item before the parenthesis is incomplete.
        Some(LexemeKind::Close) if place > 0 && place + 1 < lexemes.len() => drop(lexemes.remove(place - 1)),
        Some(_) => drop(lexemes.remove(place)),
    }
}

/// The place of the name before a sign, which may have a `*` behind it.
fn path_before(lexemes: &[Lexeme], place: usize) -> Option<usize> {
    let is_star = |lexeme: &Lexeme| lexeme.kind == LexemeKind::Star;
    let before = place.checked_sub(1)?;
    let before = if lexemes.get(before).is_some_and(is_star) { before.checked_sub(1)? } else { before };
    lexemes.get(before).filter(|lexeme| word(lexeme).is_some()).map(|_| before)
}

/// The number of lexemes that make a sign which leads into a record in another language; 0 if there is none at a place.
fn sign(lexemes: &[Lexeme], place: usize) -> usize {
    let mut kinds = lexemes.iter().skip(place).map(|lexeme| &lexeme.kind);
    match (kinds.next(), kinds.next()) {
        (Some(LexemeKind::Colon), Some(LexemeKind::Colon)) => 2,
        (Some(LexemeKind::Minus), Some(LexemeKind::Other(sign))) if sign == ">" => 2,
        (Some(LexemeKind::Other(sign)), _) if matches!(sign.as_str(), "." | "/" | "\\" | ">") => 1,
        _ => 0,
    }
}

fn word(lexeme: &Lexeme) -> Option<String> {
    if let LexemeKind::Word(word) = &lexeme.kind { Some(word.clone()) } else { None }
}

#[cfg(test)]
mod tests {
    use restli_core::projection::{Projection, lexemes};

    use super::recover;

    #[test]
    fn recover_projection_with_syntax_errors_returns_nearest_projection() {
        let cases = [
            ("(id,,name)", "(id,name)"),
            ("(id name)", "(id,name)"),
            ("(id, firstName., lastName)", "(id,firstName.,lastName)"),
            ("(id & name)", "(id,name)"),
            ("(id, firstName/localized/x)", "(id,firstName.localized.x)"),
            ("(id, picture(", "(id,picture(*))"),
            ("(id, picture(a~:), name)", "(id,picture(a~),name)"),
            ("(id, picture(a~:b)", "(id,picture(a~:b))"),
            ("(id))", "(id)"),
            ("(id, picture())", "(id,picture(*))"),
            ("()", "(*)"),
            ("", "(*)"),
            ("(id,-name)", "(id,name)"),
            ("(a:b)", "(a)"),
            ("(tags:($count:x))", "(tags(*))"),
        ];
        for (written, meant) in cases {
            assert_eq!(recover(lexemes(written), written.len()), Projection::parse(meant).unwrap_or_default(), "{written}");
        }
        let hopeless = "&".repeat(99);
        assert_eq!(recover(lexemes(&hopeless), hopeless.len()), Projection::parse("*").unwrap_or_default());
    }
}
