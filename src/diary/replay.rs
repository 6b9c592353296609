//! Plays the days of a book as an office's diary: as the office's clock passes each snapshot, bookings
//! appear and vanish as it lists them.

use jiff::civil::{Date, Time, Weekday};

use super::blocks::DayShape;
use super::book::{Book, BookDay, Minute, of_clock};
use crate::keeper::ports::{Diary, DiaryFailure};
use crate::office::calendar::{OpeningHours, Zone, next_day};
use crate::office::gap::{Booking, Plan};
use crate::office::moment::{Moment, Stretch};
use crate::office::names::DeskId;
use crate::office::setup::Setup;

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
    pub fn day_for(&self, date: Date) -> Option<(Date, &BookDay)> {
        day_for(&self.book, date)
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
        let booking = |(desk, block): (usize, std::ops::Range<Minute>)| Booking {
            desk: self.desks[desk].clone(),
            time: Stretch::new(self.moment(date, block.start), self.moment(date, block.end)),
        };
        blocks.into_iter().map(booking).collect()
    }

    fn moment(&self, date: Date, minute: Minute) -> Moment {
        clock(minute).map_or(self.zone.day(date).end, |time| self.zone.moment(date, time))
    }
}

impl Diary for Replay {
    fn changes(&mut self, now: Moment) -> Result<Vec<(Date, Vec<Booking>)>, DiaryFailure> {
        let date = self.zone.date(now);
        let Some((_, day)) = self.day_for(date) else { return Ok(Vec::new()) };
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

    fn look_again(&self, now: Moment) -> Option<Moment> {
        let date = self.zone.date(now);
        let (_, day) = self.day_for(date)?;
        let next = day.latest(of_clock(self.zone.time(now))) + 1;
        let later = day.seen_at(next).map(|minute| self.moment(date, minute));
        later.filter(|moment| *moment > now).or(Some(self.zone.day(date).end))
    }
}

/// The day itself where the book has it; else the one whose weekday is nearest, the earlier of two.
fn day_for(book: &Book, date: Date) -> Option<(Date, &BookDay)> {
    if let Some(day) = book.days.get(&date) {
        return Some((date, day));
    }
    let apart =
        |other: Date| other.weekday().since(date.weekday()).min(date.weekday().since(other.weekday()));
    book.days.iter().min_by_key(|(other, _)| (apart(**other), **other)).map(|(date, day)| (*date, day))
}

/// Opening hours wide enough for every start that the book may list on a weekday; a weekday without hours
/// gets the book's.
pub fn widen(hours: &mut OpeningHours, book: &Book) {
    for open in &mut hours.0 {
        for (date, day) in &book.days {
            let played = date.weekday() == open.weekday || is_stand_in(book, *date, open.weekday);
            let Some((first, end)) = day.listed().filter(|_| played) else { continue };
            open.opens = clock(first).map_or(open.opens, |first| first.min(open.opens));
            open.closes = clock(end).map_or(open.closes, |end| end.max(open.closes));
        }
    }
}

/// Whether a day of the book is played on a weekday that has none of its own.
fn is_stand_in(book: &Book, date: Date, weekday: Weekday) -> bool {
    let mut other = date;
    while other.weekday() != weekday {
        other = next_day(other);
    }
    !book.days.contains_key(&other) && day_for(book, other).is_some_and(|(played, _)| played == date)
}

fn clock(minute: Minute) -> Option<Time> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Time::new(hour, minute, 0, 0).ok()
}
