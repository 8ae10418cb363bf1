//! The macro `scopes!`: the permissions of an app, checked against the schema, and the calls and fields that they permit.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
pub use restli_core::permission::Requirement;
use restli_core::permission::{is_scope, retirement_words};

use crate::akin::akin;
use crate::call::ItemHead;
use crate::cursor::Cursor;
use crate::derives::{SCOPES, without_present};
use crate::editor::USES;
use crate::failure::Failure;
use crate::suggest;
use crate::tokens::{is_punct, plain, string_value};

/// Syntax of `scopes!`, for messages.
const FORM: &str = "write `scopes! { pub AppScopes: one, another }`";

/// The permissions of an API, and the traits of the calls and fields that need them.
#[derive(Clone, Copy, Debug)]
pub struct Permissions<'a> {
    /// All permissions.
    pub known: &'a [Permission<'a>],
    /// The path of the trait below `$crate::permits`, and the requirement, of each call and field that needs a permission.
    pub permits: &'a [(&'a str, Requirement<'a>)],
}

/// A permission.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'a> {
    scope: &'a str,
    retired: Option<&'a str>,
    replaced_by: &'a [&'a str],
    not_with: &'a [&'a str],
    reason: &'a str,
}

impl<'a> Permission<'a> {
    /// A permission with a scope.
    #[must_use]
    pub const fn new(scope: &'a str) -> Self {
        Self { scope, retired: None, replaced_by: &[], not_with: &[], reason: "" }
    }

    /// Marks the permission as without new grants since a date.
    #[must_use]
    pub const fn retired(self, since: &'a str) -> Self {
        Self { retired: Some(since), ..self }
    }

    /// Names the permissions to ask for instead.
    #[must_use]
    pub const fn replaced_by(self, others: &'a [&'a str]) -> Self {
        Self { replaced_by: others, ..self }
    }

    /// Names permissions that an app cannot have beside this one, for the reason given.
    #[must_use]
    pub const fn not_with(self, others: &'a [&'a str], reason: &'a str) -> Self {
        Self { not_with: others, reason, ..self }
    }
}

/// A scope as it was written.
struct Written {
    scope: String,
    span: Span,
    /// `true` for a string literal, whose scope may be unknown to the schema.
    text: bool,
}

/// Expands `scopes!`. The input starts with the client crate in parentheses, which the client's own macro puts there.
#[must_use]
pub fn expand_scopes(input: TokenStream, permissions: &Permissions<'_>) -> TokenStream {
    let mut cursor = Cursor::new(input, FORM);
    let client = match cursor.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group.stream(),
        _ => return Failure::new(Span::call_site(), "use the macro `scopes!` of the client crate").tokens(),
    };
    match parse(&mut cursor) {
        Ok((declared, scopes)) => expand(&declared, &scopes, &client, permissions),
        Err(failure) => failure.tokens(),
    }
}

fn parse(cursor: &mut Cursor) -> Result<(ItemHead, Vec<Written>), Failure> {
    let attributes = cursor.attributes();
    let visibility = cursor.visibility();
    let name = cursor.type_name("the name of the scopes")?;
    cursor.punct(':', "`:` after the name, and the scopes")?;
    let mut scopes = Vec::new();
    while let Some(tree) = cursor.next() {
        scopes.push(match &tree {
            TokenTree::Ident(ident) => Written { scope: plain(ident), span: ident.span(), text: false },
            TokenTree::Literal(literal) => match string_value(literal) {
                Some(scope) => Written { scope, span: literal.span(), text: true },
                None => return Err(cursor.expected("a scope", Some(&tree))),
            },
            other => return Err(cursor.expected("a scope", Some(other))),
        });
        if let Some(other) = cursor.next_if(|tree| !is_punct(tree, ',')) {
            return Err(cursor.expected("`,` between scopes", Some(&other)));
        }
        cursor.next();
    }
    Ok((ItemHead { attributes, visibility, name }, scopes))
}

