//! Whatever is done to a schema, it loads or is refused; nothing falls over.

use super::cases::folders;
use crate::load_texts;

/// Texts that mean something to YAML or to the language.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\n  ",
    "\t",
    ":",
    ": ",
    "?",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|",
    "- ",
    "&a ",
    "*a",
    "!!str ",
    "#",
    "---\n",
    "$",
    "~",
    "*",
    "(",
    ")",
    "\u{feff}",
    "ñ",
    "名",
    "null",
    "true",
    "-1",
    "99999999999999999999",
    "1e9",
    "string",
    "urn:",
    "[string]",
    "Thing",
    "type: ",
    "key: ",
    "with: ",
    "union: ",
    "is: ",
    "enum: ",
    "fields: ",
    "default: ",
    " = ",
    "| urn:x",
    "rust: ",
    "path: /{x}",
    "{string: T}",
    "int = 1",
];

/// A small generator of numbers (`SplitMix64`): the same seed gives the same run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (limit.max(1) as u64)).expect("a small number")
    }
}

/// One change: a piece put in, taken out, or exchanged with another.
fn mutate(text: &str, random: &mut Random) -> String {
    let place = |random: &mut Random| text.floor_char_boundary(random.below(text.len() + 1));
    let (from, to) = (place(random), place(random));
    let (from, to) = (from.min(to), from.max(to).min(text.ceil_char_boundary((from + 12).min(text.len()))));
    let to = to.max(from);
    let piece = PIECES[random.below(PIECES.len())];
    match random.below(3) {
        0 => format!("{}{piece}{}", &text[..from], &text[from..]),
        1 => format!("{}{}", &text[..from], &text[to..]),
        _ => format!("{}{piece}{}", &text[..from], &text[to..]),
    }
}

/// The texts of every case.
fn cases() -> Vec<Vec<(String, String)>> {
    let mut cases = Vec::new();
    for folder in folders("cases").into_iter().chain(folders("errors")) {
        let read = |path: std::path::PathBuf| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            Some((name, std::fs::read_to_string(path).ok()?))
        };
        let files = std::fs::read_dir(folder).expect("a folder");
        let mut texts: Vec<(String, String)> = files.filter_map(|file| read(file.expect("an entry").path())).collect();
        texts.sort();
        cases.push(texts);
    }
    cases.retain(|texts| !texts.is_empty());
    cases
}

#[test]
fn nothing_makes_the_loader_fall_over() {
    let mut random = Random(7);
    for texts in cases() {
        for _ in 0..60 {
            let mut changed = texts.clone();
            for _ in 0..=random.below(3) {
                let which = random.below(changed.len());
                let text = mutate(&changed[which].1, &mut random);
                changed[which].1 = text;
            }
            match load_texts(changed) {
                Ok(loaded) => assert_eq!(loaded.api.hash.len(), 16),
                Err(report) => assert!(report.render(false).contains("error"), "a report without an error"),
            }
        }
    }
}
