// SPDX-License-Identifier: MPL-2.0
//! A book of free starting times: which starts of a day could be booked, from snapshot to snapshot.
//! Read from CSV with the columns `office,date,seen_at,change,start`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use jiff::civil::Date;

use office::calendar::clock_time;

/// Local clock time as minutes since midnight.
pub type Minute = u16;

/// Starts are multiples of this, and a listed start means this much free time.
pub const START_GRID: Minute = 5;
/// The last start whose time still ends on the same day.
const LAST_START: Minute = 23 * 60 + 50;
const COLUMNS: [&str; 5] = ["office", "date", "seen_at", "change", "start"];
/// Maximum lines: a year of four offices has fewer.
const MAX_LINES: u64 = 2_000_000;

/// The days of one office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub days: BTreeMap<Date, BookDay>,
}

/// One day's snapshots in order, each with every start it lists as free. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookDay {
    snapshots: Vec<Snapshot>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Snapshot {
    seen_at: Minute,
    free: BTreeSet<Minute>,
}

/// Why a file is not a book, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    #[error("{file}:{line}: {what}")]
    Line { file: String, line: u64, what: String },
    #[error("{file} {what}")]
    Whole { file: String, what: String },
}

impl BookDay {
    /// The latest snapshot at a clock time; before the first one, the first.
    pub fn latest(&self, now: Minute) -> usize {
        self.snapshots.partition_point(|snapshot| snapshot.seen_at <= now).saturating_sub(1)
    }

    pub fn free(&self, snapshot: usize) -> &BTreeSet<Minute> {
        &self.snapshots[snapshot].free
    }

    pub fn seen_at(&self, snapshot: usize) -> Option<Minute> {
        self.snapshots.get(snapshot).map(|snapshot| snapshot.seen_at)
    }

    pub fn snapshots(&self) -> usize {
        self.snapshots.len()
    }

    /// From the first start ever listed to the end of the last.
    pub fn listed(&self) -> Option<(Minute, Minute)> {
        let starts = || self.snapshots.iter().flat_map(|snapshot| snapshot.free.iter().copied());
        Some((starts().min()?, starts().max()? + START_GRID))
    }
}

impl Book {
    /// The days of one office out of a file that may hold several.
    ///
    /// # Errors
    /// The first invalid line, or that the office is not in the file.
    pub fn read(file: &str, csv: impl Read, office: &str) -> Result<Self, BookError> {
        let mut reader = csv::Reader::from_reader(csv);
        let header = reader.headers().map_err(|error| unreadable(file, &error))?;
        if header.iter().ne(COLUMNS) {
            let what = format!("the first line must be {}", COLUMNS.join(","));
            return Err(BookError::Line { file: file.to_owned(), line: 1, what });
        }
        let mut book = Self::default();
        let mut others = BTreeSet::new();
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row).map_err(|error| unreadable(file, &error))? {
            let line = row.position().map_or(0, csv::Position::line);
            let refuse = |what| BookError::Line { file: file.to_owned(), line, what };
            if line > MAX_LINES {
                return Err(refuse(format!("a book has at most {MAX_LINES} lines; cut it into years")));
            }
            // Every line is read, also those of other offices: a broken file is not half believed.
            let entry = Entry::read(&row).map_err(refuse)?;
            if entry.office == office {
                book.add(&entry).map_err(refuse)?;
            } else if others.len() < 20 {
                others.insert(entry.office.to_owned());
            }
        }
        if book.days.is_empty() {
            let others: Vec<String> = others.into_iter().collect();
            let what = format!("has no office «{office}»; it has: {}", others.join(", "));
            return Err(BookError::Whole { file: file.to_owned(), what });
        }
        Ok(book)
    }

    fn add(&mut self, entry: &Entry<'_>) -> Result<(), String> {
        // A day without a line of «free» was full when it was first seen, whenever that was.
        let first_seen = if entry.change == Change::Free { entry.seen_at } else { 0 };
        let day = self.days.entry(entry.date).or_insert_with(|| BookDay {
            snapshots: vec![Snapshot { seen_at: first_seen, free: BTreeSet::new() }],
        });
        let count = day.snapshots.len();
        let Some(last) = day.snapshots.last_mut() else { return Ok(()) };
        if entry.seen_at < last.seen_at {
            return Err("seen_at goes back; sort the lines of a day by seen_at".to_owned());
        }
        let is_first = count == 1 && entry.seen_at == last.seen_at;
        if (entry.change == Change::Free) != is_first {
            return Err("«free» stands for the first snapshot of a day, «taken» and «freed» for later ones"
                .to_owned());
        }
        if entry.seen_at > last.seen_at {
            let free = last.free.clone();
            day.snapshots.push(Snapshot { seen_at: entry.seen_at, free });
        }
        let Some(last) = day.snapshots.last_mut() else { return Ok(()) };
        let changed = match entry.change {
            Change::Free | Change::Freed => last.free.insert(entry.start),
            Change::Taken => last.free.remove(&entry.start),
        };
        if changed { Ok(()) } else { Err("the start was so already; remove the line".to_owned()) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Free,
    Taken,
    Freed,
}

struct Entry<'r> {
    office: &'r str,
    date: Date,
    seen_at: Minute,
    change: Change,
    start: Minute,
}

impl<'r> Entry<'r> {
    fn read(row: &'r csv::StringRecord) -> Result<Self, String> {
        let (date, change) = (&row[1], &row[3]);
        let start = minute(&row[4])?;
        if start % START_GRID != 0 || start > LAST_START {
            return Err(format!("«{}» is no start; starts lie on five minutes, up to 23:50", &row[4]));
        }
        Ok(Self {
            office: &row[0],
            date: date.parse().map_err(|_| format!("«{date}» is not a date such as 2026-03-03"))?,
            seen_at: minute(&row[2])?,
            change: match change {
                "free" => Change::Free,
                "taken" => Change::Taken,
                "freed" => Change::Freed,
                _ => return Err(format!("«{change}» is not a change; write free, taken or freed")),
            },
            start,
        })
    }
}

fn minute(text: &str) -> Result<Minute, String> {
    let time =
        clock_time::parse(text).ok_or_else(|| format!("«{text}» is not a clock time such as 09:35"))?;
    Ok(minute_of_day(time))
}

/// A clock time as minutes since midnight.
pub fn minute_of_day(time: jiff::civil::Time) -> Minute {
    Minute::try_from(i16::from(time.hour()) * 60 + i16::from(time.minute())).unwrap_or(0)
}

fn unreadable(file: &str, error: &csv::Error) -> BookError {
    let file = file.to_owned();
    match error.position() {
        Some(at) => BookError::Line { file, line: at.line(), what: format!("this is no book: {error}") },
        None => BookError::Whole { file, what: format!("cannot be read: {error}") },
    }
}
