//! What the events of gaps and diary do to the time of each desk.

use jiff::civil::Date;

use crate::apply::DoesNotFollow;
use crate::gap::{Bookings, Gap, GapState, ReleaseRule};
use crate::names::{DeskId, GapId};
use crate::office::Office;
use crate::time::TimeRange;

const UNKNOWN_GAP: DoesNotFollow = DoesNotFollow("unknown gap");

impl Office {
    pub(crate) fn add_gap(&mut self, gap: &Gap) {
        self.next_gap = self.next_gap.max(gap.id.0 + 1);
        self.gaps.insert(gap.clone());
        self.refresh_desk_time(&gap.desk);
    }

    /// The gap may come from another desk.
    pub(crate) fn change_gap(
        &mut self,
        gap: GapId,
        desk: &DeskId,
        time: TimeRange,
        hold: ReleaseRule,
    ) -> Result<(), DoesNotFollow> {
        let gap = self.gaps.get_mut(gap).ok_or(UNKNOWN_GAP)?;
        (gap.desk, gap.time, gap.hold) = (desk.clone(), time, hold);
        self.refresh_desk_times();
        Ok(())
    }

    pub(crate) fn end_gap(&mut self, gap: GapId, how: GapState) -> Result<(), DoesNotFollow> {
        let gap = self.gaps.get_mut(gap).ok_or(UNKNOWN_GAP)?;
        gap.state = how;
        let desk = gap.desk.clone();
        self.refresh_desk_time(&desk);
        Ok(())
    }

    pub(crate) fn replace_diary(&mut self, date: Date, bookings: &Bookings) {
        self.diary.insert(date, bookings.clone());
        if date == self.date {
            self.refresh_booked_desks();
        }
    }
}
