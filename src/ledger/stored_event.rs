// SPDX-License-Identifier: MPL-2.0
//! An event as an engine stores it, borrowed from the engine's own memory: hashing and decoding copy nothing first.

use uuid::Uuid;

use super::chain::Hash;
use office::event::{Event, Recorded};
use office::idempotency::Fingerprint;
use office::names::{Actor, RequestKey};
use office::time::UnixTime;
use runtime::ports::Seq;

/// The newest format this program reads. Since 2 a request may have its fingerprint, and a day carries over what
/// each request's answer was about. Events written before there was a format have format 1.
const NEWEST_FORMAT: u32 = 2;

#[derive(Debug)]
pub struct StoredEvent<'a> {
    pub seq: Seq,
    /// How `body` is written.
    pub format: u32,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    pub actor: &'a str,
    pub request: Option<StoredRequest<'a>>,
    /// The event as JSON.
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
    pub(crate) fn of(recorded: &'a Recorded) -> Option<Self> {
        let fingerprint = recorded.fingerprint.as_ref().map(|fingerprint| fingerprint.0.as_slice());
        recorded.key.as_ref().map(|key| Self { key: key.0.as_bytes(), fingerprint })
    }

    fn read(self) -> Result<(RequestKey, Option<Fingerprint>), String> {
        let key = Uuid::from_slice(self.key).map_err(|error| error.to_string())?;
        let fingerprint = self.fingerprint.map(<[u8; 16]>::try_from).transpose();
        Ok((RequestKey(key), fingerprint.map_err(|_| "a fingerprint not of 16 bytes")?.map(Fingerprint)))
    }
}

impl<'a> StoredEvent<'a> {
    /// # Errors
    /// Why the event cannot be understood.
    pub(crate) fn recorded(&self) -> Result<Recorded, String> {
        if !(1..=NEWEST_FORMAT).contains(&self.format) {
            return Err(format!(
                "the event has format {}, and this Mintur reads formats up to {NEWEST_FORMAT}: install a newer one",
                self.format
            ));
        }
        let (key, fingerprint) = self.request.map(StoredRequest::read).transpose()?.unzip();
        let event: Event = serde_json::from_str(self.body)
            .map_err(|error| format!("this Mintur cannot read the event: {error}"))?;
        Ok(Recorded {
            at: UnixTime::from_unix(self.at),
            actor: Actor::from(self.actor),
            key,
            fingerprint: fingerprint.flatten(),
            event,
        })
    }

    /// The event's kind, which its JSON begins with.
    pub(crate) fn kind(&self) -> &'a str {
        let named = self.body.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.split('"').next());
        named.unwrap_or("unknown")
    }
}

/// The first format that can hold the event: an older program reads what it can.
pub(crate) fn format(recorded: &Recorded) -> u32 {
    let carries_requests = matches!(&recorded.event, Event::DayStarted(start) if !start.answered.is_empty());
    if recorded.fingerprint.is_some() || carries_requests { 2 } else { 1 }
}

/// The event as it is stored, in its [`format`].
pub(crate) fn body(recorded: &Recorded) -> Result<String, serde_json::Error> {
    serde_json::to_string(&recorded.event)
}
