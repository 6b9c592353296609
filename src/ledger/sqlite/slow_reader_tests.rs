// SPDX-License-Identifier: MPL-2.0
//! The write-ahead file beside a reader that takes its time: somebody looks into the ledger with a tool of their own,
//! and leaves it open.

use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use super::SqliteLedger;
use super::schema::WRITE_AHEAD_BYTES;
use crate::ledger_file;
use crate::sample::{check_in, first_day, office};
use runtime::ports::Ledger;

struct Office {
    dir: TempDir,
    ledger: SqliteLedger,
    number: u32,
}

impl Office {
    fn open() -> Self {
        let dir = TempDir::new().unwrap();
        let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
        ledger.append(&[first_day()]).unwrap();
        Self { dir, ledger, number: 0 }
    }

    /// Each in a commit of its own, as on a quiet day.
    fn checks_in(&mut self, people: u32) {
        for _ in 0..people {
            self.number += 1;
            self.ledger.append(&[check_in(self.number)]).unwrap();
        }
    }

    /// Many in a commit, until the write-ahead file has this many bytes.
    fn is_crowded_until(&mut self, bytes: u64) {
        while self.write_ahead_bytes() < bytes {
            let crowd: Vec<_> = (1..=5_000).map(|more| check_in(self.number + more)).collect();
            self.number += 5_000;
            self.ledger.append(&crowd).unwrap();
        }
    }

    fn write_ahead_bytes(&self) -> u64 {
        let file = ledger_file(self.dir.path(), &office());
        fs::metadata(file.with_extension("ledger-wal")).map_or(0, |file| file.len())
    }

    fn somebody_looks(&self) -> Connection {
        let reader = Connection::open(ledger_file(self.dir.path(), &office())).unwrap();
        let events = |seen: &Connection| {
            seen.execute_batch("BEGIN").unwrap();
            seen.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, u32>(0)).unwrap()
        };
        assert!(events(&reader) > 0);
        reader
    }
}

#[test]
fn the_write_ahead_file_stays_small_while_nobody_reads_for_long() {
    let mut office = Office::open();
    for _ in 0..20 {
        office.checks_in(200);
        drop(office.somebody_looks());
        assert!(office.write_ahead_bytes() <= WRITE_AHEAD_BYTES, "{}", office.write_ahead_bytes());
    }
}

#[test]
fn beside_a_slow_reader_nothing_waits_and_the_file_is_small_again_when_it_has_gone() {
    let mut office = Office::open();
    office.checks_in(10);
    let reader = office.somebody_looks();
    office.is_crowded_until(2 * WRITE_AHEAD_BYTES);
    let seen: u32 = reader.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).unwrap();
    assert_eq!(seen, 11, "it sees the ledger as it was");
    drop(reader);
    // The next commit writes the file back, the one after it begins it anew.
    office.checks_in(2);
    assert!(office.write_ahead_bytes() <= WRITE_AHEAD_BYTES, "{}", office.write_ahead_bytes());
}

#[test]
fn a_quiet_office_gives_the_room_back_too() {
    let mut office = Office::open();
    let reader = office.somebody_looks();
    office.is_crowded_until(2 * WRITE_AHEAD_BYTES);
    drop(reader);
    office.ledger.rest();
    assert!(office.write_ahead_bytes() <= WRITE_AHEAD_BYTES, "{}", office.write_ahead_bytes());
}
