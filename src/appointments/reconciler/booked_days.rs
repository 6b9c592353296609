// SPDX-License-Identifier: MPL-2.0
//! From the entries of several calendars to the bookings of each day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::CalendarSource;
use crate::port::OccupancyKind;
use office::calendar::{Zone, next_day};
use office::gap::Booking;
use office::time::TimeRange;

/// Each day of the window with all bookings and closures of all sources; our own holds are neither.
pub fn booked_days(
    sources: &[CalendarSource],
    zone: &Zone,
    window: TimeRange,
) -> BTreeMap<Date, Vec<Booking>> {
    let mut days: BTreeMap<Date, Vec<Booking>> = BTreeMap::new();
    let (mut date, end) = (zone.date(window.start), window.end);
    while zone.day(date).start < end {
        days.insert(date, Vec::new());
        date = next_day(date);
    }
    for source in sources {
        for taken in source.entries().flat_map(|entry| &entry.occupied) {
            let closed = match taken.kind {
                OccupancyKind::Hold(_) => continue,
                OccupancyKind::Booking => false,
                OccupancyKind::Closed => true,
            };
            let desks = source.desks().iter();
            for desk in desks.filter(|desk| taken.desk.as_ref().is_none_or(|only| only == *desk)) {
                let mut date = zone.date(taken.time.start.max(window.start));
                while zone.day(date).start < taken.time.end.min(window.end) {
                    let time = taken.time.overlap(zone.day(date));
                    if let Some(day) = days.get_mut(&date).filter(|_| !time.is_empty()) {
                        day.push(Booking { desk: desk.clone(), time, closed });
                    }
                    date = next_day(date);
                }
            }
        }
    }
    for day in days.values_mut() {
        day.sort_unstable();
        day.dedup();
    }
    days
}
