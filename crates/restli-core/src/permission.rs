//! Permissions: approval, requirements, and the wording of both, shared by runtime, macros and generator.

use std::fmt;

/// The way in which an app gets a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Approval {
    /// Self-serve.
    Open,
    /// By application for the product.
    Review,
    /// Invited partners only.
    Private,
    /// No new grants.
    Closed,
}

impl Approval {
    /// The approval in words, for messages: `by application for the product`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "self-serve",
            Self::Review => "by application for the product",
            Self::Private => "invited partners only",
            Self::Closed => "no new grants",
        }
    }

    /// The effort of getting the permission, as a rank: 0 is self-serve.
    #[must_use]
    pub const fn effort(self) -> usize {
        match self {
            Self::Open => 0,
            Self::Review => 1,
            Self::Private => 2,
            Self::Closed => 3,
        }
    }
}

/// Returns whether a text is one OAuth scope (RFC 6749, section 3.3) without a comma, at which some servers split scopes.
#[must_use]
pub fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b','))
}

/// The permissions that a call or a field requires, for static tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement<'a> {
    /// No permission.
    Public,
    /// One permission.
    Scope(&'a str),
    /// At least one of several requirements.
    AnyOf(&'a [Requirement<'a>]),
    /// All of several requirements.
    AllOf(&'a [Requirement<'a>]),
}

impl<'a> Requirement<'a> {
    /// Returns `true` if the granted scopes are enough.
    pub fn is_met_by(&self, granted: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Public => true,
            Self::Scope(scope) => granted(scope),
            Self::AnyOf(parts) => parts.is_empty() || parts.iter().any(|part| part.is_met_by(granted)),
            Self::AllOf(parts) => parts.iter().all(|part| part.is_met_by(granted)),
        }
    }

    /// Returns whether the granted scopes are enough to act as a URN of one type. `acts_as` says of a scope whether it lets its holder act as
    /// such URNs, or `None` if it names no types. A type that no scope of the requirement names is for nobody but the server to judge.
    pub fn lets_act_as(&self, granted: &dyn Fn(&str) -> bool, acts_as: &dyn Fn(&str) -> Option<bool>) -> bool {
        self.to_tree().lets_act_as(&|scope| granted(scope), &|scope| acts_as(scope))
    }

    /// The scopes that the requirement names, each once, in the order of the schema.
    #[must_use]
    pub fn scopes(&self) -> Vec<&'a str> {
        self.to_tree().permissions()
    }

    /// The alternative lists of scopes; each list alone is enough.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Vec<&'a str>> {
        self.to_tree().alternatives()
    }

    fn to_tree(self) -> RequirementTree<&'a str> {
        let all = |parts: &[Self]| parts.iter().map(|part| part.to_tree()).collect();
        match self {
            Self::Public => RequirementTree::Public,
            Self::Scope(scope) => RequirementTree::Scope(scope),
            Self::AnyOf(parts) => RequirementTree::AnyOf(all(parts)),
            Self::AllOf(parts) => RequirementTree::AllOf(all(parts)),
        }
    }
}

impl fmt::Display for Requirement<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_tree().words(&|scope| (*scope).to_owned()))
    }
}

/// A requirement that owns its parts; `S` identifies a permission.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequirementTree<S> {
    /// No permission.
    Public,
    /// Permissions that nobody has written down: none is checked.
    Unknown,
    /// One permission.
    Scope(S),
    /// At least one of several requirements.
    AnyOf(Vec<RequirementTree<S>>),
    /// All of several requirements.
    AllOf(Vec<RequirementTree<S>>),
}

impl<S> RequirementTree<S> {
    /// Returns whether a caller is known to need a permission.
    #[must_use]
    pub const fn is_checked(&self) -> bool {
        !matches!(self, Self::Public | Self::Unknown)
    }

