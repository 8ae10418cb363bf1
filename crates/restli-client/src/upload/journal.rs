//! The journal of an upload in parts: another process goes on where one was killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::StatusCode;
use serde_json::{Value, json};

use super::file::JournalFile;
use super::{JournalStore, Uploaded, refusal};
use crate::error::{Error, UploadError, UploadErrorKind};
use crate::net::{NO_RUNTIME, in_runtime};
use crate::source::OpenSource;
use crate::store::{self, LockLost, StoreError, StoreLock};

/// The form of the text.
const FORM: u64 = 1;

/// The journal of an upload in parts, in a file or a [`JournalStore`]: what the server handed out, and the parts that have arrived.
///
/// Whoever reads it may upload: it has the addresses. It is written as a whole after each part, so that whoever kills the program finds the state
/// before or after. A lock lets one process use a journal at a time; it is free when its holder dies, in `RedisStore` ten seconds later. A journal of an
/// upload that has ended stays, and tells so: remove it to upload the same anew.
pub struct UploadJournal(Arc<Kept>);

/// The state of a journal. Whoever writes holds it, so that the lock is free only when no write is under way.
struct Kept {
    home: Home,
    lock: StoreLock,
    entry: Mutex<Entry>,
    /// The turn to write.
    turn: tokio::sync::Mutex<()>,
}

/// The home of a journal: a file, or a store and the name there.
#[derive(Debug)]
enum Home {
    File(JournalFile),
    Store(Box<dyn JournalStore>, String),
}

/// The content of a journal.
#[derive(Clone, PartialEq)]
struct Entry {
    subject: String,
    /// The marks of the source: size, time of change, checksum of the beginning.
    source: (u64, Option<u64>, u64),
    begun: Option<String>,
    parts: BTreeMap<usize, Uploaded>,
    /// The names of what has arrived beside the parts.
    attached: BTreeSet<String>,
    end: End,
}

/// The end of an upload, once all of it has arrived, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Open,
    /// The end was perhaps told to the server.
    Told,
    Ended,
}

/// The ends by their names in the text.
const ENDS: [(&str, End); 3] = [("open", End::Open), ("told", End::Told), ("ended", End::Ended)];

impl UploadJournal {
    /// Opens the journal of an upload in a file, and begins one if there is none. The subject, such as the kind and the owner of the medium, and
    /// the source must be those that it was begun with. The file is readable for its owner only (mode 0600); its lock is the file `<file>.lock`.
    ///
    /// # Errors
    /// [`Error::Upload`]: the kind [`Changed`](UploadErrorKind::Changed) for another source, [`Journal`](UploadErrorKind::Journal) for a file
    /// that cannot be used, is used by another process, or is about something else.
    pub async fn open(path: impl Into<PathBuf>, subject: &str, source: &OpenSource) -> Result<Self, Error> {
        let path = path.into();
        let name = path.display().to_string();
        let file = JournalFile::new(path);
        let opened = locked(&name, || file.open()).await?;
        Self::of(opened, &name, Entry::new(subject, source.marks()), Home::File(file))
    }

