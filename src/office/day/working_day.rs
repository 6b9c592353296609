// SPDX-License-Identifier: MPL-2.0
//! The local day that an office is in.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::closures::Closures;
use crate::closures::day_hours::DayHours;
use crate::day_notice::DayNotice;
use crate::gap::Booking;
use crate::names::DeskId;
use crate::setup::Setup;
use crate::time::{TimeRange, UnixTime};

#[derive(Clone, Debug, PartialEq)]
pub struct WorkingDay {
    date: Date,
    /// The local day, 23 to 25 hours long.
    range: TimeRange,
    /// From when it first opens to when it last closes, on an open day.
    hours: Option<TimeRange>,
    /// When it is open, and when it is closed though the week has it open.
    day_hours: DayHours,
    ended: bool,
    /// Bookings that were over before their time, as the appointment system still has them, and since when.
    ended_bookings: Vec<(Booking, UnixTime)>,
    /// When each desk last counted somebody who only asked, while that can be taken back.
    last_inquiries: BTreeMap<DeskId, UnixTime>,
    help_asked_at: Option<UnixTime>,
    notice: Option<DayNotice>,
    /// When the last event happened; no event is ever earlier.
    last_at: UnixTime,
}

impl WorkingDay {
    pub(crate) fn begin(date: Date, setup: &Setup, closures: &Closures, at: UnixTime) -> Self {
        let day_hours = DayHours::on(setup, closures, date);
        Self {
            date,
            range: setup.time_zone.day(date),
            hours: day_hours.whole(),
            day_hours,
            ended: false,
            ended_bookings: Vec::new(),
            last_inquiries: BTreeMap::new(),
            help_asked_at: None,
            notice: None,
            last_at: at,
        }
    }

    /// The same day under other hours or another time zone. One with hours to come is not over, even if it was before.
    pub(crate) fn change_hours(&mut self, setup: &Setup, closures: &Closures, at: UnixTime) {
        self.range = setup.time_zone.day(self.date);
        self.day_hours = DayHours::on(setup, closures, self.date);
        self.hours = self.day_hours.whole();
        self.reopen_unless_closed_by(self.hours.map(|hours| hours.end), at);
    }

    /// The same day as of a minute, for a copy of the office that plays ahead: nobody helps there.
    pub(crate) fn played_from(&self, minute: UnixTime) -> Self {
        Self { help_asked_at: None, last_at: minute, ..self.clone() }
    }

    pub(crate) const fn date(&self) -> Date {
        self.date
    }

    pub(crate) const fn range(&self) -> TimeRange {
        self.range
    }

    pub(crate) const fn hours(&self) -> Option<TimeRange> {
        self.hours
    }

    pub(crate) const fn day_hours(&self) -> &DayHours {
        &self.day_hours
    }

    pub(crate) const fn ended(&self) -> bool {
        self.ended
    }

    pub(crate) fn ended_bookings(&self) -> &[(Booking, UnixTime)] {
        &self.ended_bookings
    }

    pub(crate) fn last_inquiry(&self, desk: &DeskId) -> Option<UnixTime> {
        self.last_inquiries.get(desk).copied()
    }

    pub(crate) const fn help_asked_at(&self) -> Option<UnixTime> {
        self.help_asked_at
    }

    pub(crate) const fn notice(&self) -> Option<&DayNotice> {
        self.notice.as_ref()
    }

    pub(crate) const fn last_at(&self) -> UnixTime {
        self.last_at
    }

    pub(crate) fn note_event(&mut self, at: UnixTime) {
        self.last_at = self.last_at.max(at);
    }

    pub(crate) const fn end(&mut self) {
        self.ended = true;
    }

    /// A day with something still to come is not over.
    pub(crate) fn reopen_unless_closed_by(&mut self, closes: Option<UnixTime>, at: UnixTime) {
        self.ended &= closes.is_none_or(|closes| closes <= at);
    }

    pub(crate) fn end_booking(&mut self, booking: (Booking, UnixTime)) {
        self.ended_bookings.push(booking);
    }

    pub(crate) fn count_inquiry(&mut self, desk: &DeskId, at: UnixTime) {
        self.last_inquiries.insert(desk.clone(), at);
    }

    pub(crate) fn take_back_inquiry(&mut self, desk: &DeskId) {
        self.last_inquiries.remove(desk);
    }

    pub(crate) const fn ask_for_help(&mut self, at: UnixTime) {
        self.help_asked_at = Some(at);
    }

    pub(crate) const fn answer_help(&mut self) {
        self.help_asked_at = None;
    }

    pub(crate) fn set_notice(&mut self, notice: Option<DayNotice>) {
        self.notice = notice;
    }
}
