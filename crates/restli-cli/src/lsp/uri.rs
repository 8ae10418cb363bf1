//! Addresses of files, as clients send them, and paths.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::Uri;

/// The path of a `file:` address; `None` for any other address, such as that of a buffer without a file.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // An authority, such as `localhost`, ends at the first slash.
    let path = rest.get(rest.find('/')?..)?;
    let decoded = decoded(path)?;
    // `/C:/x` is `C:/x` on Windows.
    let drive = decoded.strip_prefix('/').filter(|rest| cfg!(windows) && rest.chars().nth(1) == Some(':'));
    Some(PathBuf::from(drive.unwrap_or(&decoded)))
}

/// The address of a path.
pub(super) fn of_path(path: &Path) -> Option<Uri> {
    let text = path.to_str()?.replace('\\', "/");
    let mut address = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Uri::from_str(&address).ok()
}

/// The text with `%` and two digits decoded.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::str::FromStr as _;

    use super::{Uri, of_path, to_path};

    #[test]
    fn path_with_blanks_and_letters_returns_from_its_address() {
        for path in ["/tmp/a b/api.yaml", "/tmp/ä/%41.yaml", "/x"] {
            let uri = of_path(Path::new(path)).unwrap_or_else(|| panic!("{path}"));
            assert_eq!(to_path(&uri).as_deref(), Some(Path::new(path)), "{uri:?}");
        }
    }

    #[test]
    fn address_of_no_file_has_no_path() {
        for text in ["untitled:Untitled-1", "https://example.com/api.yaml", "file://host"] {
            assert_eq!(Uri::from_str(text).ok().as_ref().and_then(to_path), None, "{text}");
        }
    }
}
