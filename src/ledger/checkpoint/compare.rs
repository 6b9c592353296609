// SPDX-License-Identifier: MPL-2.0
//! A ledger beside its checkpoints.

use std::path::Path;

use super::{Checkpoint, CheckpointFailure, CheckpointPublicKey, read_checkpoints};
use crate::finding::{Finding, FindingCode};
use crate::stored_ledger::StoredLedger;
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, Seq};

/// The checkpoints a ledger must agree with, and who must have signed them.
#[derive(Clone, Debug, Default)]
pub struct ExpectedCheckpoints {
    pub checkpoints: Vec<Checkpoint>,
    /// Without it, nobody's signature is asked for.
    pub key: Option<CheckpointPublicKey>,
}

/// How a ledger and its checkpoints compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckpointComparison {
    pub checkpoints: usize,
    /// The latest event with which the ledger agrees.
    pub agrees_until: Option<Checkpoint>,
    /// Where an older backup was restored on purpose, and how many checkpoints were given up with it.
    pub restored: Vec<(Checkpoint, usize)>,
    /// The signatures were checked with the key that was named.
    pub signatures_checked: bool,
}

impl ExpectedCheckpoints {
    /// # Errors
    /// When one of the files cannot be read.
    pub fn read(checkpoints: &Path, key: Option<&Path>) -> Result<Self, CheckpointFailure> {
        let key = key.map(CheckpointPublicKey::read).transpose()?;
        Ok(Self { checkpoints: read_checkpoints(checkpoints)?, key })
    }

    pub fn offices(&self) -> Vec<OfficeId> {
        self.checkpoints.iter().map(|checkpoint| checkpoint.office.clone()).collect()
    }

    fn of(&self, office: &OfficeId) -> Vec<&Checkpoint> {
        self.checkpoints.iter().filter(|checkpoint| checkpoint.office == *office).collect()
    }

    /// The latest checkpoint of an office.
    pub fn latest(&self, office: &OfficeId) -> Option<&Checkpoint> {
        self.checkpoints.iter().rev().find(|checkpoint| checkpoint.office == *office)
    }

    /// What to say of an office without a ledger.
    pub(crate) fn missing(&self, office: &OfficeId) -> Option<Finding> {
        let known = self.of(office).into_iter().max_by_key(|checkpoint| checkpoint.seq)?;
        let what = format!(
            "there is no ledger of «{office}», though the checkpoint of {} knows event {}",
            known.at, known.seq
        );
        (known.seq > 0).then_some(Finding { seq: 0, code: FindingCode::BehindCheckpoint, what })
    }

    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn compare(
        &self,
        stored: &impl StoredLedger,
        office: &OfficeId,
        end: Seq,
    ) -> Result<(CheckpointComparison, Vec<Finding>), LedgerFailure> {
        let mine = self.of(office);
        let checkpoints = mine.len();
        let (genuine, forged): (Vec<_>, Vec<_>) = mine.into_iter().partition(|known| self.is_genuine(known));
        let mut compared = CheckpointComparison {
            checkpoints,
            agrees_until: None,
            restored: Vec::new(),
            signatures_checked: self.key.is_some(),
        };
        let mut findings: Vec<Finding> =
            forged.first().map(|first| not_signed(first, forged.len())).into_iter().collect();
        let (mut behind, mut differs): (Option<&Checkpoint>, Option<&Checkpoint>) = (None, None);
        for (at, &known) in genuine.iter().enumerate() {
            if given_up(known, &genuine[at + 1..]) {
                continue;
            }
            if known.restored {
                let given_up = genuine[..at].iter().filter(|earlier| earlier.seq > known.seq).count();
                compared.restored.push((known.clone(), given_up));
            }
            if known.seq > end {
                behind = behind.filter(|latest| latest.seq >= known.seq).or(Some(known));
            } else if stored.hash_of(known.seq)? == Some(known.hash) {
                let later = compared.agrees_until.as_ref().is_none_or(|latest| latest.seq <= known.seq);
                if later {
                    compared.agrees_until = Some(known.clone());
                }
            } else {
                differs = differs.filter(|first| first.seq <= known.seq).or(Some(known));
            }
        }
        findings.extend(differs.map(|known| rewritten(known, compared.agrees_until.as_ref())));
        findings.extend(behind.map(|known| cut(known, end)));
        Ok((compared, findings))
    }

    fn is_genuine(&self, checkpoint: &Checkpoint) -> bool {
        match (&checkpoint.signed, self.key) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(signed), wanted) => {
                wanted.is_none_or(|wanted| wanted == signed.key)
                    && signed.key.has_signed(&checkpoint.signed_text(), signed)
            }
        }
    }
}

/// Whether an older backup was restored on purpose later on, without this checkpoint's event.
fn given_up(known: &Checkpoint, later: &[&Checkpoint]) -> bool {
    later.iter().any(|later| later.restored && later.seq < known.seq)
}

fn not_signed(first: &Checkpoint, count: usize) -> Finding {
    let what = format!(
        "{count} of the checkpoints are not signed with their key; the first is of {}, at event {}",
        first.at, first.seq
    );
    Finding { seq: first.seq, code: FindingCode::CheckpointForged, what }
}

fn rewritten(known: &Checkpoint, agrees: Option<&Checkpoint>) -> Finding {
    let after = match agrees.filter(|agrees| agrees.seq < known.seq) {
        Some(agrees) => format!("it agrees with that of {}, at event {}", agrees.at, agrees.seq),
        None => "it agrees with none before".to_owned(),
    };
    let what = format!(
        "event {} is not the one that the checkpoint of {} knows; {after}. An event up to it was changed, and the \
         hashes after it made anew",
        known.seq, known.at
    );
    Finding { seq: known.seq, code: FindingCode::CheckpointDisagrees, what }
}

fn cut(known: &Checkpoint, end: Seq) -> Finding {
    let what = format!(
        "the ledger ends at event {end}, but the checkpoint of {} knows event {}: its end was cut off, or an older \
         copy of it was put back",
        known.at, known.seq
    );
    Finding { seq: end + 1, code: FindingCode::BehindCheckpoint, what }
}
