//! Wrapping of documentation paragraphs into lines.

/// The widest line, in characters.
const WIDTH: usize = 110;

/// Wraps paragraphs to lines, each with a leading blank, with an empty line between paragraphs. A paragraph of code and a table keep their
/// lines.
pub(crate) fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        for written in paragraph.lines() {
            match (paragraph.starts_with("```") || paragraph.starts_with("| "), written.is_empty()) {
                (true, true) => lines.push(String::new()),
                (true, false) => lines.push(format!(" {written}")),
                (false, _) => wrap(written, &mut lines),
            }
        }
    }
    lines
}

/// The words of a text; an inline code span is one word, including its spaces.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        in_code ^= c == '`';
        if c.is_whitespace() && !in_code {
            words.extend(start.take().and_then(|start| text.get(start..at)));
        } else {
            start.get_or_insert(at);
        }
    }
    words.extend(start.and_then(|start| text.get(start..)));
    words
}

fn wrap(text: &str, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut width = 0;
    for word in words(text) {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        line.push(' ');
        line.push_str(word);
        width += 1 + length;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}
