// SPDX-License-Identifier: MPL-2.0
//! The key that signs checkpoints (Ed25519), and the public one that anybody may have.

use std::fmt;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use super::{CheckpointFailure, CheckpointSignature};
use crate::chain::{Hash, hexadecimal};
use crate::files::{create_private, sync_dir};

const SECRET: &str = "mintur-checkpoint-secret-key";
const PUBLIC: &str = "mintur-checkpoint-public-key";
const MOST_BYTES: u64 = 1024;

/// Signs checkpoints. `Debug` hides it.
pub struct CheckpointSigningKey(Ed25519KeyPair);

/// Checks checkpoints; written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckpointPublicKey(Hash);

/// Makes a new key: the secret one in `file`, the public one beside it with the ending `.pub`.
///
/// # Errors
/// When one of the files exists or cannot be written.
pub fn create_key(file: &Path) -> Result<CheckpointPublicKey, CheckpointFailure> {
    let public_file = public_file(file);
    if let Some(taken) = [file, &public_file].into_iter().find(|file| file.exists()) {
        return Err(CheckpointFailure::KeyExists(taken.to_owned()));
    }
    let mut seed = [0; 32];
    SystemRandom::new().fill(&mut seed).map_err(|_| CheckpointFailure::NoRandomness)?;
    let key = CheckpointSigningKey::of_seed(&seed, file)?;
    let public = key.public();
    let write = |file: &Path, text: String| {
        create_private(file)
            .and_then(|mut opened| opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()))
            .map_err(|error| CheckpointFailure::File { file: file.to_owned(), error })
    };
    write(file, format!("{SECRET} {}\n", Hash(seed)))?;
    write(&public_file, format!("{PUBLIC} {public}\n"))?;
    // Anybody may read the public one; who cannot will say so.
    drop(fs::set_permissions(&public_file, fs::Permissions::from_mode(0o644)));
    drop(sync_dir(file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))));
    Ok(public)
}

fn public_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    PathBuf::from(name)
}

impl CheckpointSigningKey {
    /// # Errors
    /// When others can read the file, or it is no key.
    pub fn read(file: &Path) -> Result<Self, CheckpointFailure> {
        let about = fs::metadata(file).map_err(|error| at(file, error))?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(CheckpointFailure::OthersCanRead(file.to_owned()));
        }
        Self::of_seed(&read_digits(file, SECRET, "secret key")?.0, file)
    }

    fn of_seed(seed: &[u8; 32], file: &Path) -> Result<Self, CheckpointFailure> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed);
        pair.map(Self).map_err(|_| CheckpointFailure::NotAKey { file: file.to_owned(), what: "secret key" })
    }

    pub fn public(&self) -> CheckpointPublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        CheckpointPublicKey(Hash(bytes))
    }

    pub(super) fn sign(&self, text: &str) -> CheckpointSignature {
        let signature = self.0.sign(text.as_bytes());
        CheckpointSignature { key: self.public(), signature: hexadecimal(signature.as_ref()) }
    }
}

impl fmt::Debug for CheckpointSigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckpointSigningKey(…)")
    }
}

impl CheckpointPublicKey {
    /// # Errors
    /// When the file is no public key.
    pub fn read(file: &Path) -> Result<Self, CheckpointFailure> {
        read_digits(file, PUBLIC, "public key").map(Self)
    }

    pub(super) fn has_signed(self, text: &str, signed: &CheckpointSignature) -> bool {
        let bytes = signed.signature.as_bytes().chunks(2).map(|digits| {
            std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
        });
        let Some(signature) = bytes.collect::<Option<Vec<u8>>>() else { return false };
        UnparsedPublicKey::new(&ED25519, self.0.0).verify(text.as_bytes(), &signature).is_ok()
    }
}

impl fmt::Display for CheckpointPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

fn read_digits(file: &Path, word: &str, what: &'static str) -> Result<Hash, CheckpointFailure> {
    let not_a_key = || CheckpointFailure::NotAKey { file: file.to_owned(), what };
    if fs::metadata(file).map_err(|error| at(file, error))?.len() > MOST_BYTES {
        return Err(not_a_key());
    }
    let text = fs::read_to_string(file).map_err(|error| at(file, error))?;
    let digits = text.trim().strip_prefix(word).map(str::trim).ok_or_else(not_a_key)?;
    Hash::try_from(digits.to_owned()).map_err(|_| not_a_key())
}

pub(super) fn at(file: &Path, error: std::io::Error) -> CheckpointFailure {
    CheckpointFailure::File { file: file.to_owned(), error }
}
