//! The state of a session with an editor: open files, the APIs that they belong to, and the answers to requests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CompletionOptions, CompletionParams,
    CompletionResponse, CompletionTextEdit, DidChangeTextDocumentParams, DocumentFormattingParams, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, HoverProviderCapability, ImplementationProviderCapability, InitializeParams, Location, MarkupContent,
    MarkupKind, OneOf, Position, PrepareRenameResponse, PublishDiagnosticsParams, Range, ReferenceParams, RenameOptions, RenameParams,
    ServerCapabilities, TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, TextEdit, Uri, WorkDoneProgressOptions, WorkspaceEdit,
};
use restli_schema::api::Api;

use super::home::{Home, Index, folder_of};
use super::mentions::{Mention, mention_at};
use super::names::{Part, Thing};
use super::places::Places;
use super::position::{Encoding, Lines};
use super::{complete, cursor, diagnostics, hover, layout, rename, rust_places, uri};

/// A session with an editor.
#[derive(Debug)]
pub(super) struct Session {
    encoding: Encoding,
    /// The texts of the open files.
    open: BTreeMap<PathBuf, (String, i32)>,
    homes: BTreeMap<PathBuf, Home>,
    /// The folders whose files have changed since they were checked.
    changed: BTreeSet<PathBuf>,
    /// The files that show problems.
    shown: BTreeSet<PathBuf>,
    /// The folder with generated crates, if the options name one.
    out: Option<PathBuf>,
    /// The folder with the generated crates of each API, once it was asked for.
    crates: BTreeMap<PathBuf, Option<PathBuf>>,
}

/// A failed request: its text is shown to the user.
pub(super) type Answer<T> = Result<T, String>;

impl Session {
    pub(super) fn new(params: &InitializeParams, out: Option<PathBuf>) -> Self {
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        Self {
            encoding: Encoding::chosen(offered),
            open: BTreeMap::new(),
            homes: BTreeMap::new(),
            changed: BTreeSet::new(),
            shown: BTreeSet::new(),
            out,
            crates: BTreeMap::new(),
        }
    }

