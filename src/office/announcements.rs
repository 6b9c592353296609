// SPDX-License-Identifier: MPL-2.0
//! The day's calls as the board shows and speaks them: the effects that concern the board, performed.

use std::collections::{BTreeMap, VecDeque};

use crate::effect::Effect;
use crate::event::Recorded;
use crate::names::{DeskId, TicketId};
use crate::time::UnixTime;

/// As many calls as the board shows.
const MAX_KEPT: usize = 8;

/// A call as the board announces it.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// Counts up with every announcement of the day.
    pub serial: u32,
    pub ticket: TicketId,
    pub desk: DeskId,
    pub at: UnixTime,
    pub recalls: u8,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcements {
    /// Latest first, one for each ticket.
    latest: VecDeque<Announcement>,
    /// Each ticket's last call today, and how often it was repeated.
    calls: BTreeMap<TicketId, (DeskId, u8)>,
    announced: u32,
}

impl Announcements {
    pub fn iter(&self) -> impl Iterator<Item = &Announcement> {
        self.latest.iter()
    }

    /// Performs what the effects of a committed event ask of the board.
    pub fn follow(&mut self, recorded: &Recorded) {
        for effect in recorded.event.effects() {
            self.perform(effect, recorded.at);
        }
    }

    fn perform(&mut self, effect: Effect, at: UnixTime) {
        match effect {
            Effect::ClearBoard => *self = Self::default(),
            Effect::Announce { ticket, desk } => self.announce(ticket, desk, 0, at),
            Effect::AnnounceAgain { ticket } => {
                if let Some((desk, recalls)) = self.calls.get(&ticket).cloned() {
                    self.announce(ticket, desk, recalls.saturating_add(1), at);
                }
            }
            Effect::WithdrawAnnouncement { ticket } => {
                self.calls.remove(&ticket);
                self.latest.retain(|earlier| earlier.ticket != ticket);
            }
            Effect::PrintTicket { .. } | Effect::Notify { .. } => {}
        }
    }

    fn announce(&mut self, ticket: TicketId, desk: DeskId, recalls: u8, at: UnixTime) {
        self.announced += 1;
        self.calls.insert(ticket, (desk.clone(), recalls));
        self.latest.retain(|earlier| earlier.ticket != ticket);
        self.latest.push_front(Announcement { serial: self.announced, ticket, desk, at, recalls });
        self.latest.truncate(MAX_KEPT);
    }
}
