// SPDX-License-Identifier: MPL-2.0
//! The hours that a date has by the week and its special days.

use jiff::civil::Date;

use super::Closures;
use crate::setup::Setup;
use crate::time::{TimeRange, cut, join};

/// The hours that one date has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DayHours {
    /// When it is open, in order; more than one period where it closes in between.
    pub periods: Vec<TimeRange>,
    /// What of the week's hours, or between two periods, it is closed.
    pub closed: Vec<TimeRange>,
}

impl DayHours {
    pub fn on(setup: &Setup, closures: &Closures, date: Date) -> Self {
        let zone = &setup.time_zone;
        let weekly = setup.opening_hours.periods_on(zone, date);
        let periods = match closures.day(date) {
            Some(day) => day.periods.iter().map(|period| period.on(zone, date)).collect(),
            None => weekly.clone(),
        };
        let whole = hull(&weekly).into_iter().chain(hull(&periods)).collect();
        let closed = cut(&join(whole), periods.iter().copied());
        Self { periods, closed }
    }

    /// From when it first opens to when it last closes.
    pub fn whole(&self) -> Option<TimeRange> {
        hull(&self.periods)
    }
}

fn hull(periods: &[TimeRange]) -> Option<TimeRange> {
    let (first, last) = (periods.first()?, periods.last()?);
    Some(TimeRange::new(first.start, last.end))
}
