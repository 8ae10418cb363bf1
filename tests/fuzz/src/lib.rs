//! Every reader of outside input, each as a function that takes any octets and panics if what must hold does not:
//! a reader never panics and never takes long, and what it read reads the same after it was written.
//!
//! The replay test, the driver without coverage (`main.rs`) and libFuzzer (`libfuzzer/`) all call [`check`].
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a property fails by panicking")]

pub mod mutate;
mod readers;

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, io, panic};

pub use readers::{READERS, Reader};

/// Far more than any input of [`MAX_LENGTH`] needs, even unoptimised on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest input that is tried, in octets.
pub const MAX_LENGTH: usize = 8 * 1024;

/// The folder with the inputs of a reader.
pub fn corpus(reader: &Reader) -> PathBuf {
    restli_testing::workspace().join("tests/fuzz/corpus").join(reader.name)
}

/// The inputs of a reader: those kept for it, and those that other tests have anyway. In the order of their names.
///
/// # Errors
/// A file or folder cannot be read.
pub fn seeds(reader: &Reader) -> io::Result<Vec<Vec<u8>>> {
    let mut files = fs::read_dir(corpus(reader))?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let mut seeds = files.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?;
    seeds.extend((reader.borrowed)()?);
    Ok(seeds)
}

/// Tries one input.
///
/// # Errors
/// What does not hold.
pub fn check(reader: &Reader, input: &[u8]) -> Result<(), String> {
    let start = Instant::now();
    let done = panic::catch_unwind(|| (reader.read)(input));
    let taken = start.elapsed();
    match done {
        Err(cause) => {
            let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
            Err(text.unwrap_or("a panic").to_owned())
        }
        Ok(()) if taken > PATIENCE => Err(format!("it took {taken:?}")),
        Ok(()) => Ok(()),
    }
}

/// Keeps an input, under a name that its content decides.
///
/// # Errors
/// The file cannot be written.
pub fn keep(reader: &Reader, input: &[u8]) -> io::Result<PathBuf> {
    // FNV-1a
    let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3));
    let path = corpus(reader).join(format!("found-{hash:016x}"));
    fs::write(&path, input)?;
    Ok(path)
}
