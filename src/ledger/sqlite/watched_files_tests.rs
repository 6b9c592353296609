// SPDX-License-Identifier: MPL-2.0
//! What somebody does to the files of a ledger while it is open.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::SqliteLedger;
use crate::ledger_file;
use crate::sample::{check_in, first_day, office};
use runtime::ports::{Ledger, LedgerFailure};

struct OpenLedger {
    dir: TempDir,
    ledger: SqliteLedger,
}

impl OpenLedger {
    fn of_ten() -> Self {
        let dir = TempDir::new().unwrap();
        let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
        ledger.append(&[first_day()]).unwrap();
        ledger.append(&(2..=10).map(check_in).collect::<Vec<_>>()).unwrap();
        let open = Self { dir, ledger };
        open.ledger.check().unwrap();
        open
    }

    fn file(&self) -> PathBuf {
        ledger_file(self.dir.path(), &office())
    }

    /// As the erasure of texts, or a tool of the administrator's, may do at any time.
    fn somebody_writes_it_back(&self) {
        let other = Connection::open(self.file()).unwrap();
        let busy = other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        assert_eq!(busy, Ok(0));
    }

    /// At the latest when the content could not be read for a second.
    fn refusal(&self) -> String {
        loop {
            match self.ledger.check() {
                Err(LedgerFailure::Failed(why)) => return why,
                Err(other) => panic!("{other:?}"),
                Ok(()) => std::thread::yield_now(),
            }
        }
    }
}

#[test]
fn a_ledger_that_another_connection_writes_back_goes_on() {
    let mut open = OpenLedger::of_ten();
    open.somebody_writes_it_back();
    open.ledger.check().unwrap();
    open.ledger.append(&[check_in(11)]).unwrap();
    open.ledger.check().unwrap();
}

#[test]
fn a_ledger_that_an_older_copy_is_written_over_is_noticed() {
    let mut open = OpenLedger::of_ten();
    open.somebody_writes_it_back();
    let older = fs::read(open.file()).unwrap();
    open.ledger.append(&(11..=20).map(check_in).collect::<Vec<_>>()).unwrap();
    open.somebody_writes_it_back();
    open.ledger.check().unwrap();
    // Into the same file, as `cp` does.
    fs::write(open.file(), older).unwrap();
    let why = open.refusal();
    assert!(
        why.contains("was written over while it was open") && why.contains("restore the latest backup"),
        "{why}"
    );
}

#[test]
fn a_ledger_that_is_emptied_or_filled_with_something_else_is_noticed() {
    for content in ["", "this was a ledger once"] {
        let open = OpenLedger::of_ten();
        open.somebody_writes_it_back();
        fs::write(open.file(), content).unwrap();
        let why = open.refusal();
        assert!(why.contains("was written over") || why.contains("cannot be read"), "{content:?}: {why}");
    }
}

#[test]
fn when_the_write_ahead_file_is_removed_nothing_is_lost() {
    for ending in ["ledger-wal", "ledger-shm"] {
        let open = OpenLedger::of_ten();
        fs::remove_file(open.file().with_extension(ending)).unwrap();
        let why = open.refusal();
        assert!(why.contains(ending) && why.contains("start the service again"), "{why}");
        let OpenLedger { dir, ledger } = open;
        // As it is on disk before anything is closed.
        let copy = TempDir::new().unwrap();
        fs::copy(ledger_file(dir.path(), &office()), ledger_file(copy.path(), &office())).unwrap();
        drop(ledger);
        for place in [&copy, &dir] {
            assert_eq!(SqliteLedger::open(place.path(), &office()).unwrap().head().seq, 10, "{ending}");
        }
    }
}

#[test]
fn a_removed_write_ahead_file_is_written_back_when_whoever_reads_an_older_state_has_ended() {
    let mut open = OpenLedger::of_ten();
    let reader = Connection::open(open.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM event;").unwrap();
    open.ledger.append(&[check_in(11)]).unwrap();
    fs::remove_file(open.file().with_extension("ledger-wal")).unwrap();
    let why = std::thread::scope(|scope| {
        let refusal = scope.spawn(move || {
            let why = open.refusal();
            (why, open)
        });
        drop(reader);
        refusal.join().unwrap().0
    });
    assert!(why.contains("start the service again"), "{why}");
}
