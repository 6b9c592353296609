//! The latest calls, as the board shows and speaks them.

use std::collections::VecDeque;

use crate::time::UnixTime;
use crate::visits::desks::DeskIndex;
use crate::visits::tickets::TicketIndex;

/// As many calls as the board shows.
const MAX_KEPT: usize = 8;

/// A call as the board announces it.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// Counts up with every announcement of the day.
    pub serial: u32,
    pub ticket: TicketIndex,
    pub desk: DeskIndex,
    pub at: UnixTime,
    pub recalls: u8,
}

/// Latest first, one for each ticket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcements {
    latest: VecDeque<Announcement>,
    announced: u32,
}

impl Announcements {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Announcement> {
        self.latest.iter()
    }

    pub(crate) fn announce(&mut self, ticket: TicketIndex, desk: DeskIndex, recalls: u8, at: UnixTime) {
        self.announced += 1;
        self.withdraw(ticket);
        self.latest.push_front(Announcement { serial: self.announced, ticket, desk, at, recalls });
        self.latest.truncate(MAX_KEPT);
    }

    pub(crate) fn withdraw(&mut self, ticket: TicketIndex) {
        self.latest.retain(|earlier| earlier.ticket != ticket);
    }

    /// Announcements name desks by their place in the setup: under another one they mean other desks.
    pub(crate) fn clear(&mut self) {
        self.latest.clear();
    }
}
