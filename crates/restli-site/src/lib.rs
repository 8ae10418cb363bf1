//! The reference site of an API: static pages, made from the plan of its client.
//!
//! [`site()`] is pure: it returns the text of every file, and touches no disk. A page is a value of blocks (`page`), which `html` escapes by
//! construction; a page that grows too large goes on in further files, and links follow their places.

mod curl;
mod files;
mod frame;
mod html;
mod json;
mod markup;
mod page;
mod pages;
mod search;
mod settings;
mod site;

use std::collections::BTreeMap;

use restli_codegen::{FormatError, Plan};

pub use settings::{MARKER, Settings};

use page::{Page, Part};
use site::Site;

/// The files of the site by their names; all lie in one folder.
pub type FileSet = BTreeMap<String, String>;

/// The page that the site begins with.
pub const HOME: &str = site::file::HOME;

const STYLE: &str = include_str!("style.css");
const PROGRAM: &str = include_str!("site.js");

/// The reference site of an API.
///
/// # Errors
/// [`FormatError`] if the generator makes a signature that is not Rust: a defect of the generator.
pub fn site(plan: &Plan<'_>, settings: &Settings) -> Result<FileSet, FormatError> {
    let site = Site::new(plan, settings)?;
    let pages: Vec<(Page, Vec<Part>)> =
        pages::all(&site).into_iter().map(|page| (page.parts(), page)).map(|(parts, page)| (page, parts)).collect();
    let moved = moved(&pages);
    let mut files = FileSet::new();
    for (page, parts) in &pages {
        for part in parts {
            files.insert(part.file.clone(), html::follow(frame::document_of(&site, page, part), &moved));
        }
    }
    files.insert("search-data.js".to_owned(), search::data(&site, &moved));
    files.insert("site.js".to_owned(), PROGRAM.to_owned());
    files.insert("style.css".to_owned(), STYLE.to_owned());
    Ok(files)
}

/// The places that lie in a further file of their page, with the address that leads there.
fn moved(pages: &[(Page, Vec<Part>)]) -> BTreeMap<String, String> {
    let mut moved = BTreeMap::new();
    for (page, parts) in pages {
        for part in parts.iter().skip(1) {
            moved.extend(part.content.ids().map(|id| (format!("{}#{id}", page.file), format!("{}#{id}", part.file))));
        }
    }
    moved
}
