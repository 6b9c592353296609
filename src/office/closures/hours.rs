// SPDX-License-Identifier: MPL-2.0
//! The hours of a date by the week and its special days, and the time that nobody serves in.

use jiff::civil::Date;

use super::Closures;
use super::day_hours::DayHours;
use crate::calendar::next_day;
use crate::names::DeskId;
use crate::office::Office;
use crate::time::{TimeRange, join};

/// How far ahead an open day is looked for: longer than any holiday.
const DAYS_AHEAD: usize = 92;

impl Office {
    /// From when the office first opens on a date to when it last closes, if it opens.
    pub fn hours_on(&self, date: Date) -> Option<TimeRange> {
        DayHours::on(&self.setup, &self.closures, date).whole()
    }

    /// The first day after a date on which the office is open.
    pub fn next_open_day(&self, date: Date) -> Option<(Date, TimeRange)> {
        let later = std::iter::successors(Some(next_day(date)), |date| Some(next_day(*date)));
        later.take(DAYS_AHEAD).find_map(|date| Some((date, self.hours_on(date)?)))
    }

    pub const fn closures(&self) -> &Closures {
        &self.closures
    }

    /// The time of a date in which a desk serves nobody: the office is closed then, or its clerk away.
    pub(crate) fn away_on(&self, date: Date, desk: &DeskId) -> Vec<TimeRange> {
        let day = self.setup.time_zone.day(date);
        let absences = self.closures.absences_at(desk).map(|absence| absence.time.overlap(day));
        let closed = DayHours::on(&self.setup, &self.closures, date).closed;
        join(absences.filter(|time| !time.is_empty()).chain(closed).collect())
    }
}