    /// Returns `true` if the granted permissions are enough.
    pub fn is_met_by(&self, granted: &dyn Fn(&S) -> bool) -> bool {
        match self {
            Self::Public | Self::Unknown => true,
            Self::Scope(one) => granted(one),
            Self::AnyOf(parts) => parts.is_empty() || parts.iter().any(|part| part.is_met_by(granted)),
            Self::AllOf(parts) => parts.iter().all(|part| part.is_met_by(granted)),
        }
    }

    /// Returns the requirement with every permission replaced.
    pub fn map<T>(&self, scope: &dyn Fn(&S) -> T) -> RequirementTree<T> {
        let all = |parts: &[Self]| parts.iter().map(|part| part.map(scope)).collect();
        match self {
            Self::Public => RequirementTree::Public,
            Self::Unknown => RequirementTree::Unknown,
            Self::Scope(one) => RequirementTree::Scope(scope(one)),
            Self::AnyOf(parts) => RequirementTree::AnyOf(all(parts)),
            Self::AllOf(parts) => RequirementTree::AllOf(all(parts)),
        }
    }

    /// The requirement in words: `a or (b and c)`.
    pub fn words(&self, scope: &dyn Fn(&S) -> String) -> String {
        let list = |parts: &[Self], word: &str| {
            let words = parts.iter().map(|part| match part {
                Self::AnyOf(inner) | Self::AllOf(inner) if parts.len() > 1 && inner.len() > 1 => format!("({})", part.words(scope)),
                Self::Public | Self::Unknown | Self::Scope(_) | Self::AnyOf(_) | Self::AllOf(_) => part.words(scope),
            });
            words.collect::<Vec<_>>().join(word)
        };
        match self {
            Self::Public => "none".to_owned(),
            Self::Unknown => "not known".to_owned(),
            Self::Scope(one) => scope(one),
            Self::AnyOf(parts) => list(parts, " or "),
            Self::AllOf(parts) => list(parts, " and "),
        }
    }
}

impl<S: Copy + PartialEq> RequirementTree<S> {
    /// Returns whether the granted permissions are enough to act as a URN of one type, see [`Requirement::lets_act_as`].
    pub fn lets_act_as(&self, granted: &dyn Fn(&S) -> bool, acts_as: &dyn Fn(&S) -> Option<bool>) -> bool {
        let is_named = self.permissions().iter().any(|one| acts_as(one) == Some(true));
        !is_named || self.is_met_by(&|one| granted(one) && acts_as(one) != Some(false))
    }

    /// The permissions that the requirement names, each once, in the order written.
    #[must_use]
    pub fn permissions(&self) -> Vec<S> {
        let mut found = Vec::new();
        let mut rest = vec![self];
        while let Some(part) = rest.pop() {
            match part {
                Self::Public | Self::Unknown => {}
                Self::Scope(one) if found.contains(one) => {}
                Self::Scope(one) => found.push(*one),
                Self::AnyOf(parts) | Self::AllOf(parts) => rest.extend(parts.iter().rev()),
            }
        }
        found
    }

    /// The alternative lists of permissions; each list alone is enough.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Vec<S>> {
        match self {
            Self::Public | Self::Unknown => vec![Vec::new()],
            Self::Scope(one) => vec![vec![*one]],
            Self::AnyOf(parts) => parts.iter().flat_map(Self::alternatives).collect(),
            Self::AllOf(parts) => parts.iter().map(Self::alternatives).fold(vec![Vec::new()], |so_far, next| {
                so_far.iter().flat_map(|one| next.iter().map(move |other| [one.as_slice(), other].concat())).collect()
            }),
        }
    }
}

/// Names, of which one is enough: `A, B or C`.
#[must_use]
pub fn either(names: impl IntoIterator<Item = impl Into<String>>) -> String {
    let names: Vec<String> = names.into_iter().map(Into::into).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// An entity of one of several types, for messages: `an organization or school`.
#[must_use]
pub fn entity_words(types: impl IntoIterator<Item = impl Into<String>>) -> String {
    let types = either(types);
    let article = if types.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} {types}")
}

