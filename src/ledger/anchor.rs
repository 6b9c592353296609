// SPDX-License-Identifier: MPL-2.0
//! The anchor: a small file that names the last event known to be on disk. A ledger that ends before it, or has
//! another hash there, was cut or changed.
//!
//! It is written after each commit, in place and not synced, so it costs an answer a few microseconds. After a power
//! cut it may be older, which only makes it say less. A killed service leaves it exact.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::chain::{Hash, Head, hexadecimal};
use super::files::{FileIdentity, TemporaryPath, create_private};
use runtime::ports::Seq;

/// How often the file is looked for under its name.
const EVERY: Duration = Duration::from_secs(1);
/// A reader may meet a write half done.
const TRIES: u32 = 5;

#[derive(Debug)]
pub(super) struct Anchor {
    path: PathBuf,
    open: Option<(File, FileIdentity)>,
    written: Option<Head>,
    looked: Option<Instant>,
}

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredAnchor {
    /// A copy has no anchor beside it.
    NotKept,
    Missing,
    Unreadable,
    Known(Head),
}

/// How the anchor and the ledger agree, for who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorState {
    /// A copy has none, and a ledger without events neither.
    NotKept,
    Agrees,
    Disagrees,
    Missing,
    Unreadable,
}

#[derive(Serialize, Deserialize)]
struct AnchorFile {
    #[serde(flatten)]
    head: Head,
    /// Tells a write half done from a whole one. Anchors of earlier versions have none.
    #[serde(default)]
    check: Option<String>,
}

impl Anchor {
    pub fn new(path: PathBuf) -> Self {
        Self { path, open: None, written: None, looked: None }
    }

    /// Writes a committed head. A disk that refuses is asked again at the next commit.
    pub fn note(&mut self, head: Head) {
        if self.written != Some(head) && self.write(head).is_ok() {
            self.written = Some(head);
        }
    }

    fn write(&mut self, head: Head) -> io::Result<()> {
        if self.is_in_place()
            && let Some((file, _)) = &self.open
        {
            return file.write_all_at(&text(head)?, 0);
        }
        self.open = None;
        write(&self.path, head)?;
        let file = fs::OpenOptions::new().write(true).open(&self.path)?;
        self.open = Some((file, FileIdentity::of(&self.path)?));
        Ok(())
    }

    /// Whether the open file is still the one under the name.
    fn is_in_place(&mut self) -> bool {
        if self.looked.is_some_and(|looked| looked.elapsed() < EVERY) {
            return true;
        }
        self.looked = Some(Instant::now());
        let found = FileIdentity::of(&self.path).ok();
        self.open.as_ref().is_some_and(|(_, opened)| Some(*opened) == found)
    }
}

/// Replaces the file whole or not at all.
pub(super) fn write(file: &Path, head: Head) -> io::Result<()> {
    let temporary = TemporaryPath(file.with_extension("anchor-new"));
    let _ = fs::remove_file(&temporary.0);
    create_private(&temporary.0)?.write_all(&text(head)?)?;
    fs::rename(&temporary.0, file)
}

pub(super) fn read(file: &Path) -> StoredAnchor {
    for _ in 0..TRIES {
        match fs::read(file) {
            Ok(text) => {
                if let Some(head) = parse(&text) {
                    return StoredAnchor::Known(head);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return StoredAnchor::Missing,
            Err(_) => return StoredAnchor::Unreadable,
        }
    }
    StoredAnchor::Unreadable
}

fn text(head: Head) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(&AnchorFile { head, check: Some(check_digits(head)) })?)
}

fn parse(text: &[u8]) -> Option<Head> {
    let AnchorFile { head, check } = serde_json::from_slice(text).ok()?;
    check.is_none_or(|check| check == check_digits(head)).then_some(head)
}

fn check_digits(head: Head) -> String {
    let digest = Sha256::new().chain_update(head.seq.to_be_bytes()).chain_update(head.hash.0).finalize();
    hexadecimal(&digest[..4])
}

/// Whether a ledger that ends at `end` and has `hash` at the anchor's event is the one the anchor knew.
///
/// # Errors
/// The event from which it is not, and what is wrong.
pub(super) fn check(anchor: Head, end: Seq, hash: Option<Hash>) -> Result<(), (Seq, String)> {
    if end < anchor.seq {
        let what = format!(
            "the ledger ends at event {end}, but event {} was on disk: it was cut, its write-ahead file (-wal) was \
             removed or cut, or an older copy was put in its place",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seq: Seq) -> Head {
        Head { seq, hash: Hash([u8::try_from(seq % 251).unwrap(); 32]) }
    }

    #[test]
    fn each_commit_is_known_at_once_and_a_removed_anchor_comes_back() {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join("demo.anchor");
        let mut anchor = Anchor::new(path.clone());
        for seq in [1, 9, 10, 12_345] {
            anchor.note(head(seq));
            assert_eq!(read(&path), StoredAnchor::Known(head(seq)));
        }
        fs::remove_file(&path).unwrap();
        anchor.looked = None;
        anchor.note(head(12_346));
        assert_eq!(read(&path), StoredAnchor::Known(head(12_346)));
    }

    #[test]
    fn a_write_half_done_is_not_taken_for_an_anchor() {
        let mut mixed = text(head(7)).unwrap();
        let other = text(head(8)).unwrap();
        mixed[..20].copy_from_slice(&other[..20]);
        assert_eq!(parse(&mixed), None);
        let earlier = serde_json::to_vec(&head(7)).unwrap();
        assert_eq!(parse(&earlier), Some(head(7)), "as earlier versions wrote it");
    }
}
