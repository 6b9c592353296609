// SPDX-License-Identifier: MPL-2.0
//! An online backup of every office in a folder, into one file.
//!
//! The file is a tar archive, encrypted where there are keys: one `{office}.ledger` for each office, an ordinary
//! SQLite file, the stores beside it, the files of the configuration, and last `manifest.json` with where each
//! ledger ends. Why tar: it is one file however many offices there are,
//! has no size limit that matters, and any computer can take it apart without Mintur twenty years from
//! now (`tar xf backup; sqlite3 demo.ledger`). The manifest comes last, so a backup that was cut short
//! has none. Every copy is read through, whole chain, before the backup gets its name: an archive that
//! exists can be restored.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::backup_files::{StoredFile, archived_name, keys_of, stores_of};
use super::chain::Head;
use super::encryption::{BackupKey, Output};
use super::files::{TemporaryPath, is_full, ledger_file, offices_in, sync_dir};
use super::sqlite::{LedgerSnapshot, copy_store};
use super::stored_ledger::StoredLedger;
use super::verify::{Wanted, verify_file};
use office::names::OfficeId;
use runtime::ports::LedgerFailure;

pub(super) const MANIFEST: &str = "manifest.json";
/// Ledgers only. It is still written where there is nothing more, so that an earlier Mintur restores it.
pub(super) const FORMAT_LEDGERS: u32 = 1;
/// Ledgers, stores and configuration.
pub(super) const FORMAT: u32 = 2;

/// What a backup holds and where each ledger in it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub mintur_backup: u32,
    pub ledgers: Vec<(OfficeId, Head)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<StoredFile>,
}

/// What goes into a backup besides the ledgers, and for whom it is encrypted.
#[derive(Debug, Default)]
pub struct BackupOptions {
    /// The files of the configuration.
    pub configuration: Vec<PathBuf>,
    /// Without a key the backup is not encrypted.
    pub keys: Vec<BackupKey>,
}

/// What a backup holds.
#[derive(Debug)]
pub struct BackupSummary {
    pub ledgers: Vec<(OfficeId, Head)>,
    /// Stores and files of the configuration.
    pub files: usize,
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
    #[error("{} is encrypted; name the file with its private key as --identity", .0.display())]
    Encrypted(PathBuf),
    #[error("{} is encrypted for another key; name the file with the right one as --identity", .0.display())]
    OtherKey(PathBuf),
    #[error("{} holds no private key of age; each line begins with AGE-SECRET-KEY-", .0.display())]
    NoKey(PathBuf),
    #[error("{} already exists, and restoring never overwrites it; name another --config-to", .0.display())]
    ConfigurationThere(PathBuf),
    #[error(transparent)]
    Ledger(#[from] LedgerFailure),
    #[error("{}: {error}", file.display())]
    File { file: PathBuf, error: io::Error },
}

/// Copies every ledger in `dir`, as it is now, and the stores beside it into the new file `to`. The offices go on
/// meanwhile.
///
/// # Errors
/// When `to` exists, a ledger is not sound, or something cannot be read or written; then there is no `to`.
pub fn backup(dir: &Path, to: &Path) -> Result<Vec<(OfficeId, Head)>, BackupFailure> {
    backup_with(dir, to, &BackupOptions::default()).map(|summary| summary.ledgers)
}

/// The same with the configuration, and encrypted.
///
/// # Errors
/// As [`backup`].
pub fn backup_with(dir: &Path, to: &Path, options: &BackupOptions) -> Result<BackupSummary, BackupFailure> {
    if to.exists() {
        return Err(BackupFailure::Exists(to.to_owned()));
    }
    let offices = offices_in(dir).map_err(|error| at(dir, error))?;
    if offices.is_empty() {
        return Err(BackupFailure::NothingThere(dir.to_owned()));
    }
    let partial = TemporaryPath(beside(to, "partial"));
    // What is to be encrypted lies nowhere readable but where it is anyway.
    let copies = if options.keys.is_empty() { to.to_owned() } else { dir.join(".backup") };
    let mut archive = Archive {
        tar: tar::Builder::new(Output::create(&partial.0, &options.keys)?),
        to,
        copies,
        files: Vec::new(),
    };
    let mut ledgers = Vec::with_capacity(offices.len());
    for office in offices {
        let head = archive.add_office(dir, &office)?;
        ledgers.push((office, head));
    }
    archive.add_configuration(&options.configuration)?;
    let summary = archive.finish(ledgers)?;
    fs::rename(&partial.0, to).map_err(|error| at(to, error))?;
    let _ = sync_dir(to.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    Ok(summary)
}

/// A backup while it is written.
struct Archive<'b> {
    tar: tar::Builder<Output>,
    to: &'b Path,
    /// What the names of copies begin with.
    copies: PathBuf,
    files: Vec<StoredFile>,
}

impl Archive<'_> {
    fn add_office(&mut self, dir: &Path, office: &OfficeId) -> Result<Head, BackupFailure> {
        let copy = TemporaryPath(beside(&self.copies, "copy"));
        LedgerSnapshot::open(&ledger_file(dir, office), office)?.copy_to(&copy.0)?;
        let head = sound(&copy.0, office)?;
        self.append(&copy.0, &format!("{office}.ledger"))?;
        for name in stores_of(dir, office) {
            let copy = TemporaryPath(beside(&self.copies, "store"));
            copy_store(&dir.join(&name), &copy.0)?;
            self.files.push(StoredFile::of(&copy.0, name.clone(), None)?);
            self.append(&copy.0, &name)?;
        }
        for name in keys_of(dir, office) {
            let key = dir.join(&name);
            self.files.push(StoredFile::of(&key, name.clone(), None)?);
            self.append(&key, &name)?;
        }
        Ok(head)
    }

    fn add_configuration(&mut self, files: &[PathBuf]) -> Result<(), BackupFailure> {
        for (number, file) in files.iter().enumerate() {
            let name = archived_name(number, file)?;
            self.files.push(StoredFile::of(file, name.clone(), Some(file))?);
            self.append(file, &name)?;
        }
        Ok(())
    }

    fn append(&mut self, file: &Path, name: &str) -> Result<(), BackupFailure> {
        let mut open = File::open(file).map_err(|error| at(file, error))?;
        self.tar.append_file(name, &mut open).map_err(|error| at(self.to, error))
    }

    fn finish(self, ledgers: Vec<(OfficeId, Head)>) -> Result<BackupSummary, BackupFailure> {
        let summary = BackupSummary { ledgers: ledgers.clone(), files: self.files.len() };
        let format = if self.files.is_empty() { FORMAT_LEDGERS } else { FORMAT };
        let manifest = Manifest { mintur_backup: format, ledgers, files: self.files };
        finish(self.tar, &manifest).map_err(|error| at(self.to, error))?;
        Ok(summary)
    }
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

fn finish(mut tar: tar::Builder<Output>, manifest: &Manifest) -> io::Result<()> {
    let json = serde_json::to_vec_pretty(manifest)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(json.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, MANIFEST, json.as_slice())?;
    tar.into_inner()?.finish()
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
