// SPDX-License-Identifier: MPL-2.0
//! How a people file is laid out and opened.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::failure::StoreFailure;

/// «Mnpl»: what `file` and SQLite's own tools know a people file by.
const APPLICATION_ID: i32 = 0x4d6e_706c;

/// Each step brings a file from one layout to the next; `user_version` counts them.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// Several processes may write: the server, and an administrator's commands. What is deleted is overwritten.
const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA journal_size_limit = 1048576;";

/// Opens a people file, or begins one that only its owner can read.
pub(super) fn open(file: &Path) -> Result<Connection, StoreFailure> {
    let unusable = |error| StoreFailure::File { file: file.to_owned(), error };
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => give_to_owner_of_folder(file).map_err(unusable)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(unusable(error)),
    }
    let facts = fs::metadata(file).map_err(unusable)?;
    if facts.mode() & 0o077 != 0 {
        return Err(StoreFailure::OthersCanRead { file: file.to_owned() });
    }
    let mut connection = Connection::open(file)?;
    settle(&mut connection, file)?;
    Ok(connection)
}

/// One that is gone with the process, for tests and benchmarks.
pub(super) fn in_memory() -> Result<Connection, StoreFailure> {
    let mut connection = Connection::open_in_memory()?;
    settle(&mut connection, Path::new("memory"))?;
    Ok(connection)
}

/// What root begins, the service must be able to use.
fn give_to_owner_of_folder(file: &Path) -> std::io::Result<()> {
    let owner = fs::metadata(file.parent().unwrap_or(Path::new(".")))?;
    if fs::metadata(file)?.uid() != owner.uid() {
        std::os::unix::fs::chown(file, Some(owner.uid()), Some(owner.gid()))?;
    }
    Ok(())
}

/// Looks first, and touches nothing that is not a people file.
fn settle(connection: &mut Connection, file: &Path) -> Result<(), StoreFailure> {
    let pragma =
        |connection: &Connection, name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let id = pragma(connection, "application_id")?;
    if tables == 0 && id == 0 {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    } else if id != APPLICATION_ID {
        return Err(StoreFailure::NotAPeopleFile { file: file.to_owned() });
    }
    connection.execute_batch(SETTINGS)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let layout = usize::try_from(pragma(&transaction, "user_version")?).unwrap_or(usize::MAX);
    let Some(steps) = STEPS.get(layout..) else {
        return Err(StoreFailure::Newer { file: file.to_owned() });
    };
    for step in steps {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()?;
    Ok(())
}
