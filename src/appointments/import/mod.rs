// SPDX-License-Identifier: MPL-2.0
//! Bookings from a file: CSV or JSON, a whole day or changes (docs/diary-import.md). A file with one bad line is
//! refused as a whole, because half a day would leave time free that is booked. Unknown columns are refused.

mod csv;
mod cut_day;
mod file_version;
mod folder;
mod json;
mod refused_files;
mod whole_day;
mod written_time;

#[cfg(test)]
mod folder_tests;
#[cfg(test)]
mod tests;

pub use folder::Folder;
use jiff::civil::Date;

use office::calendar::Zone;
use office::gap::{Booking, BookingChange};
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};
use written_time::WrittenTime;

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

impl Import {
    /// The day it is of: the one it names, or else the one its file's name says, or else that of its first booking.
    pub fn date(&self, of_file_name: Option<Date>, zone: &Zone) -> Option<Date> {
        let day_of = |booking: &Booking| zone.date(booking.time.start);
        match self {
            Self::Day { date, booked } => date.or(of_file_name).or_else(|| booked.first().map(day_of)),
            Self::Changes(changes) => {
                of_file_name.or_else(|| changes.first().map(|change| day_of(change.booking())))
            }
        }
    }
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
    /// A time without a date is on the date beside it, an end without one on the day of the start.
    fn booking(&self, desk: &str, date: Option<&str>, start: &str, end: &str) -> Result<Booking, String> {
        let desk = self.desks.iter().find(|known| known.as_str() == desk.trim());
        let desk = desk.ok_or("the desk is none of this office's; write it as the configuration does")?;
        let date = date.map(|text| self::date(text).ok_or("the date is none; write it as 2026-03-05"));
        let date = date.transpose()?;
        let start = self.moment(start, date, "start")?;
        let end = self.moment(end, date.or(Some(self.zone.date(start))), "end")?;
        let time = TimeRange::new(start, end);
        if time.is_empty() {
            return Err("it ends before it starts; exchange the two".to_owned());
        }
        if self.zone.date(time.start) != self.zone.date(UnixTime::from_unix(time.end.unix() - 1)) {
            return Err("it does not end on the day it starts; write a line for each day".to_owned());
        }
        Ok(Booking::new(desk.clone(), time))
    }

    fn moment(&self, text: &str, date: Option<Date>, field: &str) -> Result<UnixTime, String> {
        let local = |at: jiff::civil::DateTime| self.zone.moment(at.date(), at.time());
        let moment = match written_time::time(text) {
            Some(WrittenTime::Moment(at)) => Some(UnixTime::from_unix(at.as_second())),
            Some(WrittenTime::Local(at)) => Some(local(at)),
            Some(WrittenTime::TimeOfDay(clock)) => date.and_then(|date| clock.on(date)).map(local),
            None => None,
        };
        moment
            .filter(|moment| YEARS.contains(&self.zone.date(*moment).year()))
            .ok_or_else(|| format!("the {field} is no time; write it as 2026-03-05T10:15"))
    }
}

/// A date as `2026-03-05`, `5-3-2026`, `05.03.2026` or `5/3/2026`.
pub fn date(text: &str) -> Option<Date> {
    written_time::date(text).filter(|date| YEARS.contains(&date.year()))
}

fn too_long(line: u64) -> ImportError {
    ImportError { line, what: format!("more than {MAX_LINES} lines; send one day in a file") }
}
