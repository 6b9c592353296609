// SPDX-License-Identifier: MPL-2.0
//! The chain: each event's hash covers the one before, so that no event can be changed, dropped or slipped
//! in without every later hash disagreeing.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::stored_event::{StoredEvent, StoredRequest};
use office::names::OfficeId;
use runtime::ports::Seq;

/// The first format of an event 1 that follows from the office's id. Earlier chains begin with zeros.
pub(super) const FIRST_WITH_OFFICE: u32 = 3;

/// SHA-256; written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hash(pub [u8; 32]);

/// Where a ledger ends: its last event and that event's hash. An empty ledger ends at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: Seq,
    pub hash: Hash,
}

impl Head {
    /// Where the chain of a new ledger begins: the events of another office do not follow from it.
    pub(super) fn beginning(office: &OfficeId) -> Self {
        let mut hash = Sha256::new();
        add_part(&mut hash, b"mintur ledger");
        add_part(&mut hash, office.as_str().as_bytes());
        Self { seq: 0, hash: Hash(hash.finalize().into()) }
    }

    /// Where the chain begins whose event 1 has this format, if there is an event.
    pub(super) fn before_first(office: &OfficeId, format: Option<u32>) -> Self {
        match format {
            Some(format) if format < FIRST_WITH_OFFICE => Self::default(),
            Some(_) | None => Self::beginning(office),
        }
    }

    /// The head after one more event. Every part of varying length but the last carries its length, so
    /// that no two events read the same.
    pub(super) fn next(
        self,
        format: u32,
        at: i64,
        actor: &str,
        request: Option<StoredRequest<'_>>,
        commitment: Option<&[u8]>,
        body: &str,
    ) -> Self {
        let seq = self.seq + 1;
        let mut hash = Sha256::new();
        hash.update(self.hash.0);
        hash.update(seq.to_be_bytes());
        hash.update(at.to_be_bytes());
        // Format 1 came before formats were written down.
        if format > 1 {
            hash.update(format.to_be_bytes());
        }
        add_part(&mut hash, actor.as_bytes());
        add_part(&mut hash, request.map_or(&[], |request| request.key));
        if let Some(fingerprint) = request.and_then(|request| request.fingerprint) {
            add_part(&mut hash, fingerprint);
        }
        if let Some(commitment) = commitment {
            add_part(&mut hash, commitment);
        }
        hash.update(body.as_bytes());
        Self { seq, hash: Hash(hash.finalize().into()) }
    }

    /// Moves on to the event read next.
    ///
    /// # Errors
    /// What does not agree: a hole in the numbers, or a changed event.
    pub(super) fn follow(&mut self, row: &StoredEvent<'_>) -> Result<(), String> {
        if row.seq != self.seq + 1 {
            return Err(format!("event {} is followed by event {}", self.seq, row.seq));
        }
        let next = self.next(row.format, row.at, row.actor, row.request, row.commitment, row.body);
        if next.hash != row.hash {
            return Err("its hash does not agree: this event or the one before it was changed".to_owned());
        }
        *self = next;
        if row.personal.is_some_and(|personal| !personal.agrees(row.commitment)) {
            return Err("what it says of persons was changed".to_owned());
        }
        Ok(())
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn add_part(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_be_bytes());
    hash.update(part);
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal(&self.0))
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("«{text}» is not a hash of 64 hexadecimal digits"))
    }
}

impl Hash {
    fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_as_written() {
        let hash = Head::default().next(1, 7, "kiosk", None, None, "{}").hash;
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        assert_eq!(Hash::parse("æøå"), None);
    }

    #[test]
    fn what_stands_in_one_part_cannot_be_moved_to_another() {
        let start = Head::default();
        assert_ne!(start.next(1, 7, "clerk", None, None, "{}"), start.next(1, 7, "clerk{", None, None, "}"));
        assert_ne!(
            start.next(1, 7, "", Some(StoredRequest { key: b"clerk", fingerprint: None }), None, "{}"),
            start.next(1, 7, "clerk", None, None, "{}")
        );
        assert_ne!(start.next(1, 7, "clerk", None, None, "{}"), start.next(1, 8, "clerk", None, None, "{}"));
        assert_ne!(start.next(2, 7, "clerk", None, None, "{}"), start.next(3, 7, "clerk", None, None, "{}"));
    }
}
