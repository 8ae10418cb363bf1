//! The place of the cursor in a file that may be half written: the keys around it, read from indentation and brackets alone.

use std::ops::Range;

/// The place of the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The steps from the top of the file.
    pub(super) path: Vec<Step>,
    /// The keys that stand beside what is written here.
    pub(super) beside: Vec<(String, String)>,
    /// A key may stand here.
    pub(super) is_key: bool,
    /// The word before the cursor.
    pub(super) word: String,
    /// The place of the word, that behind the cursor included.
    pub(super) place: Range<usize>,
    /// The text of the value before the word: `[` in `"[Po"`.
    pub(super) before: String,
    /// A colon stands behind the word already.
    pub(super) has_colon: bool,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Below a key.
    Key(String),
    /// An item of a list.
    Item,
}

/// A collection that is open at the cursor.
#[derive(Debug)]
struct Frame {
    /// The indentation of its keys or dashes; `None` inside brackets.
    indent: Option<usize>,
    /// The collection is a list.
    is_list: bool,
    /// The key whose value comes.
    key: Option<String>,
    /// The keys that are complete, with the texts of their values.
    seen: Vec<(String, String)>,
}

impl Frame {
    fn new(indent: Option<usize>, is_list: bool) -> Self {
        Self { indent, is_list, key: None, seen: Vec::new() }
    }

    /// Takes a key.
    fn enter(&mut self, key: &str) {
        self.key = Some(key.to_owned());
        self.seen.push((key.to_owned(), String::new()));
    }

    /// Takes the text of a value.
    fn fill(&mut self, text: &str) {
        if let Some((_, value)) = self.seen.last_mut() {
            text.clone_into(value);
        }
    }
}

/// The place at a byte offset; `None` inside of a comment or a text of several lines.
pub(super) fn at(text: &str, offset: usize) -> Option<Cursor> {
    let offset = text.floor_char_boundary(offset);
    let mut reader = Reader { frames: Vec::new(), token: String::new(), block: None };
    let before = text.get(..offset)?;
    let mut lines = before.split('\n').peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        if !reader.line(line.trim_end_matches('\r'), is_last) {
            return None;
        }
    }
    let last_sign = reader.token.char_indices().rfind(|(_, one)| !is_word(*one));
    let word_start = last_sign.map_or(0, |(at, one)| at + one.len_utf8());
    let word = reader.token.get(word_start..).unwrap_or_default().to_owned();
    let behind = text.get(offset..).unwrap_or_default();
    let length = behind.find(|one: char| !is_word(one)).unwrap_or(behind.len());
    let rest = behind.get(length..).unwrap_or_default();
    let top = reader.frames.last();
    let is_key = top.is_none_or(|frame| frame.key.is_none() && !frame.is_list);
    let path = reader.frames.iter().filter_map(|frame| match &frame.key {
        _ if frame.is_list => Some(Step::Item),
        Some(key) => Some(Step::Key(key.clone())),
        None => None,
    });
    let mut beside = top.filter(|_| is_key).map(|frame| frame.seen.clone()).unwrap_or_default();
    if let Some(indent) = top.and_then(|frame| frame.indent).filter(|_| is_key) {
        beside.extend(below(behind, indent));
    }
    let start = offset - word.len();
    Some(Cursor {
        path: path.collect(),
        beside,
        is_key,
        before: reader.token.get(..word_start).unwrap_or_default().to_owned(),
        place: start..offset + length,
        word,
        has_colon: rest.starts_with(':') || rest.starts_with("?:"),
    })
}

/// Returns whether a character is part of a name.
fn is_word(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | ':' | '$')
}

/// The keys of the same indentation on the lines below, up to one that is indented less.
fn below(behind: &str, indent: usize) -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for line in behind.split('\n').skip(1) {
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        if content.trim().is_empty() || content.starts_with('#') || depth > indent {
            continue;
        }
        if depth < indent {
            break;
        }
        keys.extend(key_of(content).map(|(key, value)| (key.to_owned(), value.trim().to_owned())));
    }
    keys
}

