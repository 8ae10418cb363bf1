//! Lines of a shell, as people paste them: bash with `$'..'`, the command prompt of Windows with `^`, `PowerShell` with back-ticks.

use std::iter::Peekable;
use std::str::CharIndices;

/// A command of a pasted text.
#[derive(Debug, Default)]
pub(super) struct Command {
    /// The words, without their quotes.
    pub(super) words: Vec<String>,
    /// The faults that a shell finds.
    pub(super) wrong: Vec<&'static str>,
    /// The text behind the command.
    pub(super) rest: String,
}

/// The first command of a text.
pub(super) fn command(text: &str) -> Command {
    let text = if text.contains("^\"") || text.contains("^\n") || text.contains("^\r\n") { of_prompt(text) } else { text.to_owned() };
    let text = text.replace("\\\r\n", "\\\n").replace("`\r\n", "\\\n").replace("`\n", "\\\n");
    let mut reader = Reader { signs: text.char_indices().peekable(), command: Command::default(), word: None };
    let end = reader.read();
    let mut command = reader.command;
    end.and_then(|end| text.get(end..)).unwrap_or_default().clone_into(&mut command.rest);
    command
}

/// A text of the command prompt of Windows without its `^`, which escapes a sign or the end of a line.
fn of_prompt(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().filter(|sign| *sign != '\r');
    while let Some(sign) = signs.next() {
        match sign {
            '^' => match signs.next() {
                Some('\n') => out.push(' '),
                Some(sign) => out.push(sign),
                None => {}
            },
            sign => out.push(sign),
        }
    }
    out
}

/// The state of reading.
struct Reader<'t> {
    signs: Peekable<CharIndices<'t>>,
    command: Command,
    /// The word that is read, which may be empty within quotes.
    word: Option<String>,
}

impl Reader<'_> {
    /// Reads the words of a command; returns the place of its end.
    fn read(&mut self) -> Option<usize> {
        while let Some((at, sign)) = self.signs.next() {
            match sign {
                '\n' | '|' | ';' | '<' | '>' => {
                    self.end_word();
                    return Some(at);
                }
                '&' => {
                    // Within an address, the one in front of a parameter.
                    let is_inside = self.signs.peek().is_some_and(|(_, next)| next.is_alphanumeric());
                    if !is_inside || self.word.is_none() {
                        self.end_word();
                        return Some(at);
                    }
                    self.command.wrong.push("the address is not in quotes, and a shell ends the command at its `&`: put it in quotes");
                    self.push('&');
                }
                sign if sign.is_whitespace() => self.end_word(),
                '\\' => match self.signs.next() {
                    Some((_, '\n')) => self.end_word(),
                    Some((_, sign)) => self.push(sign),
                    None => {}
                },
                '\'' => self.quoted(),
                '"' => self.double(),
                '$' if self.signs.peek().is_some_and(|(_, next)| *next == '\'') => {
                    self.signs.next();
                    self.escaped();
                }
                sign => self.push(sign),
            }
        }
        self.end_word();
        None
    }

    fn push(&mut self, sign: char) {
        self.word.get_or_insert_default().push(sign);
    }

    fn end_word(&mut self) {
        self.command.words.extend(self.word.take());
    }

    fn is_open(&mut self) {
        self.command.wrong.push("a quotation mark is not closed: the end of the line is missing");
    }

    /// Reads the rest of `'..'`.
    fn quoted(&mut self) {
        self.word.get_or_insert_default();
        loop {
            match self.signs.next() {
                Some((_, '\'')) => return,
                Some((_, sign)) => self.push(sign),
                None => return self.is_open(),
            }
        }
    }

    /// Reads the rest of `".."`.
    fn double(&mut self) {
        self.word.get_or_insert_default();
        loop {
            match self.signs.next() {
                Some((_, '"')) => return,
                Some((_, '\\')) => match self.signs.next() {
                    Some((_, '\n')) => {}
                    Some((_, sign @ ('"' | '\\' | '$' | '`'))) => self.push(sign),
                    Some((_, sign)) => {
                        self.push('\\');
                        self.push(sign);
                    }
                    None => return self.is_open(),
                },
                Some((_, sign)) => self.push(sign),
                None => return self.is_open(),
            }
        }
    }

    /// Reads the rest of `$'..'`.
    fn escaped(&mut self) {
        self.word.get_or_insert_default();
        loop {
            match self.signs.next() {
                Some((_, '\'')) => return,
                Some((_, '\\')) => match self.signs.next() {
                    Some((_, 'n')) => self.push('\n'),
                    Some((_, 't')) => self.push('\t'),
                    Some((_, 'r')) => self.push('\r'),
                    Some((_, 'x')) => self.code(2),
                    Some((_, 'u')) => self.code(4),
                    Some((_, 'U')) => self.code(8),
                    Some((_, sign)) => self.push(sign),
                    None => return self.is_open(),
                },
                Some((_, sign)) => self.push(sign),
                None => return self.is_open(),
            }
        }
    }

    /// Reads the code of a character, of so many digits at most.
    fn code(&mut self, most: usize) {
        let mut code = 0;
        for _ in 0..most {
            let Some(digit) = self.signs.peek().and_then(|(_, sign)| sign.to_digit(16)) else { break };
            code = code << 4 | digit;
            self.signs.next();
        }
        self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn words_of_every_shell_lose_their_quotes() {
        let words = |text: &str| command(text).words.join("|");
        assert_eq!(words("curl 'a b' \"c\\\"d\" e\\ f \\\n -H'x: y'"), "curl|a b|c\"d|e f|-Hx: y");
        assert_eq!(words(r"curl $'it\'s \u0021\x41\n'"), "curl|it's !A\n");
        assert_eq!(
            words("curl ^\"https://a/?x=1^&y=2^\" ^\r\n  --data-raw ^\"{^\\^\"a^\\^\":1}^\""),
            "curl|https://a/?x=1&y=2|--data-raw|{\"a\":1}"
        );
        assert_eq!(words("curl.exe a `\r\n  -X POST"), "curl.exe|a|-X|POST");
        assert_eq!(words("curl '' a | jq . "), "curl||a");
    }

    #[test]
    fn faults_of_a_line_are_told() {
        assert!(command("curl https://a/?x=1&y=2").wrong.first().is_some_and(|wrong| wrong.contains("not in quotes")));
        assert!(command("curl 'https://a").wrong.first().is_some_and(|wrong| wrong.contains("not closed")));
        let whole = command("curl a && curl b\nc");
        assert_eq!((whole.wrong.len(), whole.words.join("|").as_str(), whole.rest.as_str()), (0, "curl|a", "&& curl b\nc"));
    }
}
