//! The path of `actor:` from a parameter or a sent entity to the URNs that the caller acts as.

use restli_core::data::{Data, DataRef};

/// The rest of a path behind the name of a parameter, field or member; `None` if the path does not lead through it.
pub(crate) fn behind<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

/// Collects the texts at the end of a path, from every item of an array and every entry of a map.
pub(crate) fn collect(path: &str, value: &dyn Data, found: &mut Vec<String>) {
    let mut step = |name: &str, value: &dyn Data| {
        if let Some(rest) = behind(path, name) {
            collect(rest, value, found);
        }
    };
    match value.data() {
        DataRef::Record(record) => record.each(&mut |name, value| step(name, value)),
        DataRef::Member(name, value) => step(name, value),
        DataRef::Array(items) => (0..items.count()).filter_map(|index| items.item(index)).for_each(|item| collect(path, item, found)),
        DataRef::Map(entries) => entries.each(&mut |_, value| collect(path, value, found)),
        DataRef::Text(urn) | DataRef::Checked(urn, _) if path.is_empty() => found.push(urn.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::behind;

    #[test]
    fn path_leads_through_whole_names_only() {
        assert_eq!(behind("request.owner", "request"), Some("owner"));
        assert_eq!(behind("owner", "owner"), Some(""));
        assert_eq!(behind("com.example.Owned.owner", "com.example.Owned"), Some("owner"));
        assert_eq!(behind("requests.owner", "request"), None);
        assert_eq!(behind("", "owner"), None);
    }
}
