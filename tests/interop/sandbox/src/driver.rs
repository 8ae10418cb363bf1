//! The driver of an official client: a process that makes a call for each line, and says in a line what came of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use linkedin_sandbox::{Exchange, Sandbox};
use restli_core::Json;
use serde::Deserialize;

/// A running driver, which is killed on drop.
pub(crate) struct Driver<'a> {
    sandbox: &'a Sandbox,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// The word of a client about a call.
#[derive(Deserialize)]
pub(crate) struct Told {
    /// The error that the client threw.
    pub(crate) error: Option<String>,
    /// The data that it read from the answer.
    #[serde(default)]
    pub(crate) answer: Json,
}

impl<'a> Driver<'a> {
    /// Starts the driver of a client.
    pub(crate) fn start(sandbox: &'a Sandbox, client: &str, program: &[String]) -> Result<Self> {
        let (first, arguments) = program.split_first().context("a driver")?;
        let mut command = Command::new(first);
        command.args(arguments).arg(sandbox.base_url()).arg("-").arg(client);
        // A proxy of the machine is not to stand between the client and this program.
        command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().with_context(|| format!("cannot run {first}"))?;
        let (input, output) = process.stdin.take().zip(process.stdout.take()).context("the driver has no pipes")?;
        Ok(Self { sandbox, process, input, output: BufReader::new(output) })
    }

    /// Makes a call: what the client made of it, and the exchange of the sandbox; `None` if the client sent nothing.
    pub(crate) fn call(&mut self, call: &Json) -> Result<(Told, Option<Exchange>)> {
        let number = |sandbox: &Sandbox| sandbox.exchanges().last().map_or(0, |last| last.number);
        let before = number(self.sandbox);
        writeln!(self.input, "{call}")?;
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            bail!("the driver ended at {call}");
        }
        let told = serde_json::from_str(&line).with_context(|| format!("the driver printed `{line}`"))?;
        Ok((told, self.sandbox.exchanges().pop().filter(|last| last.number > before)))
    }
}

impl Drop for Driver<'_> {
    fn drop(&mut self) {
        // The process may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
