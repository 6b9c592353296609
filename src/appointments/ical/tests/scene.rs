// SPDX-License-Identifier: MPL-2.0
//! A small language for calendars in tests: lines in, clock times out.

use crate::ical::{
    AllDay, Calendar, CalendarError, CalendarLimits, DeskBy, Labels, ParseOptions, UnlabelledEntries, read,
};
use crate::port::{OccupancyKind, OccupiedTime, SourceProblem};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

pub fn copenhagen() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

/// From midnight to midnight, both as `2026-03-05`.
pub fn window(from: &str, to: &str) -> TimeRange {
    let zone = copenhagen();
    let day = |text: &str| zone.day(text.parse().unwrap()).start;
    TimeRange::new(day(from), day(to))
}

pub fn calendar(components: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", lines(components))
}

/// One VEVENT of the given lines.
pub fn event(properties: &str) -> String {
    format!("BEGIN:VEVENT\r\n{}END:VEVENT\r\n", lines(properties))
}

fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| [line.trim_start_matches("    "), "\r\n"]).collect()
}

pub fn read_with(
    text: &str,
    window: TimeRange,
    desks: &DeskBy,
    all_day: AllDay,
) -> Result<Calendar, CalendarError> {
    let zone = copenhagen();
    let limits = CalendarLimits::default();
    read(
        text,
        &ParseOptions {
            office: "midtby",
            zone: &zone,
            window,
            desks,
            all_day,
            free_entries_count: false,
            limits,
        },
    )
}

pub fn texts(problems: &[SourceProblem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.text.as_str()).collect()
}

/// Of a calendar that is one desk's.
pub fn read_desk(text: &str, window: TimeRange) -> Calendar {
    read_with(text, window, &DeskBy::Calendar(DeskId::from("1")), AllDay::Closed).unwrap()
}

pub fn by_category() -> DeskBy {
    let labels = [("Skranke 1", "1"), ("Skranke 2", "2")];
    let labels = labels.map(|(label, desk)| (label.to_owned(), DeskId::from(desk)));
    DeskBy::Category(Labels::new(labels, UnlabelledEntries::EveryDesk))
}

/// `2026-03-05 10:00-10:30` in Copenhagen, in the order of time; the days differ where they differ.
pub fn times(calendar: &Calendar) -> Vec<String> {
    let mut taken: Vec<&OccupiedTime> = calendar.entries.iter().flat_map(|entry| &entry.occupied).collect();
    taken.sort_by_key(|taken| taken.time);
    taken.into_iter().map(|taken| shown(taken.time)).collect()
}

pub fn shown(time: TimeRange) -> String {
    let zone = copenhagen();
    let [(start, from), (end, to)] =
        [time.start, time.end].map(|moment| (zone.date(moment), zone.time(moment)));
    let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let day = if start == end { String::new() } else { format!("{end} ") };
    format!("{start} {}-{day}{}", clock(from), clock(to))
}

pub fn kinds(calendar: &Calendar) -> Vec<OccupancyKind> {
    calendar.entries.iter().flat_map(|entry| &entry.occupied).map(|taken| taken.kind.clone()).collect()
}

/// The desks in the order of time; `*` is every desk.
pub fn desks(calendar: &Calendar) -> Vec<String> {
    let mut taken: Vec<&OccupiedTime> = calendar.entries.iter().flat_map(|entry| &entry.occupied).collect();
    taken.sort_by_key(|taken| (taken.time, taken.desk.clone()));
    taken.into_iter().map(|taken| taken.desk.as_ref().map_or("*".to_owned(), ToString::to_string)).collect()
}
