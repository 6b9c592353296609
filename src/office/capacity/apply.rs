// SPDX-License-Identifier: MPL-2.0
//! What the events of gaps and diary do to the time of each desk.

use jiff::civil::Date;

use crate::gap::{Bookings, Gap, GapState, ReleaseRule};
use crate::invalid_event::InvalidEvent;
use crate::names::{DeskId, GapId};
use crate::office::Office;
use crate::time::{TimeRange, UnixTime};

impl Office {
    pub(crate) fn add_gap(&mut self, gap: &Gap, at: UnixTime) {
        self.gaps.insert(gap.clone());
        self.refresh_desk_time(&gap.desk);
        self.reopen_day(at);
    }

    /// A gap outside opening hours that is still to come opens a day that was over.
    fn reopen_day(&mut self, at: UnixTime) {
        self.day.reopen_unless_closed_by(self.closes_at(), at);
    }

    /// The gap may come from another desk.
    pub(crate) fn change_gap(
        &mut self,
        gap: GapId,
        desk: &DeskId,
        time: TimeRange,
        hold: ReleaseRule,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        self.gaps.change(gap, desk, time, hold, at)?;
        self.refresh_desk_times();
        self.reopen_day(at);
        Ok(())
    }

    pub(crate) fn end_gap(&mut self, gap: GapId, how: GapState) -> Result<(), InvalidEvent> {
        let desk = self.gaps.end(gap, how)?.desk.clone();
        self.refresh_desk_time(&desk);
        Ok(())
    }

    pub(crate) fn replace_diary(&mut self, date: Date, bookings: &Bookings, by_hand: bool) {
        self.diary.replace(date, bookings, by_hand);
        if date == self.day.date() {
            self.refresh_booked_desks();
        }
    }
}
