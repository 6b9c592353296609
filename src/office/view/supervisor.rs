// SPDX-License-Identifier: MPL-2.0
//! The supervisor's day: desks over time, and the figures above them. Times on the timeline are minutes
//! since the local day began, so that a crowded day stays small on the wire.

use super::desk_now::DeskNowRow;
use super::holds::{DiaryRow, HoldRow};
use super::waiting::WaitingRow;
use super::{DayNoticeView, StampedReason, WindowsRow, count, minutes};
use crate::calendar::Rfc3339;
use crate::gap::{Gap, GapState, Origin, ReleaseRule};
use crate::names::{DeskId, GapId, Number, OutcomeId, TicketId};
use crate::office::Office;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::setup::Features;
use crate::setup_words::OwnWords;
use crate::ticket::{State, Ticket};
use crate::time::{Length, TimeRange, UnixTime, join};
use crate::visits::desks::{DeskIndex, Staffing};

#[derive(Clone, Debug, PartialEq)]
pub struct SupervisorView {
    pub office: String,
    pub now: Rfc3339,
    /// The local date, `2026-03-03`, and the moment it began: the timeline's zero.
    pub date: String,
    pub day_start: Rfc3339,
    /// Minutes in this local day: 1380, 1440 or 1500.
    pub day_minutes: u32,
    /// Opening hours in minutes since the day began; nothing on a closed day.
    pub hours: Option<[u32; 2]>,
    pub desks: Vec<DeskDay>,
    pub figures: Figures,
    /// The first of those who wait, by what is at risk.
    pub waiting: Vec<WaitingRow>,
    /// How an office says that a visit went.
    pub outcomes: Vec<OutcomeId>,
    /// One line of advice, or nothing worth saying.
    pub advice: Option<StampedReason>,
    pub policy: Policy,
    pub help_asked_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeView>,
    /// Trials whose review day has come.
    pub reviews_due: u32,
    /// The appointment system, where it can hold time or does not answer.
    pub diary: Option<DiaryRow>,
    /// How windows told to people turned out.
    pub windows: WindowsRow,
    /// What the office calls its own errands and outcomes.
    pub words: OwnWords,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeskDay {
    pub desk: DeskId,
    pub name: String,
    pub features: Features,
    pub staffed: bool,
    /// What happens there now.
    pub now: DeskNowRow,
    /// Booked time as `[start, end]`.
    pub booked: Vec<[u32; 2]>,
    pub gaps: Vec<GapRow>,
    pub placements: Vec<PlacementRow>,
    pub serving: Option<ServingRow>,
    /// What is held, or should be, in the appointment system today.
    pub holds: Vec<HoldRow>,
    /// Time without a clerk as `[start, end]`.
    pub absences: Vec<[u32; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    pub id: GapId,
    pub start: u32,
    pub end: u32,
    pub hold: ReleaseRule,
    pub origin: Origin,
    pub state: GapState,
    /// Why nobody is placed in it, when nobody is.
    pub empty: Option<StampedReason>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlacementRow {
    pub ticket: TicketId,
    pub number: Number,
    pub start: u32,
    pub end: u32,
    /// The promised latest start.
    pub latest: u32,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    pub arrived: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ServingRow {
    pub ticket: TicketId,
    pub number: Number,
    pub start: u32,
    pub expected_end: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    pub waiting: u32,
    /// With a place today, and not here yet; not among those waiting.
    pub not_arrived: u32,
    pub standby: u32,
    pub parked: u32,
    pub absent: u32,
    pub served: u32,
    pub longest_wait_since: Option<Rfc3339>,
    pub promises_given: u32,
    pub promises_kept: u32,
    pub promises_broken: u32,
    /// Reserved minutes still ahead that nobody is placed in.
    pub gap_minutes_left: u32,
    pub gap_minutes_used: u32,
    pub gap_minutes_released: u32,
    /// Waiting tickets whose place starts after their promise: broken soon unless something is done.
    pub promises_at_risk: u32,
}

/// A day's bookings over all desks; more are joined where they touch, so that the view stays small.
const MOST_BOOKED_ROWS: usize = 200;

impl Office {
    pub fn supervisor(&self, now: UnixTime) -> SupervisorView {
        SupervisorView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            date: self.day.date().to_string(),
            day_start: self.stamp(self.day.range().start),
            day_minutes: minutes(self.day.range().length()),
            hours: self.day.hours().map(|hours| self.row(hours)),
            desks: (0..self.desks.len()).map(|desk| self.desk_day(desk, now)).collect(),
            figures: self.figures(now),
            waiting: self.waiting_by_risk(),
            outcomes: self.setup.outcomes.iter().map(|outcome| outcome.id.clone()).collect(),
            advice: self.advice(now).map(|reason| reason.map_time(|moment| self.stamp(moment))),
            policy: self.policy.clone(),
            help_asked_at: self.day.help_asked_at().map(|moment| self.stamp(moment)),
            day_notice: self.day_notice_view(),
            reviews_due: self.trials.reviews_due(self.day.date()),
            diary: self.diary_row(now),
            windows: self.windows_row(),
            words: self.setup.own_words(),
        }
    }

    fn desk_day(&self, index: DeskIndex, now: UnixTime) -> DeskDay {
        let desk = &self.setup.desks[index];
        let mut booked: Vec<TimeRange> = self.todays_bookings(index).collect();
        if self.bookings(self.day.date()).len() > MOST_BOOKED_ROWS {
            booked = join(booked);
        }
        let placed = self.queue.claims().map(|ticket| &self.tickets[ticket]);
        let here = placed.filter_map(|ticket| {
            ticket.placement.as_ref().filter(|place| place.desk == desk.id).map(|place| (ticket, place.time))
        });
        let mut placements: Vec<PlacementRow> =
            here.map(|(ticket, time)| self.placed_row(ticket, time)).collect();
        placements.sort_by_key(|row| (row.start, row.number));
        DeskDay {
            desk: desk.id.clone(),
            name: desk.name.clone(),
            features: desk.features,
            staffed: self.desks[index].staffing == Staffing::Open,
            now: self.desk_now(index, now),
            booked: booked.into_iter().map(|time| self.row(time)).collect(),
            gaps: self
                .todays_gaps()
                .filter(|gap| gap.desk == desk.id)
                .map(|gap| self.gap_row(gap, now))
                .collect(),
            placements,
            serving: self.serving_row(index),
            holds: self.hold_rows(&desk.id, now),
            absences: self.absent_rows(&desk.id),
        }
    }

    /// What of a desk's absences lies within today.
    fn absent_rows(&self, desk: &DeskId) -> Vec<[u32; 2]> {
        let today = self.setup.time_zone.day(self.day.date());
        let times = self.closures.absences_at(desk).map(|absence| absence.time.overlap(today));
        join(times.filter(|time| !time.is_empty()).collect()).into_iter().map(|time| self.row(time)).collect()
    }

    fn placed_row(&self, ticket: &Ticket, time: TimeRange) -> PlacementRow {
        let [start, end] = self.row(time);
        let latest = ticket.promise.map_or(end, |told| self.minute(told.latest));
        PlacementRow {
            ticket: ticket.id,
            number: ticket.number,
            start,
            end,
            latest,
            kept_place: self.has_kept_place(ticket),
            arrived: ticket.has_arrived(),
        }
    }

    fn serving_row(&self, desk: DeskIndex) -> Option<ServingRow> {
        let ticket = &self.tickets[self.desks[desk].ticket?];
        let start = ticket.state.call()?.at;
        let expected_end = self.minute(self.expected_end(desk)?);
        Some(ServingRow { ticket: ticket.id, number: ticket.number, start: self.minute(start), expected_end })
    }

    fn gap_row(&self, gap: &Gap, now: UnixTime) -> GapRow {
        let [start, end] = self.row(gap.time);
        let empty = self.why_empty(gap, now).map(|reason| reason.map_time(|moment| self.stamp(moment)));
        GapRow { id: gap.id, start, end, hold: gap.hold, origin: gap.origin, state: gap.state, empty }
    }

    /// Why nobody is placed in a gap that is still open.
    fn why_empty(&self, gap: &Gap, now: UnixTime) -> Option<Reason> {
        if !gap.is_open() || gap.time.end <= now || self.is_placed_in(gap) {
            return None;
        }
        let index = self.desk_index(&gap.desk)?;
        if self.desks[index].ticket.is_some() && gap.time.contains(now) {
            return None;
        }
        if self.desks[index].staffing == Staffing::Left {
            return Some(Reason::DeskNotStaffed { desk: gap.desk.clone() });
        }
        if let Some(lost) = self.diary_lost().filter(|_| self.is_unconfirmed(gap)) {
            return Some(Reason::FreedTimeUnconfirmed {
                desk: gap.desk.clone(),
                known_at: lost.last_known(),
            });
        }
        let waiting = self.queue.lines().heads().map(|(kind, _)| kind);
        let mut fitting =
            waiting.filter(|kind| self.setup.desks[index].features.covers(kind.features)).peekable();
        if self.waiting() > 0 && self.queue.claimants().is_empty() && fitting.peek().is_none() {
            return Some(Reason::NobodyWaitingNeedsThisDesk);
        }
        if let Some(shortest) = fitting.map(|kind| kind.expected).min() {
            let left = TimeRange::new(gap.time.start.max(now), gap.time.end).length();
            if shortest > left {
                return Some(Reason::NobodyFitsIt { minutes: left.as_minutes() });
            }
        }
        match self.release_at(gap).filter(|&release| release > now) {
            Some(at) => Some(Reason::WillBeReleased { at }),
            None if self.waiting() == 0 => Some(Reason::NobodyWaits),
            None => Some(Reason::NobodyNeedsIt),
        }
    }

    fn is_unconfirmed(&self, gap: &Gap) -> bool {
        self.desk_index(&gap.desk)
            .is_some_and(|desk| self.desk_times[desk].unconfirmed.iter().any(|lent| lent.overlaps(gap.time)))
    }

    /// The day in numbers, also for whoever watches over the server.
    pub fn figures(&self, now: UnixTime) -> Figures {
        let mut figures = Figures {
            waiting: count(self.waiting()),
            not_arrived: count(self.queue.not_arrived().len()),
            standby: count(self.standing_by()),
            parked: count(self.queue.parked().len()),
            absent: count(self.queue.absent().len()),
            longest_wait_since: self.longest_wait_since().map(|moment| self.stamp(moment)),
            ..Figures::default()
        };
        for ticket in &self.tickets {
            figures.served += u32::from(matches!(ticket.state, State::Done { .. }));
            figures.promises_kept += u32::from(ticket.was_promise_kept());
            figures.promises_broken += u32::from(ticket.broken_promises);
            figures.promises_given += u32::from(ticket.was_promised());
        }
        figures.promises_at_risk =
            count(self.queue.claimants().iter().filter(|&&index| self.at_risk(index)).count());
        self.add_gap_minutes(&mut figures, now);
        figures
    }

    /// Those who wait without a place, as their tickets say.
    fn standing_by(&self) -> usize {
        let claimants = self.queue.claimants().iter().filter(|&&index| self.tickets[index].standby);
        self.queue.lines().len() + claimants.count()
    }

    pub(super) fn at_risk(&self, index: usize) -> bool {
        let ticket = &self.tickets[index];
        ticket
            .promise
            .is_some_and(|told| ticket.placement.as_ref().is_none_or(|place| place.time.start > told.latest))
    }

    fn add_gap_minutes(&self, figures: &mut Figures, now: UnixTime) {
        for gap in self.todays_gaps() {
            match gap.state {
                GapState::Released => figures.gap_minutes_released += minutes(gap.time.length()),
                GapState::Open | GapState::Used | GapState::Unused | GapState::Withdrawn => {
                    figures.gap_minutes_used += minutes(self.time_used(gap, now));
                }
            }
        }
        let free = self.free_time(now).total();
        let placed = self.queue.claims().map(|index| &self.tickets[index]);
        let placed = placed.filter(|ticket| ticket.placement.is_some()).map(|ticket| ticket.visit.expected);
        let left = placed.fold(free, |left, length| Length::seconds(left.as_seconds() - length.as_seconds()));
        figures.gap_minutes_left = minutes(left);
    }

    /// One line worth acting on: a promise at risk, people standing by, or a desk nobody opened.
    fn advice(&self, now: UnixTime) -> Option<Reason> {
        let at_risk = self
            .queue
            .claimants()
            .iter()
            .find(|&&index| self.at_risk(index))
            .map(|&index| &self.tickets[index]);
        if let Some(ticket) = at_risk {
            let latest = ticket.promise.map_or(now, |told| told.latest);
            return Some(Reason::PromiseInDanger { number: ticket.number, latest });
        }
        let unstaffed = self.todays_gaps().find(|gap| {
            let staffed =
                self.desk_index(&gap.desk).is_some_and(|desk| self.desks[desk].staffing == Staffing::Open);
            gap.is_open() && gap.time.contains(now) && !staffed
        });
        if let Some(gap) = unstaffed {
            return Some(Reason::DeskNotStaffed { desk: gap.desk.clone() });
        }
        let standing_by = self.standing_by();
        (standing_by > 0).then(|| Reason::PeopleStandBy { count: count(standing_by) })
    }

    pub(super) fn row(&self, time: TimeRange) -> [u32; 2] {
        [self.minute(time.start), self.minute(time.end)]
    }

    /// Minutes since the local day began.
    pub(super) fn minute(&self, moment: UnixTime) -> u32 {
        minutes(moment - self.day.range().start)
    }
}
