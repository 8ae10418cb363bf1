//! Forms and patches: the types of create, update and partial update where the client must not send all of an entity.
//!
//! Paths in `read_only` and `create_only` may lead into a field: `image/id`. Records and unions on such a path get a form
//! of their own, named from the path: `NewAlbumImage` is the `Media` without `id` that `NewAlbum` holds in its field `image`.
//! Partial update replaces arrays whole, so a path below an array does not restrict it (`docs/formats.md §2.6`).

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, ResourceId, ResourceMethod, Type, TypeDef, TypeId, TypeKind};
use serde_json::Value;

use super::model::{FieldPlan, FormPlan, ItemRef, PassBy, PatchField, PatchPlan, RustType, Shape, TypePlan, VariantPlan};
use super::modules::NamesByModule;
use super::names;
use super::resource_names::full_name;

/// Paths of fields that are left out, seen from the type that leaves them out.
type Paths = BTreeSet<String>;

/// The forms and patches that exist, by name, before their fields are planned.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    inputs: Vec<Form>,
    patches: Vec<Patch>,
    entities: BTreeMap<ResourceId, ItemRef>,
    updates: BTreeMap<ResourceId, ItemRef>,
}

#[derive(Debug)]
struct Form {
    item: ItemRef,
    of: TypeId,
    excluded: Paths,
    required: Vec<String>,
    initial: Vec<(String, Value)>,
    /// The form that holds this one, by name; none for the form of an entity.
    inside: Option<String>,
    /// The form in a field or member, by its name on the wire.
    members: BTreeMap<String, ItemRef>,
}

#[derive(Debug)]
struct Patch {
    item: ItemRef,
    of: TypeId,
    excluded: Paths,
    nested: bool,
    /// The form to which a field is set, by its name on the wire.
    forms: BTreeMap<String, ItemRef>,
    /// The patch of the record in a field, by its name on the wire.
    patches: BTreeMap<String, ItemRef>,
}

impl Forms {
    /// The form of a resource's entity in create and update, if it differs from the entity.
    pub(crate) fn entity(&self, resource: ResourceId) -> Option<&ItemRef> {
        self.entities.get(&resource)
    }

    /// The patch of a resource's entity, if the resource has a partial update.
    pub(crate) fn patch(&self, resource: ResourceId) -> Option<&ItemRef> {
        self.updates.get(&resource)
    }
}

/// Decides which forms and patches exist, and names them.
pub(crate) fn decide(api: &Api, named: &[ItemRef], modules: &mut NamesByModule) -> Forms {
    let mut decider = Decider { api, named, modules, forms: Forms::default() };
    for id in api.resource_ids() {
        decider.resource(id);
    }
    decider.forms
}

struct Decider<'a> {
    api: &'a Api,
    named: &'a [ItemRef],
    modules: &'a mut NamesByModule,
    forms: Forms,
}

