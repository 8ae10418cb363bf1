//! `restli lsp`: a language server for the YAML of an API.

mod complete;
mod cursor;
mod diagnostics;
mod grammar;
mod home;
mod hover;
mod layout;
mod mentions;
mod names;
mod places;
mod position;
mod rename;
mod rust_places;
mod session;
#[cfg(test)]
mod tests;
mod uri;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, InitializeParams, InitializeResult, Registration,
    RegistrationParams, ServerInfo, notification as note, request as ask,
};
use serde::Serialize;

use session::Session;

/// Options of `lsp`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder with the generated crates, where `generate --out` has written them; without it they are looked for where `generate` writes
    /// them in a workspace.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Taken for the sake of editors that pass it: the server speaks over its standard streams only.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor over standard input and output until it asks to end.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let (connection, threads) = Connection::stdio();
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let mut session = Session::new(&params, options.out.clone());
    let result = InitializeResult {
        capabilities: session.capabilities(),
        server_info: Some(ServerInfo { name: "restli".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    };
    connection.initialize_finish(id, serde_json::to_value(result)?)?;
    let watched = params.capabilities.workspace.and_then(|workspace| workspace.did_change_watched_files);
    if watched.and_then(|watched| watched.dynamic_registration) == Some(true) {
        connection.sender.send(Message::Request(watch()?)).map_err(|_| anyhow!("the editor has gone"))?;
    }
    let is_ended = serve(&connection, &mut session)?;
    drop(connection);
    threads.join()?;
    Ok(if is_ended { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The request to tell of files that other programs change.
fn watch() -> Result<Request> {
    let watchers =
        ["**/*.yaml", "**/samples/**"].map(|glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.into() };
    let registration = Registration {
        id: "files".to_owned(),
        method: <note::DidChangeWatchedFiles as note::Notification>::METHOD.to_owned(),
        register_options: Some(serde_json::to_value(options)?),
    };
    let params = RegistrationParams { registrations: vec![registration] };
    Ok(Request::new("files".to_owned().into(), <ask::RegisterCapability as ask::Request>::METHOD.to_owned(), params))
}

/// Answers until the editor asks to end, and returns whether it has asked. Files are checked when no further message waits, so that a burst of
/// changes is checked once.
fn serve(connection: &Connection, session: &mut Session) -> Result<bool> {
    let mut is_shut = false;
    loop {
        if connection.receiver.is_empty() && !is_shut {
            publish(connection, session)?;
        }
        let Ok(message) = connection.receiver.recv() else { return Ok(is_shut) };
        match message {
            Message::Request(request) if is_shut => {
                let told = "the server was asked to shut down".to_owned();
                respond(connection, Response::new_err(request.id, ErrorCode::InvalidRequest as i32, told))?;
            }
            Message::Request(request) if request.method == <ask::Shutdown as ask::Request>::METHOD => {
                is_shut = true;
                respond(connection, Response::new_ok(request.id, ()))?;
            }
            Message::Request(request) => {
                // An answer is about the files as they are.
                publish(connection, session)?;
                respond(connection, answer(session, request))?;
            }
            Message::Notification(notification) if notification.method == <note::Exit as note::Notification>::METHOD => return Ok(is_shut),
            Message::Notification(_) if is_shut => {}
            Message::Notification(notification) => told(session, &notification),
            Message::Response(_) => {}
        }
    }
}

fn respond(connection: &Connection, response: Response) -> Result<()> {
    connection.sender.send(Message::Response(response)).map_err(|_| anyhow!("the editor has gone"))
}

fn publish(connection: &Connection, session: &mut Session) -> Result<()> {
    for params in session.check() {
        let notification = Notification::new(<note::PublishDiagnostics as note::Notification>::METHOD.to_owned(), params);
        connection.sender.send(Message::Notification(notification)).map_err(|_| anyhow!("the editor has gone"))?;
    }
    Ok(())
}

/// Takes what the editor tells. A notification that is malformed, or about what the server does not know, is passed over.
fn told(session: &mut Session, notification: &Notification) {
    fn read<N: note::Notification>(notification: &Notification) -> Option<N::Params> {
        (notification.method == N::METHOD).then(|| serde_json::from_value(notification.params.clone()).ok()).flatten()
    }
    if let Some(params) = read::<note::DidOpenTextDocument>(notification) {
        session.opened(&params.text_document.uri, params.text_document.text, params.text_document.version);
    } else if let Some(params) = read::<note::DidChangeTextDocument>(notification) {
        session.changed(&params);
    } else if let Some(params) = read::<note::DidCloseTextDocument>(notification) {
        session.closed(&params.text_document.uri);
    } else if let Some(params) = read::<note::DidSaveTextDocument>(notification) {
        session.changed_on_disk(&params.text_document.uri);
    } else if let Some(params) = read::<note::DidChangeWatchedFiles>(notification) {
        params.changes.iter().for_each(|change| session.changed_on_disk(&change.uri));
    }
}

/// The answer to a request.
fn answer(session: &mut Session, request: Request) -> Response {
    match request.method.as_str() {
        <ask::Completion as ask::Request>::METHOD => asked::<ask::Completion, _>(request, |params| Ok(session.completion(&params))),
        <ask::HoverRequest as ask::Request>::METHOD => asked::<ask::HoverRequest, _>(request, |params| Ok(session.hover(&params))),
        <ask::GotoDefinition as ask::Request>::METHOD => asked::<ask::GotoDefinition, _>(request, |params| Ok(session.definition(&params))),
        <ask::GotoImplementation as ask::Request>::METHOD => {
            asked::<ask::GotoImplementation, _>(request, |params| Ok(session.implementation(&params)))
        }
        <ask::References as ask::Request>::METHOD => asked::<ask::References, _>(request, |params| Ok(session.references(&params))),
        <ask::PrepareRenameRequest as ask::Request>::METHOD => {
            asked::<ask::PrepareRenameRequest, _>(request, |params| session.prepare_rename(&params))
        }
        <ask::Rename as ask::Request>::METHOD => asked::<ask::Rename, _>(request, |params| session.rename(&params)),
        <ask::CodeActionRequest as ask::Request>::METHOD => {
            asked::<ask::CodeActionRequest, _>(request, |params| Ok(session.code_actions(&params)))
        }
        <ask::Formatting as ask::Request>::METHOD => asked::<ask::Formatting, _>(request, |params| Ok(session.formatting(&params))),
        other => {
            let told = format!("the server does not know `{other}`");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, told)
        }
    }
}

/// The answer to a request of a kind.
fn asked<R: ask::Request, T: Serialize>(request: Request, answer: impl FnOnce(R::Params) -> Result<T, String>) -> Response {
    let Request { id, method, params } = request;
    match serde_json::from_value::<R::Params>(params).map(answer) {
        Ok(Ok(value)) => Response::new_ok(id, value),
        Ok(Err(problem)) => Response::new_err(id, ErrorCode::RequestFailed as i32, problem),
        Err(error) => {
            let told = format!("the parameters of `{method}` cannot be read: {error}");
            Response::new_err(id, ErrorCode::InvalidParams as i32, told)
        }
    }
}
