//! The binary: serves LinkedIn's API on this machine.

use std::process::ExitCode;

fn main() -> ExitCode {
    restli_sandbox::cli::serve(&linkedin_sandbox::api(), linkedin_sandbox::settings(), linkedin_sandbox::demo)
}
