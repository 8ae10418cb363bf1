//! The decision which forms and patches exist, and how they are named.

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Form, Forms, Item, Patch};
use super::paths::{Paths, below, parts, restricted, unpatchable, whole};
use crate::api::{Api, ResourceId, ResourceMethod, Type, TypeId, TypeKind};
use crate::client_names::{Modules, handle_names};
use crate::rust_names::{camel, type_name};

/// Decides which forms and patches exist, and names them.
pub fn decide(api: &Api, modules: &mut Modules) -> Forms {
    let mut forms = Forms::default();
    for resource in api.resource_ids() {
        Decider { api, resource, modules: &mut *modules, forms: &mut forms }.resource();
    }
    forms
}

struct Decider<'a> {
    api: &'a Api,
    resource: ResourceId,
    modules: &'a mut Modules,
    forms: &'a mut Forms,
}

impl Decider<'_> {
    fn resource(&mut self) {
        let api = self.api;
        let id = self.resource;
        let resource = &api[id];
        let Some(entity) = resource.entity else { return };
        let ident = type_name(&api[entity].name);
        let [handle, _] = handle_names(api, resource);
        let has = |kinds: fn(ResourceMethod) -> bool| resource.methods.iter().any(|method| kinds(method.kind));
        let asked = || api.resources().iter().flat_map(|resource| &resource.methods).flat_map(|method| &method.params);
        if resource.has_form() && (has(ResourceMethod::sends_entity) || asked().any(|param| param.form == Some(id))) {
            let excluded = whole(&resource.read_only);
            let same = |form: &&Form| {
                let given = (&form.excluded, &form.required, &form.initial);
                form.item.of == entity && form.inside.is_none() && given == (&excluded, &resource.required, &resource.initial)
            };
            let form = self.forms.forms.iter().find(same).map(|form| form.item.clone());
            let form = form.unwrap_or_else(|| {
                let names = vec![format!("New{ident}"), format!("New{handle}")];
                self.form(entity, names, None, &excluded, &resource.required, &resource.initial)
            });
            self.forms.entities.insert(id, form);
        }
        if has(ResourceMethod::sends_patch) {
            let excluded = unpatchable(api, resource, entity);
            let same = |patch: &&Patch| patch.item.of == entity && patch.excluded == excluded;
            let patch = self.forms.patches.iter().find(same).map(|patch| patch.item.clone());
            let patch = patch.unwrap_or_else(|| {
                let patch = self.claim(entity, vec![format!("{ident}Patch"), format!("{handle}Patch")]);
                let site = Site { form: self.forms.entities.get(&id).map(|form| form.ident.clone()), ..Site::of(&patch) };
                self.patch(patch, &site, &excluded, false)
            });
            self.forms.updates.insert(id, patch);
        }
    }

    /// Adds the form of a record or union, and the forms of the members that a path leads into.
    fn form(
        &mut self,
        of: TypeId,
        names: Vec<String>,
        inside: Option<&Item>,
        excluded: &Paths,
        required: &[String],
        initial: &[(String, Value)],
    ) -> Item {
        let item = self.claim(of, names);
        let position = self.forms.forms.len();
        self.forms.forms.push(Form {
            item: item.clone(),
            excluded: excluded.clone(),
            required: required.to_vec(),
            initial: initial.to_vec(),
            inside: inside.cloned(),
            members: BTreeMap::new(),
        });
        let api = self.api;
        let mut members = BTreeMap::new();
        for (wire, ty) in parts(&api[of]) {
            let Some((inner, below)) = restricted(api, ty, below(excluded, wire)) else { continue };
            let name = format!("{}{}", item.ident, camel(wire, ""));
            members.insert(wire.to_owned(), self.form(inner, vec![name], Some(&item), &below, &[], &[]));
        }
        if let Some(form) = self.forms.forms.get_mut(position) {
            form.members = members;
        }
        item
    }

    /// Adds the patch of a record, the patches of the records in its fields, and the forms that its fields are set to.
    fn patch(&mut self, item: Item, site: &Site, excluded: &Paths, nested: bool) -> Item {
        let position = self.forms.patches.len();
        self.forms.patches.push(Patch {
            item: item.clone(),
            excluded: excluded.clone(),
            nested,
            forms: BTreeMap::new(),
            patches: BTreeMap::new(),
        });
        let api = self.api;
        let (mut forms, mut patches) = (BTreeMap::new(), BTreeMap::new());
        for (wire, ty) in parts(&api[item.of]).into_iter().filter(|(wire, _)| !excluded.contains(*wire)) {
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

    /// The form that a field is set to: the one at the same place of create, or of the patch around this one, if it excludes the same
    /// paths, else a form of its own.
    fn set_form(&mut self, of: TypeId, site: &Site, patch: &Item, excluded: &Paths) -> Item {
        let here = |form: &Form| site.form.as_ref() == Some(&form.item.ident) || form.item.ident == site.set;
        let same = |form: &&Form| here(form) && form.item.of == of && form.excluded == *excluded;
        match self.forms.forms.iter().find(same) {
            Some(form) => form.item.clone(),
            None => self.form(of, vec![site.set.clone()], Some(patch), excluded, &[], &[]),
        }
    }

    /// The patch of a record in a field. All fields that may be patched as a whole share one; other patches are named from their path.
    fn nested(&mut self, record: TypeId, site: &Site, excluded: &Paths) -> Item {
        let own = format!("{}Patch", site.stem);
        if !excluded.is_empty() {
            let patch = self.claim(record, vec![own]);
            return self.patch(patch, site, excluded, true);
        }
        if let Some(shared) = self.forms.patches.iter().find(|patch| patch.item.of == record && patch.excluded.is_empty()) {
            return shared.item.clone();
        }
        let ident = type_name(&self.api[record].name);
        let patch = self.claim(record, vec![format!("{ident}Patch"), own]);
        self.patch(patch.clone(), &Site::of(&patch), excluded, true)
    }

    fn claim(&mut self, of: TypeId, wanted: Vec<String>) -> Item {
        let product = self.api[of].product;
        Item { product, ident: self.modules.of(product).claim_any(&wanted), wanted, of, resource: self.resource }
    }
}

/// Names for the types at one place of an entity.
#[derive(Clone)]
struct Site {
    /// The name of create's form at this place, if create has one: `NewAlbumImage`.
    form: Option<String>,
    /// The name of a form that only the patch uses: `AlbumPatchImage`.
    set: String,
    /// The name of a patch, without its ending: `AlbumImage`.
    stem: String,
}

impl Site {
    fn of(patch: &Item) -> Self {
        let stem = patch.ident.strip_suffix("Patch").unwrap_or(&patch.ident);
        Self { form: None, set: patch.ident.clone(), stem: stem.to_owned() }
    }

    fn below(&self, wire: &str) -> Self {
        let camel = camel(wire, "");
        let longer = |name: &String| format!("{name}{camel}");
        Self { form: self.form.as_ref().map(longer), set: longer(&self.set), stem: longer(&self.stem) }
    }
}
