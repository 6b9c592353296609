// SPDX-License-Identifier: MPL-2.0
//! Checkpoints, their key and the file they are added to.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::*;
use crate::SqliteLedger;
use crate::sample::{check_in, first_day, help, office};
use runtime::ports::Ledger;

#[test]
fn a_key_is_made_once_and_read_by_its_owner_only() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("checkpoint.key");
    let public = create_key(&file).unwrap();
    assert_eq!(CheckpointPublicKey::read(&dir.path().join("checkpoint.key.pub")).unwrap(), public);
    let key = CheckpointSigningKey::read(&file).unwrap();
    assert_eq!(key.public(), public);
    let secret = fs::read_to_string(&file).unwrap();
    assert!(!format!("{key:?}").contains(secret.split(' ').nth(1).unwrap().trim()));
    assert!(matches!(create_key(&file), Err(CheckpointFailure::KeyExists(_))));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(CheckpointSigningKey::read(&file), Err(CheckpointFailure::OthersCanRead(_))));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&file, "root:x:0:0").unwrap();
    let said = CheckpointSigningKey::read(&file).unwrap_err().to_string();
    assert!(said.contains("is not a secret key") && !said.contains("root"), "{said}");
}

#[test]
fn a_checkpoint_is_read_back_as_it_was_written_also_after_a_power_cut() {
    let dir = TempDir::new().unwrap();
    let (file, key) = (dir.path().join("checkpoints"), dir.path().join("key"));
    let public = create_key(&key).unwrap();
    let key = CheckpointSigningKey::read(&key).unwrap();
    let head = Head { seq: 7, hash: Hash([3; 32]) };
    let first = Checkpoint::of(office(), head, Timestamp::UNIX_EPOCH, false, Some(&key));
    append_checkpoint(&file, &first).unwrap();
    fs::OpenOptions::new().append(true).open(&file).unwrap().write_all(br#"{"office":"de"#).unwrap();
    assert_eq!(read_checkpoints(&file).unwrap(), std::slice::from_ref(&first));
    let expected = ExpectedCheckpoints::read(&file, None).unwrap();
    assert_eq!(expected.latest(&office()), Some(&first));
    assert!(public.has_signed(&first.signed_text(), first.signed.as_ref().unwrap()));
    append_checkpoint(&file, &first).unwrap();
    assert_eq!(read_checkpoints(&file).unwrap(), [first.clone(), first]);
    fs::OpenOptions::new().append(true).open(&file).unwrap().write_all(b"Kilroy was here\n").unwrap();
    assert!(matches!(read_checkpoints(&file), Err(CheckpointFailure::NotACheckpoint { line: 4, .. })));
}

#[test]
fn a_ledger_that_is_changed_under_the_running_service_gets_no_checkpoint() {
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
    ledger.append(&[first_day(), check_in(2)]).unwrap();
    let last = ledger.head();
    assert_eq!(
        progress_since(dir.path(), &office(), None).unwrap(),
        LedgerProgress { head: last, day_ended: false }
    );
    ledger.append(&[help(3)]).unwrap();
    assert_eq!(progress_since(dir.path(), &office(), Some(last)).unwrap().head, ledger.head());
    let other = rusqlite::Connection::open(ledger_file(dir.path(), &office())).unwrap();
    other.execute_batch("UPDATE event SET hash = zeroblob(32) WHERE seq = 2").unwrap();
    let failure = progress_since(dir.path(), &office(), Some(last)).unwrap_err();
    assert!(matches!(failure, LedgerFailure::Contradicted(_)), "{failure}");
}

#[test]
fn the_end_of_a_day_is_noticed() {
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
    ledger.append(&[first_day()]).unwrap();
    let last = ledger.head();
    let ended = office::event::Event::DayEnded { served: 1, not_served: 0 };
    ledger.append(&[crate::sample::recorded(1_767_280_000, ended), help(4)]).unwrap();
    let progress = progress_since(dir.path(), &office(), Some(last)).unwrap();
    assert!(progress.day_ended);
    assert!(!progress_since(dir.path(), &office(), Some(progress.head)).unwrap().day_ended);
}