    /// Opens the journal of an upload that a store has under a name, as [`open`](Self::open) does with a file.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub async fn open_in(store: impl JournalStore, name: &str, subject: &str, source: &OpenSource) -> Result<Self, Error> {
        let opened = locked(name, || store.open(name)).await?;
        Self::of(opened, name, Entry::new(subject, source.marks()), Home::Store(Box::new(store), name.to_owned()))
    }

    fn of((lock, text): (StoreLock, Option<String>), name: &str, new: Entry, home: Home) -> Result<Self, Error> {
        let entry = find(name, text.as_deref(), new)?;
        Ok(Self(Arc::new(Kept { home, lock, entry: Mutex::new(entry), turn: tokio::sync::Mutex::default() })))
    }

    /// Removes the journal that a store has under a name: the next upload with it begins anew.
    ///
    /// # Errors
    /// [`Error::Upload`] of the kind [`Journal`](UploadErrorKind::Journal), if the journal is in use or the store fails.
    pub async fn remove_from(store: &impl JournalStore, name: &str) -> Result<(), Error> {
        let (lock, _) = locked(name, || store.open(name)).await?;
        store.erase(name, &lock).await.map_err(|error| unkept(&error))
    }

    /// The text that was given to [`UploadJournal::begin`]: the server handed it out when the upload began.
    #[must_use]
    pub fn begun(&self) -> Option<String> {
        self.0.entry().begun.clone()
    }

    /// The response to a part that has arrived.
    #[must_use]
    pub fn part(&self, index: usize) -> Option<Uploaded> {
        self.0.entry().parts.get(&index).cloned()
    }

    /// Returns `true` if what belongs to the medium beside its parts under this name, such as a preview image, has arrived.
    #[must_use]
    pub fn is_attached(&self, name: &str) -> bool {
        self.0.entry().attached.contains(name)
    }

    /// Returns `true` if the end was perhaps told to the server: the program was killed before the answer.
    #[must_use]
    pub fn is_end_told(&self) -> bool {
        self.0.entry().end == End::Told
    }

    /// Returns `true` if the upload has ended.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.0.entry().end == End::Ended
    }

    /// Keeps what the server handed out, in place of anything that was kept before.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn begin(&self, handed_out: String) -> Result<(), Error> {
        self.start(Some(handed_out)).await
    }

    /// Forgets what the server handed out, and the parts: the next upload by this journal begins anew.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn forget(&self) -> Result<(), Error> {
        self.start(None).await
    }

    /// Forgets the upload if the error is the refusal of an address that was handed out, with the status 401, 403, 404 or 410: the address is of
    /// no use any more.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn forget_refused(&self, error: &Error) -> Result<(), Error> {
        if refusal::is_of_address(error) { self.forget().await } else { Ok(()) }
    }

    /// Keeps the response to a part.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn sent(&self, index: usize, answer: Uploaded) -> Result<(), Error> {
        self.change(move |entry| drop(entry.parts.insert(index, answer))).await
    }

    /// Notes under a name that something which belongs to the medium beside its parts, such as a preview image, has arrived.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn attached(&self, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        let note = |entry: &mut Entry| {
            entry.attached.insert(name);
        };
        self.change(note).await
    }

    /// Notes that the server is about to be told the end.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn tell_end(&self) -> Result<(), Error> {
        self.change(|entry| entry.end = End::Told).await
    }

    /// Notes that the upload has ended.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn ended(&self) -> Result<(), Error> {
        self.change(|entry| entry.end = End::Ended).await
    }

    async fn start(&self, begun: Option<String>) -> Result<(), Error> {
        self.change(|entry| *entry = Entry { begun, ..Entry::new(&entry.subject, entry.source) }).await
    }

    /// Changes the journal in a task of its own: a change that nobody waits for any more is brought to its end.
    async fn change(&self, change: impl FnOnce(&mut Entry) + Send + 'static) -> Result<(), Error> {
        let kept = Arc::clone(&self.0);
        let end = tokio::spawn(async move { kept.change(change).await }).await;
        end.unwrap_or_else(|error| Err(error.into())).map_err(|error| unkept(&error))
    }
}

impl Kept {
    /// Changes the text, and the entry once that is done. The entry can be read meanwhile.
    async fn change(&self, change: impl FnOnce(&mut Entry)) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let mut next = self.entry().clone();
        change(&mut next);
        match &self.home {
            Home::File(file) => file.write(next.to_text()).await?,
            Home::Store(store, name) => store.write(name, &next.to_text(), &self.lock).await?,
        }
        *self.entry() = next;
        Ok(())
    }

    fn entry(&self) -> MutexGuard<'_, Entry> {
        self.entry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    /// The entry of an upload that has not begun.
    fn new(subject: &str, source: (u64, Option<u64>, u64)) -> Self {
        Self { subject: subject.to_owned(), source, begun: None, parts: BTreeMap::new(), attached: BTreeSet::new(), end: End::Open }
    }

    fn to_text(&self) -> String {
        let (size, changed, head) = self.source;
        let parts: BTreeMap<String, Value> = (self.parts.iter())
            .map(|(index, part)| (index.to_string(), json!({"status": part.status.as_u16(), "etag": part.etag})))
            .collect();
        let end = ENDS.iter().find(|(_, end)| *end == self.end).map(|(name, _)| name);
        json!({
            "form": FORM,
            "subject": self.subject,
            "source": {"size": size, "changed": changed, "head": head},
            "begun": self.begun,
            "parts": parts,
            "attached": self.attached,
            "end": end,
        })
        .to_string()
    }

    /// Reads the text of a journal; `None` if it is none of this form.
    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
        let number = |value: &Value, key: &str| value.get(key)?.as_u64();
        let part = |(index, part): (&String, &Value)| {
            let status = StatusCode::from_u16(u16::try_from(number(part, "status")?).ok()?).ok()?;
            Some((index.parse().ok()?, Uploaded::new(status, text(part, "etag"))))
        };
        let (source, end) = (value.get("source")?, text(&value, "end")?);
        let attached = value.get("attached")?.as_array()?;
        Some(Self {
            subject: text(&value, "subject").filter(|_| number(&value, "form") == Some(FORM))?,
            source: (number(source, "size")?, number(source, "changed"), number(source, "head")?),
            begun: text(&value, "begun"),
            parts: value.get("parts")?.as_object()?.iter().map(part).collect::<Option<_>>()?,
            attached: attached.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<_>>()?,
            end: ENDS.iter().find(|(name, _)| *name == end)?.1,
        })
    }
}

