// SPDX-License-Identifier: MPL-2.0
//! A row of the table of events.

use rusqlite::types::{FromSqlError, Type};

use crate::chain::Hash;
use crate::personal::StoredPersonal;
use crate::stored_event::{StoredEvent, StoredRequest};

/// Reads the columns of [`super::schema::event_columns`].
///
/// # Errors
/// When a column does not hold what it should; then the file was changed by something else.
pub(super) fn read<'a>(row: &'a rusqlite::Row<'_>) -> Result<StoredEvent<'a>, rusqlite::Error> {
    let wrong =
        |error: FromSqlError| rusqlite::Error::FromSqlConversionFailure(0, Type::Null, Box::new(error));
    let key = row.get_ref(4)?.as_blob_or_null().map_err(wrong)?;
    let fingerprint = row.get_ref(5)?.as_blob_or_null().map_err(wrong)?;
    let salt = row.get_ref(7)?.as_blob_or_null().map_err(wrong)?;
    let parts = row.get_ref(8)?.as_str_or_null().map_err(wrong)?;
    Ok(StoredEvent {
        seq: row.get(0)?,
        format: row.get(1)?,
        at: row.get(2)?,
        actor: row.get_ref(3)?.as_str().map_err(wrong)?,
        request: key.map(|key| StoredRequest { key, fingerprint }),
        commitment: row.get_ref(6)?.as_blob_or_null().map_err(wrong)?,
        personal: parts.map(|parts| StoredPersonal { salt, parts }),
        body: row.get_ref(9)?.as_str().map_err(wrong)?,
        hash: Hash(row.get(10)?),
    })
}
