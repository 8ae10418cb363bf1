//! The files of `tests/answers`: cases, each an answer as bytes (`tests/answers/README.md` says how one is written).

/// An answer, and the call that gets it.
pub(crate) struct Case {
    /// The name: subject, condition, result.
    pub(crate) name: String,
    /// The id of the operation.
    pub(crate) call: String,
    /// `true` if the call gives a value, `false` if it gives an error.
    pub(crate) gives_value: bool,
    /// The answers as they are written in the file, on one line.
    pub(crate) written: String,
    /// The bytes of the answers: the first to the first request, the last to all that follow.
    pub(crate) answers: Vec<Vec<u8>>,
}

/// The cases of a file.
pub(crate) fn read(text: &str) -> Vec<Case> {
    text.split("\n### ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let (name, rest) = text.split_once('\n').unwrap_or_else(|| panic!("{text}: no call"));
    let (call, answers) = rest.split_once('\n').unwrap_or_else(|| panic!("{name}: no answer"));
    let (call, gives) = call.split_once(" -> ").unwrap_or_else(|| panic!("{name}: `{call}` is not `CALL -> value` or `CALL -> error`"));
    let (written, answers): (Vec<_>, Vec<_>) = answers.split("\n--- then\n").map(|text| answer(text, name)).unzip();
    let written = written.join(" --- ");
    Case { name: name.to_owned(), call: call.to_owned(), gives_value: gives == "value", written, answers }
}

/// An answer on one line, and its bytes.
fn answer(text: &str, name: &str) -> (String, Vec<u8>) {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let (head, body) = (head.trim_end_matches('\n'), body.trim_end_matches('\n'));
    let written = [head, body].iter().flat_map(|part| part.lines()).collect::<Vec<_>>().join(" | ");
    let mut answer = bytes(&whole_head(head, body), name);
    answer.extend(bytes(body, name));
    (written, answer)
}

/// The head of an answer with its line ends. A head that begins with a status lacks the protocol, the media type and the end of the connection.
fn whole_head(head: &str, body: &str) -> String {
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    if head.starts_with(|c: char| c.is_ascii_digit()) {
        lines[0] = format!("HTTP/1.1 {} Answer", lines[0]);
        if !body.is_empty() && !head.to_ascii_lowercase().contains("\ncontent-type:") {
            lines.push("Content-Type: application/json".to_owned());
        }
        lines.push("Connection: close".to_owned());
    }
    lines.join("\r\n") + "\r\n\r\n"
}

/// The bytes of a text in which `<<hex 00 FF>>` stands for bytes and `<<100 * text>>` for repeated ones.
fn bytes(text: &str, name: &str) -> Vec<u8> {
    let mut pieces = text.split("<<");
    let mut out = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (inside, after) = piece.split_once(">>").unwrap_or_else(|| panic!("{name}: `<<` without `>>`"));
        let (count, what) = match inside.split_once(" * ") {
            Some((count, what)) => (count.parse().unwrap_or_else(|error| panic!("{name}: {count}: {error}")), what),
            None => (1, inside),
        };
        let unit = match what.strip_prefix("hex ") {
            Some(digits) => hex(digits).unwrap_or_else(|| panic!("{name}: `{digits}` is not hexadecimal")),
            None => what.as_bytes().to_vec(),
        };
        out.extend(unit.repeat(count));
        out.extend_from_slice(after.as_bytes());
    }
    out
}

fn hex(digits: &str) -> Option<Vec<u8>> {
    let digits: String = digits.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()).collect()
}
