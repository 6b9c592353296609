// SPDX-License-Identifier: MPL-2.0
//! Which book the demo plays.

use std::fs::File;
use std::path::Path;

use jiff::civil::Date;

use super::{DemoArgs, Failure};
use appointments::{Book, BookSchedule, bundled_days};

pub(super) fn find(args: &DemoArgs) -> Result<Book, Failure> {
    let book = match (&args.book, &args.book_office) {
        (Some(file), Some(office)) => read(file, office)?,
        _ => bundled_days::book().map_err(Failure::from_error)?,
    };
    match args.date {
        Some(date) if args.book.is_some() && !book.days.contains_key(&date) => {
            let days: Vec<String> = book.days.keys().map(Date::to_string).collect();
            Err(Failure::new(format!("the book has no {date}; it has: {}", days.join(", "))))
        }
        _ => Ok(book),
    }
}

fn read(file: &Path, office: &str) -> Result<Book, Failure> {
    let name = file.display().to_string();
    let csv = File::open(file)
        .map_err(|error| Failure::new(format!("{name} cannot be read ({error}); name a book in CSV")))?;
    Book::read(&name, csv, office).map_err(Failure::from_error)
}

/// What to say when the book does not have the day.
pub(super) fn unbooked(schedule: &BookSchedule, date: Date) -> Option<String> {
    schedule.day(date).is_none().then(|| format!("The book has no {date}: nothing is booked that day."))
}
