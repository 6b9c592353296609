// SPDX-License-Identifier: MPL-2.0
//! The small views that screens show: pure functions of the office. Times leave as RFC 3339 text.
//! What a view never holds: more rows than a screen can show, or anything about who a citizen is.

mod board;
mod busy;
mod day_notice;
mod desk;
mod desk_now;
mod desk_queue;
pub(crate) mod holds;
mod kiosk;
mod supervisor;
mod ticket;
mod waiting;
mod windows;

pub use board::{BoardCall, BoardView, BoardWaiting};
pub use busy::{BusyView, HeadCount, NextWindow};
pub use day_notice::DayNoticeView;
pub use desk::{Away, DeskName, DeskView, DeskVisit, NextTicket, NotArrived, SetAside, Undo};
pub use desk_now::{DeskNowRow, DeskStatus};
pub use desk_queue::{CallPreview, QueuedTicket};
pub use holds::{DiaryRow, HoldRow, HoldState};
pub use kiosk::KioskView;
pub use supervisor::{DeskDay, Figures, GapRow, PlacementRow, ServingRow, SupervisorView};
pub use ticket::{NextDayPlace, TicketView};
pub use waiting::{Harm, WaitingRow};
pub use windows::WindowsRow;

use serde::{Deserialize, Serialize};

use crate::calendar::{Rfc3339, Zone};
use crate::office::Office;
use crate::reason::Reason;
use crate::ticket::Ticket;
use crate::time::UnixTime;

/// A reason as it leaves the office.
pub type StampedReason = Reason<Rfc3339>;

/// Reasons with their times written in the office's zone.
pub fn stamped(reasons: &[Reason], zone: &Zone) -> Vec<StampedReason> {
    reasons.iter().map(|reason| reason.clone().map_time(|moment| zone.stamp(moment))).collect()
}

/// Any screen's view.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    Board(BoardView),
    Kiosk(KioskView),
    Supervisor(Box<SupervisorView>),
    Desk(Box<DeskView>),
    Ticket(TicketView),
}

impl View {
    /// Whether it says the same as an earlier one, whenever they were made.
    pub fn differs_only_in_time(&mut self, earlier: &Self) -> bool {
        let now = std::mem::replace(self.time_mut(), earlier.time().clone());
        let same = self == earlier;
        self.set_time(now);
        same
    }

    /// When it was made.
    pub const fn time(&self) -> &Rfc3339 {
        match self {
            Self::Board(view) => &view.now,
            Self::Kiosk(view) => &view.now,
            Self::Supervisor(view) => &view.now,
            Self::Desk(view) => &view.now,
            Self::Ticket(view) => &view.now,
        }
    }

    pub fn set_time(&mut self, time: Rfc3339) {
        *self.time_mut() = time;
    }

    fn time_mut(&mut self) -> &mut Rfc3339 {
        match self {
            Self::Board(view) => &mut view.now,
            Self::Kiosk(view) => &mut view.now,
            Self::Supervisor(view) => &mut view.now,
            Self::Desk(view) => &mut view.now,
            Self::Ticket(view) => &mut view.now,
        }
    }
}

/// When a ticket will probably be called, and who says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownWindow {
    pub earliest: Rfc3339,
    pub latest: Rfc3339,
    pub from: WindowSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowSource {
    /// The promise itself: nothing was foreseen, or too few past visits say how well.
    Rules,
    /// Days played ahead, corrected by how it went: eight of ten hold.
    Foresight,
}

impl ShownWindow {
    pub fn of(ticket: &Ticket, zone: &Zone) -> Option<Self> {
        let from = if ticket.window.is_some() { WindowSource::Foresight } else { WindowSource::Rules };
        let shown = ticket.shown_window()?;
        Some(Self { earliest: zone.stamp(shown.earliest), latest: zone.stamp(shown.latest), from })
    }
}

impl Office {
    pub(super) fn stamp(&self, moment: UnixTime) -> Rfc3339 {
        self.setup.time_zone.stamp(moment)
    }

    /// Whether a ticket comes on a place kept from an earlier day.
    fn has_kept_place(&self, ticket: &Ticket) -> bool {
        ticket.checked_in_at < self.day.range().start
    }

    fn opens_at(&self, now: UnixTime) -> Option<Rfc3339> {
        self.next_opening(now).map(|moment| self.stamp(moment))
    }

    /// When the opening period begins that is under way, or the next one.
    pub fn next_opening(&self, now: UnixTime) -> Option<UnixTime> {
        let periods =
            self.day.day_hours().periods.iter().filter(|period| now < period.end && !self.day.ended());
        let today = periods.map(|period| period.start).min();
        let next = || self.next_open_day(self.day.date()).map(|(_, hours)| hours.start);
        today.or_else(next)
    }
}

/// A count as it goes over the wire.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whole minutes as they go over the wire; never below zero.
fn minutes(length: crate::time::Length) -> u32 {
    u32::try_from(length.as_minutes().max(0)).unwrap_or(u32::MAX)
}
