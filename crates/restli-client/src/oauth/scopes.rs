//! Scopes asked for, checked against the permission table. An unknown one is only doubtful: no list of scopes is ever complete.

use crate::tables::ApiInfo;

/// What looks wrong.
pub(super) fn warnings(api: &ApiInfo, scopes: &[String]) -> Vec<String> {
    if api.permissions.is_empty() {
        return Vec::new();
    }
    scopes.iter().filter_map(|scope| warning(api, scope)).collect()
}

fn warning(api: &ApiInfo, scope: &str) -> Option<String> {
    let Some(permission) = api.permission(scope) else {
        let nearest = api.permissions.iter().map(|known| (distance(scope, known.scope), known.scope)).min();
        let hint =
            nearest.filter(|(far, _)| *far <= 1 + scope.len() / 4).map(|(_, near)| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Some(format!("the schema knows no scope `{scope}`{hint}"));
    };
    let instead = match permission.replaced_by {
        [] => String::new(),
        others => format!("; ask for {} instead", others.join(", ")),
    };
    match permission.retired {
        Some(retired) => Some(format!("`{scope}` is not granted to new apps since {retired}{instead}")),
        None if !instead.is_empty() => Some(format!("`{scope}` has been replaced{instead}")),
        None => None,
    }
}

/// The number of letters to insert, delete or replace.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, have) in one.chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        let mut next = vec![left];
        for (want, above) in other.iter().zip(row.iter().skip(1)) {
            let cost = (diagonal + usize::from(have != *want)).min(above + 1).min(left + 1);
            diagonal = *above;
            left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
