// SPDX-License-Identifier: MPL-2.0
//! The anchor: a small file that names the last event known to be on disk. A ledger that ends before it,
//! or has another hash there, was cut or changed.
//!
//! It is written after the commit it names, at most about once a second, and not synced: after a power cut
//! it may be older, which only makes it say less. It costs an answer nothing it would wait for.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::chain::{Hash, Head};
use super::files::{TemporaryPath, create_private};
use runtime::ports::Seq;

const EVERY: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Anchor {
    file: PathBuf,
    written: Head,
    last: Option<Instant>,
}

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    None,
    Unreadable,
    Known(Head),
}

impl Anchor {
    pub fn new(file: PathBuf) -> Self {
        Self { file, written: Head::default(), last: None }
    }

    /// Remembers a committed head, now and then on disk. A disk that refuses is asked again later.
    pub fn note(&mut self, head: Head) {
        if self.last.is_some_and(|last| last.elapsed() < EVERY) {
            return;
        }
        self.last = Some(Instant::now());
        self.settle(head);
    }

    /// Writes the head if the file does not name it yet.
    pub fn settle(&mut self, head: Head) {
        if self.written != head && write(&self.file, head).is_ok() {
            self.written = head;
        }
    }
}

/// Replaces the file whole or not at all.
pub(super) fn write(file: &Path, head: Head) -> io::Result<()> {
    let temporary = TemporaryPath(file.with_extension("anchor-new"));
    let _ = fs::remove_file(&temporary.0);
    create_private(&temporary.0)?.write_all(&serde_json::to_vec(&head)?)?;
    fs::rename(&temporary.0, file)
}

pub(super) fn read(file: &Path) -> Reading {
    match fs::read(file) {
        Ok(text) => serde_json::from_slice(&text).map_or(Reading::Unreadable, Reading::Known),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Reading::None,
        Err(_) => Reading::Unreadable,
    }
}

/// Whether a ledger that ends at `end` and has `hash` at the anchor's event is the one the anchor knew.
///
/// # Errors
/// The event from which it is not, and what is wrong.
pub(super) fn check(anchor: Head, end: Seq, hash: Option<Hash>) -> Result<(), (Seq, String)> {
    if end < anchor.seq {
        let what = format!(
            "the ledger ends at event {end}, but event {} was on disk: it was cut, or is an older copy. \
             Who would rather go on without the missing events deletes the .anchor file beside it",
            anchor.seq
        );
        return Err((end + 1, what));
    }
    if hash != Some(anchor.hash) {
        return Err((
            anchor.seq,
            "the event is not the one that was written: the ledger was changed".to_owned(),
        ));
    }
    Ok(())
}
