// SPDX-License-Identifier: MPL-2.0
pub(crate) mod contract;
mod replay;

use std::collections::BTreeSet;

use super::book::START_GRID;
use super::*;
use config::{self, OfficeConfig};
use jiff::civil::{Date, Time, date};
use office::calendar::next_day;
use office::gap::Booking;
use office::time::{Length, TimeRange, UnixTime, cut, join};

fn demo() -> (OfficeConfig, Book) {
    let text = include_str!("../../../config/demo.toml");
    let mut office = config::parse("config/demo.toml", text).unwrap().offices.remove(0);
    let book = bundled_days::book().unwrap();
    widen(&mut office.setup.opening_hours, &book);
    (office, book)
}

fn schedule() -> (OfficeConfig, BookSchedule) {
    let (office, book) = demo();
    let schedule = BookSchedule::new(book, &office.setup, &office.plan).unwrap();
    (office, schedule)
}

fn at(office: &OfficeConfig, date: Date, hour: i8, minute: i8) -> UnixTime {
    office.setup.time_zone.moment(date, Time::new(hour, minute, 0, 0).unwrap())
}

/// The time of all desks on a day that no booking and no gap of the plan holds.
fn free_time(office: &OfficeConfig, date: Date, bookings: &[Booking]) -> Vec<TimeRange> {
    let zone = &office.setup.time_zone;
    let hours = office.setup.opening_hours.on(zone, date).unwrap();
    let of_desk = office.setup.desks.iter().flat_map(|desk| {
        let booked = bookings.iter().filter(|booking| booking.desk == desk.id).map(|booking| booking.time);
        let gaps = office.plan.on(date).filter(|line| line.desk == desk.id);
        let gaps =
            gaps.map(|line| TimeRange::new(zone.moment(date, line.start), zone.moment(date, line.end)));
        cut(&[hours], booked.chain(gaps))
    });
    of_desk.collect()
}

/// What a CSV lists at a clock time, read the slow and obvious way.
fn listed(csv: &str, now: &str) -> BTreeSet<String> {
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let first = rows[0][2];
    let seen = rows.iter().filter(|row| row[2] <= now || row[2] == first);
    seen.fold(BTreeSet::new(), |mut free, row| {
        if row[3] == "taken" {
            free.remove(row[4])
        } else {
            free.insert(row[4].to_owned())
        };
        free
    })
}

#[test]
fn at_every_moment_of_every_carried_day_the_free_time_of_all_desks_is_what_the_book_lists() {
    for (file, csv) in bundled_days::FILES {
        let (office, schedule) = schedule();
        let day: Date = csv.lines().nth(1).unwrap().split(',').nth(1).unwrap().parse().unwrap();
        for minute in 0..24 * 60_i64 {
            let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
            let now = at(&office, day, 0, 0) + Length::minutes(minute);
            let (date, bookings) = schedule.bookings_at(now).unwrap();
            assert_eq!(date, day);
            let free = free_time(&office, day, &bookings);
            let total = free.iter().fold(Length::ZERO, |sum, time| sum + time.length());
            let starts = listed(csv, &clock);
            let cells = starts.iter().map(|start| {
                let (hour, minute) = start.split_once(':').unwrap();
                let start = at(&office, day, hour.parse().unwrap(), minute.parse().unwrap());
                TimeRange::new(start, start + Length::minutes(START_GRID.into()))
            });
            assert_eq!(join(free), join(cells.collect()), "{file} at {clock}");
            let starts = i64::try_from(starts.len()).unwrap();
            assert_eq!(total, Length::minutes(starts * 5), "{file} at {clock}: one desk at a time");
        }
    }
}

#[test]
fn a_start_that_comes_or_goes_changes_only_its_quarter_of_an_hour() {
    let (office, schedule) = schedule();
    let thursday = date(2026, 3, 5);
    let day = schedule.day(thursday).unwrap();
    let zone = &office.setup.time_zone;
    let mut last: Option<(usize, BTreeSet<Booking>)> = None;
    for snapshot in 0..day.snapshots() {
        let seen = i64::from(day.seen_at(snapshot).unwrap());
        let now = at(&office, thursday, 0, 0) + Length::minutes(seen);
        let bookings: BTreeSet<Booking> = schedule.bookings_at(now).unwrap().1.into_iter().collect();
        if let Some((before, old)) = last {
            let starts: BTreeSet<Minute> =
                day.free(before).symmetric_difference(day.free(snapshot)).copied().collect();
            for booking in old.symmetric_difference(&bookings) {
                let start = book::minute_of_day(zone.time(booking.time.start));
                assert!(starts.iter().any(|changed| changed / 15 == start / 15), "{booking:?}");
            }
        }
        last = Some((snapshot, bookings));
    }
}

