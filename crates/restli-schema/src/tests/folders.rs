//! Folders as a file system has them: links, pipes, names and marks that texts do not have.

use std::fs;
use std::path::PathBuf;

use super::API;
use crate::load_dir;

/// A folder of an API, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = Self(std::env::temp_dir().join(format!("restli-schema-{name}-{}", std::process::id())));
        for (path, bytes) in [&[("api.yaml", API.as_bytes())], files].concat() {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    /// The names of the products, or the last line of the report.
    fn load(&self) -> Result<Vec<String>, String> {
        match load_dir(&self.0) {
            Ok(loaded) => Ok(loaded.api.products().iter().map(|product| product.name.wire.clone()).collect()),
            Err(error) => Err(error.render(false)),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn folder_with_one_file_is_a_product() {
    let folder = Folder::new("one", &[("people/all.yaml", b"product: people\n")]);
    assert_eq!(folder.load(), Ok(vec!["people".to_owned()]));
}

#[test]
fn files_with_a_byte_order_mark_are_read_like_others() {
    let api = format!("\u{feff}{API}");
    let files: [(&str, &[u8]); 3] =
        [("api.yaml", api.as_bytes()), ("a.yaml", b"\xef\xbb\xbfproduct: a\n"), ("b/b.yaml", b"\xef\xbb\xbf# b\nproduct: b\n")];
    assert_eq!(Folder::new("mark", &files).load(), Ok(vec!["a".to_owned(), "b".to_owned()]));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::{Folder, fs};

    #[test]
    fn links_to_a_file_and_a_folder_elsewhere_are_read() {
        let elsewhere = Folder::new("elsewhere", &[("a.txt", b"product: a\n"), ("b/b.yaml", b"product: b\n")]);
        let folder = Folder::new("links", &[]);
        symlink(elsewhere.0.join("a.txt"), folder.0.join("a.yaml")).expect("a link");
        symlink(elsewhere.0.join("b"), folder.0.join("b")).expect("a link");
        assert_eq!(folder.load(), Ok(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn link_that_cannot_be_read_to_an_end_is_refused_with_the_reason() {
        let refused = |name: &str, target: &str, link: &str, reason: &str| {
            let folder = Folder::new(name, &[("people/all.yaml", b"product: people\n")]);
            symlink(target, folder.0.join(link)).expect("a link");
            let error = folder.load().expect_err(name);
            assert!(error.ends_with(&format!("{link}: {reason}\n")), "{error}");
        };
        let around = "it is a link to a folder that holds it: remove it";
        refused("loop", ".", "more", around);
        refused("loop-below", "..", "people/more", around);
        refused("loop-of-itself", "self.yaml", "self.yaml", "it is a link that leads to nothing: mend or remove it");
        refused("nothing", "missing.yaml", "more.yaml", "it is a link that leads to nothing: mend or remove it");
        refused("no-folder", "missing", "more", "it is a link that leads to nothing: mend or remove it");
        refused("device", "/dev/zero", "zero.yaml", "it is neither a file nor a folder: move it away");
    }

    #[test]
    fn pipe_is_refused_and_not_waited_for() {
        let folder = Folder::new("pipe", &[]);
        if Command::new("mkfifo").arg(folder.0.join("people.yaml")).status().is_ok_and(|status| status.success()) {
            let error = folder.load().expect_err("a pipe");
            assert!(error.ends_with("people.yaml: it is neither a file nor a folder: move it away\n"), "{error}");
        }
    }

    #[test]
    fn file_whose_name_is_not_utf_8_is_refused_with_the_reason() {
        let folder = Folder::new("names", &[]);
        // Some file systems have no such names.
        if fs::write(folder.0.join(OsStr::from_bytes(b"b\xff.yaml")), "product: things\n").is_ok() {
            let error = folder.load().expect_err("a name that is not UTF-8");
            assert!(error.ends_with("b\u{fffd}.yaml: its name is not UTF-8: rename it\n"), "{error}");
        }
    }
}
