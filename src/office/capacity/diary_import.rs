// SPDX-License-Identifier: MPL-2.0
//! The appointment system's day as it is now: bookings that came in take time from us, bookings that
//! vanished today may be lent.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::decide::Decision;
use crate::event::Event;
use crate::gap::{Booking, Bookings, DiaryChange, Gap, GapState, Origin, ReleaseRule, of_desk};
use crate::names::{DeskId, GapId};
use crate::office::Office;
use crate::queue::planning::Why;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::Desk;
use crate::time::{TimeRange, UnixTime, cut, join};

/// More than any office's day holds; beyond it somebody sent the wrong file.
const MOST_BOOKINGS: usize = 5_000;

impl Office {
    /// The appointment system's day. One that was set by hand stays as it is.
    pub(crate) fn decide_diary(
        &self,
        date: Date,
        bookings: &Bookings,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        if self.diary.is_set_by_hand(date) {
            return Ok(Decision::nothing(Vec::new()));
        }
        self.diary_imported(date, &self.without_ended(date, bookings), false, now)
    }

    /// The supervisor's change, made to the day as it is now.
    pub(crate) fn decide_diary_change(
        &self,
        date: Date,
        change: &DiaryChange,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        self.diary_imported(date, &change.applied(self.bookings(date)), true, now)
    }

    fn diary_imported(
        &self,
        date: Date,
        bookings: &Bookings,
        by_hand: bool,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let bookings = self.checked(date, bookings)?;
        let (gone, come) = differences(self.bookings(date), &bookings);
        let is_known = !by_hand || self.diary.is_set_by_hand(date);
        if gone.is_empty() && come.is_empty() && is_known {
            return Ok(Decision::nothing(Vec::new()));
        }
        let mut events = vec![Event::DiaryImported { date, bookings: bookings.clone(), by_hand }];
        events.extend(self.booked_over_holds(&come));
        if date != self.day.date() {
            return Ok(Decision { settle: Some(Why::BookingCameIn), ..Decision::nothing(events) });
        }
        events.extend(self.closed_gaps(&bookings, now));
        let is_touched = |desk: &&Desk| gone.iter().any(|booking| booking.desk == desk.id);
        let touched = self.setup.desks.iter().filter(is_touched).map(|desk| &desk.id);
        events.extend(self.lent_gaps(touched, &bookings, now));
        let why = if come.is_empty() { Why::TimeFreed } else { Why::BookingCameIn };
        Ok(Decision { settle: Some(why), ..Decision::nothing(events) })
    }

    /// Time at these desks that was booked and no longer is, where the policy lends it.
    pub(super) fn lent_gaps<'a>(
        &self,
        desks: impl Iterator<Item = &'a DeskId>,
        bookings: &[Booking],
        now: UnixTime,
    ) -> Vec<Event> {
        if !self.policy.lend_freed {
            return Vec::new();
        }
        let freed = desks.flat_map(|desk| {
            self.freed(desk, bookings, now).into_iter().map(move |time| (desk.clone(), time))
        });
        let opened = (self.gaps.next_id()..).zip(freed).map(|(id, (desk, time))| {
            let reasons = vec![Reason::TimeCameFree { desk: desk.clone(), start: time.start }];
            let (hold, origin, state) = (ReleaseRule::Soft, Origin::FreedBooking, GapState::Open);
            let gap = Gap { id: GapId(id), desk, time, hold, origin, state, opened_at: now };
            Event::GapOpened { gap, reasons, note: None }
        });
        opened.collect()
    }

    /// Gaps in whose time nobody serves any more: whoever is placed there is told.
    fn closed_gaps(&self, bookings: &[Booking], now: UnixTime) -> Vec<Event> {
        if !bookings.iter().any(|booking| booking.closed) {
            return Vec::new();
        }
        let open = self.todays_gaps().filter(|gap| gap.is_open());
        let is_closed = |gap: &&Gap| {
            let closed = bookings.iter().filter(|booking| booking.closed && booking.desk == gap.desk);
            let ahead = TimeRange::new(gap.time.start.max(now), gap.time.end);
            !ahead.is_empty() && cut(&[ahead], closed.map(|booking| booking.time)).is_empty()
        };
        let end = |gap: &Gap| Event::GapEnded {
            gap: gap.id,
            how: GapState::Withdrawn,
            reasons: vec![Reason::OfficeClosed],
            note: None,
        };
        open.filter(is_closed).map(end).collect()
    }

    /// Bookings that came into time the appointment system had confirmed to us: the supervisor is told of each.
    fn booked_over_holds(&self, come: &[&Booking]) -> Vec<Event> {
        let new = come.iter().filter(|booking| !booking.closed);
        let over = new.flat_map(|booking| {
            let held = self.known_holds().filter(|hold| hold.desk == booking.desk && !hold.let_go);
            held.map(|hold| hold.time.overlap(booking.time)).map(|time| (booking.desk.clone(), time))
        });
        let told = over.filter(|(_, time)| !time.is_empty());
        told.map(|(desk, time)| Event::HoldBookedOver { desk, time }).collect()
    }

    /// The bookings as the diary has them, in order and each once.
    fn checked(&self, date: Date, bookings: &Bookings) -> Result<Bookings, Refusal> {
        if bookings.len() > MOST_BOOKINGS {
            return Err(Refusal::Invalid(format!("a day has at most {MOST_BOOKINGS} bookings")));
        }
        let day = self.setup.time_zone.day(date);
        let mut known: Option<&DeskId> = None;
        for booking in bookings.iter() {
            if known != Some(&booking.desk) {
                self.known_desk(&booking.desk)?;
                known = Some(&booking.desk);
            }
            if booking.time.is_empty() {
                return Err(Refusal::EndsBeforeItStarts);
            }
            if !day.covers(booking.time) {
                return Err(Refusal::Invalid(format!(
                    "a booking at desk «{}» is not on {date}",
                    booking.desk
                )));
            }
        }
        if bookings.is_sorted_by(|one, next| one < next) {
            return Ok(bookings.clone());
        }
        let mut sorted = bookings.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        Ok(sorted.into())
    }

    /// Time from now on that was booked and no longer is, and that no gap holds.
    fn freed(&self, desk: &DeskId, new: &[Booking], now: UnixTime) -> Vec<TimeRange> {
        let from = now.ceil_minute();
        let before = self.bookings_of(self.day.date(), desk).iter();
        let before: Vec<TimeRange> = before
            .filter(|booking| !booking.closed)
            .map(|booking| TimeRange::new(booking.time.start.max(from), booking.time.end))
            .collect();
        let no_longer_booked = cut(&join(before), of_desk(new, desk).iter().map(|booking| booking.time));
        let held = self.todays_gaps().filter(|gap| gap.is_open() && gap.desk == *desk).map(|gap| gap.time);
        cut(&no_longer_booked, held)
    }
}

/// What is only in the first and what is only in the second of two sorted days.
fn differences<'b>(before: &'b [Booking], now: &'b [Booking]) -> (Vec<&'b Booking>, Vec<&'b Booking>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut before, mut now) = (before, now);
    while let ([earlier, rest @ ..], [later, others @ ..]) = (before, now) {
        let order = earlier.cmp(later);
        if order.is_le() {
            before = rest;
        }
        if order.is_ge() {
            now = others;
        }
        match order {
            Ordering::Less => gone.push(earlier),
            Ordering::Greater => come.push(later),
            Ordering::Equal => {}
        }
    }
    gone.extend(before);
    come.extend(now);
    (gone, come)
}