/// The lock of a journal, and its text.
async fn locked<F>(name: &str, open: impl FnOnce() -> F) -> Result<(StoreLock, Option<String>), Error>
where
    F: Future<Output = Result<Option<(StoreLock, Option<String>)>, StoreError>>,
{
    if !in_runtime() {
        return Err(failed(UploadErrorKind::Journal, NO_RUNTIME.0, NO_RUNTIME.1));
    }
    open().await.map_err(|error| unkept(&error))?.ok_or_else(|| {
        let what = format!("the journal `{name}` is in use by another upload");
        failed(UploadErrorKind::Journal, &what, "wait for its end, or take another journal")
    })
}

/// The content of a journal, if it fits the new one; the new one if there is none.
fn find(name: &str, text: Option<&str>, new: Entry) -> Result<Entry, Error> {
    let told = |kind, what: &str, remedy: &str| Err(failed(kind, &format!("{name}: {what}"), remedy));
    let anew = "remove the journal to begin anew";
    let Some(text) = text else { return Ok(new) };
    match Entry::read(text) {
        None => {
            told(UploadErrorKind::Journal, "this is no journal of an upload", "name another one; remove this one only if it was a journal")
        }
        Some(known) if known.subject != new.subject => {
            told(UploadErrorKind::Journal, &format!("this is the journal of another upload: {}", known.subject), anew)
        }
        Some(known) if known.source != new.source => {
            let what = format!("the source has changed since the upload began: {} bytes then, {} now", known.source.0, new.source.0);
            told(UploadErrorKind::Changed, &what, anew)
        }
        Some(known) => Ok(known),
    }
}

fn failed(kind: UploadErrorKind, what: &str, remedy: &str) -> Error {
    Error::upload(UploadError::new(kind, what, remedy))
}

/// The error of a home that does not keep a journal.
fn unkept(error: &StoreError) -> Error {
    let remedy = match store::own_remedy(error) {
        Some(remedy) => remedy,
        None if error.is::<LockLost>() => "leave the upload to the program that has the journal now, or call again",
        None => "name a file or a store that this program can read and write",
    };
    failed(UploadErrorKind::Journal, &format!("the journal cannot be kept: {error}"), remedy)
}

impl fmt::Debug for UploadJournal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The addresses are secrets.
        (out.debug_struct("UploadJournal")).field("home", &self.0.home).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_is_read_as_it_was_written() {
        let parts =
            BTreeMap::from([(0, Uploaded::new(StatusCode::OK, Some("e\"1".to_owned()))), (12, Uploaded::new(StatusCode::CREATED, None))]);
        for (begun, changed, attached, end) in [
            (None, None, vec!["captions", "image"], End::Open),
            (Some("{}".to_owned()), Some(u64::MAX), vec!["image"], End::Told),
            (None, None, vec![], End::Ended),
        ] {
            let attached = attached.into_iter().map(str::to_owned).collect();
            let new = Entry::new("a video", (7, changed, u64::MAX));
            let entry = Entry { begun, parts: parts.clone(), attached, end, ..new };
            let read = Entry::read(&entry.to_text());
            assert!(read.as_ref() == Some(&entry), "{}", entry.to_text());
            let text = entry.to_text();
            for cut in 0..text.len() {
                assert!(Entry::read(&text[..cut]).is_none(), "{cut}");
            }
        }
        for text in ["{}", "[]", r#"{"form":2}"#, r#"{"form":1,"subject":"x","source":{},"parts":[],"end":"open"}"#] {
            assert!(Entry::read(text).is_none(), "{text}");
        }
    }
}
