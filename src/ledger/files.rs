// SPDX-License-Identifier: MPL-2.0
//! What a ledger's files are called, and small things done with files.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use office::names::OfficeId;

/// The file that holds an office's events.
pub fn ledger_file(dir: &Path, office: &OfficeId) -> PathBuf {
    dir.join(format!("{office}.ledger"))
}

pub(super) fn anchor_file(dir: &Path, office: &OfficeId) -> PathBuf {
    dir.join(format!("{office}.anchor"))
}

pub(super) fn lock_file(dir: &Path, office: &OfficeId) -> PathBuf {
    dir.join(format!("{office}.lock"))
}

/// The offices a folder has a ledger of, or an anchor that says there was one; by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn offices_in(dir: &Path) -> io::Result<Vec<OfficeId>> {
    let mut offices = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let office = name
            .to_str()
            .and_then(|name| name.strip_suffix(".ledger").or_else(|| name.strip_suffix(".anchor")));
        offices.extend(office.and_then(|id| id.parse::<OfficeId>().ok()));
    }
    offices.sort();
    offices.dedup();
    Ok(offices)
}

/// A new file that only its owner can read: a ledger holds the addresses of ticket pages.
pub(super) fn create_private(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

/// Which file a name leads to, so that another one under the name is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    device: u64,
    inode: u64,
}

impl FileIdentity {
    pub fn of(file: &Path) -> io::Result<Self> {
        let found = fs::metadata(file)?;
        Ok(Self { device: found.dev(), inode: found.ino() })
    }
}

/// Gives files to the owner of the folder they lie in, where the process may: what root puts there, the service must be
/// able to use.
pub(super) fn give_to_owner_of(dir: &Path, files: &[PathBuf]) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let owner = fs::metadata(dir)?;
    for file in files.iter().filter(|file| file.exists()) {
        std::os::unix::fs::chown(file, Some(owner.uid()), Some(owner.gid()))?;
    }
    Ok(())
}

/// Makes new names in a folder last through a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// A file or folder that is removed again unless the work was finished.
pub(super) struct TemporaryPath(pub PathBuf);

impl Drop for TemporaryPath {
    fn drop(&mut self) {
        let _ = if self.0.is_dir() { fs::remove_dir_all(&self.0) } else { fs::remove_file(&self.0) };
    }
}
