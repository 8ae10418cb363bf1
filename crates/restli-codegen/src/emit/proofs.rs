//! Modules of tests, one per product: the request of each sample as a typed call, and the type that each answer is read into. One more has
//! the static descriptions of all operations, and the readers of their answers.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::api::{SampleContent, SampleOf};
use restli_schema::rust_names::{bare, camel, case};

use super::example::from_root;
use super::expression::Scope;
use super::ty::{TypeSite, ty};
use super::{ident, usage};
use crate::block::{Block, Source};
use crate::format::path_starts;
use crate::output::header;
use crate::plan::Plan;
use crate::plan::model::{CallPlan, MethodPlan, ProductPlan, ResourcePlan, Returns, RustType, SampleCall};

/// The modules: one per product that has samples, and the module above them.
pub(crate) fn sources(plan: &Plan<'_>, client: &str, modules: &[String]) -> Vec<Source<'static>> {
    let with_samples = |product: &&ProductPlan| {
        let start = format!("{}.", product.feature);
        plan.api.samples().iter().any(|sample| sample.name.starts_with(&start))
    };
    let products: Vec<&ProductPlan> = plan.products.iter().filter(with_samples).collect();
    let source = |path: String, docs: String, blocks: Vec<Block>| Source {
        path,
        header: header("//"),
        docs: vec![docs],
        attributes: "",
        modules: &[],
        blocks,
    };
    let names: Vec<_> = products.iter().map(|product| ident(&product.module)).collect();
    let above = vec![
        Block::Item(quote!(pub(crate) mod operations; #(mod #names;)*)),
        Block::Item(quote!(
            use crate::proof::{Answer, Call};
        )),
        Block::Item(quote! {
            #[doc = " The calls of all requests."]
            pub(crate) const CALLS: &[&[Call]] = &[#(#names::CALLS),*];
        }),
        Block::Item(quote! {
            #[doc = " The readers of all answers."]
            pub(crate) const ANSWERS: &[&[Answer]] = &[#(#names::ANSWERS),*];
        }),
    ];
    let docs = format!("Samples of the API `{}` as typed calls and types of answers.", plan.name());
    let above = source("mod.rs".to_owned(), docs, above);
    let of_product = products.iter().map(|product| {
        let docs = format!("Samples of the product `{}` as typed calls and types of answers.", product.feature);
        source(format!("{}.rs", bare(&product.module)), docs, blocks(plan, client, modules, product))
    });
    let docs = format!("The operations of the API `{}`.", plan.name());
    let operations = source("operations.rs".to_owned(), docs, operations(plan, client, modules));
    [above, operations].into_iter().chain(of_product).collect()
}

/// The static descriptions of all operations, and the reader of the answers of each.
fn operations(plan: &Plan<'_>, client: &str, modules: &[String]) -> Vec<Block> {
    let krate = ident(client);
    let (mut all, mut readers) = (Vec::new(), Vec::new());
    for resource in &plan.resources {
        let module = plan.products.get(resource.product).map(|product| ident(&product.module));
        let handle = ident(&resource.item.ident);
        for operation in &resource.operations {
            let (constant, id) = (ident(&operation.constant), &operation.id);
            all.push(quote!(#krate::#module::#handle::#constant));
            let method = resource.methods.iter().find(|method| method.id == *id && method.alt_key.is_none());
            readers.extend(method.map(|method| {
                let reader = reader(plan, &method.returns);
                quote!((#id, #reader))
            }));
        }
    }
    let readers = quote! {
        #[doc = " The readers of the answers to all operations, by their ids."]
        pub(crate) const READERS: &[(&str, Read)] = &[#(#readers),*];
    };
    let readers = from_root(readers, &krate);
    let used = used(&readers, modules, &krate);
    let head = quote! {
        use crate::proof::{Read, read};
        #used
    };
    let all = quote! {
        #[doc = " The operations of all products."]
        pub(crate) const ALL: &[&#krate::Operation] = &[#(#all),*];
    };
    [head, all, readers].map(Block::Item).into()
}

/// The import of the modules of the client that some source begins paths with.
fn used(source: &TokenStream, modules: &[String], krate: &proc_macro2::Ident) -> Option<TokenStream> {
    let mut starts = BTreeSet::new();
    path_starts(source, &mut starts);
    let used: Vec<_> = modules.iter().filter(|module| starts.contains(*module)).map(|module| ident(module)).collect();
    (!used.is_empty()).then(|| quote!(use #krate::{#(#used),*};))
}

fn blocks(plan: &Plan<'_>, client: &str, modules: &[String], product: &ProductPlan) -> Vec<Block> {
    let krate = ident(client);
    let samples: Vec<(&SampleCall, &CallPlan)> = plan
        .samples
        .iter()
        .filter(|sample| plan.resources.get(sample.resource).is_some_and(|resource| resource.product == product.id.index()))
        .filter_map(|sample| Some((sample, sample.call.as_ref().ok()?)))
        .collect();
    let scope = Scope::of(plan, client, samples.iter().map(|(_, call)| *call));
    let calls = samples.iter().map(|(sample, _)| {
        let (name, function) = (&sample.name, function(&sample.name));
        quote!((#name, #function))
    });
    let calls = quote! {
        #[doc = " The calls of the requests."]
        pub(super) const CALLS: &[Call] = &[#(#calls),*];
    };
    let answers = answers(plan, product);
    let answers = from_root(
        quote! {
            #[doc = " The readers of the answers."]
            pub(super) const ANSWERS: &[Answer] = &[#(#answers),*];
        },
        &krate,
    );
    let mut starts = BTreeSet::new();
    path_starts(&answers, &mut starts);
    let used = used(&answers, modules, &krate);
    let client = (!samples.is_empty()).then(|| quote!(use #krate::Client;));
    let named = [("Answer", true), ("Built", !samples.is_empty()), ("Call", true), ("read", starts.contains("read"))];
    let named = named.into_iter().filter(|(_, used)| *used).map(|(name, _)| ident(name));
    let imports = scope.imports();
    let head = quote! {
        use crate::proof::{#(#named),*};
        #client
        #(#imports)*
        #used
    };
    let functions = samples.iter().filter_map(|(sample, call)| Some(Block::Item(built_call(plan, &scope, sample, call)?)));
    [Block::Item(head), Block::Item(calls), Block::Item(answers)].into_iter().chain(functions).collect()
}

/// The function that builds the request of a sample.
fn built_call(plan: &Plan<'_>, scope: &Scope, sample: &SampleCall, call: &CallPlan) -> Option<TokenStream> {
    let resource = plan.resources.get(sample.resource)?;
    let method = resource.methods.get(sample.method)?;
    let arguments: Vec<TokenStream> = call.arguments.iter().map(|given| scope.given(plan, given)).collect();
    let request = usage::request(plan, scope, resource, method, call, &arguments);
    let name = function(&sample.name);
    Some(quote! {
        fn #name(client: &Client) -> Built {
            Ok(#request.to_http()?)
        }
    })
}

fn function(sample: &str) -> proc_macro2::Ident {
    ident(&format!("call_{}", case::snake(sample)))
}

/// The readers of the answers and payloads of a product.
fn answers(plan: &Plan<'_>, product: &ProductPlan) -> Vec<TokenStream> {
    let mut readers = Vec::new();
    for sample in plan.api.samples() {
        let name = &sample.name;
        match (sample.of, &sample.content) {
            (SampleOf::Operation(id, index), SampleContent::Answer(_)) => {
                let planned = plan.resources.iter().find(|resource| resource.id == id && resource.product == product.id.index());
                let Some((resource, method)) = planned.and_then(|resource| Some((resource, main(resource, index)?))) else { continue };
                let reader = reader(plan, &method.returns);
                let kind = plan.api[resource.id].methods.get(index).map(|declared| ident(&camel(declared.kind.wire_name(), "")));
                readers.push(quote!((#name, rt::ResourceMethod::#kind, #reader)));
            }
            (SampleOf::Type(id), SampleContent::Payload(_)) if plan.api[id].product == Some(product.id) => {
                let Some(planned) = plan.types.get(id.index()) else { continue };
                let ty = ty(plan, &RustType::Item(planned.item.clone()), TypeSite::Elsewhere);
                readers.push(quote!((#name, rt::ResourceMethod::Get, read::value::<#ty>)));
            }
            _ => {}
        }
    }
    readers
}

fn main(resource: &ResourcePlan, index: usize) -> Option<&MethodPlan> {
    resource.methods.iter().find(|method| method.index == index && method.alt_key.is_none())
}

/// The reader of a type of result: a function that reads an answer and writes what it read as JSON.
fn reader(plan: &Plan<'_>, returns: &Returns) -> TokenStream {
    let all =
        |arguments: &[RustType]| -> Vec<TokenStream> { arguments.iter().map(|argument| ty(plan, argument, TypeSite::Elsewhere)).collect() };
    match returns {
        Returns::Empty => quote!(read::nothing),
        Returns::Value(value) => {
            let ty = ty(plan, value, TypeSite::Elsewhere);
            quote!(read::value::<#ty>)
        }
        Returns::Envelope(name, arguments) => {
            let (name, mut types) = (ident(&case::snake(name)), all(arguments));
            // A page without a metadata record has any JSON for its metadata.
            if matches!(name.to_string().as_str(), "page" | "batch_pages") && types.len() == 1 {
                let json = ty(plan, &RustType::Json, TypeSite::Elsewhere);
                types.push(json);
            }
            let types = (!types.is_empty()).then(|| quote!(::<#(#types),*>));
            quote!(read::#name #types)
        }
    }
}
