//! Calls of the functions of handles, with values of the wire for their arguments.

use restli_core::Json;
use serde_json::Map;

use super::context::{Unfit, Writer};
use super::value::listed;
use crate::plan::model::{Argument, CallPlan, Expr, Given, MethodPlan, Passing, RustType, Setter};
use restli_schema::rust_names::setter_name;

/// The values that a call sends.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// A value per argument, in order: of a batch the list of its items, of values by key the list of pairs.
    pub(super) arguments: Vec<Option<Json>>,
    /// Optional parameters by their names on the wire.
    pub(super) params: Map<String, Json>,
    /// Functions that choose a page, each with its argument.
    pub(super) page: Vec<(&'static str, Json)>,
    /// The parameter of a projection, and its text.
    pub(super) projection: Option<(&'static str, String)>,
}

impl Writer<'_> {
    /// The call of a function of a handle.
    pub(super) fn call(&mut self, method: &MethodPlan, inputs: &Inputs) -> Result<CallPlan, Unfit> {
        let mut arguments = Vec::new();
        for (index, argument) in method.arguments.iter().enumerate() {
            let value = inputs.arguments.get(index).and_then(Option::as_ref);
            arguments.push(self.inside(&argument.ident, |writer| match value {
                Some(value) => writer.argument(argument, value),
                None => writer.unfit("the value is missing"),
            })?);
        }
        let mut params = Vec::new();
        let declared = method.params.as_ref().map_or(&[][..], |params| &params.fields);
        for (name, value) in &inputs.params {
            let Some(field) = declared.iter().find(|field| field.wire == *name) else {
                self.drop(name, "the parameter is not declared");
                continue;
            };
            let made = self.inside(name, |writer| writer.given(&field.ty, value));
            let name = setter_name(&field.ident);
            params.extend(self.or_drop(made).map(|value| Setter { name, value: Some(value) }));
        }
        let page = inputs.page.iter().map(|(name, value)| {
            let value = value.as_i64().map_or_else(|| Expr::Text(value.as_str().unwrap_or_default().to_owned()), Expr::Integer);
            Setter { name: (*name).to_owned(), value: Some(value) }
        });
        Ok(CallPlan { arguments, params, page: page.collect(), selection: None })
    }

    fn argument(&mut self, argument: &Argument, json: &Json) -> Result<Given, Unfit> {
        let by_value = |value| Given { by_reference: false, value };
        let by_reference = |value| Given { by_reference: true, value };
        Ok(match argument.passing {
            Passing::Value => by_value(self.exact(&argument.ty, json)?),
            Passing::Into => by_value(self.value(&argument.ty, json, false)?),
            Passing::Ref => by_reference(self.exact(&argument.ty, json)?),
            Passing::Slice => {
                let item = if let RustType::Vec(item) = &argument.ty { item } else { &argument.ty };
                let Some(values) = listed(json) else { return self.unfit(format!("{json} is no array")) };
                by_reference(Expr::Array(self.items(item, values, true)))
            }
            Passing::Each { into } => {
                let Some(values) = listed(json) else { return self.unfit(format!("{json} is no array")) };
                let items = self.alike(&argument.ty, values, into);
                by_value(Expr::Array(self.some(items)?))
            }
            Passing::EachByKey { into } => {
                let pairs: Vec<(&Json, &Json)> = json.as_array().into_iter().flatten().filter_map(pair).collect();
                let keys: Vec<Json> = pairs.iter().map(|(key, _)| (*key).clone()).collect();
                let Some(by) = &argument.by else { return self.unfit("there is no key") };
                let keys = self.alike(by, &keys, into);
                let mut items = Vec::new();
                for (key, (_, value)) in keys.into_iter().zip(pairs) {
                    items.push(Expr::Tuple(vec![key, self.exact(&argument.ty, value)?]));
                }
                by_value(Expr::Array(self.some(items)?))
            }
        })
    }

    /// Items of one Rust type, in the shortest form that they all have.
    fn alike(&mut self, ty: &RustType, values: &[Json], into: bool) -> Vec<Expr> {
        let short = self.items(ty, values, !into);
        let of_first = |item: &Expr| short.first().is_some_and(|first| item.owner() == first.owner());
        if short.iter().all(of_first) { short } else { self.items(ty, values, true) }
    }

    fn some(&self, items: Vec<Expr>) -> Result<Vec<Expr>, Unfit> {
        if items.is_empty() { self.unfit("the list is empty") } else { Ok(items) }
    }
}

fn pair(json: &Json) -> Option<(&Json, &Json)> {
    if let [key, value] = json.as_array()?.as_slice() { Some((key, value)) } else { None }
}
