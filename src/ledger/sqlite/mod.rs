// SPDX-License-Identifier: MPL-2.0
//! The embedded engine: one SQLite file, one writer, one commit for each slice of events.

mod copy;
mod decode_ahead;
mod failure;
mod forget;
mod row;
mod schema;
mod snapshot;
mod watched_files;

#[cfg(test)]
mod cost_tests;
#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod format_1_tests;
#[cfg(test)]
mod full_disk_tests;
#[cfg(test)]
mod slow_reader_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod watched_files_tests;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::anchor::{self, Anchor, StoredAnchor};
use crate::chain::Head;
use crate::failure::{damaged, of_io};
use crate::files::{anchor_file, create_private, ledger_file, sync_dir};
use crate::personal::{Encoded, StoredPersonal};
use crate::stored_event::{StoredEvent, StoredRequest};
use crate::writer_lock::WriterLock;
pub(crate) use copy::{copy_store, write_copy};
use failure::{reading, writing};
pub(crate) use forget::{Eraser, EventRetention};
use office::event::{Event, Recorded};
use office::names::{OfficeId, is_id};
use runtime::ports::{Ledger, LedgerFailure, LedgerReader, Seq};
pub(crate) use schema::FOREIGN_OBJECT;
pub(crate) use snapshot::LedgerSnapshot;
use watched_files::{Change, WatchedFiles};

/// What a full disk must have before commits are tried again unasked.
const LEAST_ROOM: u64 = 1 << 20;

/// Each waits five seconds for readers of an older state.
const WRITE_BACK_TRIES: usize = 12;

/// An office's ledger, open for writing. Fields are let go of in this order: the file before its lock.
#[derive(Debug)]
pub struct SqliteLedger {
    connection: Connection,
    file: PathBuf,
    office: OfficeId,
    files: WatchedFiles,
    beginning: Head,
    head: Head,
    anchor: Anchor,
    anchor_was: StoredAnchor,
    broken: Option<String>,
    _lock: WriterLock,
}

impl SqliteLedger {
    /// Opens an office's ledger, or begins one. Reads no further back than the latest day.
    ///
    /// # Errors
    /// When another service writes it, when it was cut or changed, or when the file cannot be used.
    pub fn open(dir: &Path, office: &OfficeId) -> Result<Self, LedgerFailure> {
        schema::check_sqlite(rusqlite::version_number())?;
        if !is_id(office.as_str()) {
            return Err(LedgerFailure::Failed(format!(
                "«{office}» cannot name a ledger; use 1 to 40 of a-z, 0-9, _ and -"
            )));
        }
        fs::create_dir_all(dir).map_err(|error| of_io(&error, dir))?;
        let lock = WriterLock::claim(dir, office)?;
        let file = ledger_file(dir, office);
        let anchor = anchor_file(dir, office);
        let known = anchor::read(&anchor);
        find_or_create(&file, dir, known)?;
        let connection = connect(&file, known)?;
        let failed = |error: rusqlite::Error| reading(&error, 0, &file);
        let beginning = snapshot::beginning(&connection, office).map_err(failed)?;
        let head = snapshot::end(&connection, beginning).map_err(failed)?;
        snapshot::check_first_event(&connection, &file, beginning, office)?;
        check_anchor(&connection, &file, known, [beginning, head])?;
        check_latest_day(&connection, &file, beginning)?;
        let files = WatchedFiles::of(&file).map_err(|error| of_io(&error, &file))?;
        // Only now: a ledger that was refused must not become what the anchor knows.
        Ok(Self {
            connection,
            file,
            files,
            office: office.clone(),
            beginning,
            head,
            anchor: Anchor::new(anchor),
            anchor_was: known,
            broken: None,
            _lock: lock,
        })
    }

    /// Whether a ledger with events was found without its anchor: somebody removed it, or put the ledger here by hand.
    pub fn anchor_was_missing(&self) -> bool {
        self.head.seq > 0 && self.anchor_was == StoredAnchor::Missing
    }

    /// The last event on disk and its hash.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Hands over every event there is, checking the chain; holds one at a time.
    ///
    /// # Errors
    /// At the first event that was changed or cannot be read.
    pub fn read_all(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        self.read_from(self.beginning, each)
    }

    /// The engine's own full disk, for machines where a test cannot mount one.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    }

    fn read_from(&self, head: Head, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        decode_ahead::read_chain(&self.connection, &self.file, head, each)
    }

    /// Writes all or nothing, and returns the new head once it is on disk. The flag in the error says
    /// whether it was the commit itself that failed.
    fn write(&self, events: &[Recorded]) -> Result<Head, (rusqlite::Error, bool)> {
        let before = |error| (error, false);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(before)?;
        let mut head = self.head;
        for event in events {
            head = add(&transaction, head, event).map_err(before)?;
        }
        transaction.commit().map_err(|error| (error, true))?;
        Ok(head)
    }

