// SPDX-License-Identifier: MPL-2.0
//! Backups that come back, and those that must not.

use std::fs::File;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use super::*;
use crate::sample::{check_in, first_day, help};
use crate::{BackupOptions, SqliteLedger, backup, backup_with, verify};
use runtime::ports::Ledger;

/// A folder with two offices, still open, and a backup of it beside.
fn two_offices() -> (TempDir, SqliteLedger, PathBuf) {
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("data");
    let mut aarhus = SqliteLedger::open(&data, &"aarhus".into()).unwrap();
    aarhus.append(&[first_day(), check_in(1)]).unwrap();
    SqliteLedger::open(&data, &"odense".into()).unwrap().append(&[first_day()]).unwrap();
    let archive = dir.path().join("backup.tar");
    backup(&data, &archive).unwrap();
    (dir, aarhus, archive)
}

#[test]
fn every_office_comes_back_where_it_was() {
    let (dir, mut aarhus, archive) = two_offices();
    aarhus.append(&[help(1)]).unwrap();
    let place = dir.path().join("restored");
    let ends: Vec<u64> = restore(&archive, &place).unwrap().iter().map(|(_, head)| head.seq).collect();
    assert_eq!(ends, [2, 1]);
    assert!(verify(&place, None, &mut |_, _, _| Ok(())).unwrap().is_sound());
    assert_eq!(SqliteLedger::open(&place, &"aarhus".into()).unwrap().append(&[help(1)]).unwrap(), 3);
}

/// Says something only where the tests run as root.
#[test]
fn what_root_restores_belongs_to_the_owner_of_the_folder() {
    use std::os::unix::fs::{MetadataExt, chown};
    let (dir, _aarhus, archive) = two_offices();
    let place = dir.path().join("restored");
    fs::create_dir(&place).unwrap();
    // An owner that no machine has, where the tests may give files away.
    let _ = chown(&place, Some(54_321), Some(54_321));
    restore(&archive, &place).unwrap();
    let owner = fs::metadata(&place).unwrap().uid();
    let files: Vec<_> = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap()).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().uid(), owner, "{file:?}");
    }
}

#[test]
fn restore_refuses_to_overwrite() {
    let (dir, _aarhus, archive) = two_offices();
    let failure = restore(&archive, &dir.path().join("data")).unwrap_err();
    assert!(matches!(failure, BackupFailure::Occupied(_)), "{failure}");
}

#[test]
fn backup_refuses_to_overwrite() {
    let (dir, _aarhus, archive) = two_offices();
    let failure = backup(&dir.path().join("data"), &archive).unwrap_err();
    assert!(matches!(failure, BackupFailure::Exists(_)), "{failure}");
}

#[test]
fn a_backup_cut_short_or_changed_is_not_put_in_place() {
    let (dir, _aarhus, archive) = two_offices();
    let whole = fs::read(&archive).unwrap();
    let place = dir.path().join("restored");
    for cut in (0..whole.len() - 2048).step_by(1024) {
        fs::write(&archive, &whole[..cut]).unwrap();
        assert!(restore(&archive, &place).is_err(), "cut at {cut} of {}", whole.len());
        assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
    }
    let errand = whole.windows(9).position(|bytes| bytes == b"new_mitid").unwrap();
    let mut changed = whole.clone();
    changed[errand] = b'N';
    fs::write(&archive, &changed).unwrap();
    let failure = restore(&archive, &place).unwrap_err();
    assert!(matches!(failure, BackupFailure::NotSound { .. }), "{failure}");
    fs::write(&archive, &whole).unwrap();
    restore(&archive, &place).unwrap();
}

#[test]
fn what_stands_in_a_file_that_is_no_backup_is_not_printed() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("passwd");
    fs::write(&file, "root:x:0:0:root:/root:/bin/bash\n".repeat(60)).unwrap();
    let said = restore(&file, &dir.path().join("restored")).unwrap_err().to_string();
    assert!(said.contains("is not a whole Mintur backup") && !said.contains("root:"), "{said}");
}

#[test]
fn a_backup_of_nothing_restores_nothing_and_says_so() {
    let dir = TempDir::new().unwrap();
    let archive = dir.path().join("backup.tar");
    let mut tar = tar::Builder::new(File::create(&archive).unwrap());
    let json = br#"{"mintur_backup":1,"ledgers":[]}"#;
    let mut header = tar::Header::new_gnu();
    header.set_size(json.len() as u64);
    tar.append_data(&mut header, MANIFEST, json.as_slice()).unwrap();
    tar.finish().unwrap();
    let said = restore(&archive, &dir.path().join("restored")).unwrap_err().to_string();
    assert!(said.contains("it holds no ledger"), "{said}");
}

#[test]
fn a_stranger_in_a_backup_is_not_unpacked() {
    let dir = TempDir::new().unwrap();
    let archive = dir.path().join("backup.tar");
    let mut tar = tar::Builder::new(File::create(&archive).unwrap());
    let mut header = tar::Header::new_gnu();
    header.set_size(2);
    tar.append_data(&mut header, "sub/demo.ledger", b"no".as_slice()).unwrap();
    tar.finish().unwrap();
    let failure = restore(&archive, &dir.path().join("restored")).unwrap_err();
    assert!(matches!(failure, BackupFailure::NotABackup { .. }), "{failure}");
}

