// SPDX-License-Identifier: MPL-2.0
//! What a backup holds besides the ledgers: the stores that lie beside them, and the files of the configuration.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::backup::{BackupFailure, at};
use super::chain::Hash;
use super::files::create_private;
use office::names::OfficeId;

/// The ending of each SQLite file that an office may have beside its ledger.
const STORES: [&str; 1] = ["people"];
/// The ending of each key that an office may have beside its stores.
const KEYS: [&str; 1] = ["people-key"];
/// Where the files of the configuration stand in the archive and while it is unpacked.
pub(super) const CONFIGURATION: &str = "configuration";
/// No file of a configuration is larger.
const LARGEST_CONFIGURATION: u64 = 4 << 20;
const LONGEST_NAME: usize = 200;

/// A file in a backup that is no ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredFile {
    /// Its name in the archive.
    pub name: String,
    pub sha256: String,
    /// Where it was; nothing for a store, which lies beside its ledger.
    pub path: Option<PathBuf>,
    pub mode: u32,
}

impl StoredFile {
    /// Describes a file that goes into the archive under a name.
    pub fn of(file: &Path, name: String, path: Option<&Path>) -> Result<Self, BackupFailure> {
        let mode = fs::metadata(file).map_err(|error| at(file, error))?.mode() & 0o777;
        Ok(Self { name, sha256: digest(file)?, path: path.map(Path::to_owned), mode })
    }

    pub fn is_configuration(&self) -> bool {
        self.path.is_some()
    }

    /// What it was called where it came from.
    pub fn file_name(&self) -> Option<&std::ffi::OsStr> {
        self.path.as_deref().and_then(Path::file_name)
    }
}

pub(super) fn digest(file: &Path) -> Result<String, BackupFailure> {
    let mut hash = Sha256::new();
    let mut open = File::open(file).map_err(|error| at(file, error))?;
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = open.read(&mut part).map_err(|error| at(file, error))?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
    }
    Ok(Hash(hash.finalize().into()).to_string())
}

/// The stores that an office has, by their names.
pub(super) fn stores_of(dir: &Path, office: &OfficeId) -> Vec<String> {
    those_there(dir, office, &STORES)
}

/// The keys that an office has, by their names.
pub(super) fn keys_of(dir: &Path, office: &OfficeId) -> Vec<String> {
    those_there(dir, office, &KEYS)
}

fn those_there(dir: &Path, office: &OfficeId, endings: &[&str]) -> Vec<String> {
    let names = endings.iter().map(|ending| format!("{office}.{ending}"));
    names.filter(|name| dir.join(name).exists()).collect()
}

/// Whether a folder holds a store of any office.
pub(super) fn has_stores(dir: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(dir)? {
        if entry?.file_name().to_str().is_some_and(is_store) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a name in an archive is that of a store or of its key.
pub(super) fn is_store(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(office, ending)| is_ending(ending) && office.parse::<OfficeId>().is_ok())
}

fn is_ending(ending: &str) -> bool {
    STORES.contains(&ending) || KEYS.contains(&ending)
}

/// The plain file name below `configuration/`, if it is one.
pub(super) fn configuration_name(name: &str) -> Option<&str> {
    let name = name.strip_prefix(CONFIGURATION)?.strip_prefix('/')?;
    let has_length = (1..=LONGEST_NAME).contains(&name.len());
    let is_plain = has_length && !name.contains(['/', '\0']) && !name.starts_with('.');
    is_plain.then_some(name)
}

/// The name of a configuration's file in the archive: numbered, because two folders may hold files of one name.
pub(super) fn archived_name(number: usize, file: &Path) -> Result<String, BackupFailure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let length = fs::metadata(file).map_err(|error| at(file, error))?.len();
    if length > LARGEST_CONFIGURATION {
        return Err(at(file, io::Error::other("it is too large for a file of a configuration")));
    }
    Ok(format!("{CONFIGURATION}/{number}-{name}"))
}

/// Where the configuration's files go back to: never over one that is there.
pub(super) fn refuse_existing(files: &[StoredFile], folder: &Path) -> Result<(), BackupFailure> {
    let mut names: Vec<_> = files.iter().filter_map(StoredFile::file_name).collect();
    names.sort();
    let all = names.len();
    names.dedup();
    if names.len() < all {
        let error = io::Error::other("two files of the configuration have one name; leave --config-to away");
        return Err(at(folder, error));
    }
    match names.into_iter().map(|name| folder.join(name)).find(|file| fs::symlink_metadata(file).is_ok()) {
        Some(file) => Err(BackupFailure::ConfigurationThere(file)),
        None => Ok(()),
    }
}

/// Writes the configuration's files into a folder, readable for the owner of the data and nobody else.
pub(super) fn put_configuration(
    files: &[StoredFile],
    staging: &Path,
    folder: &Path,
    data: &Path,
) -> Result<Vec<PathBuf>, BackupFailure> {
    fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let owner = fs::metadata(data).map_err(|error| at(data, error))?;
    let mut written = Vec::new();
    for stored in files {
        let Some(name) = stored.file_name() else { continue };
        let to = folder.join(name);
        let put = || -> io::Result<()> {
            let mut new = create_private(&to)?;
            io::copy(&mut File::open(staging.join(&stored.name))?, &mut new)?;
            if rustix::process::geteuid().is_root() {
                // What a group could read stays root's, so that the service cannot change it.
                let user = (stored.mode & 0o040 == 0).then_some(owner.uid());
                chown(&to, user, Some(owner.gid()))?;
            }
            new.set_permissions(fs::Permissions::from_mode(stored.mode & 0o750 | stored.mode & 0o004))?;
            new.sync_all()
        };
        put().map_err(|error| at(&to, error))?;
        written.push(to);
    }
    Ok(written)
}