    /// Gives back the room that a crowd, or a reader that has gone, left in the write-ahead file. Whoever reads now is
    /// not waited for.
    fn shrink_write_ahead(&self) {
        if fs::metadata(self.write_ahead_file()).is_ok_and(|found| found.len() > schema::WRITE_AHEAD_BYTES) {
            // What cannot be done now is done at a later rest; the events are on disk in either file.
            drop(schema::shrink_write_ahead(&self.connection));
            self.files.accept_content();
        }
    }

    fn write_ahead_file(&self) -> PathBuf {
        self.files.beside("-wal")
    }

    /// The events of a write-ahead file that was removed are still there for whoever has it open. Returns what came
    /// of it.
    fn write_back_what_is_lost(&self, beside: &Path) -> String {
        let write_back =
            || self.connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get::<_, i64>(0));
        // A reader of an older state has to end first. Each try waits for it, and nothing is acknowledged meanwhile.
        let is_done = (0..WRITE_BACK_TRIES).any(|_| write_back() == Ok(0));
        let outcome = if is_done {
            "all events are written back to the ledger: start the service again"
        } else {
            "what it held could not be written back beside a reader of the ledger: keep a copy of the data folder, and \
             verify it (mintur verify)"
        };
        format!("{} was removed or replaced while the ledger was open; {outcome}", beside.display())
    }

    /// Whether the file, read anew, begins and ends as this ledger does, and its latest day is whole.
    fn check_content(&self) -> Result<(), LedgerFailure> {
        let read = LedgerSnapshot::open(&self.file, &self.office)?;
        snapshot::check_first_event(&read.connection, &self.file, self.beginning, &self.office)?;
        check_latest_day(&read.connection, &self.file, self.beginning)?;
        if read.head()? == self.head {
            Ok(())
        } else {
            Err(damaged(self.head.seq, "the last event is not there as it was written", &self.file))
        }
    }

    /// What a failed append means, and whether the ledger may go on.
    fn refuse(&mut self, error: &rusqlite::Error, at_commit: bool) -> LedgerFailure {
        let failure = writing(error, at_commit, self.head.seq + 1, &self.file);
        let rolled_back = self.connection.is_autocommit();
        if !matches!(failure, LedgerFailure::Full(_)) || !rolled_back {
            self.broken = Some(failure.to_string());
        }
        failure
    }
}

impl Ledger for SqliteLedger {
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure> {
        if let Some(why) = &self.broken {
            return Err(LedgerFailure::Failed(format!("an earlier write failed: {why}")));
        }
        if events.is_empty() {
            return Ok(self.head.seq);
        }
        match self.write(events) {
            Ok(head) => {
                self.head = head;
                self.files.accept_content();
                self.anchor.note(head);
                Ok(head.seq)
            }
            Err((error, at_commit)) => Err(self.refuse(&error, at_commit)),
        }
    }

    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        self.read_from(snapshot::before_latest_day(&self.connection, &self.file, self.beginning)?, each)
    }

    fn read_after(&mut self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure> {
        let mut read = Vec::new();
        snapshot::walk(&self.connection, &self.file, after, limit, &mut |row| {
            let recorded = row.recorded().map_err(|unread| unread.at(row.seq, &self.file))?;
            read.push((row.seq, recorded));
            Ok(())
        })?;
        Ok(read)
    }

    fn check(&self) -> Result<(), LedgerFailure> {
        let file = self.file.display();
        let cure = "Stop the service, and put it back or restore the latest backup";
        Err(LedgerFailure::Failed(match self.files.check() {
            Ok(()) => return Ok(()),
            Err(Change::Replaced) => format!("{file} was replaced by another file. {cure}"),
            Err(Change::Gone(error)) => format!("{file} is no longer there ({error}). {cure}"),
            Err(Change::ReadOnly(error)) => {
                format!("{file} may not be written any more ({error}); give it back its owner and mode")
            }
            Err(Change::LostBeside(beside)) => self.write_back_what_is_lost(&beside),
            Err(Change::Written) => match self.check_content() {
                Ok(()) => {
                    self.files.accept_content();
                    return Ok(());
                }
                // Nothing is known of the content yet: it is read again at the next check.
                Err(LedgerFailure::Failed(_) | LedgerFailure::Full(_)) if self.files.may_read_again() => {
                    return Ok(());
                }
                Err(LedgerFailure::Failed(why) | LedgerFailure::Full(why)) => {
                    format!(
                        "{file} was written to by another program and cannot be read ({why}). Start the service again"
                    )
                }
                Err(why) => format!(
                    "{file} was written over while it was open ({why}). Stop the service, keep a copy of the data \
                     folder, and restore the latest backup"
                ),
            },
        }))
    }

    fn bytes(&self) -> u64 {
        let length = |file: &Path| fs::metadata(file).map_or(0, |found| found.len());
        length(&self.file) + length(&self.write_ahead_file())
    }

    fn has_room(&self) -> bool {
        let free = rustix::fs::statvfs(&self.file).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        free.is_ok_and(|free| free >= LEAST_ROOM)
    }

    fn rest(&mut self) {
        if self.head.seq > 0 {
            self.anchor.note(self.head);
        }
        self.shrink_write_ahead();
    }

    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure> {
        Ok(Box::new(LedgerSnapshot::open(&self.file, &self.office)?))
    }
}

