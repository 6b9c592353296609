// SPDX-License-Identifier: MPL-2.0
//! An office's latest day, read beside whoever writes it.

use std::path::Path;

use super::files::ledger_file;
use super::sqlite::LedgerSnapshot;
use super::stored_ledger::StoredLedger;
use office::event::Recorded;
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, LedgerReader, Seq};

/// Hands over the events of the latest day, oldest first; nothing where there is no ledger yet.
///
/// # Errors
/// When the ledger cannot be read.
pub fn read_latest_day(
    dir: &Path,
    office: &OfficeId,
    each: &mut dyn FnMut(Seq, Recorded),
) -> Result<(), LedgerFailure> {
    let file = ledger_file(dir, office);
    if !file.exists() {
        return Ok(());
    }
    let mut snapshot = LedgerSnapshot::open(&file, office)?;
    let first = snapshot.days()?.last().map_or(1, |(first, _)| *first);
    snapshot.read_after(first.saturating_sub(1), usize::MAX, each)
}
