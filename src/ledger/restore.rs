// SPDX-License-Identifier: MPL-2.0
//! Puts a backup's ledgers in place: unpacked beside, read through, and only then given their names. Never
//! over a ledger that is there.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::anchor;
use super::backup::{BackupFailure, FORMAT, MANIFEST, Manifest, at, sound};
use super::chain::Head;
use super::files::{
    TemporaryPath, anchor_file, create_private, give_to_owner_of, ledger_file, lock_file, offices_in,
    sync_dir,
};
use super::writer_lock::WriterLock;
use office::names::OfficeId;

/// No list of offices is longer.
const LONGEST_MANIFEST: u64 = 1 << 20;

/// Brings back every ledger of a backup into `dir`, which holds none.
///
/// # Errors
/// When `dir` holds a ledger, or the backup is not whole and sound; then `dir` holds no ledger after.
pub fn restore(from: &Path, dir: &Path) -> Result<Vec<(OfficeId, Head)>, BackupFailure> {
    let archive = File::open(from).map_err(|error| at(from, error))?;
    fs::create_dir_all(dir).map_err(|error| at(dir, error))?;
    refuse_occupied(dir)?;
    let staging = TemporaryPath(dir.join(format!(".restoring-{}", std::process::id())));
    fs::create_dir(&staging.0).map_err(|error| at(&staging.0, error))?;
    let manifest = unpack(archive, from, &staging.0)?;
    check(&manifest, from, &staging.0)?;
    put_in_place(&manifest, &staging.0, dir)?;
    Ok(manifest.ledgers)
}

fn refuse_occupied(dir: &Path) -> Result<(), BackupFailure> {
    let offices = offices_in(dir).map_err(|error| at(dir, error))?;
    if offices.is_empty() { Ok(()) } else { Err(BackupFailure::Occupied(dir.to_owned())) }
}

fn unpack(archive: File, from: &Path, staging: &Path) -> Result<Manifest, BackupFailure> {
    let not_whole = |what: String| BackupFailure::NotABackup { file: from.to_owned(), what };
    // Never in the error's own words, which quote what stands in the file.
    let unreadable = |_: io::Error| not_whole("it cannot be read as an archive".to_owned());
    let mut tar = tar::Archive::new(archive);
    for entry in tar.entries().map_err(unreadable)? {
        let mut entry = entry.map_err(unreadable)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if name == MANIFEST {
            return read_manifest(&mut entry).map_err(not_whole);
        }
        let office: Option<OfficeId> = name.strip_suffix(".ledger").and_then(|id| id.parse().ok());
        let Some(office) = office else {
            return Err(not_whole("it holds a file that is no ledger".to_owned()));
        };
        let file = ledger_file(staging, &office);
        let mut ledger = create_private(&file).map_err(|error| at(&file, error))?;
        io::copy(&mut entry, &mut ledger)
            .and_then(|_| ledger.sync_all())
            .map_err(|error| at(&file, error))?;
    }
    Err(not_whole("it was cut short".to_owned()))
}

fn read_manifest(entry: &mut impl Read) -> Result<Manifest, String> {
    let mut json = Vec::new();
    let unreadable = || format!("its {MANIFEST} cannot be read");
    entry.take(LONGEST_MANIFEST).read_to_end(&mut json).map_err(|_| unreadable())?;
    let manifest: Manifest = serde_json::from_slice(&json).map_err(|_| unreadable())?;
    if manifest.ledgers.is_empty() {
        return Err("it holds no ledger".to_owned());
    }
    if manifest.mintur_backup != FORMAT {
        return Err(format!("its format is {}, this Mintur knows {FORMAT}", manifest.mintur_backup));
    }
    Ok(manifest)
}

fn check(manifest: &Manifest, from: &Path, staging: &Path) -> Result<(), BackupFailure> {
    let not_whole = |what: String| BackupFailure::NotABackup { file: from.to_owned(), what };
    let unpacked = offices_in(staging).map_err(|error| at(staging, error))?;
    if !unpacked.iter().eq(manifest.ledgers.iter().map(|(office, _)| office)) {
        return Err(not_whole("it does not hold the ledgers it lists".to_owned()));
    }
    for (office, head) in &manifest.ledgers {
        if sound(&ledger_file(staging, office), office)? != *head {
            return Err(not_whole(format!("the ledger of «{office}» does not end at event {}", head.seq)));
        }
    }
    Ok(())
}

fn put_in_place(manifest: &Manifest, staging: &Path, dir: &Path) -> Result<(), BackupFailure> {
    let mut locks = Vec::with_capacity(manifest.ledgers.len());
    for (office, _) in &manifest.ledgers {
        locks.push(WriterLock::claim(dir, office)?);
    }
    // A service may have begun one since we looked; from here on none can.
    refuse_occupied(dir)?;
    for (office, head) in &manifest.ledgers {
        let file = ledger_file(dir, office);
        fs::rename(ledger_file(staging, office), &file).map_err(|error| at(&file, error))?;
        let anchor = anchor_file(dir, office);
        if head.seq > 0 {
            anchor::write(&anchor, *head).map_err(|error| at(&anchor, error))?;
        }
    }
    let offices = manifest.ledgers.iter().map(|(office, _)| office);
    let files = offices
        .flat_map(|office| [ledger_file(dir, office), anchor_file(dir, office), lock_file(dir, office)]);
    give_to_owner_of(dir, &files.collect::<Vec<_>>()).map_err(|error| at(dir, error))?;
    sync_dir(dir).map_err(|error| at(dir, error))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::sample::{check_in, first_day, help};
    use crate::{SqliteLedger, backup, verify};
    use runtime::ports::Ledger;

    /// A folder with two offices, still open, and a backup of it beside.
    fn two_offices() -> (TempDir, SqliteLedger, std::path::PathBuf) {
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
}
