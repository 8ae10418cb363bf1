//! One item of a selection: `tags*`, `address(city)`, `image~(url)`. Its parentheses and its `~` must fit the type of the field.

use restli_core::projection::{Item, Name, Projection};

use super::checker::{Checker, Outcome, Owner, Request, Span, is_all};
use super::members::{all_and, made, whole, whole_member, wrapped};
use super::merge::common;
use super::{advice, decorate};
use crate::catalog::{Base, Kind, Layer, Ty, TypeEntry, TypeName};
use crate::checked::{Member, Selection, Value};
use crate::embed;

impl<'c> Checker<'_, 'c> {
    /// The members that one item results in: `image` has one, `image~` has three (`docs/protocol.md §5.5`).
    ///
    /// | Member | Rust | Holds |
    /// |---|---|---|
    /// | `image` | `image` | the URN |
    /// | `image~` | `image_decorated` | the record that the URN expands to |
    /// | `image!` | `image_error` | the error of a failed expansion |
    pub(super) fn members(&mut self, owner: Owner<'c>, item: &Item) -> Vec<Member<'c>> {
        let outcome = self.value(owner, owner.field.ty, Request::of(item, owner.field.wire));
        let member = Member { at: item.at, value: outcome.value, permit: owner.field.permit, ..whole_member(owner.field) };
        let Some(expanded) = outcome.expanded else { return vec![member] };
        let (wire, rust) = (owner.field.wire, member.rust.trim_start_matches("r#").to_owned());
        let beside =
            |mark: &str, suffix: &str, doc: String, value| made(item.at, format!("{wire}{mark}"), format!("{rust}_{suffix}"), doc, value);
        let decorated = beside("~", "decorated", format!("What `{wire}` expands to."), expanded);
        let error = beside("!", "error", format!("Reason for which `{wire}` could not be expanded."), Value::Failure);
        vec![member, decorated, error]
    }

    fn value(&mut self, owner: Owner<'c>, ty: Ty<'c>, request: Request<'_>) -> Outcome<'c> {
        if let Some((layer, inner)) = ty.unwrapped() {
            return self.each(owner, layer, inner, request);
        }
        match ty.base {
            Base::Named(name) => {
                if let Some(decoration) = request.decorations.first() {
                    self.refuse_decoration(owner, decoration);
                }
                Outcome::plain(self.named(owner, name, request))
            }
            Base::Leaf(rust) => {
                if request.select.is_some() {
                    let name = request.name.trim_end_matches('*');
                    self.report(request.span, format!("`{name}` has no fields to select"), |_| {
                        Some(advice::scalar(owner.field, name, request.select))
                    });
                }
                Outcome { value: Value::Leaf(rust), expanded: self.expansion(owner, request.decorations) }
            }
            Base::Any => Outcome { value: Value::Json, expanded: self.expansion(owner, request.decorations) },
        }
    }

    /// A record or union: all of it, or the part that is selected.
    fn named(&mut self, owner: Owner<'c>, of: TypeName<'c>, request: Request<'_>) -> Value<'c> {
        let Some(mut select) = request.select.filter(|select| !is_all(select)) else { return Value::Whole(of) };
        let entry = self.catalog.get(of);
        if let Some(entry) = entry.filter(|entry| entry.kind == Kind::BareUnion) {
            return self.bare(owner, of, entry, request);
        }
        let union = entry.is_some_and(TypeEntry::is_union);
        if let Some(item) = embed::alone(select).filter(|_| !union) {
            return self.embed(item, of).map_or(Value::Whole(of), Value::Embedded);
        }
        if let [Item { name: Name::Each, select: Some(inner), .. }] = select.items.as_slice() {
            let name = request.name;
            let help = format!("write `{name}{}`", advice::selected(inner));
            self.report(request.span, format!("`{name}` is neither array nor map: no `*` belongs after it"), |_| Some(help));
            select = inner;
        }
        Value::Selected(self.selection(of, select, request.span))
    }

    /// A bare union: the selected part of the object or array that it may be, its other members whole.
    fn bare(&mut self, owner: Owner<'c>, of: TypeName<'c>, entry: &TypeEntry<'c>, request: Request<'_>) -> Value<'c> {
        let Some(member) = entry.unnamed() else {
            let name = request.name.trim_end_matches('*');
            let message = format!("`{name}` has no fields to select");
            self.report(request.span, message, |_| Some(advice::scalar(owner.field, name, request.select)));
            return Value::Whole(of);
        };
        let inside = self.value(owner, member.ty, Request { decorations: &[], ..request });
        let narrowed = Member { value: inside.value, ..whole_member(member) };
        Value::Selected(Selection { of: vec![of], members: all_and(entry, vec![narrowed]), rest: false })
    }

    /// The value of an array or a map, from the selection of its entries.
    fn each(&mut self, owner: Owner<'c>, layer: Layer<'c>, inner: Ty<'c>, request: Request<'_>) -> Outcome<'c> {
        if let Some(decoration) = request.decorations.first() {
            if owner.field.decorations.is_empty() {
                self.refuse_decoration(owner, decoration);
            } else {
                let (name, noun) = (request.name, noun(layer));
                let message = format!("`{name}` is {noun}: what expands is each of its URNs");
                self.report(decorate::span(decoration), message, |_| Some(format!("write `{}`", each_of(name, "~"))));
            }
            return Outcome::plain(wrapped(layer, whole(inner)));
        }
        let Some(select) = request.select else { return Outcome::plain(wrapped(layer, whole(inner))) };
        match self.entries(owner, layer, inner, select, request) {
            None => Outcome::plain(wrapped(layer, whole(inner))),
            // Some servers put the expansions in place of the URNs, others beside them.
            Some(Outcome { expanded: Some(_), .. }) => Outcome { value: wrapped(layer, Value::Json), expanded: Some(Value::Json) },
            Some(Outcome { value, expanded: None }) => Outcome::plain(wrapped(layer, value)),
        }
    }

    /// One type for all entries of an array or a map; `None` if the entries have no selection.
    fn entries(
        &mut self,
        owner: Owner<'c>,
        layer: Layer<'c>,
        inner: Ty<'c>,
        select: &Projection,
        request: Request<'_>,
    ) -> Option<Outcome<'c>> {
        let name = request.name;
        if matches!(layer, Layer::Map(_)) {
            self.refuse_range(select, request.span, name);
        }
        let mut shared: Option<Outcome<'c>> = None;
        for item in self.distinct(None, select) {
            if layer == Layer::Array && item.name != Name::Each {
                let help = format!("write `{}`", each_of(name, &advice::selected(select)));
                self.report(request.span, format!("`{name}` is an array"), |_| Some(help));
                return Some(self.value(owner, inner, request));
            }
            // A problem inside `*` is underlined at the name of the field, because the `*` may be implicit.
            let span = if item.name == Name::Each { request.span } else { Span::of(item) };
            let entry = if item.name == Name::Each { format!("{name}*") } else { item.name.to_string() };
            let next = self.value(owner, inner, Request { span, ..Request::of(item, &entry) });
            shared = Some(match shared {
                Some(first) if first != next => {
                    Outcome { value: common(&self.catalog, first.value, next.value), expanded: first.expanded.or(next.expanded) }
                }
                _ => next,
            });
        }
        if select.items.is_empty() && select.range.is_none() {
            self.report(request.span, format!("nothing is selected of `{name}`"), |_| Some(format!("write `{name}`")));
        }
        shared
    }
}

/// The text of a selection of each entry: `list*(id)`, and `grid*(*(id))` inside of another array.
fn each_of(name: &str, behind: &str) -> String {
    let list = name.trim_end_matches('*');
    let around = name.len() - list.len();
    format!("{list}*{}{behind}{}", "(*".repeat(around), ")".repeat(around))
}

fn noun(layer: Layer<'_>) -> &'static str {
    match layer {
        Layer::Array => "an array",
        Layer::Map(_) => "a map",
    }
}
