// SPDX-License-Identifier: MPL-2.0
//! The ledger: what each office recorded, in one chain.
//!
//! The modules here hold whatever the engine: how an event is stored ([`stored_event`]), the chain of hashes, the
//! contract every engine passes, checkpoints, what is forgotten, verify, backup and restore. `sqlite` is the engine the
//! service runs on; `memory` is for tests. In a data folder each office has
//!
//! | file | what it is |
//! | --- | --- |
//! | `{office}.ledger` | the events; while the service runs with `-wal` and `-shm` beside it |
//! | `{office}.anchor` | the last known event and its hash, so that a cut ledger is noticed |
//! | `{office}.lock` | held by the one service that may write |
//!
//! What never lives here: rules of the queue, the office's state, names of people, HTTP. The ledger knows
//! of an event only when it happened, who did it, its JSON, and whether it starts a day.

mod anchor;
mod backup;
mod backup_files;
mod chain;
mod checkpoint;
mod encryption;
mod failure;
mod files;
mod finding;
mod forget;
mod latest_day;
#[cfg(any(test, feature = "testing"))]
pub mod memory;
mod personal;
mod restore;
mod search;
mod sqlite;
mod stored_event;
mod stored_ledger;
mod verify;
mod writer_lock;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod forget_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use anchor::AnchorState;
pub use backup::{BackupFailure, BackupOptions, BackupSummary, backup, backup_with};
pub use chain::{Hash, Head};
pub use checkpoint::{
    Checkpoint, CheckpointComparison, CheckpointFailure, CheckpointPublicKey, CheckpointSignature,
    CheckpointSigningKey, ExpectedCheckpoints, LedgerProgress, append_checkpoint, check_against,
    checkpoints_now, create_key, progress_since, read_checkpoints, restored_head,
};
pub use encryption::{BackupIdentity, BackupKey};
pub use files::{ledger_file, offices_in};
pub use finding::{Finding, FindingCode};
pub use forget::{Forget, Forgotten, forget};
pub use latest_day::read_latest_day;
pub use restore::{RestoreOptions, RestoreSummary, restore, restore_with};
pub use search::search;
pub use sqlite::SqliteLedger;
pub use stored_event::StoredEvent;
pub use stored_ledger::{EachStored, StoredLedger};
pub use verify::{OfficeReport, VerifyReport, verify};
pub use writer_lock::writer_of;
