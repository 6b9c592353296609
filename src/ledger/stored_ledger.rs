// SPDX-License-Identifier: MPL-2.0
//! A ledger as it is stored at one moment, whatever the engine.

use std::path::Path;

use super::backup::BackupFailure;
use super::chain::{Hash, Head};
use super::sqlite::write_copy;
use super::stored_event::StoredEvent;
use runtime::ports::{LedgerFailure, Seq};

/// What each stored event is handed to.
pub type EachStored<'a> = dyn FnMut(&StoredEvent<'_>) -> Result<(), LedgerFailure> + 'a;

/// What an engine lets verify and backup read. Nothing the office writes meanwhile shows.
pub trait StoredLedger {
    /// Hands over at most `limit` events after `after`, oldest first, until `each` fails.
    ///
    /// # Errors
    /// At the first event that cannot be read, and what `each` returns.
    fn walk(&self, after: Seq, limit: usize, each: &mut EachStored<'_>) -> Result<(), LedgerFailure>;

    /// Where the chain begins.
    ///
    /// # Errors
    /// When the first event cannot be read.
    fn beginning(&self) -> Result<Head, LedgerFailure>;

    /// The hash of one event; event 0 is the beginning of every chain.
    ///
    /// # Errors
    /// When it cannot be read.
    fn hash_of(&self, seq: Seq) -> Result<Option<Hash>, LedgerFailure>;

    /// The engine's own list of days: the first event and the date of each.
    ///
    /// # Errors
    /// When it cannot be read.
    fn days(&self) -> Result<Vec<(Seq, String)>, LedgerFailure>;

    /// What is wrong with the engine's own structures; nothing when they are sound.
    ///
    /// # Errors
    /// When they cannot be read.
    fn faults(&self) -> Result<Vec<String>, LedgerFailure>;

    /// What the engine's file holds that this program did not make.
    ///
    /// # Errors
    /// When it cannot be read.
    fn foreign_objects(&self) -> Result<Vec<String>, LedgerFailure> {
        Ok(Vec::new())
    }

    /// Copies all of it, as it is now, into a new SQLite file that stands alone: what a backup holds, whatever the
    /// engine.
    ///
    /// # Errors
    /// When something cannot be read or written.
    fn copy_to(&self, file: &Path) -> Result<(), BackupFailure> {
        write_copy(self, file)
    }
}
