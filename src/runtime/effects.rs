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

impl EffectId {
    /// Every effect up to an event counts as performed.
    pub const fn all_until(seq: Seq) -> Self {
        Self { seq, index: u32::MAX }
    }
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
    /// The last effect that was performed for good. Later ones, also of the same event, are handed over again at the
    /// next start, so a new port begins with [`EffectId::all_until`] the ledger's last event. Nothing for a port
    /// that cares only about what happens from now on.
    fn performed_until(&self) -> Option<EffectId>;

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
            let Some(until) = port.performed_until() else { continue };
            // The last event may have effects that were not performed: it is read once more.
            let mut read = until.seq.saturating_sub(1);
            while read < last {
                let page = ledger.read_after(read, PAGE)?;
                let Some(&(end, _)) = page.last() else { break };
                let effects = page.iter().flat_map(|(seq, recorded)| committed_effects(*seq, recorded));
                effects.filter(|effect| effect.id > until).for_each(|effect| port.perform(&effect));
                read = end;
            }
        }
        Ok(())
    }

    /// `last` is the number of the last of these events, which are now on disk.
    pub fn committed(&mut self, events: &[Recorded], last: Seq) {
        let before = last - events.len() as Seq;
        for (seq, recorded) in (before + 1..).zip(events) {
            self.board.follow(recorded);
            for effect in committed_effects(seq, recorded) {
                self.ports.iter_mut().for_each(|port| port.perform(&effect));
            }
        }
    }
}

fn committed_effects(seq: Seq, recorded: &Recorded) -> impl Iterator<Item = CommittedEffect> {
    let at = recorded.at;
    (0..).zip(recorded.event.effects()).map(move |(index, effect)| {
        let id = EffectId { seq, index };
        CommittedEffect { id, at, effect }
    })
}
