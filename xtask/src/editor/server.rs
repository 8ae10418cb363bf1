//! rust-analyzer as a child process, by the Language Server Protocol: messages of JSON on its standard input and output.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

/// The longest that an answer may take: the first waits for the macros to be built.
const PATIENCE: Duration = Duration::from_mins(10);

/// A running rust-analyzer with one open file. It ends with the value.
pub(super) struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// Address of the open file.
    uri: String,
    /// Number of the last request, and of the last version of the file.
    last: u64,
}

impl Server {
    /// Starts rust-analyzer on a workspace, opens a file there, and waits until all is loaded.
    pub(super) fn start(workspace: &Path, target: &Path, file: &Path) -> Result<Self> {
        let mut child = Command::new("rust-analyzer")
            .current_dir(workspace)
            .env("CARGO_TARGET_DIR", target)
            // Nothing is looked for on the network. The standard library, whose dependencies may not be here, is not needed.
            .env("CARGO_NET_OFFLINE", "true")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start rust-analyzer")?;
        let input = child.stdin.take().context("rust-analyzer has an input")?;
        let output = child.stdout.take().context("rust-analyzer has an output")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut server = Self { child, input, messages, uri: uri(file), last: 0 };
        let options = json!({"checkOnSave": false, "cachePriming": {"enable": false}});
        let capabilities = json!({"experimental": {"serverStatusNotification": true}});
        server.ask("initialize", &json!({"rootUri": uri(workspace), "capabilities": capabilities, "initializationOptions": options}))?;
        server.tell("initialized", &json!({}))?;
        let document = json!({"uri": server.uri, "languageId": "rust", "version": 0, "text": std::fs::read_to_string(file)?});
        server.tell("textDocument/didOpen", &json!({ "textDocument": document }))?;
        while server.next()?.pointer("/params/quiescent") != Some(&Value::Bool(true)) {}
        Ok(server)
    }

    /// Replaces the text of the file.
    pub(super) fn write(&mut self, text: &str) -> Result<()> {
        self.last += 1;
        let document = json!({"uri": self.uri, "version": self.last});
        self.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": text}]}))
    }

    /// Asks for something about the file, at a line and a column of it.
    pub(super) fn ask_at(&mut self, method: &str, (line, column): (usize, usize)) -> Result<Value> {
        let params = json!({"textDocument": {"uri": self.uri}, "position": {"line": line, "character": column}});
        self.ask(method, &params)
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.last += 1;
        let id = self.last;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        loop {
            let message = self.next()?;
            if message.get("id").and_then(Value::as_u64) == Some(id) {
                if let Some(error) = message.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(message.get("result").cloned().unwrap_or_default());
            }
        }
    }

    /// The next message. A request of rust-analyzer, such as that for the settings, is answered with nothing.
    fn next(&mut self) -> Result<Value> {
        let message = self.messages.recv_timeout(PATIENCE).context("rust-analyzer says nothing more")?;
        match (message.get("id"), message.get("method")) {
            (Some(id), Some(_)) => {
                self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}))?;
                Ok(Value::Null)
            }
            _ => Ok(message),
        }
    }

    fn tell(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one message: headers, an empty line, and as many bytes as the headers say.
fn read(output: &mut BufReader<ChildStdout>) -> Result<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        ensure!(output.read_line(&mut line)? > 0, "rust-analyzer has ended");
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse::<usize>().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut text = vec![0; length.context("a message has a length")?];
    output.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}
