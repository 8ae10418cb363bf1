//! Macros that implement the data model for a generated union, in the manner of those of records.

/// Makes an enum of members a union of the data model; its last variant is `Unrecognized(UnknownMember)`.
///
/// ```
/// use restli_core::{UnknownMember, union};
///
/// #[derive(Clone)]
/// pub enum Content {
///     Number(i64),
///     Link(String),
///     Null,
///     Unrecognized(UnknownMember),
/// }
/// union! { Content = "com.example.Content" { Number(i64): "long", Link(String): "string", null Null } }
/// ```
#[macro_export]
macro_rules! union {
    // Each entry is `Variant(Type): "key"` or `null Variant`; both start with an identifier.
    ($name:ident = $full:literal { $($variant:ident $(($ty:ty): $key:literal)? $($null:ident)?),* $(,)? }) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::data::Data for $name {
            #[inline]
            fn empty() -> Self {
                Self::Unrecognized(::core::default::Default::default())
            }
            #[inline]
            fn data(&self) -> $crate::data::DataRef<'_> {
                match self {
                    $(
                        $(Self::$variant(member) => $crate::data::DataRef::Member($key, member),)?
                        $(Self::$null => $crate::data::DataRef::Null,)?
                    )*
                    Self::Unrecognized(member) => member.data(),
                }
            }
            #[inline]
            fn data_mut(&mut self) -> $crate::data::DataMut<'_> {
                $crate::data::DataMut::Union(self)
            }
            $($(
                #[inline]
                fn null() -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(Self::$null)
                }
                #[inline]
                fn set_null(&mut self) -> bool {
                    *self = Self::$null;
                    true
                }
            )?)*
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::support::Union for $name {
            #[inline]
            fn select(&mut self, key: &str) -> ::core::option::Option<&mut dyn $crate::data::Data> {
                match key {
                    $($($key => {
                        *self = Self::$variant($crate::data::Data::empty());
                        match self {
                            Self::$variant(member) => ::core::option::Option::Some(member),
                            _ => ::core::option::Option::None,
                        }
                    })?)*
                    _ => ::core::option::Option::None,
                }
            }
            #[inline]
            fn keep_unknown(&mut self, member: $crate::UnknownMember) {
                *self = Self::Unrecognized(member);
            }
            #[inline]
            fn name(&self) -> &'static str {
                $full
            }
        }

        $crate::__bridges!($name);
    };
}

/// Makes a union in a box a value of the data model. Only a union that contains itself needs it.
///
/// ```
/// use restli_core::{UnknownMember, boxed_union, union};
///
/// #[derive(Clone)]
/// pub enum Shape {
///     Plain(String),
///     Framed(Box<Shape>),
///     Unrecognized(UnknownMember),
/// }
/// union! { Shape = "com.example.Shape" { Plain(String): "string", Framed(Box<Shape>): "framed" } }
/// boxed_union! { Shape }
/// ```
#[macro_export]
macro_rules! boxed_union {
    ($name:ident) => {
        impl $crate::data::Data for ::std::boxed::Box<$name> {
            #[inline]
            fn empty() -> Self {
                ::std::boxed::Box::new($crate::data::Data::empty())
            }
            #[inline]
            fn data(&self) -> $crate::data::DataRef<'_> {
                $crate::data::Data::data(&**self)
            }
            #[inline]
            fn data_mut(&mut self) -> $crate::data::DataMut<'_> {
                $crate::data::Data::data_mut(&mut **self)
            }
            #[inline]
            fn null() -> ::core::option::Option<Self> {
                ::core::option::Option::map($crate::data::Data::null(), ::std::boxed::Box::new)
            }
            #[inline]
            fn set_null(&mut self) -> bool {
                $crate::data::Data::set_null(&mut **self)
            }
        }
    };
}

/// Makes an enum a bare union of the data model: its value stands without a key, and the kind of its JSON tells the member. The last variant
/// is `Unrecognized(Json)`.
///
/// ```
/// use restli_core::{Json, bare_union, json};
///
/// #[derive(Clone)]
/// pub enum Size {
///     Pixels(i64),
///     Name(String),
///     Unrecognized(Json),
/// }
/// bare_union! { Size { Pixels(i64): "number", Name(String): "text" } }
///
/// # fn main() -> Result<(), restli_core::data::DecodeError> {
/// let sizes: Vec<Size> = json::from_slice(br#"[640,"large",{}]"#)?;
/// assert!(matches!(sizes.as_slice(), [Size::Pixels(640), Size::Name(_), Size::Unrecognized(_)]));
/// assert_eq!(json::to_string(&sizes), r#"[640,"large",{}]"#);
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! bare_union {
    ($name:ident { $($variant:ident($ty:ty): $kind:literal),* $(,)? }) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::data::Data for $name {
            #[inline]
            fn empty() -> Self {
                Self::Unrecognized(::core::default::Default::default())
            }
            #[inline]
            fn data(&self) -> $crate::data::DataRef<'_> {
                match self {
                    $(Self::$variant(value) => $crate::data::Data::data(value),)*
                    Self::Unrecognized(value) => $crate::support::unrecognized(value),
                }
            }
            #[inline]
            fn data_mut(&mut self) -> $crate::data::DataMut<'_> {
                $crate::data::DataMut::Bare(self)
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::support::Bare for $name {
            #[inline]
            fn select(&mut self, kind: &str) -> &mut dyn $crate::data::Data {
                *self = match kind {
                    $($kind => Self::$variant($crate::data::Data::empty()),)*
                    _ => $crate::data::Data::empty(),
                };
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }

        $crate::__bridges!($name);
    };
}
