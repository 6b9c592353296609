// SPDX-License-Identifier: MPL-2.0
//! Every calendar below `tests/fixtures/calendars` takes the time that the table beside it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::scene::{copenhagen, shown, texts, window};
use crate::ical::{
    AllDay, Calendar, CalendarLimits, DeskBy, Labels, ParseOptions, UnlabelledEntries, decode, read,
};
use crate::port::OccupiedTime;
use office::names::DeskId;
use office::time::TimeRange;

struct Case {
    file: String,
    source: String,
    taken: Vec<String>,
    told: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/calendars")
}

fn cases() -> Vec<Case> {
    let table = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, file, source, taken, told, _] = cells[..] else { panic!("four columns: {row}") };
        let taken =
            taken.split(';').map(|time| time.trim().to_owned()).filter(|time| !time.is_empty()).collect();
        Case {
            file: file.trim_matches('`').to_owned(),
            source: source.to_owned(),
            taken,
            told: told.to_owned(),
        }
    })
    .collect()
}

fn desks_of(source: &str) -> DeskBy {
    if let Some(desk) = source.strip_prefix("desk ") {
        return DeskBy::Calendar(desk.parse::<DeskId>().unwrap());
    }
    if source.starts_with("every desk") {
        return DeskBy::EveryDesk;
    }
    let labels = source.split(',').map(|label| label.trim().split_once(" = ").unwrap());
    let labels = labels.map(|(label, desk)| (label.to_owned(), desk.parse::<DeskId>().unwrap()));
    DeskBy::Location(Labels::new(labels, UnlabelledEntries::EveryDesk))
}

fn read_case(case: &Case) -> Calendar {
    let zone = copenhagen();
    let desks = desks_of(&case.source);
    let options = ParseOptions {
        office: "midtby",
        zone: &zone,
        window: window("2026-11-01", "2027-08-01"),
        desks: &desks,
        all_day: AllDay::Closed,
        free_entries_count: case.source.ends_with("free entries count"),
        limits: CalendarLimits::default(),
    };
    read(&decode(&std::fs::read(folder().join(&case.file)).unwrap()), &options).unwrap()
}

/// The times of each desk, joined where they touch.
fn taken(calendar: &Calendar) -> Vec<String> {
    let mut times: BTreeMap<String, Vec<TimeRange>> = BTreeMap::new();
    let mut all: Vec<&OccupiedTime> = calendar.entries.iter().flat_map(|entry| &entry.occupied).collect();
    all.sort_by_key(|taken| taken.time);
    for taken in all {
        let desk = taken.desk.as_ref().map_or("*".to_owned(), ToString::to_string);
        let of_desk = times.entry(desk).or_default();
        match of_desk.last_mut() {
            Some(last) if last.end >= taken.time.start => last.end = last.end.max(taken.time.end),
            _ => of_desk.push(taken.time),
        }
    }
    let shown = times
        .iter()
        .flat_map(|(desk, times)| times.iter().map(move |time| format!("{desk}: {}", shown(*time))));
    shown.collect()
}

#[test]
fn every_calendar_that_was_read_wrongly_takes_the_time_it_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let calendar = read_case(&case);
        let (taken, told) = (taken(&calendar), texts(&calendar.all_problems()).join("; "));
        if taken != case.taken || !told.contains(&case.told) || case.told.is_empty() != told.is_empty() {
            wrong.push(format!("{} ({}): {taken:#?}, told {told:?}", case.file, case.source));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_calendar_beside_it() {
    let listed: BTreeSet<String> = cases().into_iter().map(|case| case.file).collect();
    let files = std::fs::read_dir(folder()).unwrap().flatten();
    let names = files.map(|file| file.file_name().into_string().unwrap());
    let there: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    assert_eq!(listed, there);
}
