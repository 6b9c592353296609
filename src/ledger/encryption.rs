// SPDX-License-Identifier: MPL-2.0
//! Encrypted backups, in the format of age (age-encryption.org/v1): written with a public key, read with the private
//! one, which need not be on the server.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek as _, Write};
use std::path::Path;
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use age::stream::StreamWriter;
use age::x25519::{Identity, Recipient};

use super::backup::{BackupFailure, at};
use super::files::create_private;

/// How every encrypted file begins.
const BEGINNING: &[u8] = b"age-encryption.org/v1\n";
/// More than any file of keys has.
const MOST_KEY_BYTES: u64 = 64 * 1024;

/// A public key for which backups are encrypted.
#[derive(Clone)]
pub struct BackupKey(Recipient);

impl FromStr for BackupKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |_| "a public key of age begins with age1; mintur backup-key makes one".to_owned();
        text.trim().parse().map(Self).map_err(wrong)
    }
}

impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupKey({})", self.0)
    }
}

/// The private key that opens backups.
pub struct BackupIdentity(Identity);

impl fmt::Debug for BackupIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupIdentity(…)")
    }
}

impl BackupIdentity {
    /// The keys of a file as `mintur backup-key` and age-keygen write it: one a line, and remarks after `#`.
    ///
    /// # Errors
    /// When it cannot be read, or holds no key.
    pub fn read(file: &Path) -> Result<Vec<Self>, BackupFailure> {
        let no_key = || BackupFailure::NoKey(file.to_owned());
        let length = fs::metadata(file).map_err(|error| at(file, error))?.len();
        if length > MOST_KEY_BYTES {
            return Err(no_key());
        }
        let text = fs::read_to_string(file).map_err(|_| no_key())?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<Self>, _> = lines.map(|line| line.parse().map(Self)).collect();
        keys.ok().filter(|keys| !keys.is_empty()).ok_or_else(no_key)
    }

    /// Makes a key in a new file that only its owner can read, and returns its public half.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(file: &Path) -> Result<String, BackupFailure> {
        let identity = Identity::generate();
        let public = identity.to_public().to_string();
        let text = format!("# public key: {public}\n{}\n", identity.to_string().expose_secret());
        let mut new = create_private(file).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => BackupFailure::Exists(file.to_owned()),
            _ => at(file, error),
        })?;
        new.write_all(text.as_bytes()).and_then(|()| new.sync_all()).map_err(|error| at(file, error))?;
        Ok(public)
    }
}

/// The file of a backup, encrypted where there are keys.
pub(super) enum Output {
    Plain(File),
    Encrypted(Box<StreamWriter<File>>),
}

impl Output {
    pub fn create(file: &Path, keys: &[BackupKey]) -> Result<Self, BackupFailure> {
        let new = create_private(file).map_err(|error| at(file, error))?;
        if keys.is_empty() {
            return Ok(Self::Plain(new));
        }
        let recipients = keys.iter().map(|BackupKey(key)| key as &dyn age::Recipient);
        let failed = |error: String| at(file, io::Error::other(error));
        let encryptor =
            age::Encryptor::with_recipients(recipients).map_err(|error| failed(error.to_string()))?;
        let writer = encryptor.wrap_output(new).map_err(|error| at(file, error))?;
        Ok(Self::Encrypted(Box::new(writer)))
    }

    /// Writes what is left, and waits for the disk.
    pub fn finish(self) -> io::Result<()> {
        let mut file = match self {
            Self::Plain(file) => file,
            Self::Encrypted(writer) => writer.finish()?,
        };
        file.flush()?;
        file.sync_all()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Encrypted(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Encrypted(writer) => writer.flush(),
        }
    }
}

/// A backup's archive, decrypted where it is encrypted.
pub(super) fn open(from: &Path, identities: &[BackupIdentity]) -> Result<Box<dyn Read>, BackupFailure> {
    let failed = |error| at(from, error);
    let mut file = File::open(from).map_err(failed)?;
    let mut beginning = Vec::with_capacity(BEGINNING.len());
    (&mut file).take(BEGINNING.len() as u64).read_to_end(&mut beginning).map_err(failed)?;
    file.rewind().map_err(failed)?;
    if beginning != BEGINNING {
        return Ok(Box::new(BufReader::new(file)));
    }
    if identities.is_empty() {
        return Err(BackupFailure::Encrypted(from.to_owned()));
    }
    let not_whole = |error: age::DecryptError| {
        let what = error.to_string();
        BackupFailure::NotABackup { file: from.to_owned(), what }
    };
    let decryptor = age::Decryptor::new_buffered(BufReader::new(file)).map_err(not_whole)?;
    let keys = identities.iter().map(|BackupIdentity(key)| key as &dyn age::Identity);
    match decryptor.decrypt(keys) {
        Ok(reader) => Ok(Box::new(reader)),
        Err(age::DecryptError::NoMatchingKeys) => Err(BackupFailure::OtherKey(from.to_owned())),
        Err(error) => Err(not_whole(error)),
    }
}
