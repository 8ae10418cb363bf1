//! Values of facts, and the action that leads from one to another.

use std::collections::BTreeSet;

use restli_schema::api::Requirement;

use super::rule::Order;
use super::shape::Shape;
use super::verdict::Action;

/// The value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing is written.
    None,
    /// A number, a date as digits, or a flag as 0 and 1.
    Number(u64),
    /// Names in any order.
    Set(BTreeSet<String>),
    /// Text, or anything as text.
    Text(String),
    /// A name, and what it stands for on the wire.
    Meaning(String, String),
    /// A type: its spelling, and the values that it has.
    Type(String, Shape),
    /// Required, with a default, or optional.
    Presence(Presence),
    /// Permissions or roles.
    Requirement(Requirement<String>),
}

/// The presence of a part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always there.
    Required,
    /// Perhaps absent, which stands for a default.
    Defaulted,
    /// Perhaps absent.
    Optional,
}

impl Presence {
    /// The presence of a field or parameter.
    pub(crate) const fn new(optional: bool, has_default: bool) -> Self {
        match (optional, has_default) {
            (true, _) => Self::Optional,
            (false, true) => Self::Defaulted,
            (false, false) => Self::Required,
        }
    }

    /// The word in reports.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Defaulted => "required with a default",
            Self::Optional => "optional",
        }
    }
}

/// The action that leads from one value to another; `None` if they are equal.
pub(crate) fn action(order: Order, before: &Value, after: &Value) -> Option<Action> {
    match (before, after) {
        (Value::Type(one, _), Value::Type(two, _)) | (Value::Meaning(one, _), Value::Meaning(two, _)) if one == two => return None,
        _ if before == after => return None,
        _ => {}
    }
    Some(match order {
        Order::Existence | Order::Equality => Action::Changed,
        Order::Home => Action::Moved,
        Order::Name => Action::Renamed,
        Order::Allows => amount(before, after, u64::MAX),
        Order::Demands => opposite(amount(before, after, 0)),
        Order::Meaning => match (before, after) {
            (Value::Meaning(_, one), Value::Meaning(_, two)) if one == two => Action::Respelled,
            _ => Action::Changed,
        },
        Order::Values => match (before, after) {
            (Value::Type(_, one), Value::Type(_, two)) if one == two => Action::Respelled,
            (Value::Type(_, one), Value::Type(_, two)) => by_fit(one.fits(two), two.fits(one)),
            (Value::None, _) => Action::Added,
            (_, Value::None) => Action::Removed,
            _ => Action::Changed,
        },
        Order::Presence => match (before, after) {
            (Value::Presence(Presence::Required), _) => Action::Widened,
            (_, Value::Presence(Presence::Required)) => Action::Narrowed,
            _ => Action::Retyped,
        },
        Order::Requirement => requirement(before, after),
    })
}

/// The action between two amounts, of which more allows more; `none` is the number that stands for no number.
fn amount(before: &Value, after: &Value, none: u64) -> Action {
    let number = |value: &Value| match value {
        Value::None => Some(none),
        Value::Number(number) => Some(*number),
        _ => None,
    };
    match (before, after) {
        (Value::Set(before), Value::Set(after)) => return by_subset(before.is_subset(after), after.is_subset(before)),
        (Value::None, Value::Set(_)) => return by_subset(none == 0, none != 0),
        (Value::Set(_), Value::None) => return by_subset(none != 0, none == 0),
        _ => {}
    }
    match number(before).zip(number(after)) {
        Some((before, after)) if before < after => Action::Widened,
        Some((before, after)) if before > after => Action::Narrowed,
        _ => Action::Changed,
    }
}

const fn by_subset(is_more: bool, is_less: bool) -> Action {
    match (is_more, is_less) {
        (true, _) => Action::Widened,
        (false, true) => Action::Narrowed,
        (false, false) => Action::Changed,
    }
}

const fn opposite(action: Action) -> Action {
    match action {
        Action::Widened => Action::Narrowed,
        Action::Narrowed => Action::Widened,
        other => other,
    }
}

