//! The check that one error answers in each situation.

use crate::api::{Api, ErrorCode, ErrorId, Situation};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::resolve::state::read::entries;
use crate::rules;
use crate::source::Span;

/// Reports errors that claim with `when` what another one answers: an entry behind the first that no method lists, and a second of one method.
pub(crate) fn check(api: &Api, root: &Node, problems: &mut Diagnostics) {
    let nodes: Vec<&Node> = entries(root, "errors").iter().map(|(_, node)| node).collect();
    let at = |id: ErrorId, situation: Situation| -> Span {
        let items = nodes.get(id.index()).and_then(|node| node.get("when")).map_or(&[][..], Node::items);
        items.iter().find(|item| item.text() == Some(situation.word())).map_or(api[id].name.span, |item| item.span)
    };
    let methods = || api.resources().iter().flat_map(|resource| &resource.methods);
    for situation in Situation::ALL.iter().copied() {
        let mut claiming = claiming(api, situation);
        let Some(first) = claiming.next() else { continue };
        let others: Vec<ErrorId> = claiming.collect();
        for other in others.iter().filter(|other| methods().all(|method| !method.errors.contains(other))) {
            let message = format!("`{}` is never answered: `{}` answers when `{}`", name(api, *other), name(api, first), situation.word());
            let problem = Diagnostic::error(rules::CLAIM, at(*other, situation), message).also(at(first, situation), "claimed here");
            problems.push(problem.help("remove it, or name the error in `errors` of the methods that answer with it"));
        }
        let mut told = Vec::new();
        for method in methods() {
            let own: Vec<ErrorId> = method.errors.iter().copied().filter(|id| others.contains(id)).collect();
            let [one, other, ..] = own.as_slice() else { continue };
            if told.contains(&(*one, *other)) {
                continue;
            }
            told.push((*one, *other));
            let message =
                format!("both `{}` and `{}` are errors of one method when `{}`", name(api, *one), name(api, *other), situation.word());
            let problem = Diagnostic::error(rules::CLAIM, at(*other, situation), message).also(at(*one, situation), "the other one");
            problems.push(
                problem.also(method.span, "the method").help("remove it from one of them, or one of them from `errors` of the method"),
            );
        }
    }
}

/// The entries that claim a situation, in the order of the catalogue.
fn claiming(api: &Api, situation: Situation) -> impl Iterator<Item = ErrorId> {
    (0..).map(ErrorId).zip(api.errors()).filter(move |(_, error): &(ErrorId, &ErrorCode)| error.when.contains(&situation)).map(|(id, _)| id)
}

fn name(api: &Api, id: ErrorId) -> &str {
    &api[id].name.wire
}
