// SPDX-License-Identifier: MPL-2.0
//! Finds events in an office's ledger, beside its running service.

use std::path::Path;

use super::files::ledger_file;
use super::sqlite::LedgerSnapshot;
use super::stored_ledger::StoredLedger;
use office::event::Recorded;
use office::ledger_search::LedgerSearch;
use office::names::OfficeId;
use office::time::UnixTime;
use runtime::ports::{LedgerFailure, Seq};

/// Events looked at before it is asked again whether there are enough.
const STRIDE: usize = 1_000;

/// Hands over each event that is found, of one kind if a kind is named, oldest first, until there are `limit`.
///
/// # Errors
/// When the ledger cannot be read.
pub fn search(
    dir: &Path,
    office: &OfficeId,
    (wanted, kind): (&LedgerSearch, Option<&str>),
    limit: usize,
    each: &mut dyn FnMut(Seq, Recorded),
) -> Result<(), LedgerFailure> {
    let file = ledger_file(dir, office);
    let snapshot = LedgerSnapshot::open(&file, office)?;
    let (mut after, mut left, mut more) = (0, limit, true);
    while more && left > 0 {
        more = false;
        snapshot.walk(after, STRIDE, &mut |row| {
            (after, more) = (row.seq, true);
            // What costs nothing is looked at first.
            let may_be =
                kind.is_none_or(|kind| row.kind() == kind) && wanted.is_then(UnixTime::from_unix(row.at));
            if left == 0 || !may_be {
                return Ok(());
            }
            let recorded = row.recorded().map_err(|unread| unread.at(row.seq, &file))?;
            if wanted.finds(&recorded) {
                left -= 1;
                each(row.seq, recorded);
            }
            Ok(())
        })?;
    }
    Ok(())
}
