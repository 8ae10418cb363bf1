//! The fields and members that must be boxed because their type contains itself.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Type, TypeId, TypeKind};

/// Edges `(holder, held)` that lie on a cycle of types held by value. Arrays and maps need no box, since their items are on the heap.
#[must_use]
pub fn boxed_edges(api: &Api) -> BTreeSet<(TypeId, TypeId)> {
    let components = components(api);
    let mut boxed = BTreeSet::new();
    for (index, id) in ids(api).enumerate() {
        for held in held_by_value(api, id) {
            let same = components.get(index).is_some_and(|own| own.is_some() && components.get(held.index()) == Some(own));
            if same {
                boxed.insert((id, held));
            }
        }
    }
    boxed
}

fn ids(api: &Api) -> impl Iterator<Item = TypeId> + use<'_> {
    api.type_ids()
}

/// The types that a type holds by value, typerefs resolved.
fn held_by_value(api: &Api, id: TypeId) -> Vec<TypeId> {
    let types: Vec<&Type> = match &api[id].kind {
        TypeKind::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
        TypeKind::Typeref(ty) => vec![ty],
        TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => Vec::new(),
    };
    types.into_iter().filter_map(|ty| if let Type::Named(held) = ty { Some(*held) } else { None }).collect()
}

/// Strongly connected components, by Tarjan's algorithm without recursion; a type that is in no cycle gets `None`.
fn components(api: &Api) -> Vec<Option<usize>> {
    let count = api.types().len();
    let edges: Vec<Vec<usize>> = ids(api).map(|id| held_by_value(api, id).into_iter().map(TypeId::index).collect()).collect();
    let mut state = Tarjan {
        order: vec![None; count],
        low: vec![0; count],
        on_stack: vec![false; count],
        component: vec![None; count],
        ..Tarjan::default()
    };
    for node in 0..count {
        if state.order.get(node).is_some_and(Option::is_none) {
            state.visit(node, &edges);
        }
    }
    state.component
}

#[derive(Default)]
struct Tarjan {
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    component: Vec<Option<usize>>,
    stack: Vec<usize>,
    next: usize,
}

#[allow(clippy::indexing_slicing, reason = "every index is a node number below the length of all five vectors")]
impl Tarjan {
    fn visit(&mut self, root: usize, edges: &[Vec<usize>]) {
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                self.order[node] = Some(self.next);
                self.low[node] = self.next;
                self.next += 1;
                self.stack.push(node);
                self.on_stack[node] = true;
            } else {
                let done = edges[node][edge - 1];
                self.low[node] = self.low[node].min(self.low[done]);
            }
            let mut descend = None;
            for (position, &next) in edges[node].iter().enumerate().skip(edge) {
                match self.order[next] {
                    None => {
                        descend = Some((position, next));
                        break;
                    }
                    Some(order) if self.on_stack[next] => self.low[node] = self.low[node].min(order),
                    Some(_) => {}
                }
            }
            if let Some((position, next)) = descend {
                work.push((node, position + 1));
                work.push((next, 0));
            } else if self.order[node] == Some(self.low[node]) {
                self.close(node, edges);
            }
        }
    }

    fn close(&mut self, node: usize, edges: &[Vec<usize>]) {
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            members.push(member);
            if member == node {
                break;
            }
        }
        if members.len() > 1 || edges[node].contains(&node) {
            for member in members {
                self.component[member] = Some(node);
            }
        }
    }
}
