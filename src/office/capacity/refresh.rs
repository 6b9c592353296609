// SPDX-License-Identifier: MPL-2.0
//! Every planning asks for each desk's time today, and only gaps, bookings, holds and the setup change it: so it is
//! worked out anew after an event about these, and kept.

use crate::capacity::desk_time::DeskTime;
use crate::gap::Origin;
use crate::names::DeskId;
use crate::office::Office;
use crate::time::{TimeRange, cut, join};
use crate::visits::desks::DeskIndex;

impl Office {
    /// Most changes of the diary are one desk's.
    pub(crate) fn refresh_booked_desks(&mut self) {
        for desk in 0..self.desks.len() {
            if !self.todays_bookings(desk).eq(self.booked_on(self.day.date(), &self.desks[desk].id)) {
                self.desk_times[desk] = self.desk_time(desk);
            }
        }
    }

    pub(crate) fn refresh_desk_times(&mut self) {
        self.desk_times = (0..self.desks.len()).map(|desk| self.desk_time(desk)).collect();
    }

    pub(crate) fn refresh_desk_time(&mut self, desk: &DeskId) {
        if let Some(desk) = self.desk_index(desk) {
            self.desk_times[desk] = self.desk_time(desk);
        }
    }

    /// Worked out from what it follows from.
    pub(crate) fn desk_time(&self, desk: DeskIndex) -> DeskTime {
        let id = &self.desks[desk].id;
        let booked: Vec<TimeRange> = self.booked_on(self.day.date(), id).collect();
        let in_doubt = self.diary_lost().is_some() && !self.must_hold(id);
        let (mut gaps, mut lent) = (Vec::new(), Vec::new());
        for gap in self.todays_gaps().filter(|gap| gap.is_open() && gap.desk == *id) {
            gaps.push(gap.time);
            let unread = gap.origin == Origin::Plan && self.holds.is_unread(id);
            if in_doubt && (gap.origin == Origin::FreedBooking || unread) {
                lent.push(gap.time);
            }
        }
        let away = self.away_on(self.day.date(), id);
        let taken = booked.iter().chain(&away).copied();
        let reserved = self.counted_on(id, cut(&join(gaps), taken));
        DeskTime { booked, away, reserved, unconfirmed: join(lent) }
    }
}
