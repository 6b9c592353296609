// SPDX-License-Identifier: MPL-2.0
//! What a plan opens on a date: used by day start, preview, holds and the capacity view.

use jiff::civil::Date;

use crate::gap::{PlanLine, PlannedGap};
use crate::names::DeskId;
use crate::office::Office;
use crate::time::{TimeRange, cut, join};

impl Office {
    /// What the plan opens on a date that has not begun.
    pub fn planned_on(&self, date: Date) -> Vec<PlannedGap> {
        let open = self.gaps.iter().filter(|gap| gap.is_open());
        let standing: Vec<(DeskId, TimeRange)> = open.map(|gap| (gap.desk.clone(), gap.time)).collect();
        self.planned_gaps(self.plan.on(date), date, &standing)
    }

    /// The time of plan lines on a date, without what bookings, standing gaps and earlier lines hold.
    pub(crate) fn planned_gaps<'a>(
        &self,
        lines: impl Iterator<Item = &'a PlanLine>,
        date: Date,
        standing: &[(DeskId, TimeRange)],
    ) -> Vec<PlannedGap> {
        let mut planned: Vec<PlannedGap> = Vec::new();
        for line in lines {
            let booked = self.bookings_of(date, &line.desk).iter().map(|booking| booking.time);
            let held = standing.iter().filter(|(desk, _)| *desk == line.desk).map(|(_, time)| *time);
            let before = planned.iter().filter(|gap| gap.desk == line.desk).map(|gap| gap.time);
            // In the night of the spring change a line's hours may be skipped, or meet those of the next.
            let free = cut(&join(vec![self.line_time(line, date)]), booked.chain(held).chain(before));
            planned.extend(free.into_iter().map(|time| PlannedGap {
                desk: line.desk.clone(),
                time,
                hold: line.hold,
            }));
        }
        planned
    }

    pub(crate) fn line_time(&self, line: &PlanLine, date: Date) -> TimeRange {
        let zone = &self.setup.time_zone;
        TimeRange::new(zone.moment(date, line.start), zone.moment(date, line.end))
    }
}
