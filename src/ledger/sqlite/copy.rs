// SPDX-License-Identifier: MPL-2.0
//! An online copy of one ledger, page by page.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::failure::reading;
use super::snapshot::Snapshot;
use crate::BackupFailure;
use crate::backup::at;
use crate::files::create_private;

const PAGES_AT_ONCE: i32 = 2048;

/// Copies a snapshot page by page. Holding the snapshot, the copy need not start over when the office
/// writes; the writer's `-wal` file grows for as long as that takes.
pub(crate) fn copy_ledger(from: &Path, copy: &Path) -> Result<(), BackupFailure> {
    let source = Snapshot::open(from)?;
    create_private(copy).map_err(|error| at(copy, error))?;
    let failed = |error: rusqlite::Error| BackupFailure::from(reading(&error, 0, copy));
    let mut target = Connection::open(copy).map_err(failed)?;
    target.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;").map_err(failed)?;
    let steps = Backup::new(&source.connection, &mut target).map_err(failed)?;
    while steps.step(PAGES_AT_ONCE).map_err(failed)? != StepResult::Done {}
    drop(steps);
    drop(target);
    single_file(copy).map_err(failed)
}

/// The copy says it is in WAL mode, as its source; a file that stands alone must not be.
fn single_file(copy: &Path) -> rusqlite::Result<()> {
    Connection::open(copy)?.execute_batch("PRAGMA journal_mode = DELETE")
}
