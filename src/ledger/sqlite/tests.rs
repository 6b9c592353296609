// SPDX-License-Identifier: MPL-2.0
//! What an office experiences of its ledger when it starts again.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::{LedgerSnapshot, SqliteLedger};
use crate::chain::Head;
use crate::contract::{Engine, ledger_contract};
use crate::sample::{check_in, day_started, first_day, help, office};
use crate::stored_event::StoredRequest;
use crate::stored_ledger::StoredLedger;
use crate::verify::{Wanted, verify_file};
use crate::{BackupFailure, OfficeReport, ledger_file, verify};
use office::names::OfficeId;
use runtime::ports::{Ledger, LedgerFailure, Seq};

struct Sqlite(TempDir);

impl Engine for Sqlite {
    type Ledger = SqliteLedger;

    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn open(&self) -> Result<SqliteLedger, LedgerFailure> {
        SqliteLedger::open(self.0.path(), &office())
    }

    fn verified(&self) -> OfficeReport {
        verify_file(&self.file(), &office(), &Wanted::NOTHING, &mut |_, _, _| Ok(()))
    }

    fn copy_to(&self, file: &Path) -> Result<(), BackupFailure> {
        LedgerSnapshot::open(&self.file(), &office())?.copy_to(file)
    }
}

ledger_contract!(Sqlite);

impl Sqlite {
    /// Two days of ten events each.
    fn with_two_days() -> Self {
        let engine = Self::new();
        let mut ledger = engine.open().unwrap();
        let mut events = vec![first_day()];
        events.extend((2..=10).map(check_in));
        events.push(day_started(jiff::civil::date(2026, 1, 6)));
        events.extend((12..=20).map(check_in));
        ledger.append(&events).unwrap();
        drop(ledger);
        engine
    }

    fn file(&self) -> PathBuf {
        ledger_file(self.0.path(), &office())
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.file()).unwrap().execute_batch(sql).unwrap();
    }

    /// As it was before events carried a format.
    fn to_second_layout(&self) {
        self.sql(
            "DROP VIEW event_with_kind; ALTER TABLE event DROP COLUMN format;
             ALTER TABLE event DROP COLUMN fingerprint;
             ALTER TABLE event DROP COLUMN commitment; DROP TABLE personal; PRAGMA user_version = 2",
        );
        self.sql("CREATE VIEW told AS SELECT seq, at, actor, json_extract(body, '$.kind') AS kind, body FROM event");
        self.hash_as_before_formats();
    }

    /// The hashes as they were before events carried a format and chains began with the office.
    fn hash_as_before_formats(&self) {
        let connection = Connection::open(self.file()).unwrap();
        let rows: Vec<(i64, String, Option<Vec<u8>>, String)> = connection
            .prepare("SELECT at, actor, key, body FROM event ORDER BY seq")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let mut head = Head::default();
        for (at, actor, key, body) in rows {
            let request = key.as_deref().map(|key| StoredRequest { key, fingerprint: None });
            head = head.next(1, at, &actor, request, None, &body);
            connection.execute("UPDATE event SET hash = ?1 WHERE seq = ?2", (head.hash.0, head.seq)).unwrap();
        }
        crate::anchor::write(&self.0.path().join("demo.anchor"), head).unwrap();
    }

    fn kinds(&self, of: &str) -> String {
        let sql = format!("SELECT group_concat(DISTINCT kind) FROM {of}");
        Connection::open(self.file()).unwrap().query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    fn refusal(&self) -> LedgerFailure {
        self.open().expect_err("the ledger was opened")
    }

    fn findings(&self) -> Vec<Seq> {
        let report = verify(self.0.path(), None, &mut |_, _, _| Ok(())).unwrap();
        report.offices[0].findings.iter().map(|finding| finding.seq).collect()
    }
}

fn damaged_at(failure: &LedgerFailure) -> Option<Seq> {
    if let LedgerFailure::Damaged { seq, .. } = failure { Some(*seq) } else { None }
}

#[test]
fn every_answer_is_synced_to_disk_in_a_small_file_of_its_own() {
    let engine = Sqlite::with_two_days();
    let ledger = engine.open().unwrap();
    let pragma = |name| ledger.connection.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    let number = |name| ledger.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    assert_eq!(pragma("journal_mode").unwrap(), "wal");
    assert_eq!(number("synchronous").unwrap(), 2);
    assert_eq!(number("trusted_schema").unwrap(), 0);
    assert_eq!(number("application_id").unwrap(), 0x4d6e_7472);
}