/// The key at the start of a line, and the text behind its colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let (key, rest) = line.get(1..)?.split_once(quote)?;
            (key, rest.trim_start().strip_prefix(':')?)
        }
        '{' | '[' | '#' => return None,
        _ => line.char_indices().find_map(|(at, one)| {
            let rest = line.get(at + 1..).filter(|_| one == ':')?;
            (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (line.get(..at).unwrap_or_default(), rest))
        })?,
    };
    Some((key.trim_end().trim_end_matches('?'), rest))
}

struct Reader {
    frames: Vec<Frame>,
    /// The text of the scalar that is being written.
    token: String,
    /// The indentation of the key whose value is a text of several lines.
    block: Option<usize>,
}

impl Reader {
    fn in_brackets(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.indent.is_none())
    }

    /// Reads a line; returns whether the cursor, if it stands at the end, is in a place of the language.
    fn line(&mut self, line: &str, is_last: bool) -> bool {
        if self.in_brackets() {
            self.token.clear();
            return self.value(line.trim_start(), is_last);
        }
        let content = line.trim_start_matches(' ');
        let mut indent = line.len() - content.len();
        if let Some(owner) = self.block {
            if content.trim().is_empty() && !is_last || indent > owner {
                return !is_last;
            }
            self.block = None;
        }
        if (content.trim().is_empty() && !is_last) || content.starts_with('#') {
            return !(is_last && content.starts_with('#'));
        }
        self.token.clear();
        let is_item = content == "-" || content.starts_with("- ");
        let is_over = |frame: &Frame| frame.indent.is_none_or(|own| own > indent || own == indent && frame.is_list && !is_item);
        while self.frames.last().is_some_and(is_over) {
            self.frames.pop();
        }
        let mut content = content;
        while content == "-" || content.starts_with("- ") {
            match self.frames.last_mut() {
                Some(frame) if frame.is_list && frame.indent == Some(indent) => {}
                _ => self.frames.push(Frame::new(Some(indent), true)),
            }
            let rest = content.get(1..).unwrap_or_default();
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            indent += 1 + blanks;
            content = rest.trim_start_matches(' ');
        }
        let Some((key, rest)) = key_of(content) else {
            let of_item = self.frames.last().is_some_and(|frame| frame.is_list);
            if content.starts_with(['{', '[', '"', '\'']) || of_item && !is_last {
                return self.value(content, is_last);
            }
            if is_last {
                content.clone_into(&mut self.token);
                match self.frames.last_mut() {
                    Some(frame) if !of_item && frame.indent == Some(indent) => frame.key = None,
                    _ if of_item => {}
                    _ => self.frames.push(Frame::new(Some(indent), false)),
                }
                return !is_in_comment(content);
            }
            return true;
        };
        match self.frames.last_mut() {
            Some(frame) if !frame.is_list && frame.indent == Some(indent) => frame.enter(key),
            _ => {
                let mut frame = Frame::new(Some(indent), false);
                frame.enter(key);
                self.frames.push(frame);
            }
        }
        let value = rest.trim_start();
        if value.starts_with(['|', '>']) {
            self.block = Some(indent);
            return !is_last;
        }
        self.value(value, is_last)
    }

    /// Reads a value, or the part of it on one line.
    fn value(&mut self, text: &str, is_last: bool) -> bool {
        let mut rest = text;
        while let Some(one) = rest.chars().next() {
            let behind = rest.get(one.len_utf8()..).unwrap_or_default();
            let starts = self.token.trim().is_empty();
            if one == '#' && (starts || self.token.ends_with(' ')) {
                return !is_last;
            }
            if matches!(one, '"' | '\'') && starts {
                let is_escaped = |at: usize| one == '"' && behind.get(..at).is_some_and(|before| before.ends_with('\\'));
                let end = behind.char_indices().find(|(at, sign)| *sign == one && !is_escaped(*at));
                self.token.clear();
                let Some((at, _)) = end else {
                    self.token.push_str(behind);
                    return true;
                };
                self.token.push_str(behind.get(..at).unwrap_or_default());
                rest = behind.get(at + 1..).unwrap_or_default();
                continue;
            }
            let is_inside = self.in_brackets();
            match one {
                '{' | '[' if starts => {
                    self.token.clear();
                    self.frames.push(Frame::new(None, one == '['));
                }
                '}' | ']' if is_inside => {
                    self.end_of_value();
                    self.frames.pop();
                    self.token.clear();
                }
                ',' if is_inside => {
                    self.end_of_value();
                    if let Some(frame) = self.frames.last_mut().filter(|frame| !frame.is_list) {
                        frame.key = None;
                    }
                    self.token.clear();
                }
                ':' if is_inside && (behind.is_empty() || behind.starts_with([' ', '\t', '[', '{', '"', '\''])) => {
                    let key = self.token.trim().trim_end_matches('?').to_owned();
                    if let Some(frame) = self.frames.last_mut().filter(|frame| !frame.is_list && frame.key.is_none()) {
                        frame.enter(&key);
                    }
                    self.token.clear();
                }
                ' ' | '\t' if starts => {}
                _ => self.token.push(one),
            }
            rest = behind;
        }
        if !is_last {
            self.end_of_value();
        }
        true
    }

    fn end_of_value(&mut self) {
        let token = self.token.trim().to_owned();
        if let Some(frame) = self.frames.last_mut().filter(|frame| !frame.is_list && !token.is_empty()) {
            if frame.key.is_some() {
                frame.fill(&token);
            } else {
                frame.seen.push((token, String::new()));
            }
        }
    }
}

