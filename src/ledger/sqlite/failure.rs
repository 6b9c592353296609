// SPDX-License-Identifier: MPL-2.0
//! What SQLite's errors mean for the office: the disk is full, the file is damaged, or the ledger cannot
//! be used.
//!
//! How a full disk shows itself (SQLite 3.54, WAL):
//! - Writing WAL frames: `write` fails with ENOSPC, and SQLite answers `FULL`. The commit mark is in the
//!   last frame, so nothing of the transaction counts. The same with EDQUOT (a quota) is `IOERR_WRITE`.
//! - Growing the `-shm` file: `IOERR_SHMSIZE`; creating `-wal` or `-shm`: `CANTOPEN`.
//! - The `-shm` file also grows *after* a commit's frames were written and synced. So `IOERR_SHMSIZE` from
//!   `COMMIT` leaves open whether the events count, and is never reported as «full, try again».
//! - ENOSPC from `fsync` is `IOERR_FSYNC`: the kernel may have dropped the pages. Never tried again.
//!
//! Codes that may have several causes are settled by asking the disk itself ([`disk_is_full`]).

use std::io::Write;
use std::path::Path;

use rusqlite::{Error, ErrorCode, ffi};

use crate::failure::{damaged, full};
use crate::files::{TemporaryPath, create_private, is_full};
use runtime::ports::{LedgerFailure, Seq};

/// What a failed read or a failed opening is called.
pub(super) fn reading(error: &Error, seq: Seq, file: &Path) -> LedgerFailure {
    let code = error.sqlite_error_code();
    let spoiled = matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
    );
    if spoiled || matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) {
        return damaged(seq, &error.to_string(), file);
    }
    let on_disk =
        matches!(code, Some(ErrorCode::DiskFull | ErrorCode::CannotOpen | ErrorCode::SystemIoFailure));
    if on_disk && disk_is_full(file) {
        return full(file);
    }
    LedgerFailure::Failed(format!("{}: {error}", file.display()))
}

/// What a failed append is called. `at_commit`: whether it was the commit itself that failed.
pub(super) fn writing(error: &Error, at_commit: bool, seq: Seq, file: &Path) -> LedgerFailure {
    let code = error.sqlite_error().map_or(0, |error| error.extended_code);
    let harmless = match code {
        ffi::SQLITE_FULL => true,
        ffi::SQLITE_IOERR_WRITE => disk_is_full(file),
        ffi::SQLITE_IOERR_SHMSIZE | ffi::SQLITE_IOERR_SHMOPEN | ffi::SQLITE_CANTOPEN => {
            !at_commit && disk_is_full(file)
        }
        _ => false,
    };
    if harmless {
        return full(file);
    }
    if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) {
        return damaged(seq, &error.to_string(), file);
    }
    LedgerFailure::Failed(format!(
        "{}: {error}. Nothing more is written; look at the disk, then start the service again",
        file.display()
    ))
}

/// Tries to write more than a commit needs beside the file.
fn disk_is_full(file: &Path) -> bool {
    let probe = file.with_extension("probe");
    let _ = std::fs::remove_file(&probe);
    let temporary = TemporaryPath(probe);
    let written = create_private(&temporary.0).and_then(|mut file| {
        file.write_all(&vec![0; 64 * 1024])?;
        file.flush()
    });
    written.is_err_and(|error| is_full(&error))
}
