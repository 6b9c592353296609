// SPDX-License-Identifier: MPL-2.0
//! The bookings that a book gives one office, at each moment.

use jiff::civil::{Date, Time};

use super::book::{Book, BookDay, Minute, minute_of_day};
use super::synthetic_bookings::DayShape;
use office::calendar::{OpeningHours, Zone};
use office::gap::{Booking, Plan};
use office::names::DeskId;
use office::setup::Setup;
use office::time::{TimeRange, UnixTime};

#[derive(Clone, Debug)]
pub struct BookSchedule {
    book: Book,
    zone: Zone,
    hours: OpeningHours,
    desks: Vec<DeskId>,
    plan: Plan,
}

impl BookSchedule {
    /// # Errors
    /// The first listed start that no desk could carry.
    pub fn new(book: Book, setup: &Setup, plan: &Plan) -> Result<Self, String> {
        let schedule = Self {
            book,
            zone: setup.time_zone.clone(),
            hours: setup.opening_hours.clone(),
            desks: setup.desks.iter().map(|desk| desk.id.clone()).collect(),
            plan: plan.clone(),
        };
        schedule.check()?;
        Ok(schedule)
    }

    fn check(&self) -> Result<(), String> {
        for (date, day) in &self.book.days {
            let Some(shape) = self.shape(*date) else { continue };
            let starts = (0..day.snapshots()).flat_map(|snapshot| day.free(snapshot));
            if let Some(start) = starts.copied().find(|start| shape.carrier(*start).is_none()) {
                let clock = format!("{:02}:{:02}", start / 60, start % 60);
                return Err(format!(
                    "the book lists {date} {clock} as free, but the plan has a gap at every desk then; \
                     leave one desk without a gap"
                ));
            }
        }
        Ok(())
    }

    pub fn day(&self, date: Date) -> Option<&BookDay> {
        self.book.days.get(&date)
    }

    /// The day of a moment and its bookings as the latest snapshot has them; none on a date that is not in the
    /// book.
    pub fn bookings_at(&self, now: UnixTime) -> Option<(Date, Vec<Booking>)> {
        let date = self.zone.date(now);
        let day = self.day(date)?;
        Some((date, self.bookings(date, day, day.latest(minute_of_day(self.zone.time(now))))))
    }

    /// The next snapshot of the day, or its end.
    pub fn next_change(&self, now: UnixTime) -> UnixTime {
        let date = self.zone.date(now);
        let next_snapshot = self.day(date).and_then(|day| {
            let next = day.latest(minute_of_day(self.zone.time(now))) + 1;
            day.seen_at(next).map(|minute| self.moment(date, minute))
        });
        next_snapshot.filter(|moment| *moment > now).unwrap_or_else(|| self.zone.day(date).end)
    }

    fn bookings(&self, date: Date, day: &BookDay, snapshot: usize) -> Vec<Booking> {
        let Some(shape) = self.shape(date) else { return Vec::new() };
        let booked = shape.booked(day.free(snapshot));
        let booking = |(desk, block): (usize, std::ops::Range<Minute>)| {
            let time = TimeRange::new(self.moment(date, block.start), self.moment(date, block.end));
            Booking::new(self.desks[desk].clone(), time)
        };
        booked.into_iter().map(booking).collect()
    }

    fn shape(&self, date: Date) -> Option<DayShape> {
        let open = self.hours.0.iter().find(|day| day.weekday == date.weekday())?;
        let gaps = |desk: &DeskId| {
            let lines = self.plan.on(date).filter(|line| line.desk == *desk);
            lines.map(|line| minute_of_day(line.start)..minute_of_day(line.end)).collect()
        };
        Some(DayShape {
            hours: minute_of_day(open.opens)..minute_of_day(open.closes),
            gaps: self.desks.iter().map(gaps).collect(),
        })
    }

    fn moment(&self, date: Date, minute: Minute) -> UnixTime {
        clock(minute).map_or(self.zone.day(date).end, |time| self.zone.moment(date, time))
    }
}

/// Opening hours wide enough for every start that the book lists on a weekday.
pub fn widen(hours: &mut OpeningHours, book: &Book) {
    for open in &mut hours.0 {
        for (date, day) in &book.days {
            let Some((first, end)) = day.listed().filter(|_| date.weekday() == open.weekday) else {
                continue;
            };
            open.opens = clock(first).map_or(open.opens, |first| first.min(open.opens));
            open.closes = clock(end).map_or(open.closes, |end| end.max(open.closes));
        }
    }
}

fn clock(minute: Minute) -> Option<Time> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Time::new(hour, minute, 0, 0).ok()
}
