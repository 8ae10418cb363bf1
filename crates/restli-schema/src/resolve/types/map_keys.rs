//! The check of the keys of maps, when all types are known.

use crate::api::{Type, TypeKind};
use crate::diagnostic::Diagnostics;
use crate::resolve::state::arena::Types;
use crate::rules;

/// Reports keys of maps that are no text on the wire, and those of which texts are no keys.
pub(crate) fn check(types: &Types, problems: &mut Diagnostics) {
    for (at, key) in &types.map_keys {
        let fits = match types.behind(key) {
            Type::String | Type::Int | Type::Long | Type::Urn | Type::UrnOf(_) => true,
            Type::Named(id) => {
                matches!(types.get(id).map(|def| &def.kind), Some(TypeKind::Enum(_) | TypeKind::UrnChoice(_) | TypeKind::Time))
            }
            // `any` stands in for a type with an error, unless it was written.
            Type::Any => problems.has_errors() && *key == Type::Any,
            Type::Bool | Type::Float | Type::Double | Type::Bytes | Type::Array(_) | Type::Map(..) => false,
        };
        if !fits {
            let message = format!("the keys of a map are texts; this is {}", types.describe(key));
            problems.error(rules::MAP_KEY, *at, message, "a key is `string`, `int`, `long`, a point in time, an enum or a URN");
        }
    }
}
