// SPDX-License-Identifier: MPL-2.0
//! Checkpoints: where a ledger stood at a moment, signed, and kept where the ledger's own administrator cannot change
//! them. Who rewrites a ledger with all its hashes cannot rewrite these.

mod compare;
mod key;
mod list;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::chain::{Hash, Head};
use super::sqlite::LedgerSnapshot;
use super::{ledger_file, offices_in};
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, Seq};

pub use compare::{CheckpointComparison, ExpectedCheckpoints};
pub use key::{CheckpointPublicKey, CheckpointSigningKey, create_key};
pub use list::{append_checkpoint, read_checkpoints};

/// Where a ledger stood at a moment. One line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    pub office: OfficeId,
    pub seq: Seq,
    pub hash: Hash,
    /// By the machine's clock.
    pub at: Timestamp,
    /// Somebody said that the ledger goes on from here after an older backup was restored: what later events earlier
    /// checkpoints know was given up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restored: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<CheckpointSignature>,
}

/// A signature over the other parts, and whose it is; in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointSignature {
    pub key: CheckpointPublicKey,
    pub signature: String,
}

/// Why checkpoints or their key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointFailure {
    #[error("{}: {error}", file.display())]
    File { file: PathBuf, error: std::io::Error },
    #[error("{} already exists; a key is never overwritten, because its checkpoints would be worth nothing. Name a new file", .0.display())]
    KeyExists(PathBuf),
    #[error("{name} holds a secret key and can be read by others; run: chmod 600 {name}", name = .0.display())]
    OthersCanRead(PathBuf),
    #[error("{} is not a {what} that «mintur checkpoint-key» wrote", file.display())]
    NotAKey { file: PathBuf, what: &'static str },
    #[error("{}: line {line} is not a checkpoint; each line is one as «mintur checkpoint» prints it", file.display())]
    NotACheckpoint { file: PathBuf, line: usize },
    #[error("{} is longer than {most} bytes; move older checkpoints to another file", file.display())]
    TooLong { file: PathBuf, most: u64 },
    #[error("the system gives no random numbers for a key")]
    NoRandomness,
    #[error(transparent)]
    Ledger(#[from] LedgerFailure),
}

impl Checkpoint {
    pub fn of(
        office: OfficeId,
        head: Head,
        at: Timestamp,
        restored: bool,
        key: Option<&CheckpointSigningKey>,
    ) -> Self {
        let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
        let mut checkpoint = Self { office, seq: head.seq, hash: head.hash, at, restored, signed: None };
        checkpoint.signed = key.map(|key| key.sign(&checkpoint.signed_text()));
        checkpoint
    }

    /// What the signature is over. Anybody with the public key can write it down again.
    fn signed_text(&self) -> String {
        let Self { office, seq, hash, at, restored, signed: _ } = self;
        let restored = if *restored { "restored\n" } else { "" };
        format!("mintur checkpoint\noffice {office}\nevent {seq}\nhash {hash}\nat {at}\n{restored}")
    }

    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }

    /// The line that is kept.
    ///
    /// # Errors
    /// Never for a checkpoint of this program.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// A checkpoint of each office in a folder, as it stands on disk now, whether or not its service runs.
///
/// # Errors
/// When the folder holds no ledger, or one cannot be read.
pub fn checkpoints_now(
    dir: &Path,
    at: Timestamp,
    key: Option<&CheckpointSigningKey>,
) -> Result<Vec<Checkpoint>, CheckpointFailure> {
    let file = |error| CheckpointFailure::File { file: dir.to_owned(), error };
    let offices = offices_in(dir).map_err(file)?;
    if offices.is_empty() {
        let what =
            format!("there is no ledger in {}; name the folder the service keeps its data in", dir.display());
        return Err(LedgerFailure::Failed(what).into());
    }
    let mut checkpoints = Vec::with_capacity(offices.len());
    for office in offices {
        let head = LedgerSnapshot::open(&ledger_file(dir, &office), &office)?.head()?;
        checkpoints.push(Checkpoint::of(office, head, at, false, key));
    }
    Ok(checkpoints)
}

/// What the one who makes checkpoints of a running office looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerProgress {
    pub head: Head,
    /// A day ended after the event asked about.
    pub day_ended: bool,
}

/// Where an office's ledger stands, and whether it still holds the event of an earlier checkpoint.
///
/// # Errors
/// [`LedgerFailure::Contradicted`] when it does not: it was changed under the running service.
pub fn progress_since(
    dir: &Path,
    office: &OfficeId,
    last: Option<Head>,
) -> Result<LedgerProgress, LedgerFailure> {
    let snapshot = LedgerSnapshot::open(&ledger_file(dir, office), office)?;
    snapshot.progress_since(last)
}

/// Whether an office's ledger is the one its checkpoints know.
///
/// # Errors
/// [`LedgerFailure::Contradicted`] with what is wrong and what to do, or why it cannot be read.
pub fn check_against(
    dir: &Path,
    office: &OfficeId,
    expected: &ExpectedCheckpoints,
) -> Result<CheckpointComparison, LedgerFailure> {
    let file = ledger_file(dir, office);
    let findings = if file.exists() {
        let snapshot = LedgerSnapshot::open(&file, office)?;
        let end = snapshot.head()?.seq;
        let (compared, findings) = expected.compare(&snapshot, office, end)?;
        if findings.is_empty() {
            return Ok(compared);
        }
        findings
    } else {
        match expected.missing(office) {
            None => return Ok(CheckpointComparison::default()),
            Some(finding) => vec![finding],
        }
    };
    let said = findings.iter().map(|finding| format!("{}. {}", finding.what, finding.remedy()));
    Err(LedgerFailure::Contradicted(said.collect::<Vec<_>>().join(". ")))
}

/// Where the ledger stands that is said to be a restored one; nothing where it ends as late as its checkpoints.
///
/// # Errors
/// When it cannot be read, or differs from the checkpoints also before its end.
pub fn restored_head(
    dir: &Path,
    office: &OfficeId,
    expected: &ExpectedCheckpoints,
) -> Result<Option<Head>, LedgerFailure> {
    let file = ledger_file(dir, office);
    if !file.exists() {
        return Ok(None);
    }
    let snapshot = LedgerSnapshot::open(&file, office)?;
    let head = snapshot.head()?;
    let (_, findings) = expected.compare(&snapshot, office, head.seq)?;
    let only_behind = !findings.is_empty()
        && findings.iter().all(|found| found.code == super::FindingCode::BehindCheckpoint);
    Ok(only_behind.then_some(head))
}