impl Decider<'_> {
    fn resource(&mut self, id: ResourceId) {
        let api = self.api;
        let resource = &api[id];
        let Some(entity) = resource.entity else { return };
        let Some(item) = self.named.get(entity.index()).cloned() else { return };
        let handle = names::camel(&full_name(api, resource), "Resource");
        let has = |kinds: fn(ResourceMethod) -> bool| resource.methods.iter().any(|method| kinds(method.kind));
        let differs = !(resource.read_only.is_empty() && resource.required.is_empty());
        if differs && has(ResourceMethod::sends_entity) {
            let excluded = whole(&resource.read_only);
            let same = |form: &&Form| {
                let given = (&form.excluded, &form.required, &form.initial);
                form.of == entity && form.inside.is_none() && given == (&excluded, &resource.required, &resource.initial)
            };
            let form = self.forms.inputs.iter().find(same).map(|form| form.item.clone());
            let form = form.unwrap_or_else(|| {
                let names = [format!("New{}", item.ident), format!("New{handle}")];
                self.form(entity, &names, None, &excluded, &resource.required, &resource.initial)
            });
            self.forms.entities.insert(id, form);
        }
        if has(ResourceMethod::sends_patch) {
            let excluded: Paths = whole(resource.read_only.iter().chain(&resource.create_only))
                .into_iter()
                .filter(|path| !in_array(api, entity, path))
                .collect();
            let same = |patch: &&Patch| patch.of == entity && patch.excluded == excluded;
            let patch = self.forms.patches.iter().find(same).map(|patch| patch.item.clone());
            let patch = patch.unwrap_or_else(|| {
                let patch = self.claim(entity, &[format!("{}Patch", item.ident), format!("{handle}Patch")]);
                let stem = patch.ident.strip_suffix("Patch").unwrap_or(&patch.ident).to_owned();
                let site = Site { form: self.forms.entities.get(&id).map(|form| form.ident.clone()), set: patch.ident.clone(), stem };
                self.patch(entity, patch, &site, &excluded, false)
            });
            self.forms.updates.insert(id, patch);
        }
    }

    /// Adds the form of a record or union, and those of the members that a path leads into.
    fn form(
        &mut self,
        of: TypeId,
        names: &[String],
        inside: Option<&str>,
        excluded: &Paths,
        required: &[String],
        initial: &[(String, Value)],
    ) -> ItemRef {
        let item = self.claim(of, names);
        let position = self.forms.inputs.len();
        self.forms.inputs.push(Form {
            item: item.clone(),
            of,
            excluded: excluded.clone(),
            required: required.to_vec(),
            initial: initial.to_vec(),
            inside: inside.map(str::to_owned),
            members: BTreeMap::new(),
        });
        let api = self.api;
        let mut members = BTreeMap::new();
        for (wire, ty) in parts(&api[of]) {
            let Some((inner, below)) = restricted(api, ty, below(excluded, wire)) else { continue };
            let name = format!("{}{}", item.ident, names::camel(wire, ""));
            members.insert(wire.to_owned(), self.form(inner, &[name], Some(&item.ident), &below, &[], &[]));
        }
        if let Some(form) = self.forms.inputs.get_mut(position) {
            form.members = members;
        }
        item
    }

    /// Adds the patch of a record, those of the records in its fields, and the forms that its fields are set to.
    fn patch(&mut self, of: TypeId, item: ItemRef, site: &Site, excluded: &Paths, nested: bool) -> ItemRef {
        let position = self.forms.patches.len();
        self.forms.patches.push(Patch {
            item: item.clone(),
            of,
            excluded: excluded.clone(),
            nested,
            forms: BTreeMap::new(),
            patches: BTreeMap::new(),
        });
        let api = self.api;
        let (mut forms, mut patches) = (BTreeMap::new(), BTreeMap::new());
        for (wire, ty) in parts(&api[of]).into_iter().filter(|(wire, _)| !excluded.contains(*wire)) {
            let site = site.below(wire);
            let inner = below(excluded, wire);
            if let Some((held, below)) = restricted(api, ty, inner.clone()) {
                forms.insert(wire.to_owned(), self.set_form(held, &site, &item, &below));
            }
            if let Type::Named(record) = *ty
                && matches!(api[record].kind, TypeKind::Record(_))
            {
                patches.insert(wire.to_owned(), self.nested(record, &site, &inner));
            }
        }
        if let Some(patch) = self.forms.patches.get_mut(position) {
            (patch.forms, patch.patches) = (forms, patches);
        }
        item
    }

    /// The form that a field is set to: the one that create has for the same place, if it leaves out the same.
    fn set_form(&mut self, of: TypeId, site: &Site, patch: &ItemRef, excluded: &Paths) -> ItemRef {
        let of_create = |form: &&Form| site.form.as_ref() == Some(&form.item.ident) && form.of == of && form.excluded == *excluded;
        match self.forms.inputs.iter().find(of_create) {
            Some(form) => form.item.clone(),
            None => self.form(of, std::slice::from_ref(&site.set), Some(&patch.ident), excluded, &[], &[]),
        }
    }

    /// The patch of a record in a field: shared with every other field that may be patched as a whole, else named from its path.
    fn nested(&mut self, record: TypeId, site: &Site, excluded: &Paths) -> ItemRef {
        let own = format!("{}Patch", site.stem);
        let shared = self.forms.patches.iter().find(|patch| excluded.is_empty() && patch.of == record && patch.excluded.is_empty());
        if let Some(shared) = shared {
            return shared.item.clone();
        }
        if let Some(item) = self.named.get(record.index()).filter(|_| excluded.is_empty()) {
            let patch = self.claim(record, &[format!("{}Patch", item.ident), own]);
            self.patch(record, patch, &Site::of(&item.ident), excluded, true)
        } else {
            let patch = self.claim(record, &[own]);
            self.patch(record, patch, site, excluded, true)
        }
    }

    fn claim(&mut self, of: TypeId, names: &[String]) -> ItemRef {
        let module = self.named.get(of.index()).map_or(super::model::Module::Shared, |item| item.module);
        ItemRef { module, ident: self.modules.of(module).claim_any(names), pass_by: PassBy::Ref }
    }
}

