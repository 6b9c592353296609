// SPDX-License-Identifier: MPL-2.0
//! What an event says of persons, as it is stored: beside the event, bound to it by a commitment that the chain covers.
//! When text and salt are gone, nothing can be tested against the commitment, and the chain still holds.

use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};

use office::event::Recorded;
use office::idempotency::Fingerprint;
use office::personal::PersonalParts;
use runtime::ports::Seq;

use super::stored_event::{UnreadableEvent, format};

/// The first format whose hash covers a commitment.
pub(super) const FIRST_WITH_COMMITMENT: u32 = 4;

/// The parts of one event, borrowed from the engine.
#[derive(Clone, Copy, Debug)]
pub struct StoredPersonal<'a> {
    /// 16 bytes; nothing once only units of companions are left.
    pub salt: Option<&'a [u8]>,
    pub parts: &'a str,
}

/// An event as it is about to be stored.
pub(crate) struct Encoded {
    pub format: u32,
    pub fingerprint: Option<Fingerprint>,
    pub body: String,
    pub personal: Option<EncodedPersonal>,
}

pub(crate) struct EncodedPersonal {
    pub salt: [u8; 16],
    pub parts: String,
    pub commitment: [u8; 32],
}

/// Why an event cannot be written down.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unencoded {
    #[error("it cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the system gives no random numbers")]
    NoRandomness,
}

impl Encoded {
    pub fn of(recorded: &Recorded, seq: Seq) -> Result<Self, Unencoded> {
        let Some((rest, parts)) = recorded.parted() else {
            let body = serde_json::to_string(&recorded.event)?;
            let format = format(recorded, seq);
            return Ok(Self { format, fingerprint: recorded.fingerprint, body, personal: None });
        };
        let mut salt = [0; 16];
        SystemRandom::new().fill(&mut salt).map_err(|_| Unencoded::NoRandomness)?;
        let parts = serde_json::to_string(&parts)?;
        let commitment = commitment(&salt, &parts);
        Ok(Self {
            format: FIRST_WITH_COMMITMENT,
            fingerprint: rest.fingerprint,
            body: serde_json::to_string(&rest.event)?,
            personal: Some(EncodedPersonal { salt, parts, commitment }),
        })
    }

    pub fn commitment(&self) -> Option<&[u8]> {
        self.personal.as_ref().map(|personal| personal.commitment.as_slice())
    }

    pub fn stored_personal(&self) -> Option<StoredPersonal<'_>> {
        let personal = self.personal.as_ref()?;
        Some(StoredPersonal { salt: Some(&personal.salt), parts: &personal.parts })
    }
}

impl StoredPersonal<'_> {
    /// Whether it is what the event was written with, as far as that can still be known.
    pub(super) fn agrees(self, committed: Option<&[u8]>) -> bool {
        match (self.salt, committed) {
            (Some(salt), Some(committed)) => commitment(salt, self.parts) == committed,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }

    pub(super) fn read(self) -> Result<PersonalParts, UnreadableEvent> {
        let parts: PersonalParts = serde_json::from_str(self.parts)
            .map_err(|_| UnreadableEvent::Damaged("what it says of persons cannot be read".to_owned()))?;
        if self.salt.is_none() && !parts.is_reduced() {
            let what = "what it says of persons was changed after it had been forgotten";
            return Err(UnreadableEvent::Damaged(what.to_owned()));
        }
        Ok(parts)
    }
}

fn commitment(salt: &[u8], parts: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"mintur personal parts")
        .chain_update(salt)
        .chain_update(parts)
        .finalize()
        .into()
}
