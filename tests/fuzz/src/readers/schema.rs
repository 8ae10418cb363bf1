//! The YAML of an API (`restli-schema`).

use std::{fs, io};

use restli_schema::load_texts;

/// Texts that mean something to YAML or to the language.
pub(super) const PIECES: &[&str] = &[
    "\n",
    "\n  ",
    " ",
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
    "include: ",
    "methods: ",
    "resources:\n",
    "types:\n",
    "projection: ",
    SECOND_FILE,
];

/// The line between the API's file and its product's.
const SECOND_FILE: &str = "\n=== product\n";

/// An API with nothing but a name and a base, for an input that is a product only.
const API: &str = "api: test\nnamespace: com.example\nbases:\n  main: {url: \"https://api.example.com\", path: /v1}\n";

pub(super) fn texts(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (api, product) = text.split_once(SECOND_FILE).unwrap_or((API, &text));
    let load = || load_texts([("api.yaml", api), ("product.yaml", product)]);
    match load() {
        Ok(loaded) => {
            let _ = loaded.render_warnings(false);
            assert_eq!(load().expect("the same again").api.hash, loaded.api.hash);
        }
        Err(report) => {
            let shown = report.render(false);
            assert!(shown.contains("error"), "a report without an error");
            assert_eq!(load().expect_err("the same again").render(false), shown);
        }
    }
}

/// The schemas that the tests of the whole have.
pub(super) fn cases() -> io::Result<Vec<Vec<u8>>> {
    let tests = restli_testing::workspace().join("tests");
    let mut cases = Vec::new();
    for kind in ["cases", "errors"] {
        let mut folders = fs::read_dir(tests.join(kind))?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        folders.sort();
        for folder in folders {
            // Some cases lack one of the files on purpose.
            let (api, product) = (fs::read(folder.join("api.yaml")), fs::read(folder.join("product.yaml")));
            if let (Ok(api), Ok(product)) = (api, product) {
                cases.push([&api, SECOND_FILE.as_bytes(), &product].concat());
            }
        }
    }
    Ok(cases)
}
