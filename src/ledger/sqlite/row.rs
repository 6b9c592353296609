//! A row of the table of events.

use rusqlite::types::{FromSqlError, Type};

use crate::chain::Hash;
use crate::stored_event::StoredEvent;

/// The columns [`read`] expects.
pub(super) const COLUMNS: &str = "seq, format, at, actor, key, body, hash";
/// The same from a layout in which events had no format.
pub(super) const COLUMNS_WITHOUT_FORMAT: &str = "seq, 1, at, actor, key, body, hash";

/// # Errors
/// When a column does not hold what it should; then the file was changed by something else.
pub(super) fn read<'a>(row: &'a rusqlite::Row<'_>) -> Result<StoredEvent<'a>, rusqlite::Error> {
    let wrong =
        |error: FromSqlError| rusqlite::Error::FromSqlConversionFailure(0, Type::Null, Box::new(error));
    Ok(StoredEvent {
        seq: row.get(0)?,
        format: row.get(1)?,
        at: row.get(2)?,
        actor: row.get_ref(3)?.as_str().map_err(wrong)?,
        key: row.get_ref(4)?.as_blob_or_null().map_err(wrong)?,
        body: row.get_ref(5)?.as_str().map_err(wrong)?,
        hash: Hash(row.get(6)?),
    })
}
