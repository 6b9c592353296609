// SPDX-License-Identifier: MPL-2.0
//! What an office needs from outside, as small traits. Adapters implement them and know nothing else.

use office::event::Recorded;
use office::time::UnixTime;

/// The number of an event in its office's ledger, from 1.
pub type Seq = u64;

/// The append-only record of one office.
pub trait Ledger: Send {
    /// Appends in order, all or nothing. When it returns the events are on disk.
    ///
    /// # Errors
    /// [`LedgerFailure::Full`] leaves the ledger as it was and may be tried again; after any other failure
    /// the caller must not append again.
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure>;

    /// Hands over the events from the start of the latest day on, checking their chain.
    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure>;

    /// At most `limit` events after `after`, oldest first.
    fn read_after(&mut self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure>;

    /// Whether what is appended would be found again: the ledger is still where it was opened and may be written.
    ///
    /// # Errors
    /// When it was deleted, replaced or made read-only; then the caller must not append again.
    fn check(&self) -> Result<(), LedgerFailure> {
        Ok(())
    }

    /// Whether a disk that was full is known to have room again; otherwise the next commit finds out.
    fn has_room(&self) -> bool {
        false
    }

    /// What it takes on disk.
    fn bytes(&self) -> u64 {
        0
    }

    /// Nothing is asked for just now: what was put off may be done. Nothing depends on it.
    fn rest(&mut self) {}

    /// Gives out a reader of what the ledger holds now, which reads beside it.
    ///
    /// # Errors
    /// When it cannot be read a second time.
    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure>;
}

/// Reads a ledger as it was when the reader was given out, on whatever thread it likes; the office is not
/// kept waiting. Let go of it soon: what is written meanwhile is tidied up only after that.
pub trait LedgerReader: Send {
    /// Hands over at most `limit` events after `after`, oldest first, and holds one at a time.
    ///
    /// # Errors
    /// At the first event that cannot be read.
    fn read_after(
        &mut self,
        after: Seq,
        limit: usize,
        each: &mut dyn FnMut(Seq, Recorded),
    ) -> Result<(), LedgerFailure>;
}

/// What went wrong with the ledger, and what a person can do about it.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFailure {
    #[error("the disk is full: {0}")]
    Full(String),
    #[error("the ledger is damaged at event {seq}: {what}. Stop the service and restore the latest backup")]
    Damaged { seq: Seq, what: String },
    /// The events are whole, and this program is too old for one of them.
    #[error(
        "event {seq} was written by a newer Mintur: {what}. The ledger is not damaged; install the version that \
         wrote it"
    )]
    Newer { seq: Seq, what: String },
    /// Somebody else's record of where the ledger stood says otherwise.
    #[error("the ledger is not the one that its checkpoints know: {0}")]
    Contradicted(String),
    #[error("the ledger cannot be used: {0}")]
    Failed(String),
    #[error(
        "the machine's clock says {now} and the ledger ends at {last}. Set the clock right and start again; if it \
         is right, start with --accept-clock, or, where the ledger was written by a wrong clock, restore the latest \
         backup from before"
    )]
    ClockInDoubt { now: UnixTime, last: UnixTime },
}

/// Why the machine's clock is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockDoubt {
    /// It was set back: the office's time stands still until it has caught up.
    Behind,
    /// It jumped far ahead: the office's time goes on as before the jump.
    FarAhead,
}

/// A jump ahead of the machine's clock that was followed. Nothing tells a wrong clock from one that is set right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockJump {
    pub to: UnixTime,
    pub seconds: i64,
}

/// Where the office reads its time.
pub trait Clock: Send + Sync {
    fn now(&self) -> UnixTime;

    /// Whether the machine's clock is not followed just now.
    fn doubt(&self) -> Option<ClockDoubt> {
        None
    }

    /// The last jump ahead, if it was less than a day ago.
    fn jump(&self) -> Option<ClockJump> {
        None
    }

    /// How many seconds the machine's clock is behind the office's time.
    fn behind(&self) -> u64 {
        0
    }

    /// How many office seconds pass in one second of the machine: 1 but in a demo.
    fn speed(&self) -> f64 {
        1.0
    }
}