/// Names for the types at one place of an entity.
#[derive(Clone)]
struct Site {
    /// The form that create has for this place, if it has one: `NewAlbumImage`.
    form: Option<String>,
    /// The name of a form that only the patch uses: `AlbumPatchImage`.
    set: String,
    /// The name of a patch, without its ending: `AlbumImage`.
    stem: String,
}

impl Site {
    fn of(record: &str) -> Self {
        Self { form: None, set: format!("{record}Patch"), stem: record.to_owned() }
    }

    fn below(&self, wire: &str) -> Self {
        let camel = names::camel(wire, "");
        let longer = |name: &String| format!("{name}{camel}");
        Self { form: self.form.as_ref().map(longer), set: longer(&self.set), stem: longer(&self.stem) }
    }
}

/// Paths without `/*` at their end: an array whose items are left out is left out itself.
fn whole<'p>(paths: impl IntoIterator<Item = &'p String>) -> Paths {
    paths.into_iter().map(|path| path.trim_end_matches("/*").to_owned()).collect()
}

/// The paths inside one member.
fn below(paths: &Paths, member: &str) -> Paths {
    paths.iter().filter_map(|path| path.strip_prefix(member)?.strip_prefix('/')).map(str::to_owned).collect()
}

/// Fields of a record or members of a union, by their names on the wire.
fn parts(def: &TypeDef) -> Vec<(&str, &Type)> {
    match &def.kind {
        TypeKind::Record(record) => record.fields.iter().map(|field| (field.name.wire.as_str(), &field.ty)).collect(),
        TypeKind::Union(union) => union.members.iter().map(|member| (member.name.wire.as_str(), &member.ty)).collect(),
        TypeKind::Enum(_) | TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {
            Vec::new()
        }
    }
}

/// The record or union in a type that some paths lead into, with those paths; `None` without paths.
fn restricted(api: &Api, ty: &Type, paths: Paths) -> Option<(TypeId, Paths)> {
    if paths.is_empty() {
        return None;
    }
    match ty {
        Type::Array(inner) | Type::Map(inner) => restricted(api, inner, below(&paths, "*")),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(_) | TypeKind::Union(_) => Some((*id, paths)),
            TypeKind::Typeref(target) => restricted(api, target, paths),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => None,
        },
        _ => None,
    }
}

/// Checks that a `/`-separated path below an entity goes through an array.
fn in_array(api: &Api, entity: TypeId, path: &str) -> bool {
    let mut ty = &Type::Named(entity);
    for segment in path.split('/') {
        while let Type::Named(id) = ty
            && let TypeKind::Typeref(target) = &api[*id].kind
        {
            ty = target;
        }
        let next = match ty {
            Type::Array(_) => return true,
            Type::Map(inner) => Some(&**inner),
            Type::Named(id) => parts(&api[*id]).into_iter().find(|(wire, _)| *wire == segment).map(|(_, ty)| ty),
            _ => None,
        };
        let Some(next) = next else { return false };
        ty = next;
    }
    false
}

