// SPDX-License-Identifier: MPL-2.0
//! A request with a key is answered once. Repeated, it gets its answer and is not done again; another request under the
//! same key is refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::names::{GapId, RequestKey, TicketId};

/// The requests that were answered today.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Idempotency(BTreeMap<RequestKey, IdempotencyRecord>);

impl Idempotency {
    pub(crate) fn carried_over(records: &[(RequestKey, IdempotencyRecord)]) -> Self {
        Self(records.iter().copied().collect())
    }

    pub(crate) fn remember(&mut self, key: RequestKey, record: IdempotencyRecord) {
        self.0.insert(key, record);
    }

    pub(crate) fn get(&self, key: RequestKey) -> Option<&IdempotencyRecord> {
        self.0.get(&key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&RequestKey, &IdempotencyRecord)> {
        self.0.iter()
    }
}

/// What the answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Ticket(TicketId),
    Call(TicketId),
    Gap(GapId),
    Nothing,
}

/// What a request was, and what its answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdempotencyRecord {
    /// Nothing in ledgers written before there were fingerprints: such a request is taken for the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    pub subject: Subject,
}

impl IdempotencyRecord {
    pub(crate) fn is_for(&self, command: &impl Serialize) -> bool {
        self.fingerprint.is_none_or(|known| Some(known) == Fingerprint::of(command))
    }

    pub(crate) const fn ticket(&self) -> Option<TicketId> {
        match self.subject {
            Subject::Ticket(ticket) | Subject::Call(ticket) => Some(ticket),
            Subject::Gap(_) | Subject::Nothing => None,
        }
    }

    pub(crate) const fn gap(&self) -> Option<GapId> {
        match self.subject {
            Subject::Gap(gap) => Some(gap),
            Subject::Ticket(_) | Subject::Call(_) | Subject::Nothing => None,
        }
    }
}

/// The first 16 bytes of the SHA-256 of a command's JSON. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Nothing for a command that cannot be written as JSON: every one can, which tests and the simulator hold.
    pub(crate) fn of(command: &impl Serialize) -> Option<Self> {
        let json = serde_json::to_vec(command);
        debug_assert!(json.is_ok(), "a command has no fingerprint");
        let digest = Sha256::digest(json.ok()?);
        Some(Self(digest.first_chunk().copied()?))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:032x}", u128::from_be_bytes(self.0)))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let number = u128::from_str_radix(&digits, 16).map_err(serde::de::Error::custom)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// Reads records of all versions: the first named only a ticket, the second what had been asked for.
pub(super) fn from_any_version<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(RequestKey, IdempotencyRecord)>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Ticket(TicketId),
        Record(IdempotencyRecord),
        Request { by: String, ticket: Option<TicketId>, gap: Option<GapId> },
    }
    let written = Vec::<(RequestKey, Written)>::deserialize(deserializer)?;
    let read = |(key, written)| {
        let subject = match written {
            Written::Record(record) => return (key, record),
            Written::Ticket(ticket) => Subject::Ticket(ticket),
            Written::Request { by, ticket, gap } => match (ticket, gap) {
                (Some(ticket), _) if by == "call" => Subject::Call(ticket),
                (Some(ticket), _) => Subject::Ticket(ticket),
                (None, Some(gap)) => Subject::Gap(gap),
                (None, None) => Subject::Nothing,
            },
        };
        (key, IdempotencyRecord { fingerprint: None, subject })
    };
    Ok(written.into_iter().map(read).collect())
}
