//! The example of a function in its documentation: the call, and a short use of its result.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::api::ResourceMethod as M;

use super::expression::Scope;
use super::ident;
use crate::format::{item, statements};
use crate::output::CrateNames;
use crate::plan::Plan;
use crate::plan::model::{CallPlan, Destination, Example, MethodPlan, ResourcePlan, Returns, RustType};

/// The longest argument that stands inside the call, in characters.
const SHORT: usize = 60;

/// The example of a function as a paragraph of documentation; `None` if it has none.
pub(crate) fn of_method(plan: &Plan<'_>, crates: &CrateNames, resource: &ResourcePlan, method: &MethodPlan) -> Option<String> {
    let krate = crates.in_examples();
    let (imports, body) = parts(plan, &krate, resource, method)?;
    let gap = gap(&imports);
    let allowed = if method.deprecated.is_some() { "# #[allow(deprecated)]\n" } else { "" };
    let head = format!("# async fn example(client: &{krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{");
    let hidden = crates.hidden_import();
    Some(format!("```no_run\n{hidden}{imports}{gap}{allowed}{head}\n{body}# Ok(())\n# }}\n```"))
}

/// The example of a function without what rustdoc hides; `None` if it has none.
pub(crate) fn shown(plan: &Plan<'_>, crates: &CrateNames, resource: &ResourcePlan, method: &MethodPlan) -> Option<String> {
    let (imports, body) = parts(plan, &crates.in_examples(), resource, method)?;
    let visible = body.lines().filter(|line| *line != "#" && !line.starts_with("# "));
    let body: String =
        visible.flat_map(|line| [line.strip_prefix('#').filter(|rest| rest.starts_with('#')).unwrap_or(line), "\n"]).collect();
    Some(format!("{imports}{}{body}", gap(&imports)))
}

/// The empty line behind imports, if there are any.
const fn gap(imports: &str) -> &'static str {
    if imports.is_empty() { "" } else { "\n" }
}

/// The imports and the statements of the example.
fn parts(plan: &Plan<'_>, krate: &str, resource: &ResourcePlan, method: &MethodPlan) -> Option<(String, String)> {
    let call = match method.example.as_ref()? {
        Example::Written(code) => return Some((String::new(), format!("{code}\n"))),
        Example::Call(call) => call.shortened(),
    };
    let scope = Scope::of(plan, krate, std::iter::once(&call));
    let imports = scope.imports().into_iter().map(item).collect::<Result<String, _>>().ok()?;
    let text = statements(&body(plan, &scope, resource, method, &call)).ok()?;
    // In the call of a macro, prettyplease sets the colon apart.
    let root = call.selection.as_ref().map(|selection| &selection.root);
    Some((imports, root.map(|root| text.replace(&format!("{root} :"), &format!("{root}:"))).unwrap_or(text)))
}

/// The statements of the example.
fn body(plan: &Plan<'_>, scope: &Scope, resource: &ResourcePlan, method: &MethodPlan, call: &CallPlan) -> TokenStream {
    let mut before = Vec::new();
    let mut arguments = Vec::new();
    for (argument, given) in method.arguments.iter().zip(&call.arguments) {
        let value = scope.given(plan, given);
        let sent = !matches!(argument.destination, Destination::Key(_) | Destination::KeyPart(_) | Destination::Ids);
        if sent && argument.ident != "client" && value.to_string().len() > SHORT {
            let (name, value) = (ident(&argument.ident), scope.expr(plan, &given.value));
            before.push(quote!(let #name = #value;));
            arguments.push(if given.by_reference { quote!(&#name) } else { quote!(#name) });
        } else {
            arguments.push(value);
        }
    }
    let request = request(plan, scope, resource, method, call, &arguments);
    let sent = quote!(#request.await?);
    let kind = plan.api[resource.id].methods.get(method.index).map(|declared| declared.kind);
    let used = used(kind, &method.returns, &sent);
    quote!(#(#before)* #used)
}

/// The call with these arguments, not sent.
pub(crate) fn request(
    plan: &Plan<'_>,
    scope: &Scope,
    resource: &ResourcePlan,
    method: &MethodPlan,
    call: &CallPlan,
    arguments: &[TokenStream],
) -> TokenStream {
    let (accessor, function) = (ident(&resource.accessor), ident(&method.fn_name));
    let params = (!call.params.is_empty()).then(|| {
        let setters = scope.setters(plan, &call.params);
        quote!(.with(|params| params #setters))
    });
    let page = scope.setters(plan, &call.page);
    let selection = call.selection.as_ref().map(|selection| {
        let (root, literal) = (ident(&selection.root), &selection.fields);
        let is_list = literal.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, ',' | '(' | ')'));
        let fields = format!("({literal})").parse::<TokenStream>().ok().filter(|_| is_list).unwrap_or_else(|| quote!(#literal));
        let projection = scope.projection(plan);
        quote!(.select(#projection!(#root: #fields)))
    });
    quote!(client.#accessor().#function(#(#arguments),*) #params #page #selection)
}

/// The call, and a use of its result that is typical of its kind.
fn used(kind: Option<M>, returns: &Returns, sent: &TokenStream) -> TokenStream {
    let by_key = |each: TokenStream| {
        quote! {
            let batch = #sent;
            #each
            for (id, error) in batch.errors() {
                eprintln!("{id:?}: {error}");
            }
        }
    };
    let per_item = |shown: TokenStream| {
        quote! {
            let batch = #sent;
            for item in batch.items {
                match item {
                    Ok(item) => println!("{:?}", #shown),
                    Err(error) => eprintln!("{error}"),
                }
            }
        }
    };
    match returns {
        Returns::Empty => quote!(#sent;),
        Returns::Value(RustType::Content) => quote! {
            let content = #sent;
            println!("{}: {} bytes", content.media_type, content.bytes.len());
        },
        Returns::Value(_) => {
            let name = ident(match kind {
                Some(M::Create) => "created",
                Some(M::Action) => "answer",
                _ => "found",
            });
            let shown = format!("{{{name}:?}}");
            quote!(let #name = #sent; println!(#shown);)
        }
        Returns::Envelope(name, _) => match *name {
            "Page" => quote! {
                let page = #sent;
                for element in page.elements {
                    println!("{element:?}");
                }
            },
            "BatchPages" => quote! {
                let batch = #sent;
                for page in batch.pages {
                    match page {
                        Ok(page) => println!("{} elements", page.elements.len()),
                        Err(error) => eprintln!("{error}"),
                    }
                }
            },
            "BatchResult" => by_key(quote! {
                for (id, found) in batch.found() {
                    println!("{id:?}: {found:?}");
                }
            }),
            "BatchUpdatedEntities" => by_key(quote! {
                for (id, updated) in batch.updated() {
                    println!("{id:?}: {updated:?}");
                }
            }),
            "BatchStatus" => by_key(quote!()),
            "Created" => quote!(let created = #sent; println!("{:?}", created.id);),
            "CreatedEntity" => quote!(let created = #sent; println!("{:?}", created.entity);),
            "UpdatedEntity" => quote!(let updated = #sent; println!("{:?}", updated.entity);),
            "BatchCreated" => per_item(quote!(item.id)),
            "BatchCreatedEntities" => per_item(quote!(item.entity)),
            _ => per_item(quote!(item)),
        },
    }
}
