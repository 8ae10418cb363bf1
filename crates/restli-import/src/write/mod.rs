//! The stage from the model to the texts of a schema folder: `api.yaml`, and a file per product.

mod api;
mod resources;
mod types;
mod writer;

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::rust_names::CLIENT_FUNCTIONS;

use crate::layout::Layout;
use crate::model::{Def, DefId};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;
use crate::urns::Urns;
use crate::yaml::{Entries, Yaml, document, push, push_table};

use resources::Inherited;
use writer::Writer;

/// The files, by name.
pub(crate) fn write(
    model: &Model,
    layout: &Layout,
    urns: &Urns,
    name: &str,
    url: &str,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let errors = api::errors(model, problems);
    files.insert("api.yaml".to_owned(), document("", &api::api(name, url, urns, errors)));
    let mut writer = Writer::new(model, layout, urns, problems, 0);
    for (taken, _) in CLIENT_FUNCTIONS {
        writer.accessors.claim(taken);
    }
    for (product, planned) in layout.products.iter().enumerate() {
        writer.product = product;
        writer.types = planned.scope.clone();
        let mut entries = Entries::new();
        push(&mut entries, "product", Yaml::text(&planned.name));
        push(&mut entries, "namespace", Yaml::text(&planned.namespace));
        let mut types: Entries = planned.types.iter().filter_map(|id| writer.named(*id)).collect();
        writer.place.clear();
        let resources = planned.resources.iter().filter_map(|number| model.resources.get(*number));
        let resources: Vec<_> = resources.collect();
        let resources = writer.resources("resources", &resources, &Inherited::default());
        types.append(&mut writer.unions);
        push_table(&mut entries, "types", types);
        push_table(&mut entries, "resources", resources);
        files.insert(format!("{}.yaml", planned.name), document("", &entries));
    }
    contradictions(model, layout, urns, problems);
    files
}

/// Reports types that several files declare differently. The order of keys in properties and defaults does not matter.
fn contradictions(model: &Model, layout: &Layout, urns: &Urns, problems: &mut Problems) {
    // Notes on the second declaration would repeat those on the first.
    let mut unheard = Problems::default();
    for (first, other) in &model.again {
        let (Some(first_def), Some(other_def)) = (model.def(*first), model.def(*other)) else { continue };
        let product = layout.place(*first).map_or(0, |place| place.product);
        let mut said = |id: DefId, def: &Def| {
            let mut writer = Writer::new(model, layout, urns, &mut unheard, product);
            let kind = writer.kind(id, def, &mut Entries::new());
            [kind, writer.unions].map(|entries| Yaml::Map(entries).sorted())
        };
        if said(*first, first_def) != said(*other, other_def) {
            let message = format!("the type `{}` is declared twice, and not in the same way", first_def.full);
            let problem =
                Diagnostic::error(rules::REPEATED_TYPE, other_def.span, message).also(first_def.span, "the other one, which counts");
            problems.push(problem.help("import files of one version only"));
        }
    }
}
