// SPDX-License-Identifier: MPL-2.0
//! What somebody with every right on the machine may do to the files of an office, and what is said of it: by verify,
//! by verify with checkpoints that were kept elsewhere, and by a service that starts.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::Connection;
use tempfile::TempDir;

use super::anchor;
use super::chain::Head;
use super::checkpoint::{
    Checkpoint, CheckpointSigningKey, ExpectedCheckpoints, check_against, create_key, restored_head,
};
use super::files::anchor_file;
use super::finding::FindingCode::{
    self, AnchorDisagrees, AnchorMissing, AnchorUnreadable, AnotherOffice, BehindCheckpoint,
    CheckpointDisagrees, CheckpointForged, Damaged, ForeignObject, NewerEvent,
};
use super::sample::{called, check_in, day_started, first_day, help, office};
use super::{SqliteLedger, backup, ledger_file, restore, verify};
use office::event::Event;
use office::names::OfficeId;
use runtime::ports::{Ledger, LedgerFailure, Seq};

/// Format, time, actor, key and body of an event.
type Row = (u32, i64, String, Option<Vec<u8>>, String);
type Break<'b> = &'b dyn Fn(&Tampered);

/// An office of two days, ten events each, with a checkpoint of event 16 and one of event 20.
struct Tampered {
    dir: TempDir,
    expected: ExpectedCheckpoints,
    key: CheckpointSigningKey,
}

impl Tampered {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let keys = dir.path().join("elsewhere");
        fs::create_dir(&keys).unwrap();
        let public = create_key(&keys.join("key")).unwrap();
        let key = CheckpointSigningKey::read(&keys.join("key")).unwrap();
        let mut this =
            Self { dir, expected: ExpectedCheckpoints { checkpoints: Vec::new(), key: Some(public) }, key };
        let mut ledger = SqliteLedger::open(&this.data(), &office()).unwrap();
        ledger.append(&[first_day()]).unwrap();
        ledger.append(&(2..=10).map(check_in).collect::<Vec<_>>()).unwrap();
        ledger.append(&[day_started(date(2026, 1, 6))]).unwrap();
        ledger.append(&(12..=16).map(check_in).collect::<Vec<_>>()).unwrap();
        this.checkpoint(ledger.head());
        ledger.append(&(17..=20).map(called).collect::<Vec<_>>()).unwrap();
        this.checkpoint(ledger.head());
        drop(ledger);
        this
    }

    fn checkpoint(&mut self, head: Head) {
        let at = Timestamp::from_second(1_767_700_000 + i64::try_from(head.seq).unwrap()).unwrap();
        self.expected.checkpoints.push(Checkpoint::of(office(), head, at, false, Some(&self.key)));
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn file(&self) -> PathBuf {
        ledger_file(&self.data(), &office())
    }

    fn anchor(&self) -> PathBuf {
        anchor_file(&self.data(), &office())
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.file()).unwrap().execute_batch(sql).unwrap();
    }

    fn found(&self, expected: Option<&ExpectedCheckpoints>) -> Vec<(FindingCode, Seq)> {
        let report = verify(&self.data(), expected, &mut |_, _, _| Ok(())).unwrap();
        let findings = &report.offices[0].findings;
        for finding in findings {
            let said = format!("{}. {}", finding.what, finding.remedy());
            assert!(!said.contains("delete"), "it never advises to delete anything: {said}");
        }
        findings.iter().map(|finding| (finding.code, finding.seq)).collect()
    }

    /// What verify says by itself, and with the checkpoints.
    #[track_caller]
    fn verify_says(&self, alone: &[(FindingCode, Seq)], with_checkpoints: &[(FindingCode, Seq)]) {
        assert_eq!(self.found(None), alone, "alone");
        assert_eq!(self.found(Some(&self.expected)), with_checkpoints, "with checkpoints");
    }

    fn start(&self) -> Result<SqliteLedger, LedgerFailure> {
        check_against(&self.data(), &office(), &self.expected)?;
        self.start_without_checkpoints()
    }

    fn start_without_checkpoints(&self) -> Result<SqliteLedger, LedgerFailure> {
        SqliteLedger::open(&self.data(), &office())
    }

    #[track_caller]
    fn is_refused(&self, because: &str) {
        let said = self.start_without_checkpoints().expect_err("it started").to_string();
        assert!(said.contains(because) && !said.contains("delete"), "{said}");
    }

    #[track_caller]
    fn is_contradicted(&self, because: &str) {
        let failure = self.start().expect_err("it started");
        assert!(matches!(failure, LedgerFailure::Contradicted(_)), "{failure}");
        assert!(failure.to_string().contains(because), "{failure}");
    }

    /// Makes every hash from an event on anew, as who wants an edit to pass does.
    fn rehash(&self) -> Head {
        let connection = Connection::open(self.file()).unwrap();
        let mut head = Head::beginning(&office());
        let rows: Vec<Row> = connection
            .prepare("SELECT format, at, actor, key, body FROM event ORDER BY seq")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for (format, at, actor, key, body) in rows {
            let request =
                key.as_deref().map(|key| super::stored_event::StoredRequest { key, fingerprint: None });
            head = head.next(format, at, &actor, request, None, &body);
            connection.execute("UPDATE event SET hash = ?1 WHERE seq = ?2", (head.hash.0, head.seq)).unwrap();
        }
        head
    }
}

