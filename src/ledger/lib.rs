//! The ledger: what each office recorded, one SQLite file per office, in one chain.
//!
//! | file | what it is |
//! | --- | --- |
//! | `{office}.ledger` | the events; while the service runs with `-wal` and `-shm` beside it |
//! | `{office}.anchor` | the last known event and its hash, so that a cut ledger is noticed |
//! | `{office}.lock` | held by the one service that may write |
//!
//! What never lives here: rules of the queue, the office's state, names of people, HTTP. The ledger knows
//! of an event only when it happened, who did it, its JSON, and whether it starts a day.

mod ahead;
mod anchor;
mod backup;
mod chain;
mod failure;
mod files;
mod guard;
mod reader;
mod restore;
mod row;
mod schema;
mod sqlite;
mod verify;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod cost_tests;
#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod format_1_tests;
#[cfg(test)]
mod full_disk_tests;
#[cfg(test)]
mod sample;

pub use backup::{BackupFailure, backup};
pub use chain::{Hash, Head};
pub use files::{ledger_file, offices_in};
pub use restore::restore;
pub use sqlite::SqliteLedger;
pub use verify::{Finding, OfficeReport, Report, verify};
