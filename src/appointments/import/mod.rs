//! Bookings as a file says them: CSV or JSON, a whole day or changes (docs/diary-import.md). A file with one
//! bad line is refused whole: half a day believed would be free time that is none.
//!
//! What never lives here: what a booking is about. A column that is not in the list is refused.

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

/// More than any office's day holds.
pub const MOST_LINES: usize = 5_000;
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// Against which office a file is read.
#[derive(Clone, Debug)]
pub struct Against {
    pub zone: Zone,
    pub desks: Vec<DeskId>,
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// All that is booked on a day; without a date the day of its lines.
    Day { date: Option<Date>, booked: Vec<Booking> },
    /// In order. The same change twice is one.
    Changes(Vec<BookingChange>),
}

/// Why nothing of a file was taken, and what to do. What stood there is never repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Refused {
    pub line: u64,
    pub what: String,
}

impl Import {
    /// # Errors
    /// The first line that cannot be, and its remedy.
    pub fn csv(text: &[u8], against: &Against) -> Result<Self, Refused> {
        csv::read(text, against)
    }

    /// # Errors
    /// The first line that cannot be, and its remedy.
    pub fn json(text: &[u8], against: &Against) -> Result<Self, Refused> {
        json::read(text, against)
    }
}

impl Against {
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

/// `2026-03-05`, as dates are written here.
pub fn date(text: &str) -> Option<Date> {
    let date: Option<Date> = if text.len() == 10 { text.parse().ok() } else { None };
    date.filter(|date| YEARS.contains(&date.year()))
}

fn too_long(line: u64) -> Refused {
    Refused { line, what: format!("more than {MOST_LINES} lines; send one day in a file") }
}
