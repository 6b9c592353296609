// SPDX-License-Identifier: MPL-2.0
//! An online backup of every office in a folder, into one file.
//!
//! The file is a tar archive: one `{office}.ledger` for each office, an ordinary SQLite file, and last
//! `manifest.json` with where each ledger ends. Why tar: it is one file however many offices there are,
//! has no size limit that matters, and any computer can take it apart without Mintur twenty years from
//! now (`tar xf backup; sqlite3 demo.ledger`). The manifest comes last, so a backup that was cut short
//! has none. Every copy is read through, whole chain, before the backup gets its name: an archive that
//! exists can be restored.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::chain::Head;
use super::files::{TemporaryPath, create_private, is_full, ledger_file, offices_in, sync_dir};
use super::sqlite::Snapshot;
use super::stored_ledger::StoredLedger;
use super::verify::{Wanted, verify_file};
use office::names::OfficeId;
use runtime::ports::LedgerFailure;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const FORMAT: u32 = 1;

/// What a backup holds and where each ledger in it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub mintur_backup: u32,
    pub ledgers: Vec<(OfficeId, Head)>,
}

/// Why a backup was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupFailure {
    #[error("{} already exists; name a new file, or move the old one away", .0.display())]
    Exists(PathBuf),
    #[error("there is no ledger in {}; name the folder the service keeps its data in", .0.display())]
    NothingThere(PathBuf),
    #[error("{} already holds a ledger, and restoring never overwrites one; name an empty folder", .0.display())]
    Occupied(PathBuf),
    #[error("{} is not a whole Mintur backup: {what}. Use another backup", file.display())]
    NotABackup { file: PathBuf, what: String },
    #[error("the ledger of «{office}» is not sound, at event {seq}: {what}. {remedy}")]
    NotSound { office: OfficeId, seq: u64, what: String, remedy: &'static str },
    #[error("the disk is full: free some space beside {}, then try again", .0.display())]
    Full(PathBuf),
    #[error(transparent)]
    Ledger(#[from] LedgerFailure),
    #[error("{}: {error}", file.display())]
    File { file: PathBuf, error: io::Error },
}

/// Copies every ledger in `dir`, as it is now, into the new file `to`. The offices go on meanwhile.
///
/// # Errors
/// When `to` exists, a ledger is not sound, or something cannot be read or written; then there is no `to`.
pub fn backup(dir: &Path, to: &Path) -> Result<Vec<(OfficeId, Head)>, BackupFailure> {
    if to.exists() {
        return Err(BackupFailure::Exists(to.to_owned()));
    }
    let offices = offices_in(dir).map_err(|error| at(dir, error))?;
    if offices.is_empty() {
        return Err(BackupFailure::NothingThere(dir.to_owned()));
    }
    let archive = TemporaryPath(beside(to, "partial"));
    let mut tar = tar::Builder::new(create_private(&archive.0).map_err(|error| at(&archive.0, error))?);
    let mut ledgers = Vec::with_capacity(offices.len());
    for office in offices {
        let head = add_office(&mut tar, dir, &office, to)?;
        ledgers.push((office, head));
    }
    let manifest = Manifest { mintur_backup: FORMAT, ledgers };
    finish(tar, &manifest).and_then(|()| fs::rename(&archive.0, to)).map_err(|error| at(to, error))?;
    let _ = sync_dir(to.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    Ok(manifest.ledgers)
}

fn add_office(
    tar: &mut tar::Builder<File>,
    dir: &Path,
    office: &OfficeId,
    to: &Path,
) -> Result<Head, BackupFailure> {
    let copy = TemporaryPath(beside(to, "copy"));
    Snapshot::open(&ledger_file(dir, office), office)?.copy_to(&copy.0)?;
    let head = sound(&copy.0, office)?;
    let mut file = File::open(&copy.0).map_err(|error| at(&copy.0, error))?;
    tar.append_file(format!("{office}.ledger"), &mut file).map_err(|error| at(to, error))?;
    Ok(head)
}

/// Reads a copy through, and returns where it ends.
pub(super) fn sound(file: &Path, office: &OfficeId) -> Result<Head, BackupFailure> {
    let report = verify_file(file, office, &Wanted::NOTHING, &mut |_, _, _| Ok(()));
    match report.findings.into_iter().next() {
        None => Ok(report.head),
        Some(found) => Err(BackupFailure::NotSound {
            office: office.clone(),
            seq: found.seq,
            remedy: found.remedy(),
            what: found.what,
        }),
    }
}

fn finish(mut tar: tar::Builder<File>, manifest: &Manifest) -> io::Result<()> {
    let json = serde_json::to_vec_pretty(manifest)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(json.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, MANIFEST, json.as_slice())?;
    let mut file = tar.into_inner()?;
    file.flush()?;
    file.sync_all()
}

/// A name of this process's own beside the target, on the same disk.
fn beside(to: &Path, what: &str) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(format!(".{what}-{}", std::process::id()));
    PathBuf::from(name)
}

pub(super) fn at(file: &Path, error: io::Error) -> BackupFailure {
    if is_full(&error) {
        return BackupFailure::Full(file.to_owned());
    }
    BackupFailure::File { file: file.to_owned(), error }
}
