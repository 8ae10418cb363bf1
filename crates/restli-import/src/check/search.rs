//! The search for cycles of types.

use std::collections::BTreeMap;

use crate::model::DefId;
use crate::resolve::Model;

/// Walks the edges depth first, with an explicit stack, and returns a type of each cycle.
pub(super) fn search(model: &Model, next: impl Fn(&Model, DefId) -> Vec<DefId>) -> Vec<DefId> {
    let mut done: BTreeMap<DefId, bool> = BTreeMap::new();
    let mut found = Vec::new();
    for start in &model.kept {
        if done.contains_key(start) {
            continue;
        }
        done.insert(*start, false);
        let mut path = vec![(*start, next(model, *start))];
        while let Some((id, edges)) = path.last_mut() {
            let Some(to) = edges.pop() else {
                done.insert(*id, true);
                path.pop();
                continue;
            };
            match done.get(&to) {
                Some(true) => {}
                Some(false) => found.push(to),
                None => {
                    done.insert(to, false);
                    path.push((to, next(model, to)));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
