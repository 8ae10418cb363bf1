//! One reader under libFuzzer. `cargo xtask fuzz` says which, and where inputs that reach something new are gathered.
#![no_main]

use std::sync::LazyLock;
use std::{env, fs, path::PathBuf};

use libfuzzer_sys::fuzz_target;
use restli_fuzz::{READERS, Reader, seeds};

static READER: LazyLock<&Reader> = LazyLock::new(|| {
    let name = env::var("FUZZ_READER").unwrap_or_default();
    READERS.iter().find(|reader| reader.name == name).unwrap_or_else(|| panic!("there is no reader `{name}`"))
});

/// Puts the seeds and the words of the reader where libFuzzer looks for them.
fn prepare() -> std::io::Result<()> {
    let folder = PathBuf::from(env::var_os("FUZZ_FOLDER").unwrap_or_default());
    fs::create_dir_all(folder.join("inputs"))?;
    for (number, seed) in seeds(&READER)?.iter().enumerate() {
        fs::write(folder.join(format!("inputs/seed-{number}")), seed)?;
    }
    let escaped = |piece: &str| piece.bytes().map(|octet| format!("\\x{octet:02X}")).collect::<String>();
    let words: String = READER.pieces.iter().map(|piece| format!("\"{}\"\n", escaped(piece))).collect();
    fs::write(folder.join("words"), words)
}

fuzz_target!(
    init: prepare().unwrap_or_else(|error| panic!("the seeds cannot be prepared: {error}")),
    |input: &[u8]| (READER.read)(input)
);
