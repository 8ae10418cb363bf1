//! A receiver of calls, which answers challenges with a secret and events with the statuses of a list.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::hmac;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const SECRET: &str = "sandbox-secret";

/// A receiver.
pub(crate) struct Receiver {
    pub(crate) address: String,
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    secret: String,
    /// The statuses of the next answers to events, last first; 0 for none in time. Without one, 200.
    statuses: Vec<u16>,
    events: Vec<Event>,
    challenges: usize,
    /// The body of answers to events.
    text: String,
    /// The end of answers after half of their body, if it is not whole.
    end: Option<HalfEnd>,
}

/// The end of an answer of which half of the body came.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HalfEnd {
    /// Nothing more comes, and the connection stays open.
    Stalled,
    /// The connection is closed.
    Closed,
}

/// An event as it came.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) body: String,
    /// The signature is that of the body with [`SECRET`].
    pub(crate) is_signed: bool,
}

impl Event {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl Receiver {
    pub(crate) async fn open(secret: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hooks?a=1", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(Script { secret: secret.to_owned(), ..Script::default() }));
        let shared = Arc::clone(&script);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(answer(stream, Arc::clone(&shared)));
            }
        });
        Self { address, script }
    }

    /// Answers the next events with these statuses.
    pub(crate) fn answer_with(&self, statuses: &[u16]) {
        self.script.lock().unwrap().statuses = statuses.iter().rev().copied().collect();
    }

    /// Answers challenges with another secret.
    pub(crate) fn change_secret(&self, secret: &str) {
        secret.clone_into(&mut self.script.lock().unwrap().secret);
    }

    /// Answers events with a body.
    pub(crate) fn answer_at_length(&self, text: String) {
        self.script.lock().unwrap().text = text;
    }

    /// Answers challenges and events with half of the body.
    pub(crate) fn answer_by_half(&self, end: HalfEnd) {
        self.script.lock().unwrap().end = Some(end);
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.script.lock().unwrap().events.clone()
    }

    pub(crate) fn challenges(&self) -> usize {
        self.script.lock().unwrap().challenges
    }
}

async fn answer(mut stream: TcpStream, script: Arc<Mutex<Script>>) {
    let (head, body) = read(&mut stream).await;
    let (status, text) = if let Some(challenge) = head.strip_prefix("GET /hooks?a=1&challenge=") {
        let challenge = challenge.split(' ').next().unwrap();
        let mut script = script.lock().unwrap();
        script.challenges += 1;
        (200, json!({"challenge": challenge, "response": sign(&script.secret, challenge)}).to_string())
    } else {
        assert!(head.starts_with("POST /hooks?a=1 HTTP/1.1\r\n") && head.contains("content-type: application/json\r\n"), "{head}");
        let told = head.lines().find_map(|line| line.strip_prefix("x-signature: ")).unwrap();
        let mut script = script.lock().unwrap();
        let is_signed = [body.clone(), escaped(&body)].iter().any(|form| told == sign(SECRET, &format!("signed={form}")));
        script.events.push(Event { body, is_signed });
        (script.statuses.pop().unwrap_or(200), script.text.clone())
    };
    if status == 0 {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let end = script.lock().unwrap().end;
    let head = format!("HTTP/1.1 {status} OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", text.len());
    let sent = if end.is_some() { &text[..text.len() / 2] } else { &text };
    let _ = stream.write_all((head + sent).as_bytes()).await;
    if let Some(HalfEnd::Stalled) = end {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

async fn read(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    loop {
        stream.read_buf(&mut bytes).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            return (format!("{head}\r\n"), body.to_owned());
        }
    }
}

fn sign(secret: &str, text: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), text.as_bytes());
    tag.as_ref().iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

fn escaped(text: &str) -> String {
    text.replace('ü', "\\u00fc")
}
