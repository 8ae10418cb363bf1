//! The macro that makes one type of several types of URN.

use super::UrnError;

/// The error for a URN of none of the types of a union; `types` lists the forms of those types, and the errors of the URN.
#[cold]
pub fn refused(choice: &str, types: &[(String, Option<UrnError>)]) -> UrnError {
    if let Some(error) = types.iter().find_map(|(_, error)| error.as_ref().filter(|error| error.is_of_id())) {
        return error.clone();
    }
    let forms: Vec<String> = types.iter().map(|(form, _)| format!("`{form}`")).collect();
    UrnError::new(format!("expected {}; a URN of another type is sent as `{choice}::Other(urn)`", forms.join(" or ")))
}

/// Makes an enum of URN types a value of the data model; its last variant is `Other(Urn)`.
///
/// A URN of another type is `Other` where data is read; `FromStr` and `TryFrom<Urn>` refuse it.
#[macro_export]
macro_rules! urn_union {
    ($name:ident { $($variant:ident($ty:ty)),* $(,)? }) => {
        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $name {
            /// The URN as text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant(urn) => urn.as_str(),)*
                    Self::Other(urn) => urn.as_str(),
                }
            }

            /// The variant of a text; `None` if it is a URN of none of the types.
            #[inline]
            fn known(text: &str) -> ::core::option::Option<Self> {
                $(
                    if let ::core::option::Option::Some(urn) = <$ty>::of_text(text) {
                        return ::core::option::Option::Some(Self::$variant(urn));
                    }
                )*
                ::core::option::Option::None
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::convert::TryFrom<$crate::urn::Urn> for $name {
            type Error = $crate::urn::UrnError;
            #[inline]
            fn try_from(urn: $crate::urn::Urn) -> ::core::result::Result<Self, Self::Error> {
                Self::known(urn.as_str()).ok_or_else(|| {
                    let types = [$((<$ty>::form(), <$ty as ::core::str::FromStr>::from_str(urn.as_str()).err())),*];
                    $crate::support::refused_urn(::core::stringify!($name), &types)
                })
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::convert::From<$name> for $crate::urn::Urn {
            #[inline]
            fn from(urn: $name) -> Self {
                match urn {
                    $($name::$variant(urn) => urn.into(),)*
                    $name::Other(urn) => urn,
                }
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::convert::From<&$name> for $crate::urn::Urn {
            #[inline]
            fn from(urn: &$name) -> Self {
                Self::from(::core::clone::Clone::clone(urn))
            }
        }

        $(
            #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
            impl ::core::convert::From<$ty> for $name {
                #[inline]
                fn from(urn: $ty) -> Self {
                    Self::$variant(urn)
                }
            }

            #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
            impl ::core::convert::From<&$ty> for $name {
                #[inline]
                fn from(urn: &$ty) -> Self {
                    Self::$variant(::core::clone::Clone::clone(urn))
                }
            }
        )*

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::convert::From<&$name> for $name {
            #[inline]
            fn from(urn: &$name) -> Self {
                ::core::clone::Clone::clone(urn)
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl ::core::str::FromStr for $name {
            type Err = $crate::urn::UrnError;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                <$crate::urn::Urn as ::core::str::FromStr>::from_str(text)
                    .and_then(<Self as ::core::convert::TryFrom<$crate::urn::Urn>>::try_from)
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::support::FromText for $name {
            #[inline]
            fn set_text(&mut self, text: &str) -> $crate::support::SetText {
                if let ::core::option::Option::Some(urn) = Self::known(text) {
                    *self = urn;
                    return ::core::result::Result::Ok(());
                }
                let mut urn = <$crate::urn::Urn as $crate::data::Data>::empty();
                $crate::support::FromText::set_text(&mut urn, text)?;
                *self = Self::Other(urn);
                ::core::result::Result::Ok(())
            }
            #[inline]
            fn keep_text(&mut self, text: &str) -> bool {
                let mut urn = <$crate::urn::Urn as $crate::data::Data>::empty();
                $crate::support::FromText::keep_text(&mut urn, text);
                *self = Self::Other(urn);
                true
            }
        }

        #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
        impl $crate::data::Data for $name {
            #[inline]
            fn empty() -> Self {
                Self::Other($crate::data::Data::empty())
            }
            #[inline]
            fn data(&self) -> $crate::data::DataRef<'_> {
                match self {
                    $(Self::$variant(urn) => $crate::data::Data::data(urn),)*
                    Self::Other(urn) => $crate::data::Data::data(urn),
                }
            }
            #[inline]
            fn data_mut(&mut self) -> $crate::data::DataMut<'_> {
                $crate::data::DataMut::Text(self)
            }
        }

        $crate::__text!($name);
    };
}

/// Makes URN unions whose types are all among those of another one convertible into it.
#[macro_export]
macro_rules! urn_union_from {
    ($name:ident { $($narrower:ty),* $(,)? }) => {
        $(
            #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
            impl ::core::convert::From<$narrower> for $name {
                #[inline]
                fn from(urn: $narrower) -> Self {
                    Self::known(urn.as_str()).unwrap_or_else(|| Self::Other(::core::convert::Into::into(urn)))
                }
            }

            #[allow(deprecated, reason = "deprecated types and members implement the data model, too")]
            impl ::core::convert::From<&$narrower> for $name {
                #[inline]
                fn from(urn: &$narrower) -> Self {
                    Self::from(::core::clone::Clone::clone(urn))
                }
            }
        )*
    };
}
