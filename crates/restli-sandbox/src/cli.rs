//! The command line of a sandbox.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser};

use crate::{Described, Sandbox, Settings};

/// Serves an API on this machine as its schema says.
#[derive(Debug, Parser)]
#[command(version)]
struct OfFolder {
    /// The folder of the API's schema.
    #[arg(long, value_name = "FOLDER")]
    api: PathBuf,
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
}

/// Serves the API of the folder that the arguments name, until it is interrupted.
#[must_use]
pub fn serve_folder() -> ExitCode {
    let OfFolder { api, options } = OfFolder::parse();
    match restli_schema::load_dir(&api) {
        Ok(loaded) => run(&Described::new(loaded.api), Settings::default(), &options),
        Err(error) => failed(&error.to_string()),
    }
}

/// Serves an API until it is interrupted.
#[must_use]
pub fn serve(api: &Arc<Described>, settings: Settings) -> ExitCode {
    run(api, settings, &OfApi::parse().options)
}

fn run(api: &Arc<Described>, settings: Settings, options: &Options) -> ExitCode {
    let address = SocketAddr::new(options.address, options.port);
    let settings = Settings { address, seed: options.seed, refuses_unread: options.refuse_unread, ..settings };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    runtime.block_on(async {
        match Sandbox::start(Arc::clone(api), settings).await {
            Ok(sandbox) => {
                println!("{}", banner(api, &sandbox));
                std::future::pending::<()>().await;
                ExitCode::SUCCESS
            }
            Err(error) => failed(&format!("{address} cannot be served: {error}; take another one with `--port`")),
        }
    })
}

#[allow(clippy::print_stderr, reason = "a command tells its user")]
fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

/// The text that says what is served, and how to point a client at it.
fn banner(api: &Described, sandbox: &Sandbox) -> String {
    let api = api.api();
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
