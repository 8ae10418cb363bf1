//! The command line of a sandbox.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};

use restli_core::Json;
use restli_schema::api::Api;

use restli_schema::YamlData;

use crate::seed::flaws;
use crate::webhooks::delivery::Mishap;
use crate::webhooks::order;
use crate::{Described, Fault, Rule, Sandbox, Seed, Settings};

/// Serves an API on this machine as its schema says.
#[derive(Debug, Parser)]
#[command(version)]
pub struct OfFolder {
    /// The API: a folder below `schema/`, or the path of any other schema folder. `restli sandbox` needs it only where there are several.
    #[arg(long)]
    api: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// Serves an API on this machine.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct OfApi {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Has the sandbox that runs on this machine tell an event to the webhooks that subscribe to it.
    Trigger(Trigger),
}

#[derive(Debug, Args)]
struct Trigger {
    /// The event, `LEAD_ACTION`.
    event: String,
    /// The port of the sandbox.
    #[arg(long, default_value_t = 4242)]
    port: u16,
    /// A file with the body, as JSON; what it lacks is made up. Without it, a body is made.
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// The thing that goes wrong.
    #[arg(long, value_parser = Mishap::ALL.map(Mishap::word))]
    mishap: Option<String>,
}

/// The number of the world if nothing is said.
const FIRST: u64 = 1;

#[derive(Debug, Args)]
struct Options {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 4242)]
    port: u16,
    /// The address. Only this machine can reach the usual one.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The entities at the start: `documented` (those of the schema's samples), `demo` (a small world, where the API has one), `empty`, or
    /// a file of YAML with entities below the paths of their URLs.
    #[arg(long, default_value = "documented", value_name = "documented|demo|empty|FILE")]
    seed: String,
    /// The number that decides on made values and keys and, with `--seed demo`, on the small world; 1 if nothing is said.
    #[arg(long)]
    number: Option<u64>,
    /// The file in which the world is kept. Without it, the world ends with the program.
    #[cfg(feature = "data")]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// A fault and the calls that meet it, `content.posts.create=reset;times=2`; several times for several.
    #[arg(long = "fault", value_name = "RULE")]
    faults: Vec<Rule>,
    /// Prints the faults, and ends.
    #[arg(long)]
    list_faults: bool,
    /// Refuses requests with something that no rule reads.
    #[arg(long)]
    refuse_unread: bool,
    /// The address of a webhook, which is told of all events: `http://127.0.0.1:8080/hooks`. It may be given several times.
    #[arg(long, value_name = "ADDRESS")]
    webhook: Vec<String>,
    /// Calls webhooks on other machines, too.
    #[arg(long)]
    webhooks_elsewhere: bool,
}

impl OfFolder {
    /// The API as the command line names it.
    #[must_use]
    pub fn api(&self) -> Option<&str> {
        self.api.as_deref()
    }

    /// Returns whether only the faults are asked for, which [`list_faults`] prints.
    #[must_use]
    pub const fn lists_faults(&self) -> bool {
        self.options.list_faults
    }

    /// Serves an API until the program is interrupted.
    ///
    /// # Errors
    /// Returns a message if the API is not served: the address is in use, or the seed does not fit.
    pub fn serve(self, api: Api) -> Result<(), String> {
        run(&Described::new(api), Settings::default(), None, self.options)
    }
}

/// Serves the API of the folder that the arguments of the program name, until it is interrupted.
#[must_use]
pub fn serve_folder() -> ExitCode {
    let options = OfFolder::parse();
    if options.lists_faults() {
        list_faults();
        return ExitCode::SUCCESS;
    }
    let Some(folder) = options.api() else { return failed("no API is named: say which one with `--api FOLDER`") };
    match restli_schema::load_dir(Path::new(folder)) {
        Ok(loaded) => options.serve(loaded.api).map_or_else(|message| failed(&message), |()| ExitCode::SUCCESS),
        Err(error) => failed(&error.render(false)),
    }
}

/// A small world that looks real, made from a number.
pub type Demo = fn(u64) -> Json;

/// Serves an API until it is interrupted, or has a sandbox that runs tell an event. `demo` is what the seed of that name means.
#[must_use]
pub fn serve(api: &Arc<Described>, settings: Settings, demo: Demo) -> ExitCode {
    let OfApi { command, options } = OfApi::parse();
    let done = match command {
        None if options.list_faults => {
            list_faults();
            Ok(())
        }
        None => run(api, settings, Some(demo), options),
        Some(Command::Trigger(asked)) => trigger(&asked),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => failed(&message),
    }
}

fn trigger(asked: &Trigger) -> Result<(), String> {
    let body = asked.body.as_deref().map(json_in).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let told = runtime.block_on(order::trigger(asked.port, &asked.event, body.as_ref(), asked.mishap.as_deref()));
    say(&told.map_err(|error| error.to_string())?);
    Ok(())
}

