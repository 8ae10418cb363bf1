//! Rust identifiers for names of the schema. No other code derives identifiers from names on the wire.
//!
//! An identifier depends on the name alone: `jobID` is `job_id` as a field, `type` is `r#type`, `self` is `self_`, the type `Option` is
//! `OptionType`. A name given with `rust:` is used unchanged. Functions that take a text expect the name on the wire, functions
//! that take a [`Name`] respect `rust:` as well. [`Names`] numbers equal identifiers in one scope.

pub mod case;
mod reserved;
mod scope;

use restli_core::ResourceMethod;

use crate::api::Name;

pub use reserved::{CLIENT_FUNCTIONS, FEATURES, HANDLE_FUNCTIONS, is_keyword, is_prelude};
pub use scope::Names;

/// The name of a type: `UpperCamelCase`.
#[must_use]
pub fn type_name(name: &Name) -> String {
    forced_or(name, of_type)
}

/// The name of a type for a name on the wire; a name of the prelude gets the suffix `Type`.
#[must_use]
pub fn of_type(wire: &str) -> String {
    camel(wire, "Type")
}

/// Several words in `UpperCamelCase`; a name of the prelude gets the suffix.
#[must_use]
pub fn camel(words: &str, suffix: &str) -> String {
    let ident = letter_first(case::pascal(words), 'N');
    if reserved::PRELUDE.contains(&ident.as_str()) { ident + suffix } else { ident }
}

/// The name of a URN type, e.g. `PersonUrn` for `person`.
#[must_use]
pub fn urn_name(name: &Name) -> String {
    forced_or(name, of_urn)
}

/// The name of a URN type for its entity type on the wire.
#[must_use]
pub fn of_urn(wire: &str) -> String {
    of_type(&format!("{wire}-urn"))
}

/// The name of a variant: `UpperCamelCase` of a symbol, or of a union member's alias or short type name.
#[must_use]
pub fn variant_name(name: &Name) -> String {
    forced_or(name, of_variant)
}

/// The name of a variant for a name on the wire; of a full name, only the last segment counts.
#[must_use]
pub fn of_variant(wire: &str) -> String {
    let short = wire.rsplit('.').next().unwrap_or(wire);
    let ident = letter_first(case::pascal(short), 'N');
    if reserved::VARIANTS.contains(&ident.as_str()) { ident + "_" } else { ident }
}

/// The name of a symbol of an enum or of an event, which has no namespace: all of the name counts.
#[must_use]
pub fn symbol_name(name: &Name) -> String {
    forced_or(name, of_symbol)
}

/// The name of a symbol or event for a name on the wire.
#[must_use]
pub fn of_symbol(wire: &str) -> String {
    of_variant(&wire.replace('.', "_"))
}

/// The name of a field: `snake_case`, raw if it is a keyword.
#[must_use]
pub fn field_name(name: &Name) -> String {
    forced_or(name, of_field)
}

/// The name of a field for a name on the wire.
#[must_use]
pub fn of_field(wire: &str) -> String {
    raw(&snake(wire))
}

/// The name of a function's parameter: the field name, with `_` appended if a generated body uses that name.
#[must_use]
pub fn argument_name(name: &Name) -> String {
    let ident = field_name(name);
    if reserved::LOCALS.contains(&ident.as_str()) { ident + "_" } else { ident }
}

/// The name of the function for a method of a resource: `get`, `find_by_author`. An action whose name another method of the resource
/// or every handle has gets the suffix `_action`, which this function does not append.
#[must_use]
pub fn method_name(kind: ResourceMethod, name: &Name) -> String {
    forced_or(name, |wire| of_method(kind, wire))
}

/// The name of the function for a method with that name on the wire.
#[must_use]
pub fn of_method(kind: ResourceMethod, wire: &str) -> String {
    use ResourceMethod as M;
    let prefix = match kind {
        M::Finder => "find_by_",
        M::BatchFinder => "batch_find_by_",
        M::Get
        | M::BatchGet
        | M::GetAll
        | M::Create
        | M::BatchCreate
        | M::Update
        | M::BatchUpdate
        | M::PartialUpdate
        | M::BatchPartialUpdate
        | M::Delete
        | M::BatchDelete
        | M::Action => "",
    };
    raw(&format!("{prefix}{}", snake(wire)))
}

/// The words that name a resource: `widgets-parts` for `parts` below `widgets`. `lineage` yields the name of the resource and the names
/// of its ancestors, nearest first; a name with `rust:` ends it.
#[must_use]
pub fn resource_words<'n>(lineage: impl Iterator<Item = &'n Name>) -> String {
    let mut words = Vec::new();
    for name in lineage {
        words.push(name.rust.as_deref().unwrap_or(&name.wire));
        if name.rust.is_some() {
            break;
        }
    }
    words.reverse();
    words.join("-")
}

/// The name of a resource's function on the client, from its [`resource_words`].
#[must_use]
pub fn accessor_name(words: &str) -> String {
    of_field(words)
}

