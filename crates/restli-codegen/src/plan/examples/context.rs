//! Definitions that expressions are made of, and what a value says that they cannot express.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::model::{FieldPlan, ItemRef, Module, ParamsPlan, PatchPlan, Shape, TypePlan, UrnPlan};

/// The definition of an item.
#[derive(Clone, Copy)]
pub(super) enum Definition<'p> {
    /// A type, or a form.
    Type(&'p TypePlan),
    /// A record made of the parts of a key.
    Params(&'p ParamsPlan),
    /// The keys in the path of an entity, by name.
    PathKeys(&'p ParamsPlan),
    /// A patch.
    Patch(&'p PatchPlan),
    /// A URN type.
    Urn(&'p UrnPlan),
}

/// A record that a caller makes.
#[derive(Clone, Copy)]
pub(super) struct RecordPlan<'p> {
    pub(super) fields: &'p [FieldPlan],
    /// The record has setters.
    pub(super) built: bool,
    /// Name of the record of required parts.
    pub(super) parts: Option<&'p str>,
}

impl<'p> Definition<'p> {
    pub(super) fn record(self) -> Option<RecordPlan<'p>> {
        match self {
            Self::Type(planned) => match &planned.shape {
                Shape::Record { fields, built, parts, .. } => Some(RecordPlan { fields, built: *built, parts: parts.as_deref() }),
                _ => None,
            },
            Self::Params(params) => Some(RecordPlan { fields: &params.fields, built: true, parts: params.parts.as_deref() }),
            Self::PathKeys(_) | Self::Patch(_) | Self::Urn(_) => None,
        }
    }
}

/// Definitions by module and name.
pub(super) struct Definitions<'p> {
    by_name: BTreeMap<(Module, &'p str), Definition<'p>>,
    urns: &'p [UrnPlan],
}

impl<'p> Definitions<'p> {
    pub(super) fn of(plan: &'p Plan<'_>) -> Self {
        let key = |item: &'p ItemRef| (item.module, item.ident.as_str());
        let types = plan.types.iter().chain(plan.forms.iter().map(|form| &form.ty));
        let types = types.map(|planned| (key(&planned.item), Definition::Type(planned)));
        let patches = plan.patches.iter().map(|patch| (key(&patch.item), Definition::Patch(patch)));
        let keys = plan.resources.iter().filter_map(|resource| resource.compound_key.as_ref());
        let keys = keys.map(|params| (key(&params.item), Definition::Params(params)));
        let path_keys = plan.resources.iter().filter_map(|resource| resource.path_keys.as_ref());
        let path_keys = path_keys.map(|params| (key(&params.item), Definition::PathKeys(params)));
        let urns = plan.urns.iter().map(|urn| ((Module::Urns, urn.ident.as_str()), Definition::Urn(urn)));
        Self { by_name: types.chain(patches).chain(keys).chain(path_keys).chain(urns).collect(), urns: &plan.urns }
    }

    pub(super) fn get(&self, item: &ItemRef) -> Option<Definition<'p>> {
        self.by_name.get(&(item.module, item.ident.as_str())).copied()
    }

    /// The URN type of an entity type.
    pub(super) fn urn(&self, namespace: &str, entity: &str) -> Option<&'p UrnPlan> {
        self.urns.iter().find(|urn| urn.namespace == namespace && urn.entity == entity)
    }

    /// The URN type of a name.
    pub(super) fn urn_named(&self, ident: &str) -> Option<&'p UrnPlan> {
        self.urns.iter().find(|urn| urn.ident == ident)
    }

    /// The first URN type.
    pub(super) fn any_urn(&self) -> Option<&'p UrnPlan> {
        self.urns.first()
    }
}

/// A value that does not fit where it stands.
#[derive(Clone, Debug)]
pub(super) struct Unfit(pub(super) String);

/// A writer of expressions. What a value says and no expression can is noted, and left out.
pub(super) struct Writer<'p> {
    pub(super) known: &'p Definitions<'p>,
    /// The notes, each with the path to the value.
    pub(super) dropped: Vec<String>,
    path: Vec<String>,
}

impl<'p> Writer<'p> {
    pub(super) fn new(known: &'p Definitions<'p>) -> Self {
        Self { known, dropped: Vec::new(), path: Vec::new() }
    }

    /// Calls `work` for the part of a value at a name.
    pub(super) fn inside<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        let done = work(self);
        self.path.pop();
        done
    }

    /// The reason for which the value at hand does not fit, with its path.
    pub(super) fn unfit<T>(&self, why: impl std::fmt::Display) -> Result<T, Unfit> {
        Err(Unfit(format!("{}: {why}", self.path.join("."))))
    }

    /// Notes that the part of a value at a name is left out.
    pub(super) fn drop(&mut self, name: &str, why: &str) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).chain([name]).collect();
        self.dropped.push(format!("{}: {why}", path.join(".")));
    }

    /// The value if it fits; else a note.
    pub(super) fn or_drop<T>(&mut self, made: Result<T, Unfit>) -> Option<T> {
        made.map_err(|Unfit(note)| self.dropped.push(note)).ok()
    }
}
