// SPDX-License-Identifier: MPL-2.0
//! The public board: called numbers and desks, and the windows of those waiting, in order of number.
//! Nothing here tells who came unbooked, with whom, or for what.

use super::{DayNoticeView, count};
use crate::announcements::{Announcement, Announcements};
use crate::calendar::Rfc3339;
use crate::names::{DeskId, Number};
use crate::office::Office;
use crate::setup::Direction;
use crate::ticket::State;
use crate::time::UnixTime;
use crate::visits::tickets::TicketIndex;

#[derive(Clone, Debug, PartialEq)]
pub struct BoardView {
    pub office: String,
    /// The office clock when this was made.
    pub now: Rfc3339,
    pub open: bool,
    pub opens_at: Option<Rfc3339>,
    pub closes_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeView>,
    /// The latest first; earlier ones stay for those who missed them.
    pub calls: Vec<BoardCall>,
    pub waiting: Vec<BoardWaiting>,
    /// How many wait beyond those listed.
    pub waiting_more: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoardCall {
    /// Grows with every announcement, recalls too: a board chimes for each one it has not shown yet.
    pub announcement: u32,
    pub number: Number,
    pub desk: DeskId,
    /// What stands on the desk.
    pub desk_name: String,
    pub direction: Direction,
    pub announced_at: Rfc3339,
    pub recalls: u8,
    /// Still expected at the desk; otherwise shown smaller, for those who missed it.
    pub pending: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoardWaiting {
    pub number: Number,
    /// The window told or promised; nothing for those who wait without one.
    pub earliest: Option<Rfc3339>,
    pub latest: Option<Rfc3339>,
}

/// The latest call and four before it, with some to spare for several at once.
const MOST_CALLS: usize = 8;
/// As many as fit the right third of the screen.
const MOST_WAITING: usize = 24;

impl Office {
    /// `announcements` are the calls of the day as they were performed.
    pub fn board(&self, announcements: &Announcements, now: UnixTime) -> BoardView {
        BoardView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            open: !self.day.ended() && self.is_open(now),
            opens_at: self.opens_at(now),
            closes_at: self.closes_at().map(|moment| self.stamp(moment)),
            day_notice: self.day_notice_view(),
            calls: self.board_calls(announcements),
            waiting: self.board_waiting(),
            waiting_more: count(self.waiting_today().saturating_sub(MOST_WAITING)),
        }
    }

    /// Everybody who has a number for today, also those who are not here yet.
    fn waiting_today(&self) -> usize {
        self.queue.claimants().len() + self.queue.lines().len()
    }

    fn board_calls(&self, announcements: &Announcements) -> Vec<BoardCall> {
        announcements.iter().filter_map(|call| self.board_call(call)).take(MOST_CALLS).collect()
    }

    /// Nothing when the desk is no longer in the setup.
    fn board_call(&self, call: &Announcement) -> Option<BoardCall> {
        let ticket = self.tickets.get(call.ticket)?;
        let desk = self.setup.desk(&call.desk)?;
        Some(BoardCall {
            announcement: call.serial,
            number: ticket.number,
            desk: desk.id.clone(),
            desk_name: desk.name.clone(),
            direction: desk.direction,
            announced_at: self.stamp(call.at),
            recalls: call.recalls,
            pending: matches!(&ticket.state, State::Called(now) if now.desk == desk.id),
        })
    }

    /// Those with a window first come on the list; it is shown in order of number, which tells nothing.
    fn board_waiting(&self) -> Vec<BoardWaiting> {
        let mut first: Vec<(UnixTime, TicketIndex)> = self
            .queue
            .claimants()
            .iter()
            .map(|&index| {
                (self.tickets[index].promise.map_or(UnixTime::from_unix(i64::MAX), |told| told.latest), index)
            })
            .collect();
        first.sort_unstable();
        let mut listed: Vec<TicketIndex> =
            first.into_iter().map(|(_, index)| index).take(MOST_WAITING).collect();
        let room = MOST_WAITING - listed.len();
        for (_, line) in self.queue.lines().each() {
            listed.extend(line.take(room).map(|(_, _, index)| index));
        }
        listed.truncate(MOST_WAITING);
        listed.sort_unstable_by_key(|&index| self.tickets[index].number);
        listed.into_iter().map(|index| self.board_row(index)).collect()
    }

    fn board_row(&self, index: TicketIndex) -> BoardWaiting {
        let ticket = &self.tickets[index];
        let window = ticket.shown_window();
        BoardWaiting {
            number: ticket.number,
            earliest: window.map(|window| self.stamp(window.earliest)),
            latest: window.map(|window| self.stamp(window.latest)),
        }
    }
}
