// SPDX-License-Identifier: MPL-2.0
//! An event as an engine stores it, borrowed from the engine's own memory: hashing and decoding copy nothing first.

use std::path::Path;

use serde::Deserialize;
use serde_json::error::Category;
use uuid::Uuid;

use super::chain::{FIRST_WITH_OFFICE, Hash, Head};
use super::failure::damaged;
use super::personal::{FIRST_WITH_COMMITMENT, StoredPersonal};
use office::event::{Event, Recorded};
use office::idempotency::Fingerprint;
use office::names::{Actor, OfficeId, RequestKey};
use office::time::UnixTime;
use runtime::ports::{LedgerFailure, Seq};

/// The newest format this program reads. Since 2 a request may have its fingerprint, and a day carries over what
/// each request's answer was about. Since 3 a ledger's first event follows from the office's id. Since 4 the hash
/// covers what an event says of persons by a commitment. Events written before there was a format have format 1.
const NEWEST_FORMAT: u32 = FIRST_WITH_COMMITMENT;

/// Why a stored event is not handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnreadableEvent {
    Damaged(String),
    /// A newer program wrote it.
    Newer(String),
}

impl UnreadableEvent {
    pub fn at(self, seq: Seq, file: &Path) -> LedgerFailure {
        match self {
            Self::Damaged(what) => damaged(seq, &what, file),
            Self::Newer(what) => LedgerFailure::Newer { seq, what },
        }
    }
}

#[derive(Debug)]
pub struct StoredEvent<'a> {
    pub seq: Seq,
    /// How `body` is written.
    pub format: u32,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    pub actor: &'a str,
    pub request: Option<StoredRequest<'a>>,
    /// What binds what the event says of persons to it: 32 bytes.
    pub commitment: Option<&'a [u8]>,
    /// That, unless it was forgotten.
    pub personal: Option<StoredPersonal<'a>>,
    /// The rest of the event as JSON.
    pub body: &'a str,
    pub hash: Hash,
}

/// A request with an idempotency key.
#[derive(Clone, Copy, Debug)]
pub struct StoredRequest<'a> {
    /// 16 bytes.
    pub key: &'a [u8],
    /// 16 bytes, where there is one.
    pub fingerprint: Option<&'a [u8]>,
}

impl<'a> StoredRequest<'a> {
    pub(crate) fn of(recorded: &'a Recorded, fingerprint: Option<&'a Fingerprint>) -> Option<Self> {
        let fingerprint = fingerprint.map(|fingerprint| fingerprint.0.as_slice());
        recorded.key.as_ref().map(|key| Self { key: key.0.as_bytes(), fingerprint })
    }

    fn read(self) -> Result<(RequestKey, Option<Fingerprint>), UnreadableEvent> {
        let not_16 = |what: &str| UnreadableEvent::Damaged(format!("a {what} not of 16 bytes"));
        let key = Uuid::from_slice(self.key).map_err(|_| not_16("key"))?;
        let fingerprint = self.fingerprint.map(<[u8; 16]>::try_from).transpose();
        Ok((RequestKey(key), fingerprint.map_err(|_| not_16("fingerprint"))?.map(Fingerprint)))
    }
}

impl<'a> StoredEvent<'a> {
    /// The event of a row whose chain agrees.
    ///
    /// # Errors
    /// Why the event cannot be understood.
    pub(crate) fn recorded(&self) -> Result<Recorded, UnreadableEvent> {
        if self.format > NEWEST_FORMAT {
            return Err(UnreadableEvent::Newer(format!(
                "it has format {}, and this version reads formats up to {NEWEST_FORMAT}",
                self.format
            )));
        }
        let (key, fingerprint) = self.request.map(StoredRequest::read).transpose()?.unzip();
        let event: Event = serde_json::from_str(self.body).map_err(|error| self.undecoded(&error))?;
        let recorded = Recorded {
            at: UnixTime::from_unix(self.at),
            actor: Actor::from(self.actor),
            key,
            fingerprint: fingerprint.flatten(),
            event,
        };
        match self.personal {
            Some(personal) => Ok(recorded.joined(personal.read()?)),
            None => Ok(recorded),
        }
    }

    fn undecoded(&self, error: &serde_json::Error) -> UnreadableEvent {
        match error.classify() {
            Category::Data => UnreadableEvent::Newer(format!(
                "this version does not know everything in «{}»",
                self.kind().escape_debug()
            )),
            Category::Syntax | Category::Eof | Category::Io => {
                UnreadableEvent::Damaged("it is not JSON".to_owned())
            }
        }
    }

    /// The other office whose first event this is, if it follows from that office's id.
    pub(crate) fn first_of_other(&self, office: &OfficeId) -> Option<OfficeId> {
        #[derive(Deserialize)]
        struct FirstDay {
            setup: SetupId,
        }
        #[derive(Deserialize)]
        struct SetupId {
            id: OfficeId,
        }
        let id = serde_json::from_str::<FirstDay>(self.body).ok()?.setup.id;
        let follows = Head::before_first(&id, Some(self.format)).follow(self).is_ok();
        (id != *office && follows && self.format >= FIRST_WITH_OFFICE).then_some(id)
    }

    /// The event's kind, which its JSON begins with.
    pub(crate) fn kind(&self) -> &'a str {
        let named = self.body.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.split('"').next());
        named.unwrap_or("unknown")
    }
}

/// The first format that can hold the event: an older program reads what it can.
pub(crate) fn format(recorded: &Recorded, seq: Seq) -> u32 {
    if seq == 1 {
        return FIRST_WITH_OFFICE;
    }
    let carries_requests = matches!(&recorded.event, Event::DayStarted(start) if !start.answered.is_empty());
    if recorded.fingerprint.is_some() || carries_requests { 2 } else { 1 }
}