/// Returns whether the end of a line without a key stands in a comment.
fn is_in_comment(content: &str) -> bool {
    content.starts_with('#') || content.contains(" #")
}

#[cfg(test)]
mod tests {
    use super::{Step, at};

    /// The path and word at `^`, which is taken out.
    fn place(text: &str) -> String {
        let offset = text.find('^').unwrap_or_else(|| panic!("a cursor in {text}"));
        let Some(cursor) = at(&text.replacen('^', "", 1), offset) else { return "nothing".to_owned() };
        let path: Vec<&str> = cursor.path.iter().map(|step| if let Step::Key(key) = step { key.as_str() } else { "-" }).collect();
        format!("{} {} {:?} {:?}", path.join("/"), if cursor.is_key { "key" } else { "value" }, cursor.before, cursor.word)
    }

    #[test]
    fn cursor_in_a_half_written_file_has_the_keys_around_it() {
        let cases = [
            ("^", " key \"\" \"\""),
            ("prod^", " key \"\" \"prod\""),
            ("types:\n  A:\n    fie^", "types/A key \"\" \"fie\""),
            ("types:\n  A:\n    fields:\n      a: st^", "types/A/fields/a value \"\" \"st\""),
            ("types:\n  A:\n    fields:\n      a: {type: [Po^", "types/A/fields/a/type/- value \"\" \"Po\""),
            ("a: {b: 1, c^", "a key \"\" \"c\""),
            ("a: {b: {c: d}, e: f^}", "a/e value \"\" \"f\""),
            ("a: [b, {c: ^", "a/-/c value \"\" \"\""),
            ("a: \"[Po^]\"", "a value \"[\" \"Po\""),
            ("a:\n  - b: c\n    d^", "a/- key \"\" \"d\""),
            ("a:\n- b^", "a/- value \"\" \"b\""),
            ("a:\n  - x\n  - ^", "a/- value \"\" \"\""),
            ("a:\n  b: 1\n^", " key \"\" \"\""),
            ("a:\n  b:\n    c: 1\n  ^", "a key \"\" \"\""),
            ("doc: |\n  any: ^", "nothing"),
            ("doc: |\n  any\na: ^", "a value \"\" \"\""),
            ("# a: ^", "nothing"),
            ("a: b # ^", "nothing"),
            ("a: {\n  b: x,\n  c^", "a key \"\" \"c\""),
            ("a?: urn:per^", "a value \"\" \"urn:per\""),
        ];
        for (text, expected) in cases {
            assert_eq!(place(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_above_and_below_are_beside_the_cursor() {
        let text = "a:\n  b: x\n  \n  c: y\nd: z\n";
        let cursor = at(text, 12).unwrap_or_else(|| panic!("a place"));
        assert_eq!(cursor.beside, [("b".to_owned(), "x".to_owned()), ("c".to_owned(), "y".to_owned())]);
    }
}