#[test]
fn an_untouched_ledger_is_sound_and_starts() {
    let office = Tampered::new();
    office.verify_says(&[], &[]);
    let report = verify(&office.data(), Some(&office.expected), &mut |_, _, _| Ok(())).unwrap();
    let compared = report.offices[0].checkpoints.as_ref().unwrap();
    assert_eq!((compared.checkpoints, compared.agrees_until.as_ref().unwrap().seq), (2, 20));
    assert!(!office.start().unwrap().anchor_was_missing());
}

#[test]
fn an_edit_of_body_actor_or_time_is_named_with_its_event() {
    for edit in ["body = replace(body, 'new_mitid', 'passports')", "actor = 'supervisor'", "at = at + 60"] {
        let office = Tampered::new();
        office.sql(&format!("UPDATE event SET {edit} WHERE seq = 14"));
        office.verify_says(&[(Damaged, 14)], &[(Damaged, 14)]);
        office.is_refused("event 14");
    }
}

#[test]
fn a_cut_tail_is_named_by_the_anchor() {
    let office = Tampered::new();
    office.sql("DELETE FROM event WHERE seq > 17");
    office.verify_says(&[(AnchorDisagrees, 18)], &[(AnchorDisagrees, 18), (BehindCheckpoint, 18)]);
    office.is_refused("ends at event 17, but event 20 was on disk");
}

#[test]
fn a_cut_tail_without_its_anchor_is_named_by_the_missing_anchor_and_by_the_checkpoints() {
    let office = Tampered::new();
    office.sql("DELETE FROM event WHERE seq > 17");
    fs::remove_file(office.anchor()).unwrap();
    office.verify_says(&[(AnchorMissing, 0)], &[(AnchorMissing, 0), (BehindCheckpoint, 18)]);
    office.is_contradicted("ends at event 17");
    assert!(office.start_without_checkpoints().unwrap().anchor_was_missing());
}

#[test]
fn a_cut_tail_with_a_rewritten_anchor_is_named_by_the_checkpoints() {
    let office = Tampered::new();
    office.sql("DELETE FROM event WHERE seq > 17");
    anchor::write(&office.anchor(), office.rehash()).unwrap();
    office.verify_says(&[], &[(BehindCheckpoint, 18)]);
    office.is_contradicted("its end was cut off");
}

