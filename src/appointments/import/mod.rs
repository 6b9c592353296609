// SPDX-License-Identifier: MPL-2.0
//! Bookings from a file: CSV or JSON, a whole day or changes (docs/diary-import.md). A file with one bad line is
//! refused as a whole, because half a day would leave time free that is booked. Unknown columns are refused.

mod csv;
mod folder;
mod json;

#[cfg(test)]
mod tests;

pub use folder::Folder;
use jiff::civil::{Date, DateTime};

use office::calendar::Zone;
use office::gap::{Booking, BookingChange};
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

/// Maximum bookings in a file.
pub const MAX_LINES: usize = 5_000;
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// The office that a file is for.
#[derive(Clone, Debug)]
pub struct ImportTarget {
    pub zone: Zone,
    pub desks: Vec<DeskId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// All bookings of a day; without a date, the day of the lines.
    Day { date: Option<Date>, booked: Vec<Booking> },
    /// In order; applying one twice changes nothing.
    Changes(Vec<BookingChange>),
}

/// Why a file was refused, and what to do. Its content is never repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ImportError {
    pub line: u64,
    pub what: String,
}

impl Import {
    /// # Errors
    /// The first invalid line, and its remedy.
    pub fn csv(text: &[u8], target: &ImportTarget) -> Result<Self, ImportError> {
        csv::read(text, target)
    }

    /// # Errors
    /// The first invalid line, and its remedy.
    pub fn json(text: &[u8], target: &ImportTarget) -> Result<Self, ImportError> {
        json::read(text, target)
    }
}

impl ImportTarget {
    fn booking(&self, desk: &str, start: &str, end: &str) -> Result<Booking, String> {
        let desk = self.desks.iter().find(|known| known.as_str() == desk);
        let desk = desk.ok_or("the desk is none of this office's; write it as the configuration does")?;
        let time = TimeRange::new(self.moment(start, "start")?, self.moment(end, "end")?);
        if time.is_empty() {
            return Err("it ends before it starts; exchange the two".to_owned());
        }
        if self.zone.date(time.start) != self.zone.date(UnixTime::from_unix(time.end.unix() - 1)) {
            return Err("it does not end on the day it starts; write a line for each day".to_owned());
        }
        Ok(Booking::new(desk.clone(), time))
    }

    fn moment(&self, text: &str, field: &str) -> Result<UnixTime, String> {
        let text = text.trim();
        let is_time = (16..=40).contains(&text.len()) && text.is_ascii() && !text.contains('[');
        let with_offset = || text.parse().ok().map(|at: jiff::Timestamp| UnixTime::from_unix(at.as_second()));
        let local = || text.parse().ok().map(|at: DateTime| self.zone.moment(at.date(), at.time()));
        let moment = is_time.then(|| with_offset().or_else(local)).flatten();
        moment
            .filter(|moment| YEARS.contains(&self.zone.date(*moment).year()))
            .ok_or_else(|| format!("the {field} is no time; write it as 2026-03-05T10:15"))
    }
}

/// A date as `2026-03-05`.
pub fn date(text: &str) -> Option<Date> {
    let date: Option<Date> = if text.len() == 10 { text.parse().ok() } else { None };
    date.filter(|date| YEARS.contains(&date.year()))
}

fn too_long(line: u64) -> ImportError {
    ImportError { line, what: format!("more than {MAX_LINES} lines; send one day in a file") }
}