    /// The abilities of the server.
    pub(super) fn capabilities(&self) -> ServerCapabilities {
        ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            })),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some([":", "[", "{", " ", ".", "(", ",", "/", "-"].map(str::to_owned).into()),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            rename_provider: Some(OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            })),
            document_formatting_provider: Some(OneOf::Left(true)),
            ..ServerCapabilities::default()
        }
    }

    /// Takes a file that was opened.
    pub(super) fn opened(&mut self, uri: &Uri, text: String, version: i32) {
        if let Some(path) = uri::to_path(uri) {
            self.open.insert(path.clone(), (text, version));
            self.touch(&path);
        }
    }

    /// Takes the changes of an open file.
    pub(super) fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let Some(path) = uri::to_path(&params.text_document.uri) else { return };
        let encoding = self.encoding;
        let Some((text, version)) = self.open.get_mut(&path) else { return };
        *version = params.text_document.version;
        for change in &params.content_changes {
            let Some(range) = change.range else {
                change.text.clone_into(text);
                continue;
            };
            let (start, end) = (encoding.offset(text, range.start), encoding.offset(text, range.end));
            text.replace_range(start.min(end)..start.max(end), &change.text);
        }
        self.touch(&path);
    }

    /// Takes a file that was closed: that on the disk counts again.
    pub(super) fn closed(&mut self, uri: &Uri) {
        if let Some(path) = uri::to_path(uri) {
            self.touch(&path);
            self.open.remove(&path);
        }
    }

    /// Takes a file that was changed on the disk, made or deleted.
    pub(super) fn changed_on_disk(&mut self, uri: &Uri) {
        if let Some(path) = uri::to_path(uri) {
            self.touch(&path);
        }
    }

    fn touch(&mut self, path: &Path) {
        let known = self.homes.keys().find(|folder| path.starts_with(folder)).cloned();
        self.changed.extend(folder_of(path).or(known));
    }

    /// Checks what has changed, and returns the problems of each file that has some or had some.
    pub(super) fn check(&mut self) -> Vec<PublishDiagnosticsParams> {
        let mut told = Vec::new();
        let open: BTreeMap<PathBuf, String> = self.open.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect();
        for folder in std::mem::take(&mut self.changed) {
            let home = self.homes.entry(folder.clone()).or_insert_with(|| Home::new(folder.clone()));
            let found = match home.check(&open) {
                Ok(()) => diagnostics::of(home, self.encoding),
                Err(problem) => diagnostics::unreadable(&folder, &problem),
            };
            let had: BTreeSet<PathBuf> = self.shown.iter().filter(|path| path.starts_with(&folder)).cloned().collect();
            self.shown.retain(|path| !had.contains(path));
            self.shown.extend(found.keys().cloned());
            for path in had.union(&found.keys().cloned().collect()) {
                let Some(uri) = uri::of_path(path) else { continue };
                let version = self.open.get(path).map(|(_, version)| *version);
                told.push(PublishDiagnosticsParams { uri, diagnostics: found.get(path).cloned().unwrap_or_default(), version });
            }
        }
        told
    }

    /// The API of a file, checked, with the number of the file and the offset of a position.
    fn at(&mut self, uri: &Uri, position: Position) -> Option<(&mut Home, u32, usize, PathBuf)> {
        let path = uri::to_path(uri)?;
        let folder = folder_of(&path)?;
        if !self.homes.contains_key(&folder) {
            self.changed.insert(folder.clone());
            self.check();
        }
        let home = self.homes.get_mut(&folder)?;
        let (number, text) = home.file(&path)?;
        let offset = self.encoding.offset(text, position);
        Some((home, number, offset, path))
    }

    /// The items that may be written at a position.
    pub(super) fn completion(&mut self, params: &CompletionParams) -> Option<CompletionResponse> {
        let place = &params.text_document_position;
        let encoding = self.encoding;
        let (home, number, offset, path) = self.at(&place.text_document.uri, place.position)?;
        let below = home.below(&path)?;
        if below.starts_with("samples/") {
            return None;
        }
        let index = home.index();
        let (_, text) = home.numbered(number)?;
        let cursor = cursor::at(text, offset)?;
        let product = product_of(home, number);
        let range = encoding.range(&Lines::of(text), cursor.place.start, cursor.place.end);
        let mut items = complete::items(&cursor, &index.names, &product, Home::is_api(&below));
        for item in &mut items {
            let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
            item.text_edit = Some(CompletionTextEdit::Edit(TextEdit { range, new_text }));
        }
        Some(CompletionResponse::Array(items))
    }

    /// The name at a position, with its place.
    fn mention(&mut self, uri: &Uri, position: Position) -> Option<(Mention, Rc<Index>, &mut Home)> {
        let (home, file, offset, _) = self.at(uri, position)?;
        let index = home.index();
        let found = mention_at(&index.mentions, file, offset)?.clone();
        Some((found, index, home))
    }

    /// The declaration of the name at a position; of a declaration, the item in the generated Rust.
    pub(super) fn definition(&mut self, params: &GotoDefinitionParams) -> Option<Vec<Location>> {
        let place = &params.text_document_position_params;
        let encoding = self.encoding;
        let (found, index, home) = self.mention(&place.text_document.uri, place.position)?;
        let declared = index.names.get(&found.thing)?;
        if found.declares {
            let own = Places::new(home, encoding).location(declared.span);
            return Some(self.implementation(params).unwrap_or_else(|| own.into_iter().collect()));
        }
        Some(vec![Places::new(home, encoding).location(declared.span)?])
    }

    /// The place of the name at a position in the generated Rust.
    pub(super) fn implementation(&mut self, params: &GotoDefinitionParams) -> Option<Vec<Location>> {
        let place = &params.text_document_position_params;
        let (found, _, home) = self.mention(&place.text_document.uri, place.position)?;
        let (folder, api) = (home.folder.clone(), home.api.clone()?);
        Some(vec![self.rust_place(&folder, &api, &found.thing)?])
    }

    fn rust_place(&mut self, folder: &Path, api: &Api, thing: &Thing) -> Option<Location> {
        let crates = self.crates(folder)?;
        let plan = restli_codegen::plan(api);
        let (path, line) = rust_places::place(&plan, &rust_places::item(&plan, thing)?, &crates)?;
        let start = Position { line, character: 0 };
        Some(Location { uri: uri::of_path(&path)?, range: Range { start, end: start } })
    }

    /// The folder with the generated crates of an API.
    fn crates(&mut self, folder: &Path) -> Option<PathBuf> {
        let out = self.out.clone();
        self.crates.entry(folder.to_owned()).or_insert_with(|| out.or_else(|| crate::generate::jobs::crates_folder(folder))).clone()
    }

    /// All places of the name at a position, and its item in the generated Rust.
    pub(super) fn references(&mut self, params: &ReferenceParams) -> Option<Vec<Location>> {
        let place = &params.text_document_position;
        let encoding = self.encoding;
        let declares = params.context.include_declaration;
        let (found, index, home) = self.mention(&place.text_document.uri, place.position)?;
        let of_thing = index.mentions.iter().filter(|one| one.thing == found.thing && (declares || !one.declares));
        let mut counted = Places::new(home, encoding);
        let mut places: Vec<Location> = of_thing.filter_map(|one| counted.location(one.span)).collect();
        if declares && let Some(api) = home.api.clone() {
            let folder = home.folder.clone();
            places.extend(self.rust_place(&folder, &api, &found.thing));
        }
        Some(places)
    }

    /// The description of the name or key at a position.
    pub(super) fn hover(&mut self, params: &HoverParams) -> Option<Hover> {
        let place = &params.text_document_position_params;
        let encoding = self.encoding;
        let (home, file, offset, path) = self.at(&place.text_document.uri, place.position)?;
        let index = home.index();
        let (value, span) = if let Some(found) = mention_at(&index.mentions, file, offset) {
            (hover::of_thing(&index.names, home.api.as_deref(), &found.thing)?, found.span)
        } else {
            let of_api = Home::is_api(&home.below(&path)?);
            hover::of_key(&home.document(file)?, of_api, offset)?
        };
        let range = Places::new(home, encoding).range(span)?;
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: Some(range) })
    }

    /// The name at a position, if it may be renamed.
    pub(super) fn prepare_rename(&mut self, params: &TextDocumentPositionParams) -> Answer<Option<PrepareRenameResponse>> {
        let encoding = self.encoding;
        let Some((home, file, offset, _)) = self.at(&params.text_document.uri, params.position) else { return Ok(None) };
        let named = rename::named(home, file, offset)?;
        let Some(range) = Places::new(home, encoding).range(named.span) else { return Ok(None) };
        let placeholder = named.old;
        Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }))
    }

    /// The edits of all files that rename the name at a position.
    pub(super) fn rename(&mut self, params: &RenameParams) -> Answer<Option<WorkspaceEdit>> {
        let encoding = self.encoding;
        let open: BTreeMap<PathBuf, String> = self.open.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect();
        let place = &params.text_document_position;
        let Some((home, file, offset, _)) = self.at(&place.text_document.uri, place.position) else { return Ok(None) };
        let named = rename::named(home, file, offset)?;
        let places = rename::places(home, &open, &named, &params.new_name)?;
        let mut changes: Vec<(Uri, Vec<TextEdit>)> = Vec::new();
        let mut counted = Places::new(home, encoding);
        for span in places {
            let Some(Location { uri, range }) = counted.location(span) else { continue };
            let edit = TextEdit { range, new_text: params.new_name.clone() };
            match changes.iter_mut().find(|(other, _)| *other == uri) {
                Some((_, edits)) => edits.push(edit),
                None => changes.push((uri, vec![edit])),
            }
        }
        Ok(Some(workspace_edit(changes)))
    }

    /// The edits that the advice on the problems at a range describes.
    pub(super) fn code_actions(&mut self, params: &CodeActionParams) -> Option<Vec<CodeAction>> {
        let encoding = self.encoding;
        let (home, file, start, _) = self.at(&params.text_document.uri, params.range.start)?;
        let (_, text) = home.numbered(file)?;
        let end = encoding.offset(text, params.range.end);
        let document = home.document(file);
        let mut places = Places::new(home, encoding);
        let (uri, mut actions) = (params.text_document.uri.clone(), Vec::new());
        for problem in home.problems.iter().filter(|one| one.span.file == file) {
            let meets = problem.span.start as usize <= end && start <= problem.span.end.max(problem.span.start) as usize;
            let edit = meets.then(|| restli_schema::fixes::edit(problem, document.as_ref(), text)).flatten();
            let (Some(edit), Some(help)) = (edit, &problem.help) else { continue };
            let Some(range) = places.range(edit.span) else { continue };
            actions.push(CodeAction {
                title: help.text.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostics::diagnostic(&mut places, problem)]),
                edit: Some(workspace_edit(vec![(uri.clone(), vec![TextEdit { range, new_text: edit.text }])])),
                is_preferred: Some(true),
                ..CodeAction::default()
            });
        }
        Some(actions)
    }

    /// The edits that lay an open file of an API out; none for a file that `restli fmt` leaves as it is.
    pub(super) fn formatting(&self, params: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
        let path = uri::to_path(&params.text_document.uri)?;
        let folder = folder_of(&path)?;
        let (text, _) = self.open.get(&path)?;
        let is_sample = path.strip_prefix(folder).is_ok_and(|below| below.starts_with("samples"));
        let new = crate::fmt::formatted(text).ok().filter(|_| !is_sample)?;
        Some(layout::edits(self.encoding, text, &new))
    }
}

#[allow(clippy::mutable_key_type, reason = "the protocol's type of edits has addresses as keys, and nothing changes them")]
fn workspace_edit(changes: Vec<(Uri, Vec<TextEdit>)>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(changes.into_iter().collect()), ..WorkspaceEdit::default() }
}

/// The product of a file.
fn product_of(home: &Home, number: u32) -> String {
    let known = home.document(number);
    let of_document = known.as_ref().map(|document| Part { file: number, of_api: false, document }.product().to_owned());
    of_document.unwrap_or_else(|| {
        let text = home.numbered(number).map(|(_, text)| text).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("product:"));
        line.unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned()
    })
}
