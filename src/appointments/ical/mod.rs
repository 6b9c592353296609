//! From the text of an iCalendar to what takes time in a window. calcard reads the components and knows the
//! names of time zones, rrule knows when a rule repeats; what a calendar of many components means is ours
//! (docs/decisions/0013-reading-calendars.md).
//!
//! What never lives here: what a booking is about. SUMMARY, DESCRIPTION, ATTENDEE and ORGANIZER are left out
//! line by line, before anything is read; of the rest only what tells desks apart, and that becomes a desk.

mod decode;
mod desks;
mod event;
mod expand;
mod lines;
mod problems;
mod rule;
mod series;
mod when;
mod within_day;
mod zones;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use decode::decode;
pub use desks::{DeskBy, Labels, Others};
use event::Event;
use lines::{Piece, Pieces};
use problems::Problems;
use zones::Zones;

use crate::port::Entry;
use office::calendar::Zone;
use office::time::TimeRange;

/// How a calendar is to be read.
#[derive(Clone, Debug)]
pub struct Reading<'r> {
    /// Whose holds are ours.
    pub office: &'r str,
    /// Times without a zone, and whole days, are the office's.
    pub zone: &'r Zone,
    /// Everything that reaches into it is told, whole.
    pub window: TimeRange,
    pub desks: &'r DeskBy,
    pub all_day: AllDay,
    pub limits: CalendarLimits,
}

/// What an entry of whole days is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllDay {
    /// Nobody serves then: a holiday, a day of training.
    Closed,
    Booking,
}

/// What one calendar may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarLimits {
    pub bytes: usize,
    pub components: usize,
    /// Times one entry may take in the window.
    pub of_one: usize,
    /// Times all entries together may take in the window.
    pub instances: usize,
}

impl Default for CalendarLimits {
    fn default() -> Self {
        Self { bytes: 32 << 20, components: 200_000, of_one: 10_000, instances: 500_000 }
    }
}

/// What a calendar says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Those that take time in the window, by their UID.
    pub entries: Vec<Entry>,
    /// What was left out or guessed, and where it stands, in words for an administrator.
    pub problems: Vec<String>,
}

/// Why nothing of a calendar can be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("this is no calendar: there is no BEGIN:VCALENDAR")]
    NotACalendar,
    #[error("the calendar breaks off: there is no END:VCALENDAR")]
    BrokenOff,
    #[error("the calendar is larger than {0} bytes")]
    TooLarge(usize),
    #[error("the calendar has more than {0} entries")]
    TooManyEntries(usize),
    #[error("the calendar takes time more than {0} times in the days that were asked for")]
    TooManyTimes(usize),
    #[error("reading this calendar failed within the program; please report it")]
    Fault,
}

/// What takes time in the window.
///
/// # Errors
/// When the text as a whole cannot be believed. A single entry that cannot be read is a named problem.
pub fn read(text: &str, reading: &Reading<'_>) -> Result<Calendar, Unreadable> {
    // A fault in a library may cost this calendar, never the service that reads the next one.
    catch_unwind(AssertUnwindSafe(|| read_all(text, reading))).unwrap_or(Err(Unreadable::Fault))
}

fn read_all(text: &str, reading: &Reading<'_>) -> Result<Calendar, Unreadable> {
    let pieces = Pieces::of(text, reading.limits)?;
    let mut problems = Problems::default();
    let mut zones = Zones::new(reading.zone);
    for piece in &pieces.zones {
        zones.define(piece.text(text));
    }
    let mut kept = String::new();
    let mut events = Vec::with_capacity(pieces.events.len());
    for piece in &pieces.events {
        if !piece.whole {
            problems.at(piece.line, "the entry is not ended; what there is of it was read");
        }
        match event(text, piece, &mut kept, reading, &mut zones, &mut problems) {
            Ok(event) => events.push(event),
            Err(what) => problems.at(piece.line, what),
        }
    }
    let mut entries = series::entries(events, reading, &mut problems)?;
    for piece in &pieces.busy {
        match event::busy(piece.line, piece.kept(text, lines::OF_BUSY, None, &mut kept), reading, &mut zones)
        {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) => {}
            Err(what) => problems.at(piece.line, what),
        }
    }
    problems.unknown_zones(zones.unknown());
    Ok(Calendar { entries, problems: problems.told() })
}

fn event(
    text: &str,
    piece: &Piece,
    kept: &mut String,
    reading: &Reading<'_>,
    zones: &mut Zones,
    problems: &mut Problems,
) -> Result<Event, &'static str> {
    let kept = piece.kept(text, lines::OF_EVENT, reading.desks.property(), kept);
    Event::read(piece.line, kept, reading.desks, zones, problems)
}
