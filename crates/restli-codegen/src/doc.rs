//! Wrapping of documentation paragraphs into lines.

/// The widest line, in characters.
const WIDTH: usize = 110;

/// Wraps paragraphs to lines, each with a leading blank, with an empty line between paragraphs. A paragraph of code and a table keep their
/// lines; those of other paragraphs are filled anew, item by item of a list.
pub(crate) fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        if paragraph.starts_with("```") || paragraph.starts_with("~~~") || paragraph.starts_with("| ") {
            lines.extend(paragraph.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") }));
        } else {
            for item in items(paragraph) {
                wrap(&item, &mut lines);
            }
        }
    }
    lines
}

/// The items of a list, each with the text before it as an item of its own; another paragraph is one item.
fn items(paragraph: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in paragraph.lines() {
        match items.last_mut() {
            Some(item) if !is_item(line) => {
                item.push(' ');
                item.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ") || line.starts_with("* ") || line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok())
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
    let indent = if is_item(text) { "  " } else { "" };
    let mut line = String::new();
    let mut width = 0;
    for word in words(text) {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            width = indent.len();
        }
        line.push(' ');
        line.push_str(word);
        width += 1 + length;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}
