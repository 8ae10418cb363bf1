//! The bound of arguments that become a URN.

/// Values that become a URN of the type `T`: all that have `Into<T>`.
///
/// Text has no such conversion, since it may be no URN: it is parsed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}`",
    label = "expected `{T}`, or a URN that converts into it",
    note = "text becomes a URN when it is parsed, `text.parse::<{T}>()?`, and an id by the constructor of its URN type",
    note = "an `Option`, such as the `id` of what was created, may hold no URN: `if let Some(urn) = created.id {{ .. }}`",
    note = "a choice between URN types is made from a URN of each of these types, or from a choice between some of them; its `Other` holds any other URN"
)]
pub trait IntoUrn<T>: Into<T> {}

#[diagnostic::do_not_recommend]
impl<U: Into<T>, T> IntoUrn<T> for U {}
