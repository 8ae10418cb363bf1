//! Rule for the sources of the schema: each names a chapter of the repository that links to the official page.

use std::fs;

use restli_schema::api::Source;

use super::file::{Finding, Repository};
use super::markdown::anchors;

/// The schema whose sources are checked.
const SCHEMA: &str = "schema/linkedin";

/// Finds sources without a chapter or official page, and a schema without sources.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let problems = match restli_schema::load_dir(&repository.root.join(SCHEMA)) {
        Ok(loaded) if loaded.api.sources.is_empty() => vec!["the schema has no sources".to_owned()],
        Ok(loaded) => loaded.api.sources.iter().filter_map(|source| problem(repository, source)).collect(),
        Err(error) => vec![error.to_string()],
    };
    problems.into_iter().map(|message| Finding { file: SCHEMA.to_owned(), line: 1, message }).collect()
}

fn problem(repository: &Repository, source: &Source) -> Option<String> {
    let name = &source.name;
    let Some(chapter) = &source.chapter else { return Some(format!("source `{name}` has no chapter")) };
    let (file, heading) = chapter.split_once('#').map_or((chapter.as_str(), None), |(file, heading)| (file, Some(heading)));
    let Ok(text) = fs::read_to_string(repository.root.join(file)) else {
        return Some(format!("the chapter of source `{name}`, `{file}`, cannot be read"));
    };
    if let Some(heading) = heading.filter(|heading| !anchors(&text).iter().any(|one| one == heading)) {
        return Some(format!("`{file}`, the chapter of source `{name}`, has no heading `#{heading}`"));
    }
    let page = source.page.as_ref().filter(|page| !text.contains(&format!("]({page})")))?;
    Some(format!("`{file}`, the chapter of source `{name}`, does not link to the page {page}"))
}