fn expand(declared: &ItemHead, written: &[Written], client: &TokenStream, permissions: &Permissions<'_>) -> TokenStream {
    let ItemHead { attributes, visibility, name } = declared;
    let mut derived = Vec::new();
    let attributes = without_present(attributes.clone(), &SCOPES, &mut derived);
    let wrong = written.iter().enumerate().flat_map(|(at, scope)| wrong(written, at, scope, permissions));
    let failures: Vec<TokenStream> = derived.iter().map(Failure::tokens).chain(wrong).collect();
    let warnings = written.iter().filter_map(|scope| deprecated(scope, permissions));
    let have: BTreeSet<String> = written.iter().map(|scope| scope.scope.clone()).collect();
    let asked = written.iter().map(|scope| &scope.scope);
    // After an error, all traits are implemented, so that no further errors follow.
    let permits = permissions
        .permits
        .iter()
        .filter(|(_, requirement)| !failures.is_empty() || requirement.is_met_by(&|scope| have.contains(scope)))
        .map(|(permit, _)| {
            let permit = crate::declaration::path(permit);
            quote!(impl #client::permits::#permit for #name {})
        });
    let docs = match written {
        [] => " No scope at all.".to_owned(),
        some => format!(" The scopes {}.", some.iter().map(|scope| format!("`{}`", scope.scope)).collect::<Vec<_>>().join(", ")),
    };
    quote! {
        #(#failures)*
        #[doc = #docs]
        #attributes
        #[derive(Clone, Copy, Debug)]
        #visibility struct #name;
        impl #name {
            /// The scopes on the wire, as the consent page takes them.
            #[allow(dead_code, reason = "an app may ask for consent elsewhere")]
            #visibility const REQUESTED: &'static [&'static str] = &[#(#asked),*];
        }
        impl #client::__private::rt::Scopes for #name {
            const DECLARED: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(Self::REQUESTED);
        }
        #(#permits)*
        #(#warnings)*
    }
}

/// Returns the errors of a scope: named twice, unknown, or in conflict with one named before.
fn wrong(written: &[Written], at: usize, scope: &Written, permissions: &Permissions<'_>) -> Vec<TokenStream> {
    let (before, _) = written.split_at(at);
    let mut messages = Vec::new();
    if before.iter().any(|earlier| earlier.scope == scope.scope) {
        messages.push(format!("`{}` is named twice\nhelp: write it once", scope.scope));
    }
    let known = permissions.known.iter().find(|known| known.scope == scope.scope);
    if known.is_none() && !is_scope(&scope.scope) {
        let parts: Vec<String> =
            scope.scope.split([' ', ',', '+']).filter(|part| !part.is_empty()).map(|part| format!("{part:?}")).collect();
        let help = match parts.as_slice() {
            [] | [_] => "a scope is visible ASCII without blanks, commas, quotes and backslashes".to_owned(),
            parts => format!("write each as a text of its own: {}", parts.join(", ")),
        };
        return vec![Failure::new(scope.span, format!("{:?} is not a scope\nhelp: {help}", scope.scope)).tokens()];
    }
    match known {
        None if !scope.text => messages.push(unknown(&scope.scope, permissions)),
        None => {}
        Some(own) => messages.extend(before.iter().filter_map(|earlier| conflict(own, &earlier.scope, permissions))),
    }
    messages.into_iter().map(|message| Failure::new(scope.span, message).tokens()).collect()
}

fn unknown(scope: &str, permissions: &Permissions<'_>) -> String {
    let names = || permissions.known.iter().map(|known| known.scope);
    let help = match restli_core::suggest::nearest(scope, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => match suggest::short_list(names()).or_else(|| suggest::short_list(akin(scope, names()))) {
            Some(list) => format!("known are {list}"),
            None => "look it up among the permissions of the client's module `api`".to_owned(),
        },
    };
    format!("the schema knows no scope `{scope}`\nhelp: {help}\nhelp: if the schema is behind, write the scope as a text: `\"{scope}\"`")
}

fn conflict(own: &Permission<'_>, other: &str, permissions: &Permissions<'_>) -> Option<String> {
    let their = permissions.known.iter().find(|known| known.scope == other);
    let reason = if own.not_with.contains(&other) { own.reason } else { their.filter(|their| their.not_with.contains(&own.scope))?.reason };
    Some(format!("`{}` cannot be asked for beside `{other}`: {reason}\nhelp: give each its own app and its own `scopes!`", own.scope))
}

/// The compiler's own deprecation warning about a retired scope, at the scope.
fn deprecated(scope: &Written, permissions: &Permissions<'_>) -> Option<TokenStream> {
    let known = permissions.known.iter().find(|known| known.scope == scope.scope)?;
    let note = match std::env::var_os(USES) {
        Some(_) => format!("restli: scope {}", known.scope),
        None => retirement_words(known.retired, known.replaced_by)?,
    };
    let used = crate::declaration::ident(&scope.scope, scope.span);
    Some(quote_spanned! {scope.span=>
        const _: () = {
            #[deprecated(note = #note)]
            const fn #used() {}
            #used()
        };
    })
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Permission, Permissions, expand_scopes};

    #[test]
    fn text_of_several_scopes_is_refused_with_the_way_to_write_them() {
        let known = [Permission::new("openid"), Permission::new("profile")];
        let permissions = Permissions { known: &known, permits: &[] };
        let together = expand_scopes(quote!((client) pub App: "openid profile"), &permissions).to_string();
        assert!(together.contains("is not a scope") && together.contains("write each as a text of its own"), "{together}");
        let apart = expand_scopes(quote!((client) pub App: "openid", "profile", "new.scope"), &permissions).to_string();
        assert!(!apart.contains("compile_error"), "{apart}");
    }
}
