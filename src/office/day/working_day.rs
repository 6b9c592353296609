// SPDX-License-Identifier: MPL-2.0
//! The local day that an office is in.

use jiff::civil::Date;

use crate::setup::Setup;
use crate::time::{TimeRange, UnixTime};

#[derive(Clone, Debug, PartialEq)]
pub struct WorkingDay {
    pub(crate) date: Date,
    /// The local day, 23 to 25 hours long.
    pub(crate) range: TimeRange,
    pub(crate) hours: Option<TimeRange>,
    pub(crate) ended: bool,
    pub(crate) help_asked_at: Option<UnixTime>,
    /// When the last event happened; no event is ever earlier.
    pub(crate) last_at: UnixTime,
}

impl WorkingDay {
    pub(crate) fn begin(date: Date, setup: &Setup, at: UnixTime) -> Self {
        let zone = &setup.time_zone;
        Self {
            date,
            range: zone.day(date),
            hours: setup.opening_hours.on(zone, date),
            ended: false,
            help_asked_at: None,
            last_at: at,
        }
    }

    /// The same day under other opening hours or another time zone.
    pub(crate) fn change_setup(&mut self, setup: &Setup) {
        self.range = setup.time_zone.day(self.date);
        self.hours = setup.opening_hours.on(&setup.time_zone, self.date);
    }
}