/// The name of a product's module: the field name, with `_` appended if every client has such a module.
#[must_use]
pub fn module_name(name: &Name) -> String {
    unreserved_module(field_name(name))
}

/// The name of the module of a single type, from the identifier of the type: `crop_info` for `CropInfo`.
#[must_use]
pub fn type_module_name(ident: &str) -> String {
    unreserved_module(of_field(ident))
}

fn unreserved_module(ident: String) -> String {
    if reserved::MODULES.contains(&bare(&ident)) { format!("{}_", bare(&ident)) } else { ident }
}

/// The name of a resource's module, from its accessor: the same, with `_` appended if every product has such a file. No accessor ends so.
#[must_use]
pub fn resource_module_name(accessor: &str) -> String {
    let ident = bare(accessor);
    if reserved::OF_PRODUCTS.contains(&ident) { format!("{ident}_") } else { accessor.to_owned() }
}

/// The name of the setter of a field: the field's identifier, unless it is that of the constructor.
#[must_use]
pub fn setter_name(field: &str) -> String {
    if field == CONSTRUCTOR { format!("set_{field}") } else { field.to_owned() }
}

/// The name of the constructor of records and patches.
pub const CONSTRUCTOR: &str = "new";

/// The name of the function of a patch that deletes a field.
#[must_use]
pub fn deletion_name(field: &str) -> String {
    format!("delete_{}", bare(field))
}

/// The name of the function of a patch that patches the record in a field.
#[must_use]
pub fn nested_patch_name(field: &str) -> String {
    format!("patch_{}", bare(field))
}

/// The name of the function that returns a field, or its default if the field is absent.
#[must_use]
pub fn or_default_name(field: &str) -> String {
    format!("{}_or_default", bare(field).trim_end_matches('_'))
}

/// The name of the type that names a text format: `CommentaryFormat`.
#[must_use]
pub fn format_name(ty: &str) -> String {
    format!("{ty}Format")
}

/// The name of the trait of what becomes text of a format: `IntoCommentary`.
#[must_use]
pub fn into_name(ty: &str) -> String {
    format!("Into{ty}")
}

/// The name of the record of what another record's constructor requires: `RangeParts`.
#[must_use]
pub fn parts_name(record: &str) -> String {
    format!("{record}Parts")
}

/// The name of a constant: `SHOUTY_SNAKE_CASE`, even for a name given with `rust:`.
#[must_use]
pub fn constant_name(name: &Name) -> String {
    of_constant(name.rust.as_deref().unwrap_or(&name.wire))
}

/// The name of a constant for several words.
#[must_use]
pub fn of_constant(words: &str) -> String {
    letter_first(case::snake(words), 'n').to_ascii_uppercase()
}

/// The name of the permit trait of a call or field, which sufficient scopes implement: `PostsGet` for `get` of `Posts`.
#[must_use]
pub fn permit_name(owner: &str, member: &str) -> String {
    camel(owner, "") + &camel(bare(member), "")
}

/// The module of `permits` with the traits of a product; `None` is the module for types shared by several products.
#[must_use]
pub fn permit_module(product: Option<&Name>) -> String {
    product.map_or_else(|| "types".to_owned(), module_name)
}

/// An identifier without `r#`, for file names and messages: `type` for `r#type`.
#[must_use]
pub fn bare(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// Returns whether a name on the wire has a letter or digit, and none that identifiers drop: `größe` would be `gr_e`. A name of
/// underscores only is legal in Rest.li (`docs/formats.md §1.2`) and has an identifier, too; other names without one need `rust:`.
#[must_use]
pub fn has_identifier(wire: &str) -> bool {
    let underscores = !wire.is_empty() && wire.bytes().all(|byte| byte == b'_');
    underscores || wire.bytes().any(|byte| byte.is_ascii_alphanumeric()) && !wire.chars().any(is_left_out)
}

/// Returns whether a character is significant in a name but not allowed in an identifier.
fn is_left_out(one: char) -> bool {
    !one.is_ascii() && one.is_alphanumeric()
}

/// The name of a variant of a choice between URN types, which has a variant `Other` of its own.
#[must_use]
pub fn choice_variant_name(name: &Name) -> String {
    match name.rust.clone().unwrap_or_else(|| of_variant(&name.wire)) {
        other if other == "Other" && name.rust.is_none() => other + "_",
        ident => ident,
    }
}

/// Returns whether generated code already uses the name for every item of that kind, so that `rust:` cannot give it.
#[must_use]
pub fn is_taken(kind: ItemKind, ident: &str) -> bool {
    match kind {
        ItemKind::Type => reserved::PRELUDE,
        ItemKind::Variant => reserved::VARIANTS,
        ItemKind::Module => reserved::MODULES,
    }
    .contains(&ident)
}

/// Kinds of items with names that generated code uses itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Types, handles and projections.
    Type,
    /// Variants of enums and unions.
    Variant,
    /// Modules of products.
    Module,
}

