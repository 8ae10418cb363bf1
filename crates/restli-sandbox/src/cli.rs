//! The command line of a sandbox.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser};
use restli_schema::api::Api;

use crate::{Fault, Rule, Sandbox, Settings};

/// Serves an API on this machine as its schema says.
#[derive(Debug, Parser)]
#[command(version)]
struct OfFolder {
    /// The folder of the API's schema.
    #[arg(long, value_name = "FOLDER", required_unless_present = "list_faults")]
    api: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// Serves an API on this machine.
#[derive(Debug, Parser)]
#[command(version)]
struct OfApi {
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct Options {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 4242)]
    port: u16,
    /// The address. Only this machine can reach the usual one.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The number that decides on made values.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Refuses requests with something that no rule reads.
    #[arg(long)]
    refuse_unread: bool,
    /// A fault and the calls that meet it, `content.posts.create=reset;times=2`; several times for several.
    #[arg(long = "fault", value_name = "RULE")]
    faults: Vec<Rule>,
    /// Prints the faults, and ends.
    #[arg(long)]
    list_faults: bool,
}

/// Serves the API of the folder that the arguments name, until it is interrupted.
#[must_use]
pub fn serve_folder() -> ExitCode {
    let OfFolder { api, options } = OfFolder::parse();
    let Some(api) = api else { return list_faults() };
    match restli_schema::load_dir(&api) {
        Ok(loaded) => run(Arc::new(loaded.api), Settings::default(), &options),
        Err(error) => failed(&error.to_string()),
    }
}

/// Serves an API until it is interrupted.
#[must_use]
pub fn serve(api: Arc<Api>, settings: Settings) -> ExitCode {
    run(api, settings, &OfApi::parse().options)
}

fn run(api: Arc<Api>, settings: Settings, options: &Options) -> ExitCode {
    if options.list_faults {
        return list_faults();
    }
    let address = SocketAddr::new(options.address, options.port);
    let faults = [settings.faults, options.faults.clone()].concat();
    let settings = Settings { address, seed: options.seed, refuses_unread: options.refuse_unread, faults, ..settings };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    runtime.block_on(async {
        match Sandbox::start(Arc::clone(&api), settings).await {
            Ok(sandbox) => {
                println!("{}", banner(&api, &sandbox));
                std::future::pending::<()>().await;
                ExitCode::SUCCESS
            }
            Err(error) if error.kind() == ErrorKind::InvalidInput => failed(&error.to_string()),
            Err(error) => failed(&format!("{address} cannot be served: {error}; take another one with `--port`")),
        }
    })
}

/// Prints every fault with its level, and what it does.
fn list_faults() -> ExitCode {
    for fault in Fault::all() {
        println!("{:<20} {:<10} {}", fault.name(), fault.level().word(), fault.doc());
    }
    ExitCode::SUCCESS
}

#[allow(clippy::print_stderr, reason = "a command tells its user")]
fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

/// The text that says what is served, and how to point a client at it.
fn banner(api: &Api, sandbox: &Sandbox) -> String {
    let operations: usize = api.resources().iter().map(|resource| resource.methods.len()).sum();
    let url = sandbox.base_url();
    format!(
        "{url} serves {}: {operations} operations of {} resources\n\
         \n\
         Point a client here: Client::builder().base_url(\"{url}\")",
        api.name.wire,
        api.resources().len()
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::OfFolder;
    use crate::{Fault, Rule};

    #[test]
    fn faults_of_the_command_line_are_rules() {
        let read = OfFolder::try_parse_from(["sandbox", "--api", "x", "--fault", "*=reset;times=2", "--fault", "a.b.get=http_502"]);
        let rules = [Rule::new("*", Fault::Reset).times(2), Rule::new("a.b.get", Fault::Http502)];
        assert_eq!(read.expect("arguments").options.faults, rules);
        let refused = OfFolder::try_parse_from(["sandbox", "--api", "x", "--fault", "*=explode"]).expect_err("no fault").to_string();
        assert!(refused.contains("no fault is called `explode`; the faults are close_before_reading, "), "{refused}");
        assert!(OfFolder::try_parse_from(["sandbox", "--list-faults"]).is_ok() && OfFolder::try_parse_from(["sandbox"]).is_err());
    }
}
