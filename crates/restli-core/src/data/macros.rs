//! Macros that implement the data model for a generated type, from a small table of its names.
//!
//! The expansions name everything by absolute paths, because a schema may call its types `Option` or `Vec`. Their functions are
//! `#[inline]`, so that a program compiles those that it uses; a blank record, which several of them make, is compiled once, in the library.

/// Makes a struct a record of the data model: `Record` and so `Data`, `Debug`, `PartialEq`, and serde's two traits.
///
/// A field without a name on the wire is an embedded record: it is read from the same object, and written into it. Such fields come last.
///
/// ```
/// use restli_core::{Json, Map, record};
///
/// #[derive(Clone)]
/// pub struct Post {
///     pub id: i64,
///     pub text: Option<String>,
///     pub level: i32,
///     pub tags: Vec<String>,
///     pub other: Map<Json>,
/// }
/// record! {
///     Post = "com.example.Post" {
///         id: "id" required,
///         text: "commentary",
///         level: "level" = 3,
///         tags: "tags" = json "[\"a\"]",
///         ..other,
///     }
/// }
///
/// #[derive(Clone)]
/// pub struct Card {
///     pub url: String,
///     pub post: Post,
/// }
/// record! { Card = "com.example.Post" { url: "url" required, post: "" } }
///
/// # fn main() -> Result<(), restli_core::data::DecodeError> {
/// let card: Card = restli_core::json::from_slice(br#"{"id":7,"url":"/7","tags":[]}"#)?;
/// assert_eq!((card.url.as_str(), card.post.id), ("/7", 7));
/// assert_eq!(restli_core::json::to_string(&card), r#"{"url":"/7","id":7,"level":3,"tags":[]}"#);
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! record {
    ($name:ident $(<$param:ident>)? = $full:literal {
        $($field:ident: $wire:literal $($required:ident)? $(= $(json $json:literal)? $($default:literal)?)?,)*
        $(..$other:ident $(,)?)?
    }) => {
        #[allow(deprecated, unused_mut, reason = "deprecated members are part of the record, and not every record has a default")]
        impl $(<$param: $crate::data::Data>)? $crate::support::Record for $name $(<$param>)? {
            fn blank() -> Self {
                let mut blank = Self {
                    $($field: $crate::data::Data::empty(),)*
                    $($other: $crate::data::Data::empty(),)?
                };
                $($($(blank.$field = $crate::support::default_value($json);)? $(blank.$field = $default;)?)?)*
                blank
            }
            #[inline]
            fn table(&self) -> &'static $crate::support::Table {
                &$crate::support::Table {
                    name: $full,
                    rust: ::core::stringify!($name),
                    fields: &[$($crate::support::Field {
                        wire: $wire,
                        rust: ::core::stringify!($field),
                        required: false $(| $crate::support::mark::$required)?,
                    }),*],
                }
            }
            #[inline]
            fn field_refs<'a>(&'a self, to: &mut $crate::support::FieldRefs<'_, 'a>) {
                to.lend(&[$(&self.$field),*]);
            }
            #[inline]
            fn field_muts<'a>(&'a mut self, to: &mut $crate::support::FieldMuts<'_, 'a>) {
                to.lend(&mut [$(&mut self.$field),*]);
            }
            $(
                #[inline]
                fn other(&self) -> ::core::option::Option<&$crate::Map<$crate::Json>> {
                    ::core::option::Option::Some(&self.$other)
                }
                #[inline]
                fn other_mut(&mut self) -> ::core::option::Option<&mut $crate::Map<$crate::Json>> {
                    ::core::option::Option::Some(&mut self.$other)
                }
            )?
        }

        $crate::__bridges!($name $(<$param>)?);
    };
    // A table without the last comma.
    ($name:ident = $full:literal { $($field:ident: $wire:literal $($required:ident)? $(= $(json $json:literal)? $($default:literal)?)?),+ }) => {
        $crate::record! { $name = $full { $($field: $wire $($required)? $(= $(json $json)? $($default)?)?,)+ } }
    };
}

/// `Debug`, `PartialEq` and serde's two traits, by way of `Data`.
#[doc(hidden)]
#[macro_export]
macro_rules! __bridges {
    ($name:ident $(<$param:ident>)?) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $(<$param: $crate::data::Data>)? ::core::fmt::Debug for $name $(<$param>)? {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::fmt_debug(self, f)
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $(<$param: $crate::data::Data>)? ::core::cmp::PartialEq for $name $(<$param>)? {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::support::eq(self, other)
            }
        }

        $crate::__serde!($name $(<$param: $crate::data::Data>)?);
    };
}

/// Serde's two traits, by way of `Data`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident $(<$param:ident: $bound:path>)?) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $(<$param: $bound>)? $crate::support::serde::Serialize for $name $(<$param>)? {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::support::serialize(self, serializer)
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl<'de $(, $param: $bound)?> $crate::support::serde::Deserialize<'de> for $name $(<$param>)? {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::support::deserialize(deserializer)
            }
        }
    };
}

/// `Display` and serde's two traits for an enum that is text on the wire and has `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($name:ident) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::__serde!($name);
    };
}

/// Makes an enum of symbols a value of the data model; its last variant is `Unrecognized(String)`.
///
/// ```
/// #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
/// pub enum Tone {
///     Calm,
///     Unrecognized(String),
/// }
/// restli_core::enumeration! { Tone = "com.example.Tone" { Calm: "CALM" } }
/// assert_eq!(Tone::from_symbol("CALM").to_string(), "CALM");
/// assert_eq!(Tone::from_symbol("SHRILL").as_str(), "SHRILL");
/// ```
#[macro_export]
macro_rules! enumeration {
    ($name:ident = $full:literal { $($variant:ident: $symbol:literal),* $(,)? }) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $name {
            /// The symbol on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $symbol,)*
                    Self::Unrecognized(symbol) => symbol,
                }
            }

            /// The variant of a symbol; `Unrecognized` if the schema does not know it.
            #[must_use]
            #[inline]
            pub fn from_symbol(symbol: &str) -> Self {
                match symbol {
                    $($symbol => Self::$variant,)*
                    _ => Self::Unrecognized($crate::support::owned(symbol)),
                }
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::support::FromText for $name {
            #[inline]
            fn set_text(&mut self, text: &str) -> $crate::support::SetText {
                *self = Self::from_symbol(text);
                ::core::result::Result::Ok(())
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::data::Data for $name {
            #[inline]
            fn empty() -> Self {
                Self::Unrecognized($crate::support::owned(""))
            }
            #[inline]
            fn data(&self) -> $crate::data::DataRef<'_> {
                $crate::data::DataRef::Checked(self.as_str(), $crate::support::check_symbol)
            }
            #[inline]
            fn data_mut(&mut self) -> $crate::data::DataMut<'_> {
                $crate::data::DataMut::Text(self)
            }
        }

        $crate::__text!($name);
    };
}
