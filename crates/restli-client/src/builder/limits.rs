//! Limits of zero, with which no call could succeed.

use super::Options;
use crate::error::problem::Problem;

/// Refuses a limit that leaves no room for any call.
pub(super) fn check(options: &Options) -> Result<(), Problem> {
    let times = [
        ("Builder::timeout", Some(options.timeout)),
        ("Builder::connect_timeout", Some(options.connect_timeout)),
        ("Builder::upload_timeout", Some(options.upload_timeout)),
        ("Builder::upload_stall", Some(options.upload_stall)),
        ("Retry::deadline", options.retry.limit()),
    ];
    if let Some((setting, _)) = times.into_iter().find(|(_, time)| time.is_some_and(|time| time.is_zero())) {
        return Err(Problem::new(setting, "a limit of no time ends every call before it is sent", "give a longer one, or leave it out"));
    }
    if options.max_response_bytes == 0 {
        let remedy = "give the bytes of the largest answer, or leave it out";
        return Err(Problem::new("Builder::max_response_bytes", "with a limit of no bytes no answer is read", remedy));
    }
    Ok(())
}
