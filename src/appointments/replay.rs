//! Plays the days of a book as an office's diary: as the office's clock passes each snapshot, bookings
//! appear and vanish as it lists them.

use jiff::civil::{Date, Time};

use super::book::{Book, BookDay, Minute, of_clock};
use super::synthetic_bookings::DayShape;
use office::calendar::{OpeningHours, Zone};
use office::gap::{Booking, Plan};
use office::names::DeskId;
use office::setup::Setup;
use office::time::{TimeRange, UnixTime};
use runtime::ports::{Diary, DiaryFailure};

/// A book being played to one office.
#[derive(Debug)]
pub struct Replay {
    book: Book,
    zone: Zone,
    hours: OpeningHours,
    desks: Vec<DeskId>,
    plan: Plan,
    /// The day and snapshot last handed over.
    told: Option<(Date, usize)>,
}

impl Replay {
    /// # Errors
    /// The first listed start that no desk could carry.
    pub fn new(book: Book, setup: &Setup, plan: &Plan) -> Result<Self, String> {
        let replay = Self {
            book,
            zone: setup.time_zone.clone(),
            hours: setup.opening_hours.clone(),
            desks: setup.desks.iter().map(|desk| desk.id.clone()).collect(),
            plan: plan.clone(),
            told: None,
        };
        replay.check()?;
        Ok(replay)
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

    /// The day of the book played on a date, and whether it is that date's own.
    pub fn day_for(&self, date: Date) -> Option<&BookDay> {
        self.book.days.get(&date)
    }

    fn shape(&self, date: Date) -> Option<DayShape> {
        let open = self.hours.0.iter().find(|day| day.weekday == date.weekday())?;
        let gaps = |desk: &DeskId| {
            let lines = self.plan.on(date).filter(|line| line.desk == *desk);
            lines.map(|line| of_clock(line.start)..of_clock(line.end)).collect()
        };
        Some(DayShape {
            hours: of_clock(open.opens)..of_clock(open.closes),
            gaps: self.desks.iter().map(gaps).collect(),
        })
    }

    /// All bookings of a date as one snapshot has them.
    fn bookings(&self, date: Date, day: &BookDay, snapshot: usize) -> Vec<Booking> {
        let Some(shape) = self.shape(date) else { return Vec::new() };
        let blocks = shape.booked(day.free(snapshot));
        let booking = |(desk, block): (usize, std::ops::Range<Minute>)| {
            let time = TimeRange::new(self.moment(date, block.start), self.moment(date, block.end));
            Booking::new(self.desks[desk].clone(), time)
        };
        blocks.into_iter().map(booking).collect()
    }

    fn moment(&self, date: Date, minute: Minute) -> UnixTime {
        clock(minute).map_or(self.zone.day(date).end, |time| self.zone.moment(date, time))
    }
}

impl Diary for Replay {
    fn changes(&mut self, now: UnixTime) -> Result<Vec<(Date, Vec<Booking>)>, DiaryFailure> {
        let date = self.zone.date(now);
        let Some(day) = self.day_for(date) else { return Ok(Vec::new()) };
        let snapshot = day.latest(of_clock(self.zone.time(now)));
        if self.told == Some((date, snapshot)) {
            return Ok(Vec::new());
        }
        let bookings = self.bookings(date, day, snapshot);
        self.told = Some((date, snapshot));
        Ok(vec![(date, bookings)])
    }

    fn start_over(&mut self) {
        self.told = None;
    }

    fn look_again(&self, now: UnixTime) -> Option<UnixTime> {
        let date = self.zone.date(now);
        let day = self.day_for(date)?;
        let next = day.latest(of_clock(self.zone.time(now))) + 1;
        let later = day.seen_at(next).map(|minute| self.moment(date, minute));
        later.filter(|moment| *moment > now).or(Some(self.zone.day(date).end))
    }
}

/// Opening hours wide enough for every start that the book may list on a weekday.
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
