// SPDX-License-Identifier: MPL-2.0
//! What a ledger's failures are called, whatever the engine.

use std::path::Path;

use super::files::is_full;
use runtime::ports::{LedgerFailure, Seq};

pub(super) fn damaged(seq: Seq, what: &str, file: &Path) -> LedgerFailure {
    LedgerFailure::Damaged { seq, what: format!("{what} (file {})", file.display()) }
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
