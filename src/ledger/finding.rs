// SPDX-License-Identifier: MPL-2.0
//! What verify finds wrong with a ledger, and what a person can do about it.

use serde::Serialize;

use super::sqlite::FOREIGN_OBJECT;
use runtime::ports::{LedgerFailure, Seq};

/// Something wrong, and where. Event 0 is the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub seq: Seq,
    pub code: FindingCode,
    pub what: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The file cannot be opened or read.
    Unusable,
    /// The file, an event or the chain does not hold together.
    Damaged,
    AnotherOffice,
    /// An event that a newer program wrote.
    NewerEvent,
    /// A trigger, table or column that this program did not make.
    ForeignObject,
    /// The ledger ends before the anchor, or differs from it.
    AnchorDisagrees,
    AnchorMissing,
    AnchorUnreadable,
    /// An event does not follow from those before it.
    Inconsistent,
    /// The ledger ends before a checkpoint.
    BehindCheckpoint,
    /// The ledger has another hash than a checkpoint.
    CheckpointDisagrees,
    /// Not signed with the key that was named.
    CheckpointForged,
}

const RESTORE: &str = "Stop the service and restore the latest backup";
const REPORT: &str = "Keep a copy of the ledger and report it to Mintur's makers";

impl Finding {
    pub const fn remedy(&self) -> &'static str {
        self.code.remedy()
    }

    /// What keeps a ledger from being read, without the remedy that its text may name.
    pub(super) fn of_failure(seq: Seq, failure: LedgerFailure) -> Self {
        match failure {
            LedgerFailure::Damaged { seq, what } => Self { seq, code: FindingCode::Damaged, what },
            LedgerFailure::Newer { seq, what } => Self { seq, code: FindingCode::NewerEvent, what },
            LedgerFailure::Failed(what) | LedgerFailure::Full(what) | LedgerFailure::Contradicted(what) => {
                Self { seq, code: FindingCode::Unusable, what }
            }
            failure @ LedgerFailure::ClockInDoubt { .. } => {
                Self { seq, code: FindingCode::Unusable, what: failure.to_string() }
            }
        }
    }
}

impl FindingCode {
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Unusable => "Set this right, then verify again",
            Self::Damaged | Self::AnchorDisagrees => RESTORE,
            Self::AnotherOffice => {
                "Stop the service, and put back this office's own ledger or restore its latest backup"
            }
            Self::NewerEvent => {
                "The ledger is not damaged: install the version of Mintur that wrote it, and verify again"
            }
            Self::ForeignObject => FOREIGN_OBJECT,
            Self::AnchorMissing => {
                "If the ledger was copied here by hand, nothing is wrong: the service makes a new anchor. If not, \
                 somebody removed it, and the last events may be gone too: compare the ledger with its checkpoints \
                 (mintur verify --expect) or with the latest backup before the service goes on"
            }
            Self::AnchorUnreadable => {
                "Compare the ledger with its checkpoints (mintur verify --expect) or with the latest backup. If it \
                 holds what they hold, start the service: it writes the anchor anew"
            }
            Self::Inconsistent => REPORT,
            Self::BehindCheckpoint => {
                "If an older backup was restored on purpose, start the service once with --accept-restored, which \
                 leaves a checkpoint that says so. If not, stop the service, keep a copy of the data folder, and \
                 restore the latest backup"
            }
            Self::CheckpointDisagrees => {
                "Events were rewritten, and all hashes after them. Stop the service, keep a copy of the data folder \
                 and of the checkpoints for whoever investigates, and restore the latest backup that agrees with them"
            }
            Self::CheckpointForged => {
                "Compare with the checkpoints that were kept elsewhere, and name the public key that belongs to them"
            }
        }
    }
}
