// SPDX-License-Identifier: MPL-2.0
//! Reading events in order, a row at a time, from a writer's connection or a reader's snapshot.

use std::path::{Path, PathBuf};

use rusqlite::{CachedStatement, Connection, OpenFlags, OptionalExtension};

use super::copy::copy_pages;
use super::failure::reading;
use super::{row, schema};
use crate::backup::BackupFailure;
use crate::chain::{Hash, Head};
use crate::checkpoint::LedgerProgress;
use crate::failure::{damaged, of_other_office};
use crate::stored_ledger::{EachStored, StoredLedger};
use office::event::Recorded;
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, LedgerReader, Seq};

/// A ledger as it is at one moment, for verify, backup and reports: nothing the office writes meanwhile shows, and
/// the office is never kept waiting. Works beside a running service and after a killed one.
pub(crate) struct LedgerSnapshot {
    pub(super) connection: Connection,
    file: PathBuf,
    /// Where the chain begins.
    beginning: Head,
}

impl LedgerSnapshot {
    /// # Errors
    /// When the file is missing or is not a ledger this version can read.
    pub fn open(file: &Path, office: &OfficeId) -> Result<Self, LedgerFailure> {
        let failed = |error: rusqlite::Error| reading(&error, 0, file);
        schema::check_sqlite(rusqlite::version_number())?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        schema::settle_reader(&connection).map_err(failed)?;
        connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed)?;
        schema::check(&connection, file)?;
        let beginning = beginning(&connection, office).map_err(failed)?;
        Ok(Self { connection, file: file.to_owned(), beginning })
    }

    /// The last event and its hash.
    pub fn head(&self) -> Result<Head, LedgerFailure> {
        end(&self.connection, self.beginning).map_err(|error| reading(&error, 0, &self.file))
    }

    /// Where the ledger stands, if it still holds what was its end before.
    ///
    /// # Errors
    /// [`LedgerFailure::Contradicted`] if it does not.
    pub fn progress_since(&self, last: Option<Head>) -> Result<LedgerProgress, LedgerFailure> {
        let failed = |error: rusqlite::Error| reading(&error, 0, &self.file);
        let since = last.map_or(0, |last| last.seq);
        if let Some(last) = last
            && hash_of(&self.connection, self.beginning, last.seq).map_err(failed)? != Some(last.hash)
        {
            return Err(LedgerFailure::Contradicted(format!(
                "{} no longer holds event {} as it was: the ledger was changed under the running service. Keep a copy \
                 of the data folder, and verify it against its checkpoints (mintur verify --expect)",
                self.file.display(),
                last.seq
            )));
        }
        let day_ended = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM event WHERE seq > ?1 AND body LIKE '{\"kind\":\"day_ended\"%')",
            )
            .and_then(|mut statement| statement.query_row([since], |row| row.get(0)))
            .map_err(failed)?;
        Ok(LedgerProgress { head: self.head()?, day_ended })
    }
}

impl LedgerReader for LedgerSnapshot {
    fn read_after(
        &mut self,
        after: Seq,
        limit: usize,
        each: &mut dyn FnMut(Seq, Recorded),
    ) -> Result<(), LedgerFailure> {
        walk(&self.connection, &self.file, after, limit, &mut |row| {
            each(row.seq, row.recorded().map_err(|unread| unread.at(row.seq, &self.file))?);
            Ok(())
        })
    }
}

impl StoredLedger for LedgerSnapshot {
    fn walk(&self, after: Seq, limit: usize, each: &mut EachStored<'_>) -> Result<(), LedgerFailure> {
        walk(&self.connection, &self.file, after, limit, each)
    }

    fn beginning(&self) -> Result<Head, LedgerFailure> {
        Ok(self.beginning)
    }

    fn hash_of(&self, seq: Seq) -> Result<Option<Hash>, LedgerFailure> {
        hash_of(&self.connection, self.beginning, seq).map_err(|error| reading(&error, seq, &self.file))
    }

    fn days(&self) -> Result<Vec<(Seq, String)>, LedgerFailure> {
        let days = || -> rusqlite::Result<_> {
            let mut statement =
                self.connection.prepare("SELECT first_seq, date FROM day ORDER BY first_seq")?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        days().map_err(|error| reading(&error, 0, &self.file))
    }

    fn faults(&self) -> Result<Vec<String>, LedgerFailure> {
        let check = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare("PRAGMA integrity_check(10)")?;
            statement.query_map([], |row| row.get(0))?.collect()
        };
        let failed = |error: rusqlite::Error| reading(&error, 0, &self.file);
        let mut lines: Vec<String> = check().map_err(failed)?;
        lines.retain(|line| line != "ok");
        if let Some(seq) = schema::first_stray_part(&self.connection).map_err(failed)? {
            lines.push(format!("something is said of persons that event {seq} does not say"));
        }
        Ok(lines)
    }

