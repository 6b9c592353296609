// SPDX-License-Identifier: MPL-2.0
//! How a ledger file is laid out and opened: SQLite's version, its settings, the tables and their versions.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::failure::reading;
use crate::failure::damaged;
use runtime::ports::{LedgerFailure, Seq};

/// «Mntr»: what `file` and SQLite's own tools know a Mintur ledger by.
const APPLICATION_ID: i32 = 0x4d6e_7472;

/// Each step brings a ledger from one version to the next; `user_version` counts them.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// What to do about what somebody else made.
pub(crate) const FOREIGN_OBJECT: &str = "Somebody changed the file outside Mintur, and what was added can change or \
    hide events. Stop the service, keep a copy of the file for whoever investigates, and compare it with its \
    checkpoints (mintur verify --expect); then restore the latest sound backup";
const MOST_NAME_CHARACTERS: usize = 60;

/// The oldest layout that is read without being brought up to date.
const OLDEST_READ: usize = 1;

/// The first layout in which each event has its format.
const FIRST_WITH_FORMAT: i32 = 3;
/// The first layout in which a request may have its fingerprint.
const FIRST_WITH_FINGERPRINT: i32 = 4;
/// The first layout in which what an event says of persons is kept beside it.
const FIRST_WITH_PERSONAL: i32 = 5;

/// The first SQLite without the bug that can damage a WAL when two connections meet (sqlite.org/wal.html).
const OLDEST_SQLITE: i32 = 3_051_003;

const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;";
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;
    PRAGMA secure_delete = ON;";
/// What a write-ahead file keeps of its length when it begins anew. It is longer only while somebody reads an older
/// state of the ledger: SQLite keeps what was written since then for as long as that.
pub(super) const WRITE_AHEAD_BYTES: u64 = 8 << 20;
/// As in `SETTINGS`.
const BUSY: Duration = Duration::from_secs(5);

/// # Errors
/// When this SQLite is too old to be trusted with a ledger.
pub(super) fn check_sqlite(version: i32) -> Result<(), LedgerFailure> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(LedgerFailure::Failed(format!(
        "SQLite {version} can damage a ledger; build Mintur with 3.51.3 (3051003) or newer"
    )))
}

/// Makes a connection ready for reading.
pub(super) fn settle_reader(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SETTINGS)
}

/// Writes the write-ahead file back and cuts it off, without waiting for readers. Whether that was possible.
pub(super) fn shrink_write_ahead(connection: &Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(Duration::ZERO)?;
    let done =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0).map(|busy: bool| !busy));
    connection.busy_timeout(BUSY)?;
    done
}

/// Makes a connection ready for writing, so that every commit is on disk when it returns; brings a new or
/// older ledger to this version's layout. Looks first and touches nothing that is not a ledger.
///
/// # Errors
/// When the file is another program's, or a newer Mintur's.
pub(super) fn settle_writer(connection: &mut Connection, file: &Path) -> Result<(), LedgerFailure> {
    let failed = |error: rusqlite::Error| reading(&error, 0, file);
    settle_reader(connection).map_err(failed)?;
    if is_blank(connection).map_err(failed)? {
        connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    }
    let version = version_of(connection, file)?;
    refuse_foreign_objects(connection, file)?;
    connection.execute_batch(WRITER).map_err(failed)?;
    let longest = format!("PRAGMA journal_size_limit = {WRITE_AHEAD_BYTES}");
    connection.query_row(&longest, [], |_| Ok(())).map_err(failed)?;
    if version < STEPS.len() { migrate(connection, version).map_err(failed) } else { Ok(()) }
}

/// A connection that writes beside the office's own: what it writes is safe on disk with the office's next commit.
///
/// # Errors
/// When the file is not a ledger in this version's layout.
pub(super) fn open_second_writer(file: &Path) -> Result<Connection, LedgerFailure> {
    let failed = |error: rusqlite::Error| reading(&error, 0, file);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
    settle_reader(&connection).map_err(failed)?;
    connection
        .execute_batch(
            "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000; PRAGMA secure_delete = ON",
        )
        .map_err(failed)?;
    if version_of(&connection, file)? < STEPS.len() {
        return Err(LedgerFailure::Failed(format!(
            "{} has the layout of an earlier version; start the service once, which brings it up to date",
            file.display()
        )));
    }
    Ok(connection)
}

/// # Errors
/// When the file is not a ledger this version can read as it is.
pub(super) fn check(connection: &Connection, file: &Path) -> Result<(), LedgerFailure> {
    if version_of(connection, file)? >= OLDEST_READ {
        return Ok(());
    }
    Err(emptied(file))
}

/// # Errors
/// When a ledger that had events has no table: the tables were in a write-ahead file that is gone.
pub(super) fn check_not_emptied(connection: &Connection, file: &Path) -> Result<(), LedgerFailure> {
    let version: i32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| reading(&error, 0, file))?;
    if version == 0 { Err(emptied(file)) } else { Ok(()) }
}

