//! From the entries of several calendars to the bookings of each day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Source;
use crate::port::Kind;
use office::calendar::{Zone, next_day};
use office::gap::Booking;
use office::time::TimeRange;

/// Each day of the window with all that is booked or closed on it, over all sources; our own holds are not
/// bookings.
pub fn booked_days(sources: &[Source], zone: &Zone, window: TimeRange) -> BTreeMap<Date, Vec<Booking>> {
    let mut days: BTreeMap<Date, Vec<Booking>> = BTreeMap::new();
    let (mut date, end) = (zone.date(window.start), window.end);
    while zone.day(date).start < end {
        days.insert(date, Vec::new());
        date = next_day(date);
    }
    for source in sources {
        for taken in source.entries().flat_map(|entry| &entry.takes) {
            let closed = match taken.kind {
                Kind::Hold(_) => continue,
                Kind::Booking => false,
                Kind::Closed => true,
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