/// Plans the fields of each form.
pub(crate) fn plan_forms(api: &Api, types: &[TypePlan], forms: &Forms) -> Vec<FormPlan> {
    let plan = |form: &Form| {
        let base = types.get(form.of.index())?;
        let shape = match (&base.shape, &api[form.of].kind) {
            (Shape::Record { fields, .. }, TypeKind::Record(record)) => Shape::Record {
                fields: fields
                    .iter()
                    .zip(&record.fields)
                    .filter(|(plan, _)| !form.excluded.contains(&plan.wire))
                    .map(|(plan, field)| form.field(api, plan, &field.ty, field.optional))
                    .collect(),
                open: false,
                built: true,
                key: false,
            },
            (Shape::Union { variants, null }, TypeKind::Union(union)) => Shape::Union {
                variants: variants
                    .iter()
                    .zip(&union.members)
                    .filter(|(plan, _)| !form.excluded.contains(&plan.wire))
                    .map(|(plan, member)| form.variant(api, plan, &member.ty))
                    .collect(),
                null: *null,
            },
            _ => return None,
        };
        let ty = TypePlan {
            item: form.item.clone(),
            full_name: base.full_name.clone(),
            docs: form.docs(&base.item.ident),
            deprecated: None,
            shape,
        };
        Some(FormPlan { of: form.of, ty })
    };
    forms.inputs.iter().filter_map(plan).collect()
}

impl Form {
    fn docs(&self, base: &str) -> Vec<String> {
        let Some(holder) = &self.inside else {
            return vec![format!("What create accepts for a [`{base}`]: no read-only fields, and everything that is required.")];
        };
        vec![format!("A [`{base}`] as [`{holder}`] takes it: without {}.", list(&self.excluded))]
    }

    fn field(&self, api: &Api, plan: &FieldPlan, ty: &Type, optional: bool) -> FieldPlan {
        let mut plan = plan.clone();
        if let Some(form) = self.members.get(&plan.wire) {
            plan.ty = with_form(api, ty, form);
            if optional {
                plan.ty = RustType::Option(Box::new(plan.ty));
            }
        }
        if self.required.contains(&plan.wire) {
            if let RustType::Option(inner) = plan.ty {
                plan.ty = *inner;
            }
            plan.required = true;
            plan.default = None;
        }
        if let Some((_, value)) = self.initial.iter().find(|(name, _)| *name == plan.wire) {
            plan.default = Some(value.clone());
        }
        plan
    }

    fn variant(&self, api: &Api, plan: &VariantPlan, ty: &Type) -> VariantPlan {
        let form = self.members.get(&plan.wire).map(|form| with_form(api, ty, form));
        VariantPlan { ty: form.or_else(|| plan.ty.clone()), ..plan.clone() }
    }
}

/// Plans the fields of each patch.
pub(crate) fn plan_patches(api: &Api, types: &[TypePlan], forms: &Forms) -> Vec<PatchPlan> {
    let plan = |patch: &Patch| {
        let (base, TypeKind::Record(record)) = (types.get(patch.of.index())?, &api[patch.of].kind) else { return None };
        let fields = base.fields().iter().zip(&record.fields).filter(|(plan, _)| !patch.excluded.contains(&plan.wire));
        let fields = fields.map(|(plan, field)| PatchField {
            field: match patch.forms.get(&plan.wire) {
                Some(form) => FieldPlan { ty: with_form(api, &field.ty, form), ..plan.clone() },
                None => plan.clone(),
            },
            deletable: field.optional || field.default.is_some(),
            nested: patch.patches.get(&plan.wire).cloned(),
        });
        Some(PatchPlan { item: patch.item.clone(), of: patch.of, docs: patch.docs(&base.item.ident), fields: fields.collect() })
    };
    forms.patches.iter().filter_map(plan).collect()
}

impl Patch {
    fn docs(&self, base: &str) -> Vec<String> {
        let mut docs = vec![
            format!("A partial update of a [`{base}`]: what to set and what to delete."),
            "A patch holds one instruction per field: the last one given.".to_owned(),
        ];
        if self.nested && !self.excluded.is_empty() {
            docs.push(format!("The client must not send {} here.", list(&self.excluded)));
        }
        docs
    }
}

/// The Rust type of a field, with a form in place of the record or union in it.
fn with_form(api: &Api, ty: &Type, form: &ItemRef) -> RustType {
    match ty {
        Type::Array(inner) => RustType::Vec(Box::new(with_form(api, inner, form))),
        Type::Map(inner) => RustType::Map(Box::new(with_form(api, inner, form))),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(target) => with_form(api, target, form),
            _ => RustType::Item(form.clone()),
        },
        _ => RustType::Item(form.clone()),
    }
}

/// `` `id`, `url` or `caption/text` ``
fn list(paths: &Paths) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}
