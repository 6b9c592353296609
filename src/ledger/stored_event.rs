//! An event as an engine stores it, borrowed from the engine's own memory: hashing and decoding copy nothing first.

use uuid::Uuid;

use super::chain::Hash;
use office::event::{Event, Recorded};
use office::names::{Actor, RequestKey};
use office::time::UnixTime;
use runtime::ports::Seq;

/// The format in which events are written now. Events written before there was a format have format 1.
pub(crate) const FORMAT: u32 = 1;

#[derive(Debug)]
pub struct StoredEvent<'a> {
    pub seq: Seq,
    /// How `body` is written.
    pub format: u32,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    pub actor: &'a str,
    /// The request's idempotency key, 16 bytes.
    pub key: Option<&'a [u8]>,
    /// The event as JSON.
    pub body: &'a str,
    pub hash: Hash,
}

impl<'a> StoredEvent<'a> {
    /// # Errors
    /// Why the event cannot be understood.
    pub(crate) fn recorded(&self) -> Result<Recorded, String> {
        if !(1..=FORMAT).contains(&self.format) {
            return Err(format!(
                "the event has format {}, and this Mintur reads formats up to {FORMAT}: install a newer one",
                self.format
            ));
        }
        let key = self.key.map(Uuid::from_slice).transpose().map_err(|error| error.to_string())?;
        let event: Event = serde_json::from_str(self.body)
            .map_err(|error| format!("this Mintur cannot read the event: {error}"))?;
        Ok(Recorded {
            at: UnixTime::from_unix(self.at),
            actor: Actor::from(self.actor),
            key: key.map(RequestKey),
            event,
        })
    }

    /// The event's kind, which its JSON begins with.
    pub(crate) fn kind(&self) -> &'a str {
        let named = self.body.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.split('"').next());
        named.unwrap_or("unknown")
    }
}

/// The idempotency key as it is stored.
pub(crate) fn key_bytes(recorded: &Recorded) -> Option<&[u8]> {
    recorded.key.as_ref().map(|key| key.0.as_bytes().as_slice())
}

/// The event as it is stored, in [`FORMAT`].
pub(crate) fn body(recorded: &Recorded) -> Result<String, serde_json::Error> {
    serde_json::to_string(&recorded.event)
}
