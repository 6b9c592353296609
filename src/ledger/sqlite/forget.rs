// SPDX-License-Identifier: MPL-2.0
//! Forgetting in small steps beside a running office: a writer of its own, which keeps the office's commits waiting
//! for a few milliseconds at most.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior};

use super::failure::reading;
use super::schema;
use office::personal::PersonalParts;
use runtime::ports::{LedgerFailure, Seq};

/// Events a transaction.
const BATCH: usize = 500;
/// What the office has to itself between two of them.
const PAUSE: Duration = Duration::from_millis(5);
/// Five seconds at least: SQLite's own waiting looks too seldom to find a moment beside a busy office.
const BEGIN_TRIES: u32 = 25_000;
const BETWEEN_BEGINS: Duration = Duration::from_micros(200);
/// How often the write-ahead file is tried to be written back: readers may hold it for a moment.
const CHECKPOINT_TRIES: u32 = 2_000;
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// What becomes of what an event says of persons.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EventRetention {
    Kept,
    /// Only this stays, which is reduced.
    Reduced(PersonalParts),
}

/// Erases in one office's file.
pub(crate) struct Eraser {
    connection: Connection,
    file: PathBuf,
}

impl Eraser {
    /// # Errors
    /// When the file is not a ledger of this version.
    pub fn open(file: &Path) -> Result<Self, LedgerFailure> {
        let connection = schema::open_second_writer(file)?;
        connection.busy_timeout(Duration::ZERO).map_err(|error| reading(&error, 0, file))?;
        Ok(Self { connection, file: file.to_owned() })
    }

    /// The first event of the latest day: the office needs what it and later ones say.
    pub fn latest_day(&self) -> Result<Seq, LedgerFailure> {
        self.first_event("SELECT max(first_seq) FROM day", []).map(|first| first.unwrap_or(0))
    }

    /// The first event of the first day on or after a date.
    pub fn first_on(&self, date: Date) -> Result<Option<Seq>, LedgerFailure> {
        self.first_event("SELECT min(first_seq) FROM day WHERE date >= ?1", [date.to_string()])
    }

    /// Decides the retention of each event's parts before `end`, oldest first. Returns how many were not kept.
    pub fn erase(
        &mut self,
        end: Seq,
        retention: &dyn Fn(Seq, &PersonalParts) -> EventRetention,
    ) -> Result<u64, LedgerFailure> {
        let (mut after, mut erased) = (0, 0);
        while let Some(batch) = self.batch(after, end).map_err(|error| reading(&error, after, &self.file))? {
            after = batch.last().map_or(end, |(seq, _)| *seq);
            let changed = batch.iter().filter_map(|(seq, parts)| match retention(*seq, parts) {
                EventRetention::Kept => None,
                EventRetention::Reduced(left) => Some((*seq, left)),
            });
            let changed: Vec<(Seq, PersonalParts)> = changed.collect();
            if !changed.is_empty() {
                self.write(&changed).map_err(|error| reading(&error, after, &self.file))?;
                erased += changed.len() as u64;
                thread::sleep(PAUSE);
            }
        }
        self.leave_nothing_behind()?;
        Ok(erased)
    }

    /// How many events from `first` on have such parts.
    pub fn count_after(
        &self,
        first: Seq,
        wanted: &dyn Fn(&PersonalParts) -> bool,
    ) -> Result<u64, LedgerFailure> {
        let (mut after, mut count) = (first.saturating_sub(1), 0);
        let failed = |error: rusqlite::Error| reading(&error, first, &self.file);
        while let Some(batch) = self.batch(after, i64::MAX as Seq).map_err(failed)? {
            after = batch.last().map_or(i64::MAX as Seq, |(seq, _)| *seq);
            count += batch.iter().filter(|(_, parts)| wanted(parts)).count() as u64;
        }
        Ok(count)
    }

    fn batch(&self, after: Seq, end: Seq) -> rusqlite::Result<Option<Vec<(Seq, PersonalParts)>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, parts FROM personal WHERE seq > ?1 AND seq < ?2 AND salt IS NOT NULL ORDER BY seq LIMIT ?3",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            let parts: String = row.get(1)?;
            // What cannot be read says nothing that may stay.
            Ok((row.get(0)?, serde_json::from_str(&parts).unwrap_or_default()))
        };
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let batch: Vec<_> = statement.query_map((after, end, limit), read)?.collect::<Result<_, _>>()?;
        Ok((!batch.is_empty()).then_some(batch))
    }

    fn write(&self, changed: &[(Seq, PersonalParts)]) -> rusqlite::Result<()> {
        let transaction = self.begin()?;
        for (seq, left) in changed {
            if left.visits.is_empty() {
                transaction.prepare_cached("DELETE FROM personal WHERE seq = ?1")?.execute([seq])?;
                continue;
            }
            let left = serde_json::to_string(left)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
            transaction
                .prepare_cached("UPDATE personal SET salt = NULL, parts = ?2 WHERE seq = ?1")?
                .execute((seq, left))?;
        }
        transaction.commit()
    }

    /// Waits for a moment between two of the office's commits, however many those are.
    fn begin(&self) -> rusqlite::Result<Transaction<'_>> {
        let mut tries = BEGIN_TRIES;
        loop {
            match Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate) {
                Err(error) if tries > 0 && error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    tries -= 1;
                    thread::sleep(BETWEEN_BEGINS);
                }
                begun => return begun,
            }
        }
    }

    /// The text also stood in the write-ahead file.
    fn leave_nothing_behind(&self) -> Result<(), LedgerFailure> {
        for _ in 0..CHECKPOINT_TRIES {
            match schema::shrink_write_ahead(&self.connection) {
                Ok(true) => return Ok(()),
                Ok(false) => thread::sleep(BETWEEN_TRIES),
                Err(error) => return Err(reading(&error, 0, &self.file)),
            }
        }
        Err(LedgerFailure::Failed(format!(
            "{}: what was to be forgotten is forgotten, and a copy of it stays in the write-ahead file (-wal) for as \
             long as somebody reads the ledger. Try again in a minute",
            self.file.display()
        )))
    }

    fn first_event(&self, sql: &str, of: impl rusqlite::Params) -> Result<Option<Seq>, LedgerFailure> {
        let found = self.connection.query_row(sql, of, |row| row.get::<_, Option<Seq>>(0)).optional();
        found.map(Option::flatten).map_err(|error| reading(&error, 0, &self.file))
    }
}
