// SPDX-License-Identifier: MPL-2.0
//! Expected answers about gaps, plans, policies and the diary.

use jiff::civil::Date;

use super::ReferenceOffice;
use super::answers::ExpectedAnswer::{self, Done, DoneOr, Refused};
use office::command::{Capacity, CapacityChange, Command};
use office::gap::{Booking, BookingChange, DiaryChange, Gap, Origin, Plan};
use office::names::{DeskId, GapId};
use office::time::{Length, TimeRange, UnixTime};

/// Refusals when promises would break.
const BREAKS: &[&str] = &["promises_would_break", "visits_would_end", "reason_required"];

impl ReferenceOffice {
    pub(super) fn expect_capacity(&self, change: &CapacityChange, now: UnixTime) -> ExpectedAnswer {
        let refusal = match &change.what {
            Capacity::OpenGap { desk, time, .. } => self.gap_refused(desk, *time, None, now),
            Capacity::ChangeGap { gap, desk, start, end, .. } => match self.open_gap(*gap) {
                None => Some("unknown_gap"),
                Some(old) => {
                    let desk = desk.as_ref().unwrap_or(&old.desk);
                    let time = TimeRange::new(start.unwrap_or(old.time.start), end.unwrap_or(old.time.end));
                    self.gap_refused(desk, time, Some(old), now)
                }
            },
            Capacity::WithdrawGap { gap } => self.open_gap(*gap).is_none().then_some("unknown_gap"),
            Capacity::SetPlan(plan) => self.plan_refused(plan),
            Capacity::ChangePolicy(patch) => {
                patch.applied(&self.policy).check().is_err().then_some("invalid")
            }
            Capacity::SetSpecialDay(day) => self.special_day_refused(day, now),
            Capacity::RemoveSpecialDay { date } => self.special_day_unknown(*date),
            Capacity::PlanAbsence { desk, time } => self.absence_refused(desk, *time, now),
            Capacity::CancelAbsence { desk, absence } => self.absence_unknown(desk, *absence),
        };
        refusal.map_or(DoneOr(BREAKS), Refused)
    }

    fn open_gap(&self, id: GapId) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.id == id && gap.is_open())
    }

    fn gap_refused(
        &self,
        desk: &DeskId,
        time: TimeRange,
        old: Option<&Gap>,
        now: UnixTime,
    ) -> Option<&'static str> {
        if !self.knows_desk(desk) {
            return Some("unknown_desk");
        }
        if time.end <= time.start {
            return Some("ends_before_it_starts");
        }
        let same_start = old.is_some_and(|old| old.time.start == time.start && old.desk == *desk);
        let past = time.start.unix() + 59 < now.unix();
        if time.end <= now || past && !same_start {
            return Some("in_the_past");
        }
        if time.length() > Length::minutes(720) || time.start - now > Length::minutes(366 * 1_440) {
            return Some("invalid");
        }
        let zone = &self.setup.time_zone;
        let date = zone.date(time.start);
        // Within one period, or in no time of the day's or the week's hours.
        let periods = self.periods_on(date);
        let inside = periods.iter().any(|hours| hours.start <= time.start && time.end <= hours.end);
        let touches = periods.iter().any(|hours| time.start < hours.end && hours.start < time.end)
            || self.minutes_of(time).any(|minute| self.is_closed_at(minute));
        let across = touches && !inside;
        if across || time.end > zone.day(date).end {
            return Some("outside_opening_hours");
        }
        if self.booked(date).iter().any(|booking| booking.desk == *desk && booking.time.overlaps(time)) {
            return Some("overlaps_booking");
        }
        let others = self.gaps.iter().filter(|gap| gap.is_open() && old.is_none_or(|old| old.id != gap.id));
        let clash = others
            .filter(|gap| gap.origin != Origin::FreedBooking)
            .any(|gap| gap.desk == *desk && gap.time.overlaps(time));
        clash.then_some("overlaps_gap")
    }

    fn plan_refused(&self, plan: &Plan) -> Option<&'static str> {
        for (index, line) in plan.0.iter().enumerate() {
            if !self.knows_desk(&line.desk) {
                return Some("unknown_desk");
            }
            let open = self.setup.opening_hours.0.iter().find(|day| day.weekday == line.weekday);
            if open.is_none_or(|day| line.start < day.opens || line.end > day.closes) {
                return Some("outside_opening_hours");
            }
            let twice = plan.0[..index].iter().any(|other| {
                other.weekday == line.weekday
                    && other.desk == line.desk
                    && other.start < line.end
                    && line.start < other.end
            });
            if twice {
                return Some("invalid");
            }
        }
        None
    }

    pub(super) fn expect_diary(&self, date: Date, bookings: &[Booking]) -> ExpectedAnswer {
        let day = self.setup.time_zone.day(date);
        for booking in bookings {
            if !self.knows_desk(&booking.desk) {
                return Refused("unknown_desk");
            }
            if booking.time.is_empty() {
                return Refused("ends_before_it_starts");
            }
            if booking.time.start < day.start || booking.time.end > day.end {
                return Refused("invalid");
            }
        }
        Done
    }

    /// A day changes as its command says, and the appointment system leaves a day alone that was set by hand.
    pub(super) fn diary_changed(
        &mut self,
        date: Date,
        bookings: &[Booking],
        by_hand: bool,
        command: Option<&Command>,
    ) {
        let expected = match command {
            Some(Command::ImportDiary { date: of, bookings }) if !self.set_by_hand.contains(of) => {
                Some((*of, self.without_ended(*of, bookings), false))
            }
            Some(Command::ChangeDiary { date: of, change }) => Some((*of, self.changed(*of, change), true)),
            _ => None,
        };
        let sorted = expected.map(|(date, mut bookings, by_hand)| {
            bookings.sort_unstable();
            bookings.dedup();
            (date, bookings, by_hand)
        });
        if sorted != Some((date, bookings.to_vec(), by_hand)) {
            self.violation(format!("the bookings of {date} are not what was said of them"));
        }
        if by_hand {
            self.set_by_hand.insert(date);
        }
    }

    /// A day's bookings after a change by hand.
    pub(super) fn changed(&self, date: Date, change: &DiaryChange) -> Vec<Booking> {
        let DiaryChange::Update(changes) = change else { return change.applied(&[]).to_vec() };
        let mut bookings = self.booked(date).to_vec();
        for change in changes {
            match change {
                BookingChange::Booked(booking) => bookings.push(booking.clone()),
                BookingChange::Cancelled(booking) => bookings.retain(|known| known != booking),
            }
        }
        bookings
    }
}
