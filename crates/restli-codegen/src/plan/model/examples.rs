//! Examples: calls with believable values, as trees of expressions.

use super::types::ItemRef;

/// The example of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum Example {
    /// Rust that was written by hand.
    Written(String),
    /// A call of the function.
    Call(CallPlan),
}

/// A call of a function of a handle.
#[derive(Clone, Debug, PartialEq)]
pub struct CallPlan {
    /// The arguments, in order.
    pub arguments: Vec<Given>,
    /// Setters of optional parameters.
    pub params: Vec<Setter>,
    /// Functions of the request that choose a page.
    pub page: Vec<Setter>,
    /// The fields that the answer shall have.
    pub selection: Option<SelectionPlan>,
}

/// A projection: `projection!(Root: (fields))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionPlan {
    /// The record or resource.
    pub root: String,
    /// The fields, without the parentheses around them.
    pub fields: String,
}

/// The request of a sample as a call of the function of its operation.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleCall {
    /// The name of the sample.
    pub name: String,
    /// The id of the function.
    pub operation: String,
    /// Position of the resource in [`Plan::resources`](crate::plan::Plan::resources).
    pub resource: usize,
    /// Position of the function in [`ResourcePlan::methods`](crate::plan::model::ResourcePlan::methods).
    pub method: usize,
    /// The call, or the reason for which no arguments of the function say what the sample says.
    pub call: Result<CallPlan, String>,
    /// The parts of the sample that the call does not say, each with the reason.
    pub dropped: Vec<String>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The argument is passed by reference.
    pub by_reference: bool,
    /// The value.
    pub value: Expr,
}

/// A call of a function with one argument or none, behind a dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Name of the function.
    pub name: String,
    /// The argument.
    pub value: Option<Expr>,
}

/// The type whose function, variant or constant an expression names.
#[derive(Clone, Debug, PartialEq)]
pub enum Owner {
    /// A generated type.
    Item(ItemRef),
    /// A type of the runtime, by its path below the client.
    Runtime(&'static str),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `true`
    Bool(bool),
    /// `42`
    Integer(i64),
    /// `0.5`
    Float(f64),
    /// `f64::NAN`
    Primitive(&'static str, &'static str),
    /// `"text"`
    Text(String),
    /// `"text".to_owned()`
    Owned(String),
    /// `*b"bytes"`
    Octets(Vec<u8>),
    /// `b"bytes".to_vec()`
    OwnedOctets(Vec<u8>),
    /// `"text".parse::<Type>()?`
    Parsed(String, Owner),
    /// `Type::Variant`
    Constant(Owner, String),
    /// `Type::function(arguments)`
    Function(Owner, String, Vec<Expr>),
    /// `Type { field: value }`
    Struct(Owner, Vec<(String, Expr)>),
    /// `start.setter(value)`
    Built(Box<Expr>, Vec<Setter>),
    /// `(one, other)`
    Tuple(Vec<Expr>),
    /// `[one, other]`
    Array(Vec<Expr>),
    /// `vec![one, other]`
    Vec(Vec<Expr>),
    /// `Box::new(value)`
    Boxed(Box<Expr>),
    /// `Some(value)`, or `None`
    Optional(Option<Box<Expr>>),
    /// `value.into()`
    Into(Box<Expr>),
}

/// The most values in an example; longer ones lose what is not required.
const LONGEST: usize = 16;

/// The limits of a long example.
const SHORT: Limits = Limits { outer: 3, inner: 0, items: 1 };

/// Limits of the parts of an example.
#[derive(Clone, Copy)]
struct Limits {
    /// The most optional fields of the outermost record.
    outer: usize,
    /// The most optional fields of records in it.
    inner: usize,
    /// The most items of a list.
    items: usize,
}

impl CallPlan {
    /// The call, short enough to be read at a glance: without empty lists, and if it is long, with little of what is optional.
    #[must_use]
    pub fn shortened(&self) -> Self {
        let weight: usize = self.arguments.iter().map(|given| given.value.weight()).sum();
        let limits = if weight <= LONGEST { Limits { outer: usize::MAX, inner: usize::MAX, items: usize::MAX } } else { SHORT };
        let short = |given: &Given| Given { value: given.value.shortened(limits), ..given.clone() };
        Self { arguments: self.arguments.iter().map(short).collect(), ..self.clone() }
    }