fn emptied(file: &Path) -> LedgerFailure {
    let what = "the ledger holds nothing: its write-ahead file (-wal) was removed or emptied before its events were \
                written back";
    damaged(1, what, file)
}

/// # Errors
/// When the file holds a trigger, table or column that Mintur did not make: it could change what is written.
fn refuse_foreign_objects(connection: &Connection, file: &Path) -> Result<(), LedgerFailure> {
    let differences = differences(connection).map_err(|error| reading(&error, 0, file))?;
    if differences.is_empty() {
        return Ok(());
    }
    Err(LedgerFailure::Failed(format!("{}: {}. {FOREIGN_OBJECT}", file.display(), differences.join("; "))))
}

/// What the file holds besides, or instead of, what this program makes in its layout.
pub(super) fn differences(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let version: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let expected = Connection::open_in_memory()?;
    for step in STEPS.iter().take(version) {
        expected.execute_batch(step)?;
    }
    let (expected, found) = (objects(&expected)?, objects(connection)?);
    let added = found.keys().filter(|object| !expected.contains_key(*object));
    let added = added.map(|object| format!("Mintur did not make {object}"));
    let missing = expected.keys().filter(|object| !found.contains_key(*object));
    let missing = missing.map(|object| format!("{object} is missing"));
    let changed =
        expected.iter().filter(|(object, sql)| found.get(*object).is_some_and(|found| found != *sql));
    let changed = changed.map(|(object, _)| format!("{object} was changed, for example by another column"));
    Ok(added.chain(missing).chain(changed).collect())
}

/// Every table, view, index and trigger, with its text as SQLite reads it.
fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")?;
    let named = |row: &rusqlite::Row<'_>| {
        let (kind, name, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let name: String = name.chars().take(MOST_NAME_CHARACTERS).collect();
        Ok((format!("the {kind} «{}»", name.escape_debug()), without_layout(&sql)))
    };
    statement.query_map([], named)?.collect()
}

/// Comments and blanks differ between a table that was made and one that was altered.
fn without_layout(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::chars).filter(|character| !character.is_whitespace()).collect()
}

/// Looked up only for the events that have some.
const PERSONAL_COLUMNS: &str = "commitment,
    CASE WHEN commitment IS NULL THEN NULL ELSE (SELECT salt FROM personal WHERE personal.seq = event.seq) END,
    CASE WHEN commitment IS NULL THEN NULL ELSE (SELECT parts FROM personal WHERE personal.seq = event.seq) END";

/// The columns that [`super::row::read`] expects, whatever the layout.
pub(super) fn event_columns(connection: &Connection) -> rusqlite::Result<String> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let format = format_column(connection)?;
    let fingerprint = if version >= FIRST_WITH_FINGERPRINT { "fingerprint" } else { "NULL" };
    let personal = if version >= FIRST_WITH_PERSONAL { PERSONAL_COLUMNS } else { "NULL, NULL, NULL" };
    Ok(format!("seq, {format}, at, actor, key, {fingerprint}, {personal}, body, hash"))
}

/// The first event that is given parts it was not written with.
pub(super) fn first_stray_part(connection: &Connection) -> rusqlite::Result<Option<Seq>> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version < FIRST_WITH_PERSONAL {
        return Ok(None);
    }
    let sql =
        "SELECT min(personal.seq) FROM personal LEFT JOIN event USING (seq) WHERE event.commitment IS NULL";
    connection.query_row(sql, [], |row| row.get(0))
}

/// The column with an event's format; the first layouts have none.
pub(super) fn format_column(connection: &Connection) -> rusqlite::Result<&'static str> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(if version >= FIRST_WITH_FORMAT { "format" } else { "1" })
}

fn is_blank(connection: &Connection) -> rusqlite::Result<bool> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(tables == 0 && id == 0)
}

fn version_of(connection: &Connection, file: &Path) -> Result<usize, LedgerFailure> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let failed = |error: rusqlite::Error| reading(&error, 0, file);
    let known = STEPS.len();
    if pragma("application_id").map_err(failed)? != APPLICATION_ID {
        return Err(LedgerFailure::Failed(format!("{} is not a Mintur ledger", file.display())));
    }
    let version = usize::try_from(pragma("user_version").map_err(failed)?).unwrap_or(usize::MAX);
    if version <= known {
        return Ok(version);
    }
    Err(LedgerFailure::Failed(format!(
        "{} was written by a newer Mintur (layout {version}, this one knows {known}); install the newer one",
        file.display()
    )))
}

fn migrate(connection: &mut Connection, from: usize) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in &STEPS[from..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sqlite_is_refused() {
        assert!(check_sqlite(3_051_002).is_err());
        assert!(check_sqlite(rusqlite::version_number()).is_ok());
    }
}