#[test]
fn a_cut_ledger_is_noticed_at_start() {
    let engine = Sqlite::with_two_days();
    engine.sql("DELETE FROM event WHERE seq > 15");
    let failure = engine.refusal();
    assert_eq!(damaged_at(&failure), Some(16), "{failure}");
    assert!(failure.to_string().contains("restore the latest backup"), "{failure}");
    assert_eq!(damaged_at(&engine.refusal()), Some(16), "the second start noticed nothing");
    assert!(engine.findings().contains(&16));
}

#[test]
fn a_lost_ledger_is_not_begun_anew() {
    let engine = Sqlite::with_two_days();
    std::fs::remove_file(engine.file()).unwrap();
    let failure = engine.refusal();
    assert_eq!(damaged_at(&failure), Some(1), "{failure}");
    assert_eq!(engine.findings()[0], 0);
}

#[test]
fn an_older_copy_with_other_events_is_noticed_at_start() {
    let engine = Sqlite::with_two_days();
    let other = Sqlite::new();
    let events: Vec<_> = (0..30).map(help).collect();
    other.open().unwrap().append(&events).unwrap();
    std::fs::copy(other.file(), engine.file()).unwrap();
    assert_eq!(damaged_at(&engine.refusal()), Some(20));
}

#[test]
fn a_file_that_was_cut_off_is_noticed_at_start() {
    let engine = Sqlite::with_two_days();
    let file = OpenOptions::new().write(true).open(engine.file()).unwrap();
    file.set_len(file.metadata().unwrap().len() - 4096).unwrap();
    let failure = engine.refusal();
    assert!(damaged_at(&failure).is_some(), "{failure}");
}

#[test]
fn a_file_with_an_unreadable_beginning_is_noticed_at_start() {
    let engine = Sqlite::with_two_days();
    std::fs::write(engine.file(), "Dear administrator, this is a letter, not a ledger. ".repeat(99)).unwrap();
    let failure = engine.refusal();
    assert!(damaged_at(&failure).is_some(), "{failure}");
}

#[test]
fn a_changed_event_of_today_is_noticed_at_start() {
    let engine = Sqlite::with_two_days();
    engine.sql("UPDATE event SET body = replace(body, 'new_mitid', 'passports') WHERE seq = 14");
    assert_eq!(damaged_at(&engine.refusal()), Some(14));
}

#[test]
fn a_flipped_byte_in_last_month_is_found_by_verify() {
    let engine = Sqlite::with_two_days();
    engine.sql("UPDATE event SET at = at + 1 WHERE seq = 4");
    let mut ledger = engine.open().expect("start reads only the latest day");
    assert!(ledger.read_all(&mut |_, _| ()).is_err_and(|failure| damaged_at(&failure) == Some(4)));
    assert_eq!(engine.findings(), [4]);
}

#[test]
fn a_missing_event_is_found_by_verify() {
    let engine = Sqlite::with_two_days();
    engine.sql("DELETE FROM event WHERE seq = 6");
    assert_eq!(engine.findings(), [7]);
}

#[test]
fn a_day_that_is_missing_from_the_table_is_found_by_verify() {
    let engine = Sqlite::with_two_days();
    engine.sql("DELETE FROM day WHERE first_seq = 11");
    assert_eq!(engine.findings(), [11]);
}

