//! The paging of collections.

use crate::api::{Paging, Param, Type, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::Help;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::read::{small, text};
use crate::rules;

/// Default names of the parameters and the field of token paging.
const TOKEN_PARAM: &str = "pageToken";
const SIZE_PARAM: &str = "pageSize";
const TOKEN_FIELD: &str = "nextPageToken";

/// Keys of the long form that are valid only for token paging.
const OF_TOKENS: &[&str] = &["token_param", "size_param", "token_field"];

/// Reads `paging:` of a method.
pub(crate) fn paging(problems: &mut Diagnostics, node: &Node, params: &[Param]) -> Option<Paging> {
    let written = node.get("paging")?;
    let style = written.text().or_else(|| written.get("style").and_then(Node::text))?;
    let default = small(written, "default");
    let max = small(written, "max");
    sizes(problems, written, default, max);
    if style != "token" {
        for (key, _) in written.entries().iter().filter(|(key, _)| OF_TOKENS.contains(&key.text.as_str())) {
            let message = format!("`{}` has no meaning for `start_count`", key.text);
            problems.error(rules::PAGING, key.span, message, "remove it, or write `style: token`");
        }
        return Some(Paging::StartCount { default, max });
    }
    let token_param = text(written, "token_param").unwrap_or_else(|| TOKEN_PARAM.to_owned());
    let size_param = text(written, "size_param").unwrap_or_else(|| SIZE_PARAM.to_owned());
    for param in params.iter().filter(|param| param.name.wire == token_param || param.name.wire == size_param) {
        let message = format!("`{}` is a parameter of paging and of this method", param.name.wire);
        problems.push(
            Diagnostic::error(rules::PAGING, param.name.span, message)
                .also(written.span, "paged here")
                .help("remove it from `params`: paging sends it"),
        );
    }
    if token_param == size_param {
        let message = format!("`{token_param}` carries both the token and the size of a page");
        problems.error(rules::PAGING, written.span, message, "give `token_param` and `size_param` different names");
    }
    let token_field = text(written, "token_field").unwrap_or_else(|| TOKEN_FIELD.to_owned());
    if let Some((around, field)) = token_field.rsplit_once('.')
        && let Some(at) = written.get("token_field")
    {
        let help = if around == "metadata" { Help::write(field) } else { "name a field of `metadata` itself".into() };
        let message = format!("`{token_field}` is a path, and the next token is read from a field of the `metadata` of a page");
        problems.error(rules::PAGING, at.span, message, help);
    }
    Some(Paging::Token { token_param, size_param, token_field, default, max })
}

fn sizes(problems: &mut Diagnostics, written: &Node, default: Option<u32>, max: Option<u32>) {
    let (Some(usual), Some(most), Some(at)) = (default, max, written.get("default")) else { return };
    if usual > most {
        let message = format!("the default page of {usual} is larger than the largest of {most}");
        problems.error(rules::PAGING, at.span, message, "exchange the two numbers");
    }
}

/// Returns whether values of a type are texts. `any` may be one, and stands in for a type with an error.
fn is_text(types: &Types, ty: &Type) -> bool {
    match types.behind(ty) {
        Type::String | Type::Any | Type::Urn | Type::UrnOf(_) => true,
        Type::Named(id) => {
            matches!(types.get(id).map(|def| &def.kind), Some(TypeKind::Text(_) | TypeKind::Enum(_) | TypeKind::UrnChoice(_)))
        }
        _ => false,
    }
}

/// Reports a token field that is no text, or that the `metadata` record lacks. Without a `metadata` record nothing is checked.
pub(crate) fn check(types: &Types, problems: &mut Diagnostics, draft: &ResourceDraft<'_>) {
    for (method, node) in draft.resource.methods.iter().zip(&draft.methods) {
        let (Some(Paging::Token { token_field, .. }), Some(def)) = (&method.paging, method.metadata.and_then(|id| types.get(id))) else {
            continue;
        };
        let TypeKind::Record(record) = &def.kind else { continue };
        let paging = node.get("paging").map_or(node.span, |paging| paging.get("token_field").unwrap_or(paging).span);
        let field = record.fields.iter().find(|field| field.name.wire == *token_field);
        if let Some(field) = field.filter(|field| !is_text(types, &field.ty)) {
            let message = format!("the next token is a text, and `{token_field}` is {}", types.describe(&field.ty));
            let problem = Diagnostic::error(rules::PAGING, paging, message).also(field.name.span, "declared here");
            problems.push(problem.help("name the field that holds the token with `token_field`, or make it a `string`"));
        }
        if record.open || field.is_some() {
            continue;
        }
        let fields = record.fields.iter().map(|field| field.name.wire.as_str());
        let help = restli_core::suggest::nearest(token_field, fields).map_or_else(
            || format!("declare `{token_field}?: string` in `{}`, or name another field with `token_field`", def.name.wire).into(),
            Help::meant,
        );
        let message = format!("the record `{}` beside the elements has no field `{token_field}` for the next token", def.name.wire);
        let problem = Diagnostic::error(rules::PAGING, paging, message).also(def.name.span, "declared here").help(help);
        problems.push(problem);
    }
}