/// A people store with one row, and a configuration with a secret, beside the ledgers.
fn everything(dir: &Path) -> BackupOptions {
    let people = rusqlite::Connection::open(dir.join("data/aarhus.people")).unwrap();
    people
        .execute_batch(
            "PRAGMA journal_mode = WAL; CREATE TABLE account (id TEXT); INSERT INTO account VALUES ('a-1')",
        )
        .unwrap();
    fs::write(dir.join("data/aarhus.people-key"), "of codes and cards").unwrap();
    let configuration = ["mintur.toml", "access.toml"].map(|name| dir.join(name));
    for file in &configuration {
        fs::write(file, "token = \"very-secret\"").unwrap();
    }
    BackupOptions { configuration: configuration.into(), keys: Vec::new() }
}

#[test]
fn people_and_configuration_come_back_from_an_encrypted_backup_with_its_key_only() {
    let (dir, _aarhus, _) = two_offices();
    let (right, wrong) = (dir.path().join("right.key"), dir.path().join("wrong.key"));
    let key = BackupIdentity::create(&right).unwrap().parse().unwrap();
    BackupIdentity::create(&wrong).unwrap();
    let options = BackupOptions { keys: vec![key], ..everything(dir.path()) };
    let archive = dir.path().join("backup.tar.age");
    let summary = backup_with(&dir.path().join("data"), &archive, &options).unwrap();
    assert_eq!((summary.ledgers.len(), summary.files), (2, 4));
    let bytes = fs::read(&archive).unwrap();
    for readable in [&b"very-secret"[..], b"new_mitid", b"aarhus", b"SQLite format 3"] {
        assert!(
            !bytes.windows(readable.len()).any(|part| part == readable),
            "it can be read without the key"
        );
    }
    let left: Vec<_> =
        fs::read_dir(dir.path().join("data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".backup")), "{left:?}");

    let place = dir.path().join("restored");
    let with = |key: Option<&Path>| RestoreOptions {
        identities: key.map(|key| BackupIdentity::read(key).unwrap()).unwrap_or_default(),
        configuration: Some(dir.path().join("etc")),
    };
    let refused = |key| restore_with(&archive, &place, &with(key)).unwrap_err();
    assert!(matches!(refused(None), BackupFailure::Encrypted(_)));
    assert!(matches!(refused(Some(&wrong)), BackupFailure::OtherKey(_)));
    let summary = restore_with(&archive, &place, &with(Some(&right))).unwrap();
    assert_eq!(
        summary.configuration,
        ["mintur.toml", "access.toml"].map(|name| dir.path().join("etc").join(name))
    );
    assert_eq!(fs::read_to_string(dir.path().join("etc/access.toml")).unwrap(), "token = \"very-secret\"");
    let people = rusqlite::Connection::open(place.join("aarhus.people")).unwrap();
    let account: String = people.query_row("SELECT id FROM account", [], |row| row.get(0)).unwrap();
    assert_eq!(account, "a-1");
    let key = place.join("aarhus.people-key");
    assert_eq!(fs::read_to_string(&key).unwrap(), "of codes and cards");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let again = restore_with(&archive, &dir.path().join("elsewhere"), &with(Some(&right))).unwrap_err();
    assert!(matches!(again, BackupFailure::ConfigurationThere(_)), "{again}");
}

#[test]
fn an_encrypted_backup_cut_short_or_changed_is_not_put_in_place() {
    let (dir, _aarhus, _) = two_offices();
    let key_file = dir.path().join("key");
    let keys = vec![BackupIdentity::create(&key_file).unwrap().parse().unwrap()];
    let archive = dir.path().join("backup.tar.age");
    let options = BackupOptions { keys, ..BackupOptions::default() };
    backup_with(&dir.path().join("data"), &archive, &options).unwrap();
    let whole = fs::read(&archive).unwrap();
    let place = dir.path().join("restored");
    let options =
        RestoreOptions { identities: BackupIdentity::read(&key_file).unwrap(), configuration: None };
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    for bytes in [&whole[..whole.len() / 2], &whole[..300], &whole[..30], &changed] {
        fs::write(&archive, bytes).unwrap();
        assert!(restore_with(&archive, &place, &options).is_err(), "{} of {}", bytes.len(), whole.len());
        assert!(!place.exists() || fs::read_dir(&place).unwrap().count() == 0);
    }
    fs::write(&archive, &whole).unwrap();
    restore_with(&archive, &place, &options).unwrap();
}

#[test]
fn a_file_of_the_configuration_that_was_changed_in_the_backup_is_seen() {
    let (dir, _aarhus, _) = two_offices();
    let archive = dir.path().join("with-configuration.tar");
    backup_with(&dir.path().join("data"), &archive, &everything(dir.path())).unwrap();
    let mut bytes = fs::read(&archive).unwrap();
    let at = bytes.windows(11).position(|part| part == b"very-secret").unwrap();
    bytes[at] = b'V';
    fs::write(&archive, bytes).unwrap();
    let failure = restore(&archive, &dir.path().join("restored")).unwrap_err();
    assert!(failure.to_string().contains("was changed"), "{failure}");
}

#[test]
fn a_folder_with_people_and_no_ledger_is_not_restored_over() {
    let (dir, _aarhus, archive) = two_offices();
    let place = dir.path().join("restored");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("aarhus.people"), "").unwrap();
    assert!(matches!(restore(&archive, &place).unwrap_err(), BackupFailure::Occupied(_)));
}
