// SPDX-License-Identifier: MPL-2.0
//! The secret that companions' cards, codes and handles are hashed with. It lies in a file of its own: whoever has only
//! the people file cannot try out codes against it.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::random;
use super::store::StoreFailure;
use super::token::Token;

/// One office's.
#[derive(Clone)]
pub struct CompanionKey([u8; 32]);

/// What a hash is for: the same text is another one elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyedFor {
    Card,
    Code,
    Handle,
}

impl KeyedFor {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Card => b"card\n",
            Self::Code => b"code\n",
            Self::Handle => b"handle\n",
        }
    }
}

impl CompanionKey {
    /// # Errors
    /// When the machine gives no random numbers.
    pub(super) fn new_random() -> Result<Self, StoreFailure> {
        Ok(Self(random::bytes()?))
    }

    /// The key in a file, made when it is asked for the first time.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub(super) fn of_file(file: &Path) -> Result<Self, StoreFailure> {
        let unusable = |error| StoreFailure::File { file: file.to_owned(), error };
        match fs::read(file) {
            Ok(bytes) => {
                if fs::metadata(file).map_err(unusable)?.mode() & 0o077 != 0 {
                    return Err(StoreFailure::OthersCanRead { file: file.to_owned() });
                }
                let key = bytes.try_into().map_err(|_| unusable(ErrorKind::InvalidData.into()))?;
                Ok(Self(key))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = Self::new_random()?;
                key.write(file).map_err(unusable)?;
                // Another process may have been first: what lies there counts.
                Self::of_file(file)
            }
            Err(error) => Err(unusable(error)),
        }
    }

    /// Under its name only when it is whole.
    fn write(&self, file: &Path) -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let partial = file.with_extension(format!("people-key.{}", std::process::id()));
        let mut written =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
        written.write_all(&self.0)?;
        written.sync_all()?;
        let owner = fs::metadata(folder)?;
        if fs::metadata(&partial)?.uid() != owner.uid() {
            std::os::unix::fs::chown(&partial, Some(owner.uid()), Some(owner.gid()))?;
        }
        let linked = fs::hard_link(&partial, file);
        fs::remove_file(&partial)?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => fs::File::open(folder)?.sync_all(),
        }
    }

    pub(super) fn hash(&self, what: KeyedFor, text: &str) -> Token {
        let mut keyed = self.mac(what);
        keyed.update(text.as_bytes());
        Token::from_bytes(keyed.finalize().into_bytes().into())
    }

    pub(super) fn mac(&self, what: KeyedFor) -> Hmac<Sha256> {
        let mut keyed = <Hmac<Sha256> as KeyInit>::new(&block(&self.0));
        keyed.update(what.label());
        keyed
    }
}

/// A key as long as a block of the hash, as HMAC pads it.
fn block(key: &[u8; 32]) -> hmac::digest::Key<Hmac<Sha256>> {
    let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    block
}

impl fmt::Debug for CompanionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CompanionKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_key_is_made_once_and_nobody_else_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("midtby.people-key");
        let first = CompanionKey::of_file(&file).unwrap();
        let again = CompanionKey::of_file(&file).unwrap();
        assert_eq!(first.0, again.0);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(CompanionKey::of_file(&file), Err(StoreFailure::OthersCanRead { .. })));
    }

    #[test]
    fn the_same_number_has_another_hash_for_another_use_and_another_office() {
        let (one, other) = (CompanionKey::new_random().unwrap(), CompanionKey::new_random().unwrap());
        assert_eq!(one.hash(KeyedFor::Card, "1234567"), one.hash(KeyedFor::Card, "1234567"));
        assert_ne!(one.hash(KeyedFor::Card, "1234567"), one.hash(KeyedFor::Code, "1234567"));
        assert_ne!(one.hash(KeyedFor::Card, "1234567"), other.hash(KeyedFor::Card, "1234567"));
    }
}