#[test]
fn the_next_change_is_the_next_snapshot_of_the_book_or_midnight() {
    let (office, schedule) = schedule();
    let tuesday = date(2026, 3, 3);
    assert_eq!(schedule.next_change(at(&office, tuesday, 7, 20)), at(&office, tuesday, 7, 34));
    assert_eq!(schedule.next_change(at(&office, tuesday, 7, 34)), at(&office, next_day(tuesday), 0, 0));
}

#[test]
fn on_a_date_the_book_does_not_have_nothing_is_booked() {
    let (office, schedule) = schedule();
    let now = at(&office, date(2026, 11, 2), 10, 0);
    assert_eq!(schedule.bookings_at(now), None);
}

#[test]
fn opening_hours_cover_every_start_that_may_be_listed() {
    let (office, book) = demo();
    for (day, played) in &book.days {
        let (first, end) = played.listed().unwrap();
        let open = office.setup.opening_hours.0.iter().find(|open| open.weekday == day.weekday()).unwrap();
        assert!(book::minute_of_day(open.opens) <= first && end <= book::minute_of_day(open.closes), "{day}");
    }
}

#[test]
fn a_book_that_no_desk_has_time_for_is_refused_together_with_the_plan() {
    let (mut office, book) = demo();
    office.setup.desks.truncate(1);
    let said = BookSchedule::new(book, &office.setup, &office.plan).unwrap_err();
    assert!(said.contains("leave one desk without a gap"), "{said}");
}

#[test]
fn a_file_that_is_no_book_is_refused_at_its_line() {
    let head = "office,date,seen_at,change,start\n";
    let good = "mitte,2026-03-03,00:04,free,07:30\n";
    for (csv, line, word) in [
        ("office,day\n".to_owned(), 1, "first line"),
        (format!("{head}{good}mitte,2026-03-03,00:04,free,07:31\n"), 3, "five minutes"),
        (format!("{head}{good}mitte,2026-03-03,00:19,gone,07:30\n"), 3, "free, taken or freed"),
        (format!("{head}{good}mitte,2026-03-03,00:19,free,07:35\n"), 3, "first snapshot"),
        (format!("{head}{good}mitte,2026-03-03,00:19,taken,07:35\n"), 3, "so already"),
        (format!("{head}{good}mitte,2026-03-03,00:19,taken,07:30\n{good}"), 4, "goes back"),
        (format!("{head}{good}mitte,2026-13-03,00:04,free,07:35\n"), 3, "not a date"),
        (format!("{head}{good}mitte,2026-03-03,0004,free,07:35\n"), 3, "not a clock time"),
        (format!("{head}{good}mitte,2026-03-03\n"), 3, "no book"),
    ] {
        let said = Book::read("book.csv", csv.as_bytes(), "mitte").unwrap_err().to_string();
        assert!(said.starts_with(&format!("book.csv:{line}: ")) && said.contains(word), "{said}");
    }
    let said = Book::read("book.csv", format!("{head}{good}").as_bytes(), "nord").unwrap_err().to_string();
    assert_eq!(said, "book.csv has no office «nord»; it has: mitte");
}

#[test]
fn a_day_that_was_full_when_it_was_first_seen_begins_with_what_came_free() {
    let csv = "office,date,seen_at,change,start\n\
        heepen,2026-02-16,07:34,freed,09:40\n\
        heepen,2026-02-16,07:34,freed,09:45\n\
        heepen,2026-02-16,08:04,taken,09:40\n";
    let book = Book::read("book.csv", csv.as_bytes(), "heepen").unwrap();
    let day = &book.days[&date(2026, 2, 16)];
    let free_at = |hour: u16, minute: u16| day.free(day.latest(hour * 60 + minute)).len();
    assert_eq!([free_at(0, 0), free_at(7, 33), free_at(7, 34), free_at(8, 4)], [0, 0, 2, 1]);
    let late = format!("{csv}heepen,2026-02-16,08:19,free,10:00\n");
    let said = Book::read("book.csv", late.as_bytes(), "heepen").unwrap_err().to_string();
    assert!(said.contains("first snapshot"), "{said}");
}
