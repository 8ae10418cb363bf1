//! Limits of zero, with which no call could succeed.

use std::time::Duration;

use crate::error::problem::Problem;

/// Refuses a time limit, by the name of its setting, that leaves no time for any call.
pub(super) fn check_times<const N: usize>(times: [(&str, Duration); N]) -> Result<(), Problem> {
    match times.into_iter().find(|(_, time)| time.is_zero()) {
        Some((setting, _)) => {
            let what = "a limit of no time ends every call before it is sent";
            Err(Problem::new(setting, what, "give a longer one, or leave it out"))
        }
        None => Ok(()),
    }
}

/// Refuses a limit of bytes that leaves no room for any answer.
pub(super) fn check_bytes(limit: usize) -> Result<(), Problem> {
    if limit > 0 {
        return Ok(());
    }
    let remedy = "give the bytes of the largest answer, or leave it out";
    Err(Problem::new("Builder::max_response_bytes", "with a limit of no bytes no answer is read", remedy))
}
