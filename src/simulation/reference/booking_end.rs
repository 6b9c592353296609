// SPDX-License-Identifier: MPL-2.0
//! Bookings that a clerk says are over: they hold no time from then on, whatever the appointment system still has.

use jiff::civil::Date;

use super::ReferenceOffice;
use super::answers::ExpectedAnswer::{self, Done, Refused};
use office::command::Command;
use office::gap::Booking;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

impl ReferenceOffice {
    pub(super) fn expect_booking_end(&self, desk: &DeskId, start: UnixTime, now: UnixTime) -> ExpectedAnswer {
        let now = now.max(self.last_at);
        let meant = |booking: &Booking| {
            booking.desk == *desk
                && booking.time.start == start
                && booking.time.contains(now)
                && !booking.closed
        };
        if !self.knows_desk(desk) {
            Refused("unknown_desk")
        } else if self.booked(self.date).iter().any(meant) {
            Done
        } else {
            Refused("no_booking_under_way")
        }
    }

    pub(super) fn booking_ended(
        &mut self,
        desk: &DeskId,
        time: TimeRange,
        command: Option<&Command>,
        at: UnixTime,
    ) {
        let meant = matches!(command, Some(Command::EndBooking { desk: of, start, .. })
            if of == desk && *start == time.start);
        let ended = Booking { desk: desk.clone(), time, closed: false };
        if !meant || !self.booked(self.date).contains(&ended) {
            self.violation(format!("a booking ended at desk {desk} that nobody ended"));
        }
        self.ended_bookings.push((ended, at));
        let rest = self.without_ended(self.date, self.booked(self.date));
        self.diary.retain(|(known, _)| *known != self.date);
        self.diary.push((self.date, rest.into()));
    }

    /// Whether the appointment system has a booking then that a clerk has ended.
    pub(super) fn has_ended_booking(&self, date: Date, desk: &DeskId, moment: UnixTime) -> bool {
        let here = |(ended, _): &(Booking, UnixTime)| ended.desk == *desk && ended.time.contains(moment);
        date == self.date && self.ended_bookings.iter().any(here)
    }

    /// What a day's bookings hold of its time.
    pub(super) fn without_ended(&self, date: Date, bookings: &[Booking]) -> Vec<Booking> {
        let mut left = bookings.to_vec();
        if date == self.date {
            for (ended, at) in &self.ended_bookings {
                left.retain(|booking| booking != ended || booking.time.start < *at);
                for booking in left.iter_mut().filter(|booking| *booking == ended) {
                    booking.time.end = *at;
                }
            }
        }
        left
    }
}
