// SPDX-License-Identifier: MPL-2.0
//! How busy the office is now, for everybody who thinks of coming: nothing about any one ticket.

use jiff::civil::Date;

use super::{DayNoticeView, count};
use crate::calendar::Rfc3339;
use crate::names::ErrandId;
use crate::office::Office;
use crate::time::{TimeRange, UnixTime};

#[derive(Clone, Debug, PartialEq)]
pub struct BusyView {
    pub office: String,
    pub now: Rfc3339,
    pub open: bool,
    pub opens_at: Option<Rfc3339>,
    pub closes_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeView>,
    /// How many wait; nothing while the office is closed.
    pub waiting: Option<HeadCount>,
    /// What somebody with a usual errand would be told now; nothing where no time is left today.
    pub next: Option<NextWindow>,
    /// Today until closing time, then the next open day, and its hours.
    pub day: Option<(Date, TimeRange)>,
}

/// Exact from five on: fewer could point at somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadCount {
    pub at_least: u32,
    pub at_most: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NextWindow {
    pub earliest: Rfc3339,
    pub latest: Rfc3339,
}

/// The fewest that are counted out loud; the report discloses from the same number.
const FEWEST_TOLD: u32 = 5;

impl HeadCount {
    pub const fn of(number: u32) -> Self {
        match number {
            1..FEWEST_TOLD => Self { at_least: 1, at_most: FEWEST_TOLD - 1 },
            number => Self { at_least: number, at_most: number },
        }
    }
}

impl Office {
    pub fn busy(&self, now: UnixTime) -> BusyView {
        let now = now.max(self.day.last_at());
        let open = !self.day.ended() && self.is_open(now);
        BusyView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            open,
            opens_at: self.opens_at(now),
            closes_at: self.closes_at().map(|moment| self.stamp(moment)),
            day_notice: self.day_notice_view(),
            waiting: open.then(|| HeadCount::of(count(self.waiting()))),
            next: if open { self.next_shown_window(now) } else { None },
            day: self.day_of_use(now),
        }
    }

    fn next_shown_window(&self, now: UnixTime) -> Option<NextWindow> {
        let window = self.next_window(self.usual_errand()?, now)?;
        Some(NextWindow { earliest: self.stamp(window.earliest), latest: self.stamp(window.latest) })
    }

    /// The one of middle length.
    fn usual_errand(&self) -> Option<&ErrandId> {
        let mut errands: Vec<_> =
            self.setup.errands.iter().map(|errand| (errand.minutes, &errand.id)).collect();
        errands.sort_unstable();
        errands.get(errands.len().saturating_sub(1) / 2).map(|(_, id)| *id)
    }

    fn day_of_use(&self, now: UnixTime) -> Option<(Date, TimeRange)> {
        let today = self.day.hours().filter(|hours| now < hours.end && !self.day.ended());
        today.map(|hours| (self.day.date(), hours)).or_else(|| self.next_open_day(self.day.date()))
    }
}
