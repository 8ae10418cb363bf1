//! An editor that speaks to the server over its standard streams.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// The mark of the cursor in texts of tests.
pub(crate) const CURSOR: char = '^';

pub(crate) struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: PathBuf,
    last: u64,
    version: u64,
    /// The methods of the requests that the server has sent.
    pub(crate) asked: Vec<String>,
    /// The last problems of each file, by its address.
    pub(crate) problems: Vec<(String, Value)>,
    pub(crate) capabilities: Value,
}

impl Editor {
    /// Starts a server for a folder. The encodings are those that the editor offers for columns.
    pub(crate) fn start(folder: &Path, encodings: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_restli"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = server.stdin.take().expect("an input");
        let output = BufReader::new(server.stdout.take().expect("an output"));
        let folder = folder.to_owned();
        let mut editor =
            Self { server, input, output, folder, last: 0, version: 0, asked: Vec::new(), problems: Vec::new(), capabilities: Value::Null };
        let params = json!({"processId": null, "rootUri": null, "capabilities": {
            "general": {"positionEncodings": encodings},
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        }});
        editor.capabilities = editor.ask("initialize", &params)["capabilities"].clone();
        editor.tell("initialized", &json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("sent");
        self.input.flush().expect("sent");
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).expect("a line"), 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().expect("a length"),
                _ if line.trim().is_empty() => break,
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).expect("a message");
        let message: Value = serde_json::from_slice(&bytes).expect("JSON");
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
            self.problems.retain(|(other, _)| *other != uri);
            self.problems.push((uri, message["params"]["diagnostics"].clone()));
        }
        if let (Some(method), Some(_)) = (message["method"].as_str(), message.get("id")) {
            self.asked.push(method.to_owned());
            let id = message["id"].clone();
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
        }
        message
    }

    pub(crate) fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The response to a request, with result or error.
    pub(crate) fn response(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}));
        loop {
            let message = self.receive();
            if message["id"] == self.last {
                return message;
            }
        }
    }

    /// The result of a request.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let response = self.response(method, params);
        assert!(response["error"].is_null(), "{method}: {response}");
        response["result"].clone()
    }

    pub(crate) fn uri(&self, file: &str) -> String {
        format!("file://{}", self.folder.join(file).display())
    }

    pub(crate) fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        self.tell("textDocument/didOpen", &json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}));
    }

    /// Puts a text in the place of a whole file.
    pub(crate) fn change(&mut self, file: &str, text: &str) {
        self.version += 1;
        let document = json!({"uri": self.uri(file), "version": self.version});
        self.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }

    /// The messages of the problems of a file, after all that was told.
    pub(crate) fn problems(&mut self, file: &str) -> Vec<String> {
        // The answer to a request comes after the problems.
        let document = json!({"textDocument": {"uri": self.uri(file)}, "position": {"line": 0, "character": 0}});
        self.ask("textDocument/hover", &document);
        let uri = self.uri(file);
        let found = self.problems.iter().find(|(other, _)| *other == uri);
        let list = found.and_then(|(_, list)| list.as_array()).cloned().unwrap_or_default();
        list.iter()
            .map(|one| format!("{} {}", one["code"].as_str().unwrap_or_default(), one["message"].as_str().unwrap_or_default()))
            .collect()
    }

    /// Asks about the place of the cursor mark in a text, which the file then has without the mark.
    pub(crate) fn ask_at(&mut self, method: &str, file: &str, text: &str, more: &Value) -> Value {
        let response = self.response_at(method, file, text, more);
        assert!(response["error"].is_null(), "{method}: {response}");
        response["result"].clone()
    }

    pub(crate) fn response_at(&mut self, method: &str, file: &str, text: &str, more: &Value) -> Value {
        let offset = text.find(CURSOR).expect("a cursor");
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        self.change(file, &text.replacen(CURSOR, "", 1));
        let mut params = json!({"textDocument": {"uri": self.uri(file)}, "position": {"line": line, "character": column}});
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        self.response(method, &params)
    }

    /// The exit status of the server, which has ended.
    pub(crate) fn status(mut self) -> Option<i32> {
        self.server.wait().expect("an end").code()
    }

    /// Ends the session as editors do.
    pub(crate) fn end(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.server.wait().expect("an end").success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
    }
}
