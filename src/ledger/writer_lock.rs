// SPDX-License-Identifier: MPL-2.0
//! One writer per office: a lock file that the operating system lets go of when the service ends, however
//! it ends. Readers (verify, backup) take no lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use super::failure::of_io;
use super::files::lock_file;
use office::names::OfficeId;
use runtime::ports::LedgerFailure;

/// A service that was killed a moment ago may not have let go yet: half a second is waited for it.
const TRIES: u32 = 25;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(super) struct WriterLock {
    _held: File,
}

impl WriterLock {
    /// # Errors
    /// When another service holds the office, and which.
    pub fn claim(dir: &Path, office: &OfficeId) -> Result<Self, LedgerFailure> {
        let path = lock_file(dir, office);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| of_io(&error, &path))?;
        let mut tries = TRIES;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tries > 0 => tries -= 1,
                Err(TryLockError::WouldBlock) => return Err(held_by_other(&mut file, dir, office)),
                Err(TryLockError::Error(error)) => return Err(of_io(&error, &path)),
            }
            std::thread::sleep(BETWEEN_TRIES);
        }
        // Only for the message above; on a full disk it may stay unwritten.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "{}", std::process::id());
        Ok(Self { _held: file })
    }
}

/// The process that writes an office's ledger now, if one does.
pub fn writer_of(dir: &Path, office: &OfficeId) -> Option<u32> {
    let mut file = File::open(lock_file(dir, office)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => process_in(&mut file).parse().ok(),
        // Nobody holds it. It is let go of at once, and a service that starts now waits that long.
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

fn process_in(file: &mut File) -> String {
    let mut process = String::new();
    let _ = file.take(20).read_to_string(&mut process);
    process
}

fn held_by_other(file: &mut File, dir: &Path, office: &OfficeId) -> LedgerFailure {
    let process = process_in(file);
    LedgerFailure::Failed(format!(
        "another Mintur service (process {process}) already runs the office «{office}» in {}. Stop it, or \
         use another data folder",
        dir.display()
    ))
}
