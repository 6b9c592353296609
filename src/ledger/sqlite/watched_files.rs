// SPDX-License-Identifier: MPL-2.0
//! The files of an open ledger. A process goes on writing to files that were deleted, and over files that were changed,
//! without an error; so they are looked at.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::files::FileIdentity;

/// What SQLite keeps beside the file of an open ledger.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

#[derive(Debug)]
pub(super) struct WatchedFiles {
    file: PathBuf,
    identity: FileIdentity,
    /// Those beside it, from when they were first seen.
    beside: [Cell<Option<FileIdentity>>; 2],
    content: Cell<Option<ContentStamp>>,
    /// Since when somebody else's content could not be read.
    unread_since: Cell<Option<Instant>>,
}

/// A content that could not be read may be read again for so long: the machine may be short of files for a moment.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// Another one when somebody has written to the file. The file itself is written when the write-ahead file is written
/// back into it, and not by each commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ContentStamp {
    bytes: u64,
    modified: SystemTime,
}

/// What was found changed.
#[derive(Debug)]
pub(super) enum Change {
    Gone(io::Error),
    Replaced,
    ReadOnly(rustix::io::Errno),
    /// A file beside the ledger's is gone, or another one.
    LostBeside(PathBuf),
    /// Somebody wrote to the ledger's file.
    Written,
}

impl WatchedFiles {
    /// The files of a ledger that has just been opened.
    pub fn of(file: &Path) -> io::Result<Self> {
        let files = Self {
            file: file.to_owned(),
            identity: FileIdentity::of(file)?,
            beside: [const { Cell::new(None) }; 2],
            content: Cell::new(ContentStamp::of(file)),
            unread_since: Cell::new(None),
        };
        drop(files.lost_beside());
        Ok(files)
    }

    pub fn beside(&self, ending: &str) -> PathBuf {
        let mut file = self.file.clone().into_os_string();
        file.push(ending);
        PathBuf::from(file)
    }

    /// # Errors
    /// The gravest change since the files were opened.
    pub fn check(&self) -> Result<(), Change> {
        match FileIdentity::of(&self.file) {
            Ok(found) if found == self.identity => {}
            Ok(_) => return Err(Change::Replaced),
            Err(error) => return Err(Change::Gone(error)),
        }
        rustix::fs::access(&self.file, rustix::fs::Access::WRITE_OK).map_err(Change::ReadOnly)?;
        if let Some(lost) = self.lost_beside() {
            return Err(Change::LostBeside(lost));
        }
        if self.content.get() == ContentStamp::of(&self.file) { Ok(()) } else { Err(Change::Written) }
    }

    /// What the file holds now was written by this ledger, or has been found right.
    pub fn accept_content(&self) {
        self.content.set(ContentStamp::of(&self.file));
        self.unread_since.set(None);
    }

    /// Whether a content that could not be read may be read again later.
    pub fn may_read_again(&self) -> bool {
        let since = self.unread_since.get().unwrap_or_else(Instant::now);
        self.unread_since.set(Some(since));
        since.elapsed() < READ_AGAIN
    }

    fn lost_beside(&self) -> Option<PathBuf> {
        BESIDE.iter().zip(&self.beside).find_map(|(ending, known)| {
            let file = self.beside(ending);
            let found = FileIdentity::of(&file).ok();
            match known.get() {
                None => {
                    known.set(found);
                    None
                }
                Some(was) if found == Some(was) => None,
                Some(_) => Some(file),
            }
        })
    }
}

impl ContentStamp {
    fn of(file: &Path) -> Option<Self> {
        let found = fs::metadata(file).ok()?;
        Some(Self { bytes: found.len(), modified: found.modified().ok()? })
    }
}
