//! Rules of faults that cannot be followed.

/// A rule that names something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// The fault is none of the list.
    #[error("no fault is called `{name}`; the faults are {known}")]
    Unknown {
        /// The name in the rule.
        name: String,
        /// The names of all faults.
        known: String,
    },
    /// The API has no such operation.
    #[error("the API has no operation `{operation}`; write the id of one, `*` for all, or the beginning of a path with its `/`")]
    Operation {
        /// The id in the rule.
        operation: String,
    },
    /// The operation cannot fail so.
    #[error("`{operation}` cannot fail by `{fault}`: its answer has nothing that the fault is about")]
    Unfit {
        /// The name of the fault.
        fault: &'static str,
        /// The id of the operation.
        operation: String,
    },
    /// The fault has no such parameter.
    #[error("`{fault}` has no parameter `{name}`; its parameters are {known}")]
    Param {
        /// The name of the fault.
        fault: &'static str,
        /// The name of the parameter.
        name: String,
        /// The names of all parameters of the fault.
        known: String,
    },
    /// A parameter has a wrong value.
    #[error("the parameter `{name}` of `{fault}` is `{value}`; write {wanted}")]
    Value {
        /// The name of the fault.
        fault: &'static str,
        /// The name of the parameter.
        name: String,
        /// The value in the rule.
        value: String,
        /// The values that are possible.
        wanted: String,
    },
    /// A parameter is missing.
    #[error("`{fault}` lacks the parameter `{name}`: write `{fault};{name}=..`")]
    Lacking {
        /// The name of the fault.
        fault: &'static str,
        /// The name of the parameter.
        name: &'static str,
    },
    /// The text is no rule.
    #[error("`{text}` is no rule; write the operation and the fault: `*=reset`, `*=http_503;times=2;after=1`")]
    Text {
        /// The text.
        text: String,
    },
}
