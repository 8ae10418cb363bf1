//! The first line of an error: subject, state and next step, short enough for an alert.

use std::fmt;

use restli_core::printable;

/// The longest first line, in characters.
const LONGEST: usize = 120;

/// The least room of the subject where the state is long, in characters.
const SUBJECT: usize = 95;

/// The least room for the beginning of a remedy, in characters.
const BEGINNING: usize = 16;

/// Writes `subject: state; remedy`. Where all of it is too long the remedy is cut, and of a line without room for it first the subject.
/// Returns what is left to tell at the end of the text.
pub(crate) fn write<'r>(out: &mut fmt::Formatter<'_>, subject: &str, state: &str, remedy: &'r str) -> Result<Rest<'r>, fmt::Error> {
    let (subject, state) = (one_line(subject), one_line(state));
    let problem = format!("{subject}: {state}");
    let line = if remedy.is_empty() { problem.clone() } else { format!("{problem}; {}", one_line(remedy)) };
    let rest = Rest(Some(remedy).filter(|remedy| !remedy.is_empty()));
    if line.chars().count() <= LONGEST {
        out.write_str(&line)?;
        return Ok(Rest(None));
    }
    let left = LONGEST.checked_sub(problem.chars().count());
    if let Some(left) = left {
        out.write_str(&if left < BEGINNING { problem } else { cut(&line, LONGEST) })?;
        return Ok(rest);
    }
    let room = (LONGEST - 2).saturating_sub(state.chars().count()).max(SUBJECT);
    let line = cut(&format!("{}: {state}", cut(&subject, room)), LONGEST);
    write!(out, "{line}\n  in full: {problem}")?;
    Ok(rest)
}

/// The remedy, if the first line does not hold the whole of it; `Display` is a line, or nothing.
pub(crate) struct Rest<'r>(Option<&'r str>);

impl fmt::Display for Rest<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |remedy| write!(out, "\n  remedy: {remedy}"))
    }
}

fn one_line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The longest word that is left out rather than cut, in bytes.
const WORD: usize = 24;

/// The beginning of a text, of at most `longest` characters.
fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let start: String = text.chars().take(longest.saturating_sub(1)).collect();
    let words = start.rsplit_once(' ').filter(|(_, word)| word.len() <= WORD).map_or(&*start, |(words, _)| words);
    format!("{}…", words.trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Told<'a>(&'a str, &'a str, &'a str);

    impl fmt::Display for Told<'_> {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            let rest = write(out, self.0, self.1, self.2)?;
            write!(out, "\n  more{rest}")
        }
    }

    #[test]
    fn line_with_room_holds_the_remedy_and_nothing_is_told_twice() {
        assert_eq!(Told("things.get", "404 Not Found", "check the key").to_string(), "things.get: 404 Not Found; check the key\n  more");
        assert_eq!(Told("things.get", "404\nNot Found", "").to_string(), "things.get: 404 Not Found\n  more");
    }

    #[test]
    fn remedy_without_room_is_cut_between_words_and_told_below() {
        let remedy = "check the key ".repeat(10);
        let told = Told("things.get", "404 Not Found", remedy.trim_end()).to_string();
        let start = "check the key ".repeat(6);
        assert_eq!(told, format!("things.get: 404 Not Found; {start}check…\n  more\n  remedy: {}", remedy.trim_end()));
    }

    #[test]
    fn subject_without_room_leaves_the_state_and_is_told_below() {
        let path = format!("GET /{}", "x".repeat(200));
        let told = Told(&path, "404 Not Found", "check the key").to_string();
        let (line, rest) = told.split_once('\n').unwrap_or_default();
        assert_eq!((line.chars().count() <= LONGEST, line.ends_with(": 404 Not Found")), (true, true), "{line}");
        assert_eq!(rest, format!("  in full: {path}: 404 Not Found\n  more\n  remedy: check the key"));
    }
}
