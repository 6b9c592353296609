// SPDX-License-Identifier: MPL-2.0
//! Parses an iCalendar text into the time that is occupied in a window. calcard parses components and knows the names
//! of time zones, rrule expands rules; the meaning of a calendar of many components is ours
//! (docs/decisions/0013-reading-calendars.md).
//!
//! SUMMARY, DESCRIPTION, ATTENDEE and ORGANIZER are dropped line by line before anything is parsed. Of the rest, only
//! the property that distinguishes desks is kept, and it becomes a desk.

mod clock_text;
mod decode;
mod definition;
mod desks;
mod event;
mod expand;
mod extent;
mod kept;
mod lines;
mod pieces;
mod plain_text;
mod problems;
mod rule;
mod series;
mod when;
mod within_day;
mod zone_names;
mod zones;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use decode::decode;
pub use desks::{DeskBy, Labels, UnlabelledEntries};
use event::{CalendarEvent, ReadContext, Unreadable};
use kept::Kept;
use pieces::{Piece, Pieces};
pub use problems::Counts;
use problems::Problems;
use zones::Zones;

use crate::port::{Entry, SourceProblem};
use office::calendar::Zone;
use office::time::TimeRange;

#[derive(Clone, Debug)]
pub struct ParseOptions<'r> {
    /// Whose holds are ours.
    pub office: &'r str,
    /// For times without a zone, and for whole days.
    pub zone: &'r Zone,
    /// Time that reaches into it is returned in full.
    pub window: TimeRange,
    pub desks: &'r DeskBy,
    pub all_day: AllDay,
    /// Whether entries that are shown as free take time: calendars of holidays show all of theirs so.
    pub free_entries_count: bool,
    pub limits: CalendarLimits,
}

/// The meaning of an entry of whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllDay {
    /// Nobody serves then: a holiday, a day of training.
    Closed,
    Booking,
}

/// Maximum size of one calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarLimits {
    pub bytes: usize,
    pub components: usize,
    /// Occupied times of one entry in the window.
    pub per_entry: usize,
    /// Occupied times of all entries in the window.
    pub instances: usize,
}

impl Default for CalendarLimits {
    fn default() -> Self {
        Self { bytes: 32 << 20, components: 200_000, per_entry: 10_000, instances: 500_000 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Entries that occupy time in the window, by UID.
    pub entries: Vec<Entry>,
    /// What was skipped or assumed, and in which line.
    pub problems: Vec<SourceProblem>,
    pub counts: Counts,
    /// Names of entries that stand here and cannot be read: the time they had is still theirs.
    pub unreadable: Vec<String>,
}

impl Calendar {
    /// Everything to report of a calendar that is one file.
    pub fn all_problems(&self) -> Vec<SourceProblem> {
        self.problems.iter().cloned().chain(self.counts.problems()).collect()
    }
}

/// Why a calendar cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
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

/// The time that is occupied in the window.
///
/// # Errors
/// When the text as a whole cannot be used. A single unreadable entry is reported as a problem.
pub fn read(text: &str, options: &ParseOptions<'_>) -> Result<Calendar, CalendarError> {
    // A panic in a library costs this calendar, not the service.
    catch_unwind(AssertUnwindSafe(|| read_all(text, options))).unwrap_or(Err(CalendarError::Fault))
}

fn read_all(text: &str, options: &ParseOptions<'_>) -> Result<Calendar, CalendarError> {
    let pieces = Pieces::of(text, options.limits)?;
    let mut problems = Problems::default();
    let entries = pieces.events.iter().map(|piece| piece.start).collect();
    let mut zones = Zones::new(options.zone, options.window, entries);
    for piece in &pieces.zones {
        zones.define(piece.start, piece.text(text));
    }
    let mut reading = ReadContext { options, zones: &mut zones, problems: &mut problems };
    let mut unreadable = Vec::new();
    let events = events(text, &pieces, &mut reading, &mut unreadable);
    let mut entries = series::entries(events, options, reading.problems)?;
    for piece in &pieces.busy {
        match event::busy(piece, &Kept::of(piece, text, None), &mut reading) {
            Ok(entry) => entries.extend(entry),
            Err(what) => reading.problems.unreadable(piece.line, what),
        }
    }
    problems.zones(zones.doubts());
    let (problems, counts) = problems.into_parts();
    Ok(Calendar { entries, problems, counts, unreadable })
}

fn events(
    text: &str,
    pieces: &Pieces,
    reading: &mut ReadContext<'_>,
    unreadable: &mut Vec<String>,
) -> Vec<CalendarEvent> {
    let mut events = Vec::with_capacity(pieces.events.len());
    for piece in &pieces.events {
        if let Some(damage) = piece.damage {
            reading.problems.at(piece.line, damage);
        }
        match event(text, piece, reading) {
            Ok(event) => events.push(event),
            Err(Unreadable { uid, why }) => {
                reading.problems.unreadable(piece.line, why);
                unreadable.extend(uid);
            }
        }
    }
    events
}

fn event(text: &str, piece: &Piece, reading: &mut ReadContext<'_>) -> Result<CalendarEvent, Unreadable> {
    let kept = Kept::of(piece, text, reading.options.desks.property());
    CalendarEvent::read(piece, &kept, reading)
}