impl Drop for SqliteLedger {
    fn drop(&mut self) {
        self.rest();
    }
}

fn check_anchor(
    connection: &Connection,
    file: &Path,
    known: StoredAnchor,
    [beginning, head]: [Head; 2],
) -> Result<(), LedgerFailure> {
    let StoredAnchor::Known(anchor) = known else { return Ok(()) };
    let hash = snapshot::hash_of(connection, beginning, anchor.seq)
        .map_err(|error| reading(&error, anchor.seq, file))?;
    anchor::check(anchor, head.seq, hash).map_err(|(seq, what)| damaged(seq, &what, file))
}

fn check_latest_day(connection: &Connection, file: &Path, beginning: Head) -> Result<(), LedgerFailure> {
    let start = snapshot::before_latest_day(connection, file, beginning)?;
    snapshot::walk_chain(connection, file, start, &mut |_| Ok(()))?;
    Ok(())
}

fn add(transaction: &Transaction<'_>, head: Head, recorded: &Recorded) -> rusqlite::Result<Head> {
    let encoded = Encoded::of(recorded, head.seq + 1)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let (at, actor) = (recorded.at.unix(), recorded.actor.as_str());
    let request = StoredRequest::of(recorded, encoded.fingerprint.as_ref());
    let (format, body, commitment) = (encoded.format, encoded.body.as_str(), encoded.commitment());
    let head = head.next(format, at, actor, request, commitment, body);
    let Head { seq, hash } = head;
    let personal = encoded.stored_personal();
    insert_event(
        transaction,
        &StoredEvent { seq, format, at, actor, request, commitment, personal, body, hash },
    )?;
    if let Event::DayStarted(start) = &recorded.event {
        insert_day(transaction, seq, &start.date.to_string())?;
    }
    Ok(head)
}

fn insert_event(transaction: &Transaction<'_>, event: &StoredEvent<'_>) -> rusqlite::Result<()> {
    let StoredEvent { seq, format, at, actor, request, commitment, personal, body, hash } = event;
    let key = request.map(|request| request.key);
    let fingerprint = request.and_then(|request| request.fingerprint);
    transaction
        .prepare_cached(
            "INSERT INTO event (seq, format, at, actor, key, fingerprint, commitment, body, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((seq, format, at, actor, key, fingerprint, commitment, body, hash.0))?;
    if let Some(StoredPersonal { salt, parts }) = personal {
        transaction
            .prepare_cached("INSERT INTO personal (seq, salt, parts) VALUES (?1, ?2, ?3)")?
            .execute((seq, salt, parts))?;
    }
    Ok(())
}

fn insert_day(transaction: &Transaction<'_>, first: Seq, date: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO day (first_seq, date) VALUES (?1, ?2)")?
        .execute((first, date))?;
    Ok(())
}

/// A ledger that the anchor knows of must be there; only then may a new one begin.
fn find_or_create(file: &Path, dir: &Path, known: StoredAnchor) -> Result<(), LedgerFailure> {
    let bytes = fs::metadata(file).map_or(0, |found| found.len());
    if bytes > 0 {
        return Ok(());
    }
    if let StoredAnchor::Known(anchor) = known {
        let what = format!("the ledger is missing or empty, though {} events were on disk", anchor.seq);
        return Err(damaged(1, &what, file));
    }
    if !file.exists() {
        create_private(file).map_err(|error| of_io(&error, file))?;
    }
    sync_dir(dir).map_err(|error| of_io(&error, dir))
}

fn connect(file: &Path, known: StoredAnchor) -> Result<Connection, LedgerFailure> {
    let mut connection = Connection::open(file).map_err(|error| reading(&error, 0, file))?;
    // Before anything is written: what is left of it is evidence.
    if matches!(known, StoredAnchor::Known(_)) {
        schema::check_not_emptied(&connection, file)?;
    }
    schema::settle_writer(&mut connection, file)?;
    Ok(connection)
}
