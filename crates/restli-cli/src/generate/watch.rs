//! `restli generate --watch`: generates again when a file of a schema changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify::{Event, RecursiveMode, Watcher as _};

use crate::changes::UNFINISHED;
use crate::messages;

/// The time without a change after which all files of a save, or of a checkout, are there.
const QUIET: Duration = Duration::from_millis(200);

/// Runs `generate` now, and whenever something changed below the folders, until the program is interrupted. An error is told, and the next
/// change tried.
pub(super) fn watch(folders: &BTreeSet<PathBuf>, mut generate: impl FnMut() -> Result<()>) -> Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(|path| !is_written(path))) {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    })
    .context("cannot watch files")?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::Recursive).with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    loop {
        messages::note("generating");
        if let Err(error) = generate() {
            messages::fail(&format!("{error:#}"));
        }
        let shown: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        messages::note(&format!("watching {}; Ctrl-C ends", shown.join(", ")));
        if !changed(&changes, QUIET) {
            return Ok(());
        }
    }
}

/// Returns whether `generate` writes a file itself: the JSON Schema beside a schema.
fn is_written(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.ends_with(".schema.json") || name.starts_with(UNFINISHED)
}

/// Waits for a change, and then until none has come for a while; `false` if none can come any more.
fn changed(changes: &Receiver<()>, quiet: Duration) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    loop {
        match changes.recv_timeout(quiet) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::changed;

    #[test]
    fn changes_in_quick_succession_are_one() {
        let (sender, changes) = channel();
        for _ in 0..5 {
            sender.send(()).expect("a receiver");
        }
        assert!(changed(&changes, Duration::from_millis(1)));
        assert!(changes.try_recv().is_err());
        drop(sender);
        assert!(!changed(&changes, Duration::from_millis(1)));
    }
}