#[test]
fn a_missing_anchor_is_named() {
    let office = Tampered::new();
    fs::remove_file(office.anchor()).unwrap();
    office.verify_says(&[(AnchorMissing, 0)], &[(AnchorMissing, 0)]);
    let ledger = office.start().unwrap();
    assert!(ledger.anchor_was_missing());
    drop(ledger);
    office.verify_says(&[], &[]);
}

#[test]
fn a_garbled_anchor_is_named() {
    let office = Tampered::new();
    fs::write(office.anchor(), "{}").unwrap();
    office.verify_says(&[(AnchorUnreadable, 0)], &[(AnchorUnreadable, 0)]);
    office.start().unwrap();
}

#[test]
fn a_missing_swapped_or_doubled_event_is_named() {
    let swap = "UPDATE event SET seq = 99 WHERE seq = 14; UPDATE event SET seq = 14 WHERE seq = 15;
        UPDATE event SET seq = 15 WHERE seq = 99";
    let double = "UPDATE event SET (at, actor, key, body, hash) =
        (SELECT at, actor, key, body, hash FROM event WHERE seq = 14) WHERE seq = 15";
    for (sql, seq) in [("DELETE FROM event WHERE seq = 14", 15), (swap, 14), (double, 15)] {
        let office = Tampered::new();
        office.sql(sql);
        assert_eq!(office.found(None)[0], (Damaged, seq), "{sql}");
        office.is_refused(&format!("event {seq}"));
    }
}

#[test]
fn an_edit_with_new_hashes_is_named_by_the_anchor() {
    let office = Tampered::new();
    office.sql("UPDATE event SET at = at + 60 WHERE seq = 4");
    office.rehash();
    office.verify_says(&[(AnchorDisagrees, 20)], &[(AnchorDisagrees, 20), (CheckpointDisagrees, 16)]);
    office.is_refused("not the one that was written");
}

#[test]
fn an_edit_with_new_hashes_and_a_new_anchor_is_named_by_the_checkpoints() {
    let office = Tampered::new();
    office.sql("UPDATE event SET at = at + 60 WHERE seq = 18");
    anchor::write(&office.anchor(), office.rehash()).unwrap();
    office.verify_says(&[], &[(CheckpointDisagrees, 20)]);
    office.is_contradicted("agrees with that of 2026-01-06T11:46:56Z, at event 16");
}

#[test]
fn a_table_of_days_that_does_not_agree_is_named() {
    let office = Tampered::new();
    office.sql("DELETE FROM day");
    office.verify_says(&[(Damaged, 1)], &[(Damaged, 1)]);
    let office = Tampered::new();
    office.sql("UPDATE day SET first_seq = 25 WHERE first_seq = 11");
    office.verify_says(&[(Damaged, 11)], &[(Damaged, 11)]);
    office.is_refused("a day is said to begin");
}

#[test]
fn what_was_added_to_the_file_is_named_and_neither_started_with_nor_restored() {
    let additions = [
        (
            "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM event WHERE seq = new.seq - 9; END",
            "the trigger «quiet»",
        ),
        ("CREATE TABLE notes (text TEXT)", "the table «notes»"),
        ("CREATE VIEW seen AS SELECT * FROM event", "the view «seen»"),
        ("CREATE INDEX quick ON event (actor)", "the index «quick»"),
        ("ALTER TABLE event ADD COLUMN hidden TEXT", "the table «event» was changed"),
        ("DROP VIEW event_with_kind", "the view «event_with_kind» is missing"),
    ];
    for (sql, named) in additions {
        let office = Tampered::new();
        let archive = office.dir.path().join("backup.tar");
        office.sql(sql);
        office.verify_says(&[(ForeignObject, 0)], &[(ForeignObject, 0)]);
        office.is_refused(named);
        let said = backup(&office.data(), &archive).unwrap_err().to_string();
        assert!(said.contains(named), "{said}");
    }
}