    /// The expressions of the call.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let setters = self.params.iter().chain(&self.page).filter_map(|setter| setter.value.as_ref());
        self.arguments.iter().map(|given| &given.value).chain(setters)
    }
}

impl Expr {
    /// The expressions right inside this one.
    pub fn inner(&self) -> Vec<&Self> {
        match self {
            Self::Bool(_)
            | Self::Integer(_)
            | Self::Float(_)
            | Self::Primitive(..)
            | Self::Text(_)
            | Self::Owned(_)
            | Self::Octets(_)
            | Self::OwnedOctets(_)
            | Self::Parsed(..)
            | Self::Constant(..)
            | Self::Optional(None) => Vec::new(),
            Self::Function(_, _, inner) | Self::Tuple(inner) | Self::Array(inner) | Self::Vec(inner) => inner.iter().collect(),
            Self::Struct(_, fields) => fields.iter().map(|(_, value)| value).collect(),
            Self::Built(start, setters) => {
                std::iter::once(&**start).chain(setters.iter().filter_map(|setter| setter.value.as_ref())).collect()
            }
            Self::Boxed(inner) | Self::Into(inner) | Self::Optional(Some(inner)) => vec![&**inner],
        }
    }

    /// The type that the expression itself names.
    #[must_use]
    pub fn owner(&self) -> Option<&Owner> {
        match self {
            Self::Parsed(_, owner) | Self::Constant(owner, _) | Self::Function(owner, ..) | Self::Struct(owner, _) => Some(owner),
            _ => None,
        }
    }

    /// Calls `see` with every type that the expression names.
    pub fn owners<'e>(&'e self, see: &mut impl FnMut(&'e Owner)) {
        self.owner().into_iter().for_each(&mut *see);
        for inner in self.inner() {
            inner.owners(see);
        }
    }

    /// The number of values that a reader meets.
    fn weight(&self) -> usize {
        let inner = self.inner();
        if inner.is_empty() { 1 } else { inner.into_iter().map(Self::weight).sum() }
    }

    /// The expression within limits. Setters of empty lists are left out.
    fn shortened(&self, limits: Limits) -> Self {
        let inside = Limits { outer: limits.inner, ..limits };
        let all = |inner: &[Self]| inner.iter().map(|inner| inner.shortened(limits)).collect();
        let some = |items: &[Self]| items.iter().take(limits.items).map(|item| item.shortened(limits)).collect();
        match self {
            Self::Function(owner, name, inner) => Self::Function(owner.clone(), name.clone(), all(inner)),
            Self::Tuple(inner) => Self::Tuple(all(inner)),
            Self::Array(items) => Self::Array(some(items)),
            Self::Vec(items) => Self::Vec(some(items)),
            Self::Struct(owner, fields) => {
                Self::Struct(owner.clone(), fields.iter().map(|(name, value)| (name.clone(), value.shortened(inside))).collect())
            }
            Self::Built(start, setters) => {
                let says = |setter: &&Setter| setter.value.as_ref().is_none_or(|value| *value != Self::Vec(Vec::new()));
                let short = |setter: &Setter| Setter {
                    value: setter.value.as_ref().map(|value| value.shortened(inside)),
                    name: setter.name.clone(),
                };
                let kept = limits.outer.max(usize::from(start.is_empty()));
                let setters: Vec<Setter> = setters.iter().filter(says).take(kept).map(short).collect();
                let start = start.shortened(inside);
                if setters.is_empty() { start } else { Self::Built(Box::new(start), setters) }
            }
            Self::Boxed(inner) => Self::Boxed(Box::new(inner.shortened(limits))),
            Self::Into(inner) => Self::Into(Box::new(inner.shortened(limits))),
            Self::Optional(Some(inner)) => Self::Optional(Some(Box::new(inner.shortened(limits)))),
            other => other.clone(),
        }
    }

    /// Returns whether the expression makes a value from nothing.
    fn is_empty(&self) -> bool {
        matches!(self, Self::Function(_, _, arguments) if arguments.is_empty())
    }
}