fn forced_or(name: &Name, of: impl FnOnce(&str) -> String) -> String {
    name.rust.clone().unwrap_or_else(|| of(&name.wire))
}

/// `snake_case` that starts with a letter, keywords included.
fn snake(words: &str) -> String {
    letter_first(case::snake(words), 'n')
}

fn raw(ident: &str) -> String {
    if reserved::NEVER_RAW.contains(&ident) {
        format!("{ident}_")
    } else if reserved::KEYWORDS.contains(&ident) {
        format!("r#{ident}")
    } else {
        ident.to_owned()
    }
}

fn letter_first(ident: String, prefix: char) -> String {
    if ident.starts_with(|first: char| first.is_ascii_alphabetic()) { ident } else { format!("{prefix}{ident}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn odd_wire_names_give_the_identifiers_of_released_clients() {
        // Wire name, then field, type, variant, constant.
        let cases = [
            ("type", "r#type", "Type", "Type", "TYPE"),
            ("union", "r#union", "Union", "Union", "UNION"),
            ("self", "self_", "SelfType", "Self_", "SELF"),
            ("crate", "crate_", "Crate", "Crate", "CRATE"),
            ("Option", "option", "OptionType", "Option", "OPTION"),
            ("C", "c", "CType", "C", "C"),
            ("NULL", "null", "Null", "Null_", "NULL"),
            ("Unrecognized", "unrecognized", "Unrecognized", "Unrecognized_", "UNRECOGNIZED"),
            ("_", "n", "N", "N", "N"),
            ("__", "n", "N", "N", "N"),
            ("2ndDegree", "n2nd_degree", "N2ndDegree", "N2ndDegree", "N2ND_DEGREE"),
            ("$URN", "urn", "Urn", "Urn", "URN"),
            ("jobIDs", "job_i_ds", "JobIDs", "JobIDs", "JOB_I_DS"),
            ("OAuth2Token", "o_auth2_token", "OAuth2Token", "OAuth2Token", "O_AUTH2_TOKEN"),
            ("XMLHttpRequest", "xml_http_request", "XmlHttpRequest", "XmlHttpRequest", "XML_HTTP_REQUEST"),
            ("com.linkedin.Share", "com_linkedin_share", "ComLinkedinShare", "Share", "COM_LINKEDIN_SHARE"),
            ("größe", "gr_e", "GrE", "GrE", "GR_E"),
            ("w_member_social", "w_member_social", "WMemberSocial", "WMemberSocial", "W_MEMBER_SOCIAL"),
            ("a--b", "a_b", "AB", "AB", "A_B"),
        ];
        for (wire, field, ty, variant, constant) in cases {
            let made = (of_field(wire), of_type(wire), of_variant(wire), of_constant(wire));
            let expected = (field.to_owned(), ty.to_owned(), variant.to_owned(), constant.to_owned());
            assert_eq!(made, expected, "{wire}");
        }
    }

    #[test]
    fn rust_name_replaces_every_derived_identifier_but_case_of_constants() {
        let name = Name { wire: "a".to_owned(), rust: Some("Other".to_owned()), span: crate::source::Span::default() };
        assert_eq!((field_name(&name), type_name(&name), variant_name(&name)), ("Other".into(), "Other".into(), "Other".into()));
        assert_eq!((constant_name(&name), method_name(ResourceMethod::Finder, &name)), ("OTHER".into(), "Other".into()));
        assert_eq!(accessor_name(&resource_words([&name].into_iter())), "other");
    }

    #[test]
    fn module_of_a_resource_named_like_a_file_of_every_product_ends_with_an_underscore() {
        let cases = [("mod", "mod_"), ("types", "types_"), ("Mod_", "mod_"), ("self", "self_"), ("type", "r#type"), ("lib", "lib")];
        for (wire, expected) in cases {
            assert_eq!(resource_module_name(&accessor_name(wire)), expected, "{wire}");
        }
    }

    #[test]
    fn product_of_a_name_of_the_root_of_every_client_gets_another_module() {
        for name in ["http", "bytes", "testing", "webhook", "blocking", "hooks", "style", "support", "core", "api"] {
            assert_eq!(
                module_name(&Name { wire: name.to_owned(), rust: None, span: Span { file: 0, start: 0, end: 0 } }),
                format!("{name}_")
            );
        }
    }

    #[test]
    fn symbol_with_dots_keeps_all_of_its_name() {
        let made = ["person.created", "dataset.created", "1.0", "1.5", "b.happened-twice", "a"].map(of_symbol);
        assert_eq!(made, ["PersonCreated", "DatasetCreated", "N10", "N15", "BHappenedTwice", "A"]);
        assert_eq!(of_variant("com.example.Person"), "Person", "the name of a type has a namespace");
    }

    #[test]
    fn has_identifier_refuses_names_that_would_lose_letters() {
        assert!(has_identifier("_") && has_identifier("$1"));
        assert!(!has_identifier("$_") && !has_identifier("") && !has_identifier("ß") && !has_identifier("größe"));
        assert!(has_identifier("a–b"));
    }
}