#[test]
fn a_backup_with_a_trigger_is_not_restored() {
    let office = Tampered::new();
    let archive = office.dir.path().join("backup.tar");
    let (_, head) = backup(&office.data(), &archive).unwrap().remove(0);
    office.sql(
        "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN SELECT 1; END; PRAGMA wal_checkpoint(TRUNCATE)",
    );
    let mut tar = tar::Builder::new(fs::File::create(&archive).unwrap());
    tar.append_file("demo.ledger", &mut fs::File::open(office.file()).unwrap()).unwrap();
    let manifest =
        format!(r#"{{"mintur_backup":1,"ledgers":[["demo",{}]]}}"#, serde_json::to_string(&head).unwrap());
    let mut header = tar::Header::new_gnu();
    header.set_size(manifest.len() as u64);
    tar.append_data(&mut header, "manifest.json", manifest.as_bytes()).unwrap();
    tar.finish().unwrap();
    let said = restore(&archive, &office.dir.path().join("restored")).unwrap_err().to_string();
    assert!(said.contains("the trigger «quiet»"), "{said}");
}

#[test]
fn a_file_that_is_broken_is_named() {
    let cut = |office: &Tampered| {
        let file = fs::OpenOptions::new().write(true).open(office.file()).unwrap();
        file.set_len(file.metadata().unwrap().len() - 4096).unwrap();
    };
    let zero = |office: &Tampered, from: usize, bytes: usize| {
        let mut whole = fs::read(office.file()).unwrap();
        whole[from..from + bytes].fill(0);
        fs::write(office.file(), whole).unwrap();
    };
    let breaks: [(&str, Break<'_>); 7] = [
        ("a newer layout", &|office| office.sql("PRAGMA user_version = 99")),
        ("a dropped table", &|office| office.sql("DROP VIEW event_with_kind; DROP TABLE event")),
        ("a truncated file", &cut),
        ("a zeroed header", &|office| zero(office, 0, 100)),
        ("a zeroed page", &|office| zero(office, 4096, 4096)),
        ("an emptied file", &|office| fs::write(office.file(), "").unwrap()),
        ("a removed file", &|office| fs::remove_file(office.file()).unwrap()),
    ];
    for (what, break_it) in breaks {
        let office = Tampered::new();
        break_it(&office);
        assert_ne!(office.found(None), [], "{what}");
        assert!(office.start_without_checkpoints().is_err(), "{what}");
    }
}

#[test]
fn an_office_that_was_removed_whole_does_not_begin_anew_beside_its_checkpoints() {
    let office = Tampered::new();
    fs::remove_dir_all(office.data()).unwrap();
    fs::create_dir(office.data()).unwrap();
    assert_eq!(office.found(Some(&office.expected)), [(BehindCheckpoint, 0)]);
    office.is_contradicted("there is no ledger of «demo»");
}

/// The files as a service leaves them that is killed: the last events are in the write-ahead file only.
fn killed() -> Tampered {
    let office = Tampered::new();
    let aside = office.dir.path().join("aside");
    fs::create_dir(&aside).unwrap();
    let mut ledger = office.start().unwrap();
    for number in 21..=30 {
        ledger.append(&[help(number)]).unwrap();
    }
    for name in ["demo.ledger", "demo.ledger-wal", "demo.anchor"] {
        fs::copy(office.data().join(name), aside.join(name)).unwrap();
    }
    drop(ledger);
    fs::remove_dir_all(office.data()).unwrap();
    fs::rename(aside, office.data()).unwrap();
    office
}

#[test]
fn a_killed_service_leaves_a_sound_ledger() {
    let office = killed();
    office.verify_says(&[], &[]);
    assert_eq!(office.start().unwrap().head().seq, 30);
}

#[test]
fn a_write_ahead_file_that_lost_its_end_is_named_down_to_the_last_event() {
    for percent in [99, 97, 90, 50, 10] {
        let office = killed();
        let wal = office.data().join("demo.ledger-wal");
        let length = fs::metadata(&wal).unwrap().len();
        fs::OpenOptions::new().write(true).open(&wal).unwrap().set_len(length * percent / 100).unwrap();
        let found = office.found(None);
        assert!(matches!(found[..], [(AnchorDisagrees, 21..=30)]), "{percent} %: {found:?}");
        office.is_refused("its write-ahead file (-wal) was removed or cut");
    }
}

#[test]
fn a_flipped_byte_at_the_end_of_the_write_ahead_file_is_named() {
    let office = killed();
    let wal = office.data().join("demo.ledger-wal");
    let mut bytes = fs::read(&wal).unwrap();
    let last = bytes.len() - 9;
    bytes[last] ^= 1;
    fs::write(&wal, bytes).unwrap();
    office.verify_says(&[(AnchorDisagrees, 30)], &[(AnchorDisagrees, 30)]);
    office.is_refused("event 30 was on disk");
}

#[test]
fn a_removed_or_emptied_write_ahead_file_is_named_as_such() {
    for empty in [false, true] {
        // A new office that never rested: everything it has is in the write-ahead file.
        let dir = TempDir::new().unwrap();
        let (running, data) = (dir.path().join("running"), dir.path().join("data"));
        let mut ledger = SqliteLedger::open(&running, &office()).unwrap();
        ledger.append(&[first_day(), check_in(2)]).unwrap();
        fs::create_dir(&data).unwrap();
        for name in ["demo.ledger", "demo.anchor"] {
            fs::copy(running.join(name), data.join(name)).unwrap();
        }
        if empty {
            fs::write(data.join("demo.ledger-wal"), "").unwrap();
        }
        let before = fs::read(data.join("demo.ledger")).unwrap();
        let report = verify(&data, None, &mut |_, _, _| Ok(())).unwrap();
        let finding = &report.offices[0].findings[0];
        assert_eq!(finding.code, Damaged);
        assert!(
            finding.what.contains("its write-ahead file (-wal) was removed or emptied"),
            "{}",
            finding.what
        );
        let said = SqliteLedger::open(&data, &office()).expect_err("it started").to_string();
        assert!(said.contains("its write-ahead file (-wal) was removed or emptied"), "{said}");
        assert_eq!(fs::read(data.join("demo.ledger")).unwrap(), before, "the evidence is left alone");
    }
}

#[test]
fn the_ledger_of_another_office_under_this_name_is_named() {
    let office = Tampered::new();
    let elsewhere = office.dir.path().join("midtby");
    let midtby = OfficeId::from("midtby");
    let mut day = first_day();
    if let Event::DayStarted(start) = &mut day.event {
        start.setup.id = midtby.clone();
    }
    SqliteLedger::open(&elsewhere, &midtby).unwrap().append(&[day, check_in(2)]).unwrap();
    fs::copy(ledger_file(&elsewhere, &midtby), office.file()).unwrap();
    fs::remove_file(office.anchor()).unwrap();
    let report = verify(&office.data(), None, &mut |_, _, _| Ok(())).unwrap();
    let finding = &report.offices[0].findings[0];
    assert_eq!(
        (finding.code, finding.what.as_str()),
        (AnotherOffice, "this is the ledger of the office «midtby»")
    );
    office.is_refused("is the ledger of the office «midtby», not of «demo»");
}

#[test]
fn an_event_that_a_newer_mintur_wrote_is_no_damage() {
    let office = Tampered::new();
    let body = r#"{"kind":"seat_reserved","seat":4}"#;
    let head = office.start().unwrap().head().next(1, 1_767_700_000, "clock", None, None, body);
    office.sql(&format!(
        "INSERT INTO event (seq, format, at, actor, body, hash)
            VALUES (21, 1, 1767700000, 'clock', '{body}', x'{}')",
        head.hash
    ));
    office.verify_says(&[(NewerEvent, 21)], &[(NewerEvent, 21)]);
    let mut ledger = office.start().unwrap();
    let failure = ledger.read_latest_day(&mut |_, _| ()).unwrap_err();
    let said = failure.to_string();
    assert!(
        said.contains("event 21 was written by a newer Mintur") && said.contains("not damaged"),
        "{said}"
    );
    assert!(!said.contains("restore"), "nobody throws a day away: {said}");
}

#[test]
fn an_old_ledger_restored_beside_newer_checkpoints_is_named_and_goes_on_only_when_somebody_says_so() {
    let mut office = Tampered::new();
    let archive = office.dir.path().join("backup.tar");
    backup(&office.data(), &archive).unwrap();
    let mut ledger = office.start().unwrap();
    ledger.append(&[help(21), help(22)]).unwrap();
    office.checkpoint(ledger.head());
    drop(ledger);
    fs::remove_dir_all(office.data()).unwrap();
    restore(&archive, &office.data()).unwrap();
    office.verify_says(&[], &[(BehindCheckpoint, 21)]);
    office.is_contradicted("--accept-restored");

    let head = restored_head(&office.data(), &self::office(), &office.expected).unwrap().unwrap();
    assert_eq!(head.seq, 20);
    let said = Checkpoint::of(self::office(), head, Timestamp::UNIX_EPOCH, true, Some(&office.key));
    office.expected.checkpoints.push(said);
    let mut ledger = office.start().unwrap();
    ledger.append(&[help(31), help(32), help(33)]).unwrap();
    office.checkpoint(ledger.head());
    office.verify_says(&[], &[]);
    let report = verify(&office.data(), Some(&office.expected), &mut |_, _, _| Ok(())).unwrap();
    let restored = &report.offices[0].checkpoints.as_ref().unwrap().restored;
    assert_eq!((restored[0].0.seq, restored[0].1), (20, 1), "and it is always told");
}

#[test]
fn a_rewritten_ledger_cannot_be_called_a_restored_one() {
    let office = Tampered::new();
    office.sql("UPDATE event SET at = at + 60 WHERE seq = 4; DELETE FROM event WHERE seq > 17");
    office.rehash();
    assert_eq!(restored_head(&office.data(), &self::office(), &office.expected).unwrap(), None);
}

#[test]
fn a_checkpoint_that_somebody_else_wrote_is_named() {
    let mut office = Tampered::new();
    let other = office.dir.path().join("other-key");
    create_key(&other).unwrap();
    let forger = CheckpointSigningKey::read(&other).unwrap();
    let genuine = office.expected.checkpoints[1].clone();
    let mut altered = genuine.clone();
    altered.seq = 19;
    let forged = Checkpoint::of(self::office(), genuine.head(), genuine.at, false, Some(&forger));
    let unsigned = Checkpoint { signed: None, ..genuine };
    for forged in [altered, forged, unsigned] {
        office.expected.checkpoints[1] = forged;
        let found = office.found(Some(&office.expected));
        assert!(matches!(found[..], [(CheckpointForged, _)]), "{found:?}");
    }
}

#[test]
fn a_ledger_of_an_earlier_version_has_checkpoints_too() {
    let copy = TempDir::new().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/ledger-format-1");
    for name in ["demo.ledger", "demo.anchor"] {
        fs::copy(fixtures.join(name), copy.path().join(name)).unwrap();
    }
    let checkpoints = super::checkpoints_now(copy.path(), Timestamp::UNIX_EPOCH, None).unwrap();
    let expected = ExpectedCheckpoints { checkpoints, key: None };
    assert!(verify(copy.path(), Some(&expected), &mut |_, _, _| Ok(())).unwrap().is_sound());
    let mut ledger = SqliteLedger::open(copy.path(), &office()).unwrap();
    ledger.append(&[help(1)]).unwrap();
    drop(ledger);
    assert!(verify(copy.path(), Some(&expected), &mut |_, _, _| Ok(())).unwrap().is_sound());
}
