// SPDX-License-Identifier: MPL-2.0
//! What is said of events and files that somebody with every right on the machine changed: by verify, by verify with
//! checkpoints that were kept elsewhere, and by a service that starts.

use std::fs;

use super::tampered_office::{Break, Tampered};
use crate::finding::FindingCode::{
    AnchorDisagrees, AnchorMissing, AnchorUnreadable, BehindCheckpoint, CheckpointDisagrees, Damaged,
    ForeignObject,
};
use crate::{anchor, backup, restore, verify};

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
