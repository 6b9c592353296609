// SPDX-License-Identifier: MPL-2.0
//! Effects of committed events on their way to those who perform them: the board, later printers, voices and phones.

use super::ports::{Ledger, LedgerFailure, Seq};
use office::announcements::Announcements;
use office::effect::Effect;
use office::event::Recorded;
use office::time::UnixTime;

/// Events read at once when a port catches up.
const PAGE: usize = 512;

/// The same effect has the same id after every restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EffectId {
    /// The committed event's number in the ledger.
    pub seq: Seq,
    /// The effect's place among those of its event, from 0.
    pub index: u32,
}

/// An effect whose event is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommittedEffect {
    pub id: EffectId,
    pub at: UnixTime,
    pub effect: Effect,
}

/// Performs effects outside the office. A port takes an effect and returns at once; it retries and reports failures
/// itself, so that a printer that does not answer keeps nobody waiting.
pub trait EffectPort: Send {
    /// The last event whose effects have been performed for good. Effects of later events are handed over again at the
    /// next start, so a new port begins with the ledger's last event, not with 0. Nothing for a port that cares only
    /// about what happens from now on.
    fn performed_until(&self) -> Option<Seq>;

    /// Takes an effect of a committed event. Ids only grow; one taken before is never handed over again while the
    /// office runs.
    fn perform(&mut self, effect: &CommittedEffect);
}

/// Everyone who performs effects of one office.
pub(super) struct Performers {
    pub board: Announcements,
    ports: Vec<Box<dyn EffectPort>>,
}

impl Performers {
    pub fn new(board: Announcements, ports: Vec<Box<dyn EffectPort>>) -> Self {
        Self { board, ports }
    }

    /// Hands over what was committed before the last stop and not performed.
    pub fn catch_up(&mut self, ledger: &mut dyn Ledger, last: Seq) -> Result<(), LedgerFailure> {
        for port in &mut self.ports {
            let Some(mut seq) = port.performed_until() else { continue };
            while seq < last {
                let page = ledger.read_after(seq, PAGE)?;
                let Some(&(until, _)) = page.last() else { break };
                for (seq, recorded) in &page {
                    perform(port.as_mut(), *seq, recorded);
                }
                seq = until;
            }
        }
        Ok(())
    }

    /// `last` is the number of the last of these events, which are now on disk.
    pub fn committed(&mut self, events: &[Recorded], last: Seq) {
        let before = last - events.len() as Seq;
        for (seq, recorded) in (before + 1..).zip(events) {
            self.board.follow(recorded);
            for port in &mut self.ports {
                perform(port.as_mut(), seq, recorded);
            }
        }
    }
}

fn perform(port: &mut dyn EffectPort, seq: Seq, recorded: &Recorded) {
    for (index, effect) in (0..).zip(recorded.event.effects()) {
        port.perform(&CommittedEffect { id: EffectId { seq, index }, at: recorded.at, effect });
    }
}
