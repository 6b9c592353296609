// SPDX-License-Identifier: MPL-2.0
//! Puts a backup's ledgers in place: unpacked beside, read through, and only then given their names. Never
//! over a ledger that is there.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::anchor;
use super::backup::{BackupFailure, FORMAT, FORMAT_LEDGERS, MANIFEST, Manifest, at, sound};
use super::backup_files::{
    CONFIGURATION, StoredFile, configuration_name, digest, has_stores, is_store, put_configuration,
    refuse_existing,
};
use super::chain::Head;
use super::encryption::{self, BackupIdentity};
use super::files::{
    TemporaryPath, anchor_file, create_private, give_to_owner_of, ledger_file, lock_file, offices_in,
    sync_dir,
};
use super::writer_lock::WriterLock;
use office::names::OfficeId;

/// No list of offices is longer.
const LONGEST_MANIFEST: u64 = 1 << 20;

/// What is needed to open a backup, and where its configuration goes.
#[derive(Debug, Default)]
pub struct RestoreOptions {
    /// Private keys, for an encrypted backup.
    pub identities: Vec<BackupIdentity>,
    /// The folder for the files of the configuration; without one they stay in the backup.
    pub configuration: Option<PathBuf>,
}

/// What came back.
#[derive(Debug)]
pub struct RestoreSummary {
    pub ledgers: Vec<(OfficeId, Head)>,
    /// The files of the configuration that were written.
    pub configuration: Vec<PathBuf>,
    /// How many of them stayed in the backup.
    pub left_out: usize,
}

/// Brings back every ledger of a backup, and the stores beside it, into `dir`, which holds none.
///
/// # Errors
/// When `dir` holds a ledger, or the backup is not whole and sound; then `dir` holds no ledger after.
pub fn restore(from: &Path, dir: &Path) -> Result<Vec<(OfficeId, Head)>, BackupFailure> {
    restore_with(from, dir, &RestoreOptions::default()).map(|summary| summary.ledgers)
}

/// The same with the configuration, from an encrypted backup.
///
/// # Errors
/// As [`restore`], and when the backup is encrypted for another key or a file of the configuration is there already.
pub fn restore_with(
    from: &Path,
    dir: &Path,
    options: &RestoreOptions,
) -> Result<RestoreSummary, BackupFailure> {
    let archive = encryption::open(from, &options.identities)?;
    fs::create_dir_all(dir).map_err(|error| at(dir, error))?;
    refuse_occupied(dir)?;
    let staging = TemporaryPath(dir.join(format!(".restoring-{}", std::process::id())));
    fs::create_dir(&staging.0).map_err(|error| at(&staging.0, error))?;
    let manifest = unpack(archive, from, &staging.0)?;
    check(&manifest, from, &staging.0)?;
    let configuration: Vec<StoredFile> =
        manifest.files.iter().filter(|file| file.is_configuration()).cloned().collect();
    if let Some(folder) = &options.configuration {
        refuse_existing(&configuration, folder)?;
    }
    put_in_place(&manifest, &staging.0, dir)?;
    let (written, left_out) = match &options.configuration {
        Some(folder) => (put_configuration(&configuration, &staging.0, folder, dir)?, 0),
        None => (Vec::new(), configuration.len()),
    };
    Ok(RestoreSummary { ledgers: manifest.ledgers, configuration: written, left_out })
}

fn refuse_occupied(dir: &Path) -> Result<(), BackupFailure> {
    let offices = offices_in(dir).map_err(|error| at(dir, error))?;
    let is_occupied = !offices.is_empty() || has_stores(dir).map_err(|error| at(dir, error))?;
    if is_occupied { Err(BackupFailure::Occupied(dir.to_owned())) } else { Ok(()) }
}

fn unpack(archive: impl Read, from: &Path, staging: &Path) -> Result<Manifest, BackupFailure> {
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
        let Some(file) = place(&name, staging)? else {
            return Err(not_whole("it holds a file that is no ledger".to_owned()));
        };
        let mut unpacked = create_private(&file).map_err(|error| at(&file, error))?;
        io::copy(&mut entry, &mut unpacked)
            .and_then(|_| unpacked.sync_all())
            .map_err(|error| at(&file, error))?;
    }
    Err(not_whole("it was cut short".to_owned()))
}

/// Where a file of the archive is unpacked, if it is one that a backup has.
fn place(name: &str, staging: &Path) -> Result<Option<PathBuf>, BackupFailure> {
    let office: Option<OfficeId> = name.strip_suffix(".ledger").and_then(|id| id.parse().ok());
    if let Some(office) = office {
        return Ok(Some(ledger_file(staging, &office)));
    }
    if is_store(name) {
        return Ok(Some(staging.join(name)));
    }
    let Some(file) = configuration_name(name) else { return Ok(None) };
    let folder = staging.join(CONFIGURATION);
    fs::create_dir_all(&folder).map_err(|error| at(&folder, error))?;
    Ok(Some(folder.join(file)))
}

fn read_manifest(entry: &mut impl Read) -> Result<Manifest, String> {
    let mut json = Vec::new();
    let unreadable = || format!("its {MANIFEST} cannot be read");
    entry.take(LONGEST_MANIFEST).read_to_end(&mut json).map_err(|_| unreadable())?;
    let manifest: Manifest = serde_json::from_slice(&json).map_err(|_| unreadable())?;
    if manifest.ledgers.is_empty() {
        return Err("it holds no ledger".to_owned());
    }
    if ![FORMAT_LEDGERS, FORMAT].contains(&manifest.mintur_backup) {
        return Err(format!("its format is {}, this Mintur knows up to {FORMAT}", manifest.mintur_backup));
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
    for stored in &manifest.files {
        let file = staging.join(&stored.name);
        if !file.starts_with(staging) || place(&stored.name, staging)?.is_none() || !file.exists() {
            return Err(not_whole(format!("it does not hold the file «{}» that it lists", stored.name)));
        }
        if digest(&file)? != stored.sha256 {
            return Err(not_whole(format!("its file «{}» was changed", stored.name)));
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
    let stores: Vec<&StoredFile> = manifest.files.iter().filter(|file| !file.is_configuration()).collect();
    for store in &stores {
        let file = dir.join(&store.name);
        fs::rename(staging.join(&store.name), &file).map_err(|error| at(&file, error))?;
    }
    let offices = manifest.ledgers.iter().map(|(office, _)| office);
    let files = offices
        .flat_map(|office| [ledger_file(dir, office), anchor_file(dir, office), lock_file(dir, office)])
        .chain(stores.iter().map(|store| dir.join(&store.name)));
    give_to_owner_of(dir, &files.collect::<Vec<_>>()).map_err(|error| at(dir, error))?;
    sync_dir(dir).map_err(|error| at(dir, error))
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
