//! Types that Rest.li itself provides, so that files refer to them without containing them (`docs/protocol.md §7`, `§8`, `§9`).

use std::collections::BTreeSet;

use restli_schema::source::SourceMap;

use crate::model::{Def, Resource};
use crate::pdl;
use crate::pdsc::Reading;
use crate::problems::Problems;

/// Lists the types, each with its full name and its PDL.
macro_rules! types {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("com.linkedin.restli.common.", $name), include_str!(concat!($name, ".pdl")))),*]
    };
}

const TYPES: &[(&str, &str)] =
    types!["CollectionMetadata", "CreateStatus", "EmptyRecord", "ErrorDetails", "ErrorResponse", "Link", "UpdateStatus"];

/// Declares the provided types that are used and that no file declares.
pub(crate) fn add(sources: &mut SourceMap, defs: &mut Vec<Def>, resources: &mut [Resource], problems: &mut Problems) {
    // Added types may use further ones.
    loop {
        let missing = missing(defs, resources);
        if missing.is_empty() {
            return;
        }
        for (full, text) in missing {
            sources.add(format!("{full}.pdl"), text.to_owned());
            let Some((source, file)) = sources.files().iter().zip(0..).last() else { return };
            pdl::file(&source.text, file, &mut Reading { defs, problems });
        }
    }
}

fn missing(defs: &mut [Def], resources: &mut [Resource]) -> BTreeSet<(&'static str, &'static str)> {
    let declared: BTreeSet<String> = defs.iter().flat_map(|def| def.aliases.iter().chain([&def.full])).cloned().collect();
    let mut missing = BTreeSet::new();
    let mut look = |candidates: &[String]| {
        if !candidates.iter().any(|one| declared.contains(one)) {
            missing.extend(TYPES.iter().find(|(full, _)| candidates.iter().any(|one| one == full)).copied());
        }
    };
    for ty in defs.iter_mut().flat_map(Def::types_mut) {
        ty.names_mut(&mut |name, _| look(&name.candidates));
    }
    for resource in resources {
        resource.types_mut(&mut |ty, _| ty.names_mut(&mut |name, _| look(&name.candidates)));
    }
    missing
}
