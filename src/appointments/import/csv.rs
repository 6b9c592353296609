// SPDX-License-Identifier: MPL-2.0
//! CSV: a first line with the names of the columns, then one line for each booking or change, and a last line `end`
//! where the writer says that the file is whole.

use ::csv::{ReaderBuilder, StringRecord};

use super::{Import, ImportError, ImportTarget, MAX_LINES, too_long};
use crate::ical::decode;
use office::gap::{Booking, BookingChange};

const END: &str = "end";

/// Where each value stands in a line.
struct Columns {
    change: Option<usize>,
    desk: usize,
    date: Option<usize>,
    start: usize,
    end: usize,
    count: usize,
}

pub(super) fn read(text: &[u8], target: &ImportTarget) -> Result<Import, ImportError> {
    let text = decode(text);
    // Excel may say in a line of its own what stands between the columns.
    let text =
        text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')).map_or(&*text, |(_, rest)| rest);
    let first = text.split(['\r', '\n']).next().unwrap_or_default();
    // Danish spreadsheets write a semicolon.
    let between =
        [b';', b'\t'].into_iter().find(|&between| first.as_bytes().contains(&between)).unwrap_or(b',');
    let mut builder = ReaderBuilder::new();
    let mut reader =
        builder.delimiter(between).trim(::csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let columns = Columns::of(&header).ok_or_else(|| {
        let what = "the first line must name desk, start and end, and may name date and change; nothing else";
        ImportError { line: 1, what: what.to_owned() }
    })?;
    if let Some(word) = columns.change {
        let read = |row: &StringRecord| change(&row[word], columns.booking(row, target)?);
        Ok(Import::Changes(lines(&mut reader, &columns, read)?))
    } else {
        let booked = lines(&mut reader, &columns, |row| columns.booking(row, target))?;
        Ok(Import::Day { date: None, booked })
    }
}

/// Whether the writer of a file says that it is whole: its last line is `end`.
pub(super) fn says_its_end(text: &[u8]) -> bool {
    let text = decode(text);
    let last = text.trim_end().rsplit(['\r', '\n']).next().unwrap_or_default();
    last.trim_matches(['"', ';', ',', '\t', ' ']).eq_ignore_ascii_case(END)
}

/// Whether its last line is ended. One that is not may be half of a line.
pub(super) fn ends_in_a_line_end(text: &[u8]) -> bool {
    matches!(text.last(), Some(b'\n' | b'\r')) || matches!(text, [.., b'\n' | b'\r', 0])
}

pub(super) fn change(word: &str, booking: Booking) -> Result<BookingChange, String> {
    match word {
        "booked" => Ok(BookingChange::Booked(booking)),
        "cancelled" => Ok(BookingChange::Cancelled(booking)),
        _ => Err("the change is none; write booked or cancelled".to_owned()),
    }
}

impl Columns {
    fn of(header: &StringRecord) -> Option<Self> {
        let named = header.iter().map(|name| name.trim().to_ascii_lowercase());
        let mut names: Vec<String> = named.collect();
        // Spreadsheets end a line with a separator.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let at = |wanted: &str| names.iter().position(|name| name == wanted);
        let columns = Self {
            change: at("change"),
            desk: at("desk")?,
            date: at("date"),
            start: at("start")?,
            end: at("end")?,
            count: names.len(),
        };
        let known = 3 + usize::from(columns.change.is_some()) + usize::from(columns.date.is_some());
        (known == columns.count).then_some(columns)
    }

    fn booking(&self, row: &StringRecord, target: &ImportTarget) -> Result<Booking, String> {
        target.booking(&row[self.desk], self.date.map(|date| &row[date]), &row[self.start], &row[self.end])
    }

    fn check(&self, row: &StringRecord) -> Result<(), String> {
        let more = row.iter().skip(self.count).any(|value| !value.is_empty());
        if row.len() < self.count || more {
            return Err(format!("not as many columns as the first line has; write {}", self.count));
        }
        Ok(())
    }
}

fn lines<T>(
    reader: &mut ::csv::Reader<&[u8]>,
    columns: &Columns,
    read: impl Fn(&StringRecord) -> Result<T, String>,
) -> Result<Vec<T>, ImportError> {
    let mut found = Vec::new();
    let mut row = StringRecord::new();
    let mut ended = false;
    while reader.read_record(&mut row).map_err(|error| unreadable(&error))? {
        let line = row.position().map_or(0, ::csv::Position::line);
        if row.iter().all(str::is_empty) {
            continue;
        }
        if ended {
            return Err(ImportError {
                line,
                what: "it stands behind the line end; write end last".to_owned(),
            });
        }
        ended = row[0].eq_ignore_ascii_case(END) && row.iter().skip(1).all(str::is_empty);
        if ended {
            continue;
        }
        if found.len() == MAX_LINES {
            return Err(too_long(line));
        }
        let one = columns.check(&row).and_then(|()| read(&row));
        found.push(one.map_err(|what| ImportError { line, what })?);
    }
    Ok(found)
}

fn unreadable(error: &::csv::Error) -> ImportError {
    let line = error.position().map_or(1, ::csv::Position::line);
    ImportError { line, what: "this is no CSV".to_owned() }
}
