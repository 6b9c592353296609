// SPDX-License-Identifier: MPL-2.0
//! A booking that is over before its time by a clerk's word: the citizen is served, or did not come. The appointment
//! system still has it, so that its next reading must not bring it back.

use jiff::civil::Date;

use crate::decide::Decision;
use crate::event::Event;
use crate::gap::{Booking, BookingOutcome, Bookings};
use crate::names::DeskId;
use crate::office::Office;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::time::{TimeRange, UnixTime};

impl Office {
    /// `start` names the booking the clerk meant: the next one is not ended by a late press.
    pub(crate) fn decide_booking_end(
        &self,
        desk: &DeskId,
        start: UnixTime,
        outcome: BookingOutcome,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        self.known_desk(desk)?;
        let meant =
            |booking: &&Booking| booking.time.start == start && booking.time.contains(now) && !booking.closed;
        let booking = self.bookings_of(self.day.date(), desk).iter().find(meant);
        let time = booking.ok_or_else(|| Refusal::NoBookingUnderWay(desk.clone()))?.time;
        let left = shortened(self.bookings(self.day.date()), &[ended(desk, time, now)]);
        let mut events = vec![Event::BookingEnded { desk: desk.clone(), time, outcome }];
        events.extend(self.lent_gaps(std::iter::once(desk), &left, now));
        Ok(Decision { settle: Some(Why::TimeFreed), ..Decision::nothing(events) })
    }

    pub(crate) fn end_booking(&mut self, desk: &DeskId, time: TimeRange, at: UnixTime) {
        let ended = ended(desk, time, at);
        let date = self.day.date();
        let left = shortened(self.bookings(date), std::slice::from_ref(&ended));
        self.day.end_booking(ended);
        self.replace_diary(date, &left, false);
    }

    /// The whole time of a desk's bookings that a clerk has ended, as the appointment system still has it.
    pub(crate) fn ended_bookings(&self, date: Date, desk: &DeskId) -> impl Iterator<Item = TimeRange> {
        let today = if date == self.day.date() { self.day.ended_bookings() } else { &[] };
        today.iter().filter(move |(booking, _)| booking.desk == *desk).map(|(booking, _)| booking.time)
    }

    /// The appointment system's day without the time of bookings that a clerk has ended.
    pub(super) fn without_ended(&self, date: Date, bookings: &Bookings) -> Bookings {
        if date != self.day.date() || self.day.ended_bookings().is_empty() {
            return bookings.clone();
        }
        shortened(bookings, self.day.ended_bookings())
    }
}

fn ended(desk: &DeskId, time: TimeRange, at: UnixTime) -> (Booking, UnixTime) {
    (Booking { desk: desk.clone(), time, closed: false }, at)
}

/// Bookings that were ended last until then; one that ended as it began is none.
fn shortened(bookings: &[Booking], ended: &[(Booking, UnixTime)]) -> Bookings {
    let rest = |booking: &Booking| {
        let Some((_, at)) = ended.iter().find(|(known, _)| known == booking) else {
            return Some(booking.clone());
        };
        let time = TimeRange::new(booking.time.start, *at);
        (!time.is_empty()).then(|| Booking { time, ..booking.clone() })
    };
    bookings.iter().filter_map(rest).collect()
}
