//! Lists of names for messages.

/// Maximum number of names in the list of a message.
const SHORT: usize = 12;

/// `a`, `b` and `c`, each in back-ticks; nothing if there are too many to read.
#[must_use]
pub fn short_list<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().take(SHORT + 1).collect();
    let (last, rest) = names.split_last()?;
    let quoted: Vec<String> = rest.iter().map(|name| format!("`{name}`")).collect();
    match quoted.len() {
        0 => Some(format!("`{last}`")),
        SHORT.. => None,
        _ => Some(format!("{} and `{last}`", quoted.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::short_list;

    #[test]
    fn lists_are_short() {
        assert_eq!(short_list(["a", "b", "c"]).as_deref(), Some("`a`, `b` and `c`"));
        assert_eq!(short_list(["a"]).as_deref(), Some("`a`"));
        assert_eq!(short_list([]), None);
        assert_eq!(short_list(["x"; 13]), None);
    }
}