fn json_in(file: &Path) -> Result<Json, String> {
    let text = std::fs::read(file).map_err(|error| format!("--body: {}: {error}", file.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("--body: {} is no JSON: {error}", file.display()))
}

fn run(api: &Arc<Described>, settings: Settings, demo: Option<Demo>, options: Options) -> Result<(), String> {
    let address = SocketAddr::new(options.address, options.port);
    let passed_over = passed_over(&options);
    let world = seed(api, &options, demo)?;
    let may_lack = settings.may_lack;
    let settings = Settings {
        address,
        seed: options.number.unwrap_or(FIRST),
        world,
        #[cfg(feature = "data")]
        data: options.data,
        refuses_unread: options.refuse_unread,
        webhooks_elsewhere: options.webhooks_elsewhere,
        faults: [settings.faults, options.faults].concat(),
        ..settings
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        match Sandbox::start(Arc::clone(api), settings).await {
            Ok(sandbox) => {
                say(&format!("{}\n{passed_over}", banner(api, &sandbox, may_lack)));
                for address in &options.webhook {
                    match sandbox.listen(address, &[]).await {
                        Ok(standing) => say(&format!("webhook  {address} {}\n", standing.word())),
                        Err(error) => return Err(format!("--webhook: {error}")),
                    }
                }
                std::future::pending::<()>().await;
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => Err(format!("{address} is in use: take another port with `--port`")),
            Err(error) if error.kind() == ErrorKind::InvalidInput => Err(error.to_string()),
            Err(error) => Err(format!("{address} is not served: {error}")),
        }
    })
}

/// The part of an option that has no effect, in a line; empty if there is none.
fn passed_over(options: &Options) -> String {
    let seed = &options.seed;
    let number = options.number.filter(|_| seed != "demo");
    number
        .map(|number| {
            format!("number   {number} decides on made values and keys; the world of `--seed {seed}` is the same for every number\n")
        })
        .unwrap_or_default()
}

/// Prints every fault with its level, and what it does.
pub fn list_faults() {
    for fault in Fault::all() {
        say(&format!("{:<20} {:<10} {}\n", fault.name(), fault.level().word(), fault.doc()));
    }
}

/// Prints to standard output, which a reader such as `head` may close early.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The entities that `--seed` names. A file is refused with the place of each part that does not fit.
fn seed(api: &Described, options: &Options, demo: Option<Demo>) -> Result<Seed, String> {
    match (options.seed.as_str(), demo) {
        ("documented", _) => Ok(Seed::Documented),
        ("empty", _) => Ok(Seed::Empty),
        ("demo", Some(demo)) => Ok(Seed::Entities(demo(options.number.unwrap_or(FIRST)))),
        ("demo", None) => Err("this API has no small world: name a file, or take `--seed documented`".to_owned()),
        (file, _) => {
            let text = std::fs::read_to_string(file).map_err(|error| format!("--seed: {file}: {error}"))?;
            let data = YamlData::read(file, &text).map_err(|report| report.render(false))?;
            let seed = data.json();
            let flaws = flaws(api, &seed);
            if flaws.is_empty() {
                return Ok(Seed::Entities(seed));
            }
            Err(data.told(flaws.iter().map(|flaw| (flaw.path.as_slice(), flaw.message.as_str()))).join("\n"))
        }
    }
}

#[allow(clippy::print_stderr, reason = "a command tells its user")]
fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

/// The text that says what is served, and how to point a client at it.
fn banner(api: &Described, sandbox: &Sandbox, may_lack: &[(&str, &str)]) -> String {
    let api = api.api();
    let operations: usize = api.resources().iter().map(|resource| resource.methods.len()).sum();
    let (url, name) = (sandbox.base_url(), &api.name.wire);
    let token = sandbox.standing_token();
    let mut text = format!(
        "{name} at {url}: {operations} operation{} of {} resource{}, as strict as the schema\n\n\
         client   Client::builder().base_url(\"{url}\").token(\"{token}\")\n\
         token    {token} (every permission, the first member)\n\
         page     {url}/ (requests as they come, the world, tokens)\n",
        plural(operations),
        api.resources().len(),
        plural(api.resources().len()),
    );
    if let Some(oauth) = &api.oauth {
        let path = |address: &str| {
            address.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or_default().to_owned()
        };
        let _ = writeln!(text, "login    {url}{} with client_id=sandbox and client_secret=sandbox-secret", path(&oauth.authorization));
    }
    #[cfg(feature = "data")]
    if let Some(file) = sandbox.continued() {
        let _ = writeln!(text, "world    {} as it was left: `--seed` fills a new file alone", file.display());
    }
    text + &relaxed(may_lack)
}

/// The lines on rules that a real server applies and this one does not.
fn relaxed(may_lack: &[(&str, &str)]) -> String {
    let mut text = "relaxed  every member has every role; texts are not judged; nothing is reviewed before it is published".to_owned();
    for (operation, parameter) in may_lack {
        let _ = write!(text, "\n         {operation} may lack `{parameter}`");
    }
    text
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{OfFolder, relaxed};
    use crate::{Fault, Rule};

    #[test]
    fn parameter_that_may_be_missing_stands_in_the_banner() {
        assert_eq!(relaxed(&[("shop.find_by_search", "search")]).lines().last(), Some("         shop.find_by_search may lack `search`"));
    }

    #[test]
    fn number_that_does_not_make_the_world_is_told() {
        let told = |more: &[&str]| {
            let read = OfFolder::try_parse_from([&["sandbox", "--api", "x"], more].concat());
            super::passed_over(&read.expect("arguments").options)
        };
        let line = "number   7 decides on made values and keys; the world of `--seed documented` is the same for every number\n";
        assert_eq!(told(&["--number", "7"]), line);
        assert_eq!((told(&["--number", "7", "--seed", "demo"]), told(&[])), (String::new(), String::new()));
    }

    #[test]
    fn faults_of_the_command_line_are_rules() {
        let read = OfFolder::try_parse_from(["sandbox", "--api", "x", "--fault", "*=reset;times=2", "--fault", "a.b.get=http_502"]);
        let rules = [Rule::new("*", Fault::Reset).times(2), Rule::new("a.b.get", Fault::Http502)];
        assert_eq!(read.expect("arguments").options.faults, rules);
        let refused = OfFolder::try_parse_from(["sandbox", "--api", "x", "--fault", "*=explode"]).expect_err("no fault").to_string();
        assert!(refused.contains("no fault is called `explode`; the faults are close_before_reading, "), "{refused}");
        assert!(OfFolder::try_parse_from(["sandbox", "--list-faults"]).is_ok_and(|read| read.lists_faults()));
    }
}
