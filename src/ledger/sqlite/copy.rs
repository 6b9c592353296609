// SPDX-License-Identifier: MPL-2.0
//! A copy of one ledger in a SQLite file that stands alone.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::failure::reading;
use super::{insert_day, insert_event, schema};
use crate::BackupFailure;
use crate::backup::at;
use crate::files::create_private;
use crate::stored_ledger::StoredLedger;

const PAGES_AT_ONCE: i32 = 2048;
/// Nothing relies on a copy before it was read through, so it is written without waiting for the disk.
const NOT_YET_SAFE: &str = "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;";

/// Copies a snapshot page by page. Holding the snapshot, the copy need not start over when the office
/// writes; the writer's `-wal` file grows for as long as that takes.
pub(super) fn copy_pages(source: &Connection, copy: &Path) -> Result<(), BackupFailure> {
    create_private(copy).map_err(|error| at(copy, error))?;
    let failed = |error: rusqlite::Error| BackupFailure::from(reading(&error, 0, copy));
    let mut target = Connection::open(copy).map_err(failed)?;
    target.execute_batch(NOT_YET_SAFE).map_err(failed)?;
    let steps = Backup::new(source, &mut target).map_err(failed)?;
    while steps.step(PAGES_AT_ONCE).map_err(failed)? != StepResult::Done {}
    drop(steps);
    drop(target);
    single_file(copy).map_err(failed)
}

/// Copies a store that lies beside a ledger, as it is at one moment, and reads the copy through.
pub(crate) fn copy_store(source: &Path, copy: &Path) -> Result<(), BackupFailure> {
    let failed = |error: rusqlite::Error| BackupFailure::from(reading(&error, 0, source));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(source, flags).map_err(failed)?;
    schema::settle_reader(&connection).map_err(failed)?;
    connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed)?;
    copy_pages(&connection, copy)?;
    let check =
        || Connection::open(copy)?.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    match check().map_err(failed)?.as_str() {
        "ok" => Ok(()),
        what => Err(at(source, std::io::Error::other(format!("it is damaged: {what}")))),
    }
}

/// Writes the events of another engine as they are, hashes included.
pub(crate) fn write_copy(source: &(impl StoredLedger + ?Sized), copy: &Path) -> Result<(), BackupFailure> {
    create_private(copy).map_err(|error| at(copy, error))?;
    let failed = |error: rusqlite::Error| BackupFailure::from(reading(&error, 0, copy));
    let mut target = Connection::open(copy).map_err(failed)?;
    schema::settle_writer(&mut target, copy)?;
    let transaction = target.transaction().map_err(failed)?;
    source.walk(0, usize::MAX, &mut |stored| {
        insert_event(&transaction, stored).map_err(|error| reading(&error, stored.seq, copy))
    })?;
    for (first, date) in source.days()? {
        insert_day(&transaction, first, &date).map_err(failed)?;
    }
    transaction.commit().map_err(failed)?;
    drop(target);
    single_file(copy).map_err(failed)
}

/// The copy says it is in WAL mode, as its source; a file that stands alone must not be.
fn single_file(copy: &Path) -> rusqlite::Result<()> {
    Connection::open(copy)?.execute_batch("PRAGMA journal_mode = DELETE")
}
