//! "Did you mean": the nearest of several names, and lists of names for messages.

/// The candidate nearest to what was written, if it is near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wanted.to_lowercase();
    let length = folded.chars().count();
    let limit = (length / 3).max(1);
    let distance = |name: &str| {
        if significant(name).eq(significant(wanted)) {
            return Some(0);
        }
        // A difference in length is a lower bound of the distance, and cheap to know.
        let near = name.chars().count().abs_diff(length) <= limit;
        near.then(|| strsim::damerau_levenshtein(&name.to_lowercase(), &folded)).filter(|distance| *distance <= limit)
    };
    let scored = candidates.into_iter().filter_map(|name| Some((distance(name)?, name)));
    scored.min_by_key(|(score, _)| *score).map(|(_, name)| name)
}

/// Letters and digits, whatever their case.
fn significant(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase())
}

/// A way out for an unknown name: the nearest one, or the list if it is short.
#[must_use]
pub fn advice<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(wanted, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let names: Vec<&str> = candidates.take(13).collect();
    match names.len() {
        0 | 13 => None,
        1 => Some(format!("there is only {}", list(names))),
        _ => Some(format!("known are {}", list(names))),
    }
}

/// `a`, `b` and `c`, each in back-ticks.
#[must_use]
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "and")
}

/// `a`, `b` or `c`, each in back-ticks.
#[must_use]
pub fn either<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "or")
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
