// SPDX-License-Identifier: MPL-2.0
//! What is said of a killed service's files, and of what somebody did to its write-ahead file.

use std::fs;

use tempfile::TempDir;

use super::tampered_office::Tampered;
use crate::finding::FindingCode::{AnchorDisagrees, Damaged};
use crate::sample::{check_in, first_day, help, office};
use crate::{SqliteLedger, verify};
use runtime::ports::Ledger;

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
