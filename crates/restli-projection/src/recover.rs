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
        Some(LexemeKind::Other(sign)) if leads_inside(sign) && place > 0 && is_word(place - 1) && is_word(place + 1) => {
            let path: String = lexemes.drain(place..place + 2).filter_map(|lexeme| word(&lexeme)).collect();
            if let Some(LexemeKind::Word(word)) = lexemes.get_mut(place - 1).map(|lexeme| &mut lexeme.kind) {
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

fn leads_inside(sign: &str) -> bool {
    matches!(sign, "/" | "\\" | ">")
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
