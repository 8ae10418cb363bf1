//! Identifiers of generated items, all made by [`restli_schema::rust_names`].

pub(crate) use restli_schema::rust_names::{
    CLIENT_FUNCTIONS, Names, accessor_name, argument_name, bare, camel, constant_name, field_name, method_name, module_name, of_constant,
    permit_module, permit_name, resource_words, type_name, urn_name, variant_name,
};
