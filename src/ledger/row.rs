//! An event as it lies on disk, borrowed from SQLite's own memory: hashing and decoding copy nothing first.

use rusqlite::types::FromSqlError;
use uuid::Uuid;

use super::chain::Hash;
use office::event::{Event, Recorded};
use office::names::{Actor, RequestKey};
use office::time::UnixTime;
use runtime::ports::Seq;

/// The columns [`Row::read`] expects.
pub(super) const COLUMNS: &str = "seq, at, actor, key, body, hash";

pub(super) struct Row<'a> {
    pub seq: Seq,
    pub at: i64,
    pub actor: &'a str,
    pub key: Option<&'a [u8]>,
    pub body: &'a str,
    pub hash: Hash,
}

impl<'a> Row<'a> {
    /// # Errors
    /// When a column does not hold what it should; then the file was changed by something else.
    pub fn read(row: &'a rusqlite::Row<'_>) -> Result<Self, rusqlite::Error> {
        let wrong = |error: FromSqlError| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Null, Box::new(error))
        };
        Ok(Self {
            seq: row.get(0)?,
            at: row.get(1)?,
            actor: row.get_ref(2)?.as_str().map_err(wrong)?,
            key: row.get_ref(3)?.as_blob_or_null().map_err(wrong)?,
            body: row.get_ref(4)?.as_str().map_err(wrong)?,
            hash: Hash(row.get(5)?),
        })
    }

    /// # Errors
    /// Why the event cannot be understood.
    pub fn recorded(&self) -> Result<Recorded, String> {
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
    pub fn kind(&self) -> &'a str {
        let named = self.body.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.split('"').next());
        named.unwrap_or("unknown")
    }
}
