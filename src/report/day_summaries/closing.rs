// SPDX-License-Identifier: MPL-2.0
//! What is left of a day when it is over.

use super::OpenDay;
use crate::day_summary::{DaySummary, GapSummary, VisitSummary};
use office::gap::Gap;

impl OpenDay {
    pub(super) fn closed(mut self) -> DaySummary {
        let here = self.gaps.values().filter(|(gap, ..)| self.span.contains(gap.time.start));
        self.day.gaps = here
            .map(|(gap, opened, ended)| GapSummary {
                opened: *opened,
                ended: *ended,
                origin: gap.origin,
                how: gap.state,
                reserved: gap.time.length().as_seconds(),
                used: self.used_of(gap),
            })
            .collect();
        self.day.bookings = u32::try_from(self.bookings.len()).unwrap_or(u32::MAX);
        self.day.booked_seconds =
            self.bookings.iter().map(|booking| booking.time.length().as_seconds()).sum();
        let mut visits: Vec<VisitSummary> = self.tickets.into_values().map(|live| live.visit).collect();
        visits.sort_by_key(|visit| visit.checked_in);
        self.day.visits = visits;
        self.day
    }

    fn used_of(&self, gap: &Gap) -> i64 {
        let here = self.busy.iter().filter(|sat| sat.desk == gap.desk);
        here.map(|sat| sat.time.overlap(gap.time).length().as_seconds().max(0)).sum()
    }
}
