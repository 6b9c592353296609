// SPDX-License-Identifier: MPL-2.0
//! What is said of a whole ledger that stands where another one stood, and of checkpoints.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use tempfile::TempDir;

use super::tampered_office::Tampered;
use crate::checkpoint::{Checkpoint, CheckpointSigningKey, ExpectedCheckpoints, create_key, restored_head};
use crate::finding::FindingCode::{AnotherOffice, BehindCheckpoint, CheckpointForged, NewerEvent};
use crate::sample::{check_in, first_day, help, office};
use crate::{SqliteLedger, backup, ledger_file, restore, verify};
use office::event::Event;
use office::names::OfficeId;
use runtime::ports::Ledger;

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
    let checkpoints = crate::checkpoints_now(copy.path(), Timestamp::UNIX_EPOCH, None).unwrap();
    let expected = ExpectedCheckpoints { checkpoints, key: None };
    assert!(verify(copy.path(), Some(&expected), &mut |_, _, _| Ok(())).unwrap().is_sound());
    let mut ledger = SqliteLedger::open(copy.path(), &office()).unwrap();
    ledger.append(&[help(1)]).unwrap();
    drop(ledger);
    assert!(verify(copy.path(), Some(&expected), &mut |_, _, _| Ok(())).unwrap().is_sound());
}
