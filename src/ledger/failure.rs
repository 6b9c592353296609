// SPDX-License-Identifier: MPL-2.0
//! What a ledger's failures are called, whatever the engine.

use std::path::Path;

use super::files::is_full;
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, Seq};

pub(super) fn damaged(seq: Seq, what: &str, file: &Path) -> LedgerFailure {
    LedgerFailure::Damaged { seq, what: format!("{what} (file {})", file.display()) }
}

/// What a file under the wrong name is called.
pub(super) fn of_other_office(file: &Path, office: &OfficeId, other: &OfficeId) -> String {
    format!(
        "{} is the ledger of the office «{other}», not of «{office}»: it was renamed or put in the wrong place. Stop \
         the service, and put back the ledger of «{office}» or restore its latest backup",
        file.display()
    )
}

pub(super) fn full(file: &Path) -> LedgerFailure {
    LedgerFailure::Full(format!(
        "nothing more can be written to {}. Free some space; the office then goes on by itself",
        file.display()
    ))
}

/// What a failed file operation is called.
pub(super) fn of_io(error: &std::io::Error, file: &Path) -> LedgerFailure {
    if is_full(error) { full(file) } else { LedgerFailure::Failed(format!("{}: {error}", file.display())) }
}