const fn by_fit(is_wider: bool, is_narrower: bool) -> Action {
    match (is_wider, is_narrower) {
        (true, true) => Action::Retyped,
        (true, false) => Action::Widened,
        (false, true) => Action::Narrowed,
        (false, false) => Action::Changed,
    }
}

/// The action between two requirements: more sets of permissions that meet one widen it.
fn requirement(before: &Value, after: &Value) -> Action {
    let (Value::Requirement(before), Value::Requirement(after)) = (before, after) else { return Action::Changed };
    match (before.is_checked(), after.is_checked()) {
        (false, true) => return Action::Added,
        (true, false) => return Action::Removed,
        (false, false) => return Action::Respelled,
        (true, true) => {}
    }
    let (before, after) = (alternatives(before), alternatives(after));
    // Whoever holds one of the sets holds a subset of it, too.
    let enough = |held: &[BTreeSet<&str>], asked: &[BTreeSet<&str>]| held.iter().all(|set| asked.iter().any(|one| one.is_subset(set)));
    match (enough(&before, &after), enough(&after, &before)) {
        (true, true) => Action::Respelled,
        (false, false) => Action::Changed,
        (true, false) => Action::Widened,
        (false, true) => Action::Narrowed,
    }
}

fn alternatives(requirement: &Requirement<String>) -> Vec<BTreeSet<&str>> {
    match requirement {
        Requirement::Public | Requirement::Unknown => vec![BTreeSet::new()],
        Requirement::Scope(scope) => vec![BTreeSet::from([scope.as_str()])],
        Requirement::AnyOf(parts) => parts.iter().flat_map(alternatives).collect(),
        Requirement::AllOf(parts) => parts.iter().map(alternatives).fold(vec![BTreeSet::new()], |held, next| {
            held.iter().flat_map(|one| next.iter().map(move |other| one.union(other).copied().collect())).collect()
        }),
    }
}

#[cfg(test)]
mod tests {
    use restli_schema::api::Requirement as R;

    use super::{Value, action};
    use crate::diff::rule::Order;
    use crate::diff::verdict::Action;

    #[test]
    fn requirement_with_more_ways_to_meet_it_is_wider() {
        let scope = |name: &str| R::Scope(name.to_owned());
        let any = |names: &[&str]| R::AnyOf(names.iter().map(|name| scope(name)).collect());
        let all = |names: &[&str]| R::AllOf(names.iter().map(|name| scope(name)).collect());
        let cases = [
            (scope("a"), any(&["a", "b"]), Some(Action::Widened)),
            (any(&["a", "b"]), scope("a"), Some(Action::Narrowed)),
            (all(&["a", "b"]), scope("a"), Some(Action::Widened)),
            (scope("a"), all(&["a", "b"]), Some(Action::Narrowed)),
            (scope("a"), scope("b"), Some(Action::Changed)),
            (any(&["a", "b"]), any(&["b", "c"]), Some(Action::Changed)),
            (R::Public, scope("a"), Some(Action::Added)),
            (scope("a"), R::Unknown, Some(Action::Removed)),
            (scope("a"), scope("a"), None),
            (R::Public, R::Unknown, Some(Action::Respelled)),
            (any(&["a", "b"]), any(&["b", "a"]), Some(Action::Respelled)),
        ];
        for (before, after, wanted) in cases {
            let values = [&before, &after].map(|one| Value::Requirement(one.clone()));
            assert_eq!(action(Order::Requirement, &values[0], &values[1]), wanted, "{before:?} {after:?}");
        }
    }

    #[test]
    fn limit_that_is_not_there_allows_most_and_a_demand_that_is_not_there_demands_least() {
        let cases = [
            (Order::Allows, Value::None, Value::Number(5), Action::Narrowed),
            (Order::Allows, Value::Number(5), Value::Number(7), Action::Widened),
            (Order::Demands, Value::None, Value::Number(5), Action::Narrowed),
            (Order::Demands, Value::Number(5), Value::None, Action::Widened),
        ];
        for (order, before, after, wanted) in cases {
            assert_eq!(action(order, &before, &after), Some(wanted), "{order:?} {before:?} {after:?}");
        }
    }
}
