//! The macro that makes one type of several types of URN.

/// Makes an enum of URN types a value of the data model; its last variant is `Other(Urn)`.
#[macro_export]
macro_rules! urn_union {
    ($name:ident { $($variant:ident($ty:ty)),* $(,)? }) => {
        #[allow(deprecated)]
        impl $name {
            /// The URN as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant(urn) => urn.as_str(),)*
                    Self::Other(urn) => urn.as_str(),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$crate::urn::Urn> for $name {
            fn from(urn: $crate::urn::Urn) -> Self {
                $(
                    if let ::core::result::Result::Ok(urn) = <$ty as ::core::str::FromStr>::from_str(urn.as_str()) {
                        return Self::$variant(urn);
                    }
                )*
                Self::Other(urn)
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$name> for $crate::urn::Urn {
            fn from(urn: $name) -> Self {
                match urn {
                    $($name::$variant(urn) => urn.into(),)*
                    $name::Other(urn) => urn,
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<&$crate::urn::Urn> for $name {
            fn from(urn: &$crate::urn::Urn) -> Self {
                Self::from(::core::clone::Clone::clone(urn))
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<&$name> for $crate::urn::Urn {
            fn from(urn: &$name) -> Self {
                Self::from(::core::clone::Clone::clone(urn))
            }
        }

        $(
            #[allow(deprecated)]
            impl ::core::convert::From<$ty> for $name {
                fn from(urn: $ty) -> Self {
                    Self::$variant(urn)
                }
            }

            #[allow(deprecated)]
            impl ::core::convert::From<&$ty> for $name {
                fn from(urn: &$ty) -> Self {
                    Self::$variant(::core::clone::Clone::clone(urn))
                }
            }
        )*

        #[allow(deprecated)]
        impl ::core::convert::From<&$name> for $name {
            fn from(urn: &$name) -> Self {
                ::core::clone::Clone::clone(urn)
            }
        }

        #[allow(deprecated)]
        impl ::core::str::FromStr for $name {
            type Err = <$crate::urn::Urn as ::core::str::FromStr>::Err;
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                <$crate::urn::Urn as ::core::str::FromStr>::from_str(text).map(Self::from)
            }
        }

        #[allow(deprecated)]
        impl $crate::support::FromText for $name {
            fn set_text(&mut self, text: &str) -> $crate::support::SetText {
                let mut urn = <$crate::urn::Urn as $crate::data::Data>::empty();
                $crate::support::FromText::set_text(&mut urn, text)?;
                *self = Self::from(urn);
                ::core::result::Result::Ok(())
            }
        }

        $crate::__text!($name = Self::Other($crate::data::Data::empty()));
    };
}
