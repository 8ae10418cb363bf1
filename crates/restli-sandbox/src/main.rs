//! The binary: serves any described API on this machine.

use std::process::ExitCode;

fn main() -> ExitCode {
    restli_sandbox::cli::serve_folder()
}