#[test]
fn verify_counts_and_hands_over_whole_days_only() {
    let engine = Sqlite::with_two_days();
    let mut seen = Vec::new();
    let report = verify(engine.0.path(), None, &mut |_, seq, _| {
        seen.push(seq);
        if seq == 3 { Err("two desks have the same ticket".to_owned()) } else { Ok(()) }
    })
    .unwrap();
    let office = &report.offices[0];
    assert_eq!((office.events, office.days, office.kinds["ticket_checked_in"]), (20, 2, 18));
    assert_eq!(office.findings.len(), 1);
    assert_eq!(seen, [1, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    assert!(!report.is_sound());
}

#[test]
fn a_person_who_opens_the_file_sees_the_kind_of_each_event() {
    assert_eq!(Sqlite::with_two_days().kinds("event_with_kind"), "day_started,ticket_checked_in");
}

#[test]
fn a_ledger_of_the_first_layout_is_read_as_it_is_and_brought_up_to_date_when_the_office_opens() {
    let engine = Sqlite::with_two_days();
    engine.to_second_layout();
    engine.sql("DROP VIEW told; PRAGMA user_version = 1");
    engine.sql("ALTER TABLE event ADD COLUMN kind TEXT AS (json_extract(body, '$.kind'))");
    assert_eq!(engine.kinds("event"), "day_started,ticket_checked_in");
    assert!(engine.findings().is_empty());
    assert_eq!(engine.open().unwrap().append(&[help(1)]).unwrap(), 21);
    assert_eq!(engine.kinds("event_with_kind"), "day_started,ticket_checked_in,help_answered");
    assert!(engine.findings().is_empty());
}

#[test]
fn events_of_a_ledger_without_formats_have_format_one() {
    let engine = Sqlite::with_two_days();
    engine.to_second_layout();
    assert!(engine.findings().is_empty(), "read as it is");
    assert_eq!(engine.open().unwrap().append(&[help(1)]).unwrap(), 21);
    let formats = |file: PathBuf| -> String {
        let sql = "SELECT group_concat(DISTINCT format) FROM event";
        Connection::open(file).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(formats(engine.file()), "1");
    assert!(engine.findings().is_empty());
}

#[test]
fn an_event_of_a_newer_format_is_left_to_the_newer_mintur() {
    let engine = Sqlite::with_two_days();
    let ledger = engine.open().unwrap();
    let head = ledger.head().next(9, 1_767_312_000, "clock", None, None, "{}");
    ledger
        .connection
        .execute("INSERT INTO event (seq, format, at, actor, body, hash) VALUES (21, 9, 1767312000, 'clock', '{}', ?1)", [head.hash.0])
        .unwrap();
    drop(ledger);
    let Err(failure) = engine.open().unwrap().read_after(20, 1) else { panic!("it was read") };
    assert!(matches!(failure, LedgerFailure::Newer { seq: 21, .. }), "{failure}");
    assert!(failure.to_string().contains("install the version that wrote it"), "{failure}");
}

#[test]
fn another_programs_file_is_left_alone() {
    let engine = Sqlite::new();
    engine.sql("CREATE TABLE recipe (name TEXT)");
    let before = std::fs::read(engine.file()).unwrap();
    assert!(engine.refusal().to_string().contains("not a Mintur ledger"));
    assert_eq!(std::fs::read(engine.file()).unwrap(), before);
}

#[test]
fn a_newer_ledger_is_left_to_the_newer_mintur() {
    let engine = Sqlite::with_two_days();
    engine.sql("PRAGMA user_version = 7");
    assert!(engine.refusal().to_string().contains("install the newer one"));
}

#[test]
fn an_unreadable_anchor_does_not_keep_an_office_closed() {
    let engine = Sqlite::with_two_days();
    let anchor = engine.0.path().join("demo.anchor");
    std::fs::write(&anchor, "").unwrap();
    assert_eq!(engine.findings(), [0]);
    engine.open().unwrap().append(&[help(1)]).unwrap();
    assert_eq!(engine.findings(), [] as [Seq; 0]);
}

#[test]
fn after_a_failed_write_nothing_more_is_written() {
    let engine = Sqlite::with_two_days();
    let mut ledger = engine.open().unwrap();
    engine.sql("INSERT INTO event (seq, at, actor, body, hash) VALUES (21, 0, 'x', '{}', zeroblob(32))");
    assert!(matches!(ledger.append(&[help(1)]), Err(LedgerFailure::Failed(_))));
    engine.sql("DELETE FROM event WHERE seq = 21");
    let Err(LedgerFailure::Failed(why)) = ledger.append(&[help(1)]) else { panic!("it wrote again") };
    assert!(why.contains("an earlier write failed"), "{why}");
}

#[test]
fn an_office_cannot_be_named_out_of_its_folder() {
    let engine = Sqlite::new();
    let office: OfficeId = serde_json::from_str("\"../demo\"").unwrap();
    assert!(SqliteLedger::open(engine.0.path(), &office).is_err());
}
