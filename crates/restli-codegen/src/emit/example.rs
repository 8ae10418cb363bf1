//! The first call, on the front pages of the client and of its products.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;
use restli_schema::api::{Approval, PermissionId};

use super::ident;
use super::method::signature;
use super::{front_page, usage};
use crate::format::{item, path_starts};
use crate::output::CrateNames;
use crate::plan::Plan;
use crate::plan::model::{MethodPlan, ProductPlan, ResourcePlan};

/// Arguments that an example has beside those of the call.
const OWN_ARGUMENTS: &[&str] = &["client", "token"];

/// The first call of the whole client, from the builder on; `None` for an API without calls.
pub(crate) fn of_client(plan: &Plan<'_>, crates: &CrateNames, modules: &[String]) -> Option<String> {
    let (resource, method) = first_call(plan, &plan.resources.iter().collect::<Vec<_>>())?;
    let feature = plan.products.get(resource.product).map_or("", |product| &product.feature);
    let head = if plan.tables.permissions.is_empty() { (quote!(), quote!()) } else { (quote!(token: String,), quote!(.token(token))) };
    let (token, with_token) = head;
    let client = quote!(let client = Client::builder()#with_token.build()?;);
    let text = code(plan, crates, modules, (resource, method), &token, &client)?;
    let (imports, function) = text.split_once("\n\n")?;
    Some(format!("```no_run\n{imports}\n\n# #[cfg(feature = \"{feature}\")]\n{function}```"))
}

/// The first call of a product: the one that the schema names, or the one that is easiest to make.
pub(crate) fn of_product(plan: &Plan<'_>, crates: &CrateNames, modules: &[String], product: &ProductPlan) -> Option<String> {
    let resources: Vec<_> = plan.resources.iter().filter(|resource| resource.product == product.id.index()).collect();
    let is_named = |(resource, method): &(&ResourcePlan, &MethodPlan)| {
        plan.api[resource.id].methods.get(method.index).is_some_and(|declared| declared.first_call)
    };
    let named = front_page::functions(&resources).filter(is_named);
    if let Some((resource, method)) = named.min_by_key(|(_, method)| method.deprecated.is_some()) {
        return usage::of_method(plan, crates, resource, method);
    }
    let call = first_call(plan, &resources)?;
    let text = code(plan, crates, modules, call, &quote!(client: &Client,), &TokenStream::new())?;
    Some(format!("```no_run\n{text}```"))
}

/// The call that is easiest to make: not deprecated, with permissions that every app can have, and with few arguments.
fn first_call<'p>(plan: &Plan<'_>, resources: &[&'p ResourcePlan]) -> Option<(&'p ResourcePlan, &'p MethodPlan)> {
    let free = |method: &&MethodPlan| method.arguments.iter().all(|argument| !OWN_ARGUMENTS.contains(&argument.ident.as_str()));
    let calls = resources.iter().flat_map(|resource| resource.methods.iter().filter(free).map(move |method| (*resource, method)));
    let needs_more = |resource: &ResourcePlan, method: &MethodPlan| {
        plan.api[resource.id].methods.get(method.index).is_some_and(|declared| declared.projection_required)
    };
    calls.min_by_key(|(resource, method)| {
        let is_closed = !is_open(plan, resource, method);
        (method.deprecated.is_some(), needs_more(resource, method), is_closed, method.arguments.len())
    })
}

/// Returns whether every app can have permissions that are enough for a call.
fn is_open(plan: &Plan<'_>, resource: &ResourcePlan, method: &MethodPlan) -> bool {
    let Some(declared) = plan.api[resource.id].methods.get(method.index) else { return false };
    let open = |id: &PermissionId| matches!(plan.api[*id].approval, None | Some(Approval::Open)) && plan.api[*id].retired.is_none();
    declared.requirement.alternatives().iter().any(|scopes| scopes.iter().all(open))
}

/// A function that makes the call, with its imports.
fn code(
    plan: &Plan<'_>,
    crates: &CrateNames,
    modules: &[String],
    (resource, method): (&ResourcePlan, &MethodPlan),
    first: &TokenStream,
    begin: &TokenStream,
) -> Option<String> {
    let krate = ident(&crates.in_examples());
    let (accessor, name) = (ident(&resource.accessor), ident(&method.fn_name));
    let values: Vec<Ident> = method.arguments.iter().map(|argument| ident(&argument.ident)).collect();
    let arguments = method.arguments.iter().map(|argument| signature(plan, argument));
    let function = quote! {
        async fn first_call(#first #(#arguments),*) -> Result<(), Error> {
            #begin
            let answer = client.#accessor().#name(#(#values),*).await?;
            println!("{answer:?}");
            Ok(())
        }
    };
    let mut starts = BTreeSet::new();
    path_starts(&function, &mut starts);
    let modules = modules.iter().filter(|module| starts.contains(*module)).map(|module| ident(module));
    let imports = item(quote!(use #krate::{Client, Error, #(#modules),*};)).ok()?;
    Some(format!("{}{imports}\n{}", crates.hidden_import(), item(from_root(function, &krate)).ok()?))
}

/// The tokens with the root of the client in place of `rt`: it re-exports the runtime.
pub(crate) fn from_root(tokens: TokenStream, krate: &Ident) -> TokenStream {
    let renamed = |tree| match tree {
        TokenTree::Ident(ident) if ident == "rt" => TokenTree::Ident(krate.clone()),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), from_root(group.stream(), krate))),
        other => other,
    };
    tokens.into_iter().map(renamed).collect()
}
