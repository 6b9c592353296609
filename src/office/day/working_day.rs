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
    pub(crate) date: Date,
    /// The local day, 23 to 25 hours long.
    pub(crate) range: TimeRange,
    /// From when it first opens to when it last closes, on an open day.
    pub(crate) hours: Option<TimeRange>,
    /// When it is open, and when it is closed though the week has it open.
    pub(crate) day_hours: DayHours,
    pub(crate) ended: bool,
    /// Bookings that were over before their time, as the appointment system still has them, and since when.
    pub(crate) ended_bookings: Vec<(Booking, UnixTime)>,
    /// When each desk last counted somebody who only asked, while that can be taken back.
    pub(crate) last_inquiries: BTreeMap<DeskId, UnixTime>,
    pub(crate) help_asked_at: Option<UnixTime>,
    pub(crate) notice: Option<DayNotice>,
    /// When the last event happened; no event is ever earlier.
    pub(crate) last_at: UnixTime,
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
        self.ended &= self.hours.is_none_or(|hours| hours.end <= at);
    }
}