/// The product, approval, retirement and successors of a permission in words: `product Ads`, `self-serve`, `retired 2023-08-01`.
#[must_use]
pub fn grant_words(product: Option<&str>, approval: Option<Approval>, retired: Option<&str>, replaced_by: &[&str]) -> Vec<String> {
    let product = product.map(|product| format!("product {product}"));
    let approval = approval.map(|approval| approval.words().to_owned());
    let retired = retired.map(|date| format!("retired {date}"));
    let replaced_by = (!replaced_by.is_empty()).then(|| format!("replaced by {}", quoted(replaced_by)));
    [product, approval, retired, replaced_by].into_iter().flatten().collect()
}

/// The warning about a retired permission: ``no new grants since 2023-08-01; ask for `openid`, `profile` instead``.
#[must_use]
pub fn retirement_words(retired: Option<&str>, replaced_by: &[&str]) -> Option<String> {
    let since = retired.map(|date| format!("no new grants since {date}"));
    let instead = (!replaced_by.is_empty()).then(|| format!("ask for {} instead", quoted(replaced_by)));
    let parts: Vec<String> = since.into_iter().chain(instead).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn quoted(scopes: &[&str]) -> String {
    scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Approval, Requirement as R, entity_words, grant_words, retirement_words};

    #[test]
    fn requirement_words_use_parentheses_only_where_they_are_needed() {
        let cases = [
            (R::Public, "none"),
            (R::Scope("a"), "a"),
            (R::AnyOf(&[R::Scope("a"), R::AllOf(&[R::Scope("b"), R::Scope("c")])]), "a or (b and c)"),
            (R::AnyOf(&[R::Scope("a"), R::AllOf(&[R::Scope("b")])]), "a or b"),
            (R::AllOf(&[R::AnyOf(&[R::Scope("a"), R::Scope("b")])]), "a or b"),
        ];
        for (requirement, words) in cases {
            assert_eq!(requirement.to_string(), words);
        }
    }

    #[test]
    fn requirement_is_met_by_enough_scopes() {
        let requirement = R::AnyOf(&[R::Scope("a"), R::AllOf(&[R::Scope("b"), R::Scope("c")])]);
        let met = |granted: &[&str]| requirement.is_met_by(&|scope| granted.contains(&scope));
        assert!(met(&["a"]) && met(&["b", "c"]) && !met(&["b"]) && !met(&[]));
        assert_eq!(R::AllOf(&[requirement, R::Scope("a")]).scopes(), ["a", "b", "c"]);
    }

    #[test]
    fn requirement_lets_act_as_what_enough_granted_scopes_name() {
        let requirement = R::AnyOf(&[R::Scope("person"), R::Scope("organization"), R::AllOf(&[R::Scope("any"), R::Scope("more")])]);
        let lets = |granted: &[&str], urn: &str| {
            let acts_as = |scope: &str| (!matches!(scope, "any" | "more")).then_some(scope == urn);
            requirement.lets_act_as(&|scope| granted.contains(&scope), &acts_as)
        };
        assert!(lets(&["person"], "person") && lets(&["any", "more"], "person"));
        assert!(!lets(&["organization"], "person") && !lets(&["any"], "person"));
        assert!(lets(&["organization"], "school"));
    }

    #[test]
    fn entity_words_join_types_behind_an_article() {
        assert_eq!(entity_words(["shop"]), "a shop");
        assert_eq!(entity_words(["organization", "school", "shop"]), "an organization, school or shop");
    }

    #[test]
    fn grant_and_retirement_words_name_what_is_known() {
        assert_eq!(
            grant_words(Some("Ads"), Some(Approval::Closed), Some("2023-08-01"), &["x", "y"]),
            ["product Ads", "no new grants", "retired 2023-08-01", "replaced by `x`, `y`"]
        );
        assert_eq!(grant_words(None, None, None, &[]), [""; 0]);
        assert_eq!(retirement_words(Some("2023"), &["x"]).as_deref(), Some("no new grants since 2023; ask for `x` instead"));
        assert_eq!(retirement_words(None, &[]), None);
    }
}