    fn foreign_objects(&self) -> Result<Vec<String>, LedgerFailure> {
        schema::differences(&self.connection).map_err(|error| reading(&error, 0, &self.file))
    }

    fn copy_to(&self, file: &Path) -> Result<(), BackupFailure> {
        copy_pages(&self.connection, file)
    }
}

/// Hands over the rows after `after`, oldest first, until there are no more or `each` fails.
pub(super) fn walk(
    connection: &Connection,
    file: &Path,
    after: Seq,
    limit: usize,
    each: &mut EachStored<'_>,
) -> Result<(), LedgerFailure> {
    let mut last = after.min(i64::MAX as Seq);
    let mut statement = rows_after(connection).map_err(|error| reading(&error, after, file))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query((last, limit)).map_err(|error| reading(&error, after, file))?;
    loop {
        let Some(row) = rows.next().map_err(|error| reading(&error, last + 1, file))? else {
            return Ok(());
        };
        let stored = row::read(row).map_err(|error| reading(&error, last + 1, file))?;
        each(&stored)?;
        last = stored.seq;
    }
}

/// The same, and every row must continue the chain. Returns where the ledger ends.
pub(super) fn walk_chain(
    connection: &Connection,
    file: &Path,
    mut head: Head,
    each: &mut EachStored<'_>,
) -> Result<Head, LedgerFailure> {
    walk(connection, file, head.seq, usize::MAX, &mut |row| {
        head.follow(row).map_err(|what| damaged(row.seq, &what, file))?;
        each(row)
    })?;
    Ok(head)
}

fn rows_after(connection: &Connection) -> rusqlite::Result<CachedStatement<'_>> {
    let columns = schema::event_columns(connection)?;
    connection.prepare_cached(&format!("SELECT {columns} FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2"))
}

/// Where the chain begins: with the office's id, or with zeros in a ledger of an earlier version.
pub(super) fn beginning(connection: &Connection, office: &OfficeId) -> rusqlite::Result<Head> {
    let format = schema::format_column(connection)?;
    let first: Option<u32> = connection
        .query_row(&format!("SELECT {format} FROM event WHERE seq = 1"), [], |row| row.get(0))
        .optional()?;
    Ok(Head::before_first(office, first))
}

/// Whether the first event follows from the office's id.
pub(super) fn check_first_event(
    connection: &Connection,
    file: &Path,
    beginning: Head,
    office: &OfficeId,
) -> Result<(), LedgerFailure> {
    walk(connection, file, 0, 1, &mut |row| {
        let follows = { beginning }.follow(row);
        follows.map_err(|what| match row.first_of_other(office) {
            Some(other) => LedgerFailure::Failed(of_other_office(file, office, &other)),
            None => damaged(row.seq, &what, file),
        })
    })
}

/// The last event and its hash.
pub(super) fn end(connection: &Connection, beginning: Head) -> rusqlite::Result<Head> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: Hash(row.get(1)?) }))
        .optional()?;
    Ok(last.unwrap_or(beginning))
}

/// The hash of one event; event 0 is the beginning of every chain.
pub(super) fn hash_of(connection: &Connection, beginning: Head, seq: Seq) -> rusqlite::Result<Option<Hash>> {
    if seq == beginning.seq {
        return Ok(Some(beginning.hash));
    }
    connection
        .prepare_cached("SELECT hash FROM event WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0).map(Hash))
        .optional()
}

/// Where the chain stands just before the latest day: one look into the `day` table.
pub(super) fn before_latest_day(
    connection: &Connection,
    file: &Path,
    beginning: Head,
) -> Result<Head, LedgerFailure> {
    let failed = |error: rusqlite::Error| reading(&error, 0, file);
    let first: Option<Seq> =
        connection.query_row("SELECT max(first_seq) FROM day", [], |row| row.get(0)).map_err(failed)?;
    let seq = first.map_or(0, |first| first.saturating_sub(1));
    let hash = hash_of(connection, beginning, seq).map_err(failed)?;
    hash.map(|hash| Head { seq, hash })
        .ok_or_else(|| damaged(seq, "a day is said to begin after it, but it is missing", file))
}
