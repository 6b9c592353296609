// SPDX-License-Identifier: MPL-2.0
//! CSV: a first line with the names of the columns, then one line for each booking or change.

use ::csv::{ReaderBuilder, StringRecord};

use super::{Import, ImportError, ImportTarget, MAX_LINES, too_long};
use office::gap::{Booking, BookingChange};

const DAY: [&str; 3] = ["desk", "start", "end"];
const CHANGES: [&str; 4] = ["change", "desk", "start", "end"];

pub(super) fn read(text: &[u8], target: &ImportTarget) -> Result<Import, ImportError> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    // Danish spreadsheets write a semicolon.
    let between = if first.contains(&b';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(between).trim(::csv::Trim::All).from_reader(text);
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    if header.iter().eq(DAY) {
        let booked = lines(&mut reader, |row| target.booking(&row[0], &row[1], &row[2]))?;
        Ok(Import::Day { date: None, booked })
    } else if header.iter().eq(CHANGES) {
        Ok(Import::Changes(lines(&mut reader, |row| {
            change(&row[0], target.booking(&row[1], &row[2], &row[3])?)
        })?))
    } else {
        let what = format!("the first line must be {} or {}", DAY.join(","), CHANGES.join(","));
        Err(ImportError { line: 1, what })
    }
}

pub(super) fn change(word: &str, booking: Booking) -> Result<BookingChange, String> {
    match word {
        "booked" => Ok(BookingChange::Booked(booking)),
        "cancelled" => Ok(BookingChange::Cancelled(booking)),
        _ => Err("the change is none; write booked or cancelled".to_owned()),
    }
}

fn lines<T>(
    reader: &mut ::csv::Reader<&[u8]>,
    read: impl Fn(&StringRecord) -> Result<T, String>,
) -> Result<Vec<T>, ImportError> {
    let mut found = Vec::new();
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| unreadable(&error))? {
        let line = row.position().map_or(0, ::csv::Position::line);
        if found.len() == MAX_LINES {
            return Err(too_long(line));
        }
        found.push(read(&row).map_err(|what| ImportError { line, what })?);
    }
    Ok(found)
}

fn unreadable(error: &::csv::Error) -> ImportError {
    let line = error.position().map_or(1, ::csv::Position::line);
    let what = match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, .. } => {
            format!("not as many columns as the first line has; write {expected_len}")
        }
        ::csv::ErrorKind::Utf8 { .. } => "not UTF-8; save the file as UTF-8".to_owned(),
        _ => "this is no CSV".to_owned(),
    };
    ImportError { line, what }
}
