// SPDX-License-Identifier: MPL-2.0
//! Files as offices send them, good and bad.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::*;
use crate::port::{AppointmentSystem, Changes, ProblemKind, SourceProblem};

pub(super) fn target() -> ImportTarget {
    let desks = ["1", "2"].map(DeskId::from).to_vec();
    ImportTarget { zone: Zone::named("Europe/Copenhagen").unwrap(), desks }
}

fn csv(text: &str) -> Result<Import, String> {
    Import::csv(text.as_bytes(), &target()).map_err(|refused| refused.to_string())
}

fn json(text: &str) -> Result<Import, String> {
    Import::json(text.as_bytes(), &target()).map_err(|refused| refused.to_string())
}

pub(super) fn booking(desk: &str, start: &str, end: &str) -> Booking {
    target().booking(desk, None, start, end).unwrap()
}

#[test]
fn the_same_day_may_come_as_csv_or_json() {
    let booked = vec![booking("1", "2026-03-05T10:00", "2026-03-05T10:15")];
    let day = |date| Ok(Import::Day { date, booked: booked.clone() });
    assert_eq!(csv("desk,start,end\n1,2026-03-05T10:00,2026-03-05T10:15\n"), day(None));
    assert_eq!(csv("\u{feff}desk;start;end\r\n1;2026-03-05T09:00:00Z;2026-03-05T10:15\r\n"), day(None));
    let row = r#"{"desk":"1","start":"2026-03-05T10:00:00+01:00","end":"2026-03-05T10:15"}"#;
    assert_eq!(json(&format!("[{row}]")), day(None));
    assert_eq!(json(&format!(r#"{{"bookings":[{row}],"date":"2026-03-05"}}"#)), day(date("2026-03-05")));
}

#[test]
fn changes_are_applied_in_order_and_twice_is_once() {
    let text = "change,desk,start,end\ncancelled,1,2026-03-05T10:00,2026-03-05T10:15\nbooked,2,2026-03-05T11:00,2026-03-05T11:15\n";
    let Import::Changes(changes) = csv(text).unwrap() else { panic!("no changes") };
    let mut booked = vec![booking("1", "2026-03-05T10:00", "2026-03-05T10:15")];
    for change in changes.iter().chain(&changes) {
        change.apply(&mut booked);
    }
    assert_eq!(booked, [booking("2", "2026-03-05T11:00", "2026-03-05T11:15")]);
    let row = r#"{"change":"booked","desk":"2","start":"2026-03-05T11:00","end":"2026-03-05T11:15"}"#;
    assert_eq!(json(&format!(r#"{{"changes":[{row}]}}"#)), Ok(Import::Changes(changes[1..].to_vec())));
}

#[test]
fn a_bad_line_refuses_the_file_and_is_named_without_being_repeated() {
    let good = "1,2026-03-05T10:00,2026-03-05T10:15";
    for (line, what) in [
        ("9,2026-03-05T10:00,2026-03-05T10:15", "desk is none"),
        ("1,010190-1234,2026-03-05T10:15", "start is no time"),
        ("1,2026-03-05T10:00,2026-03-05", "end is no time"),
        ("1,2026-03-05T10:15,2026-03-05T10:00", "ends before"),
        ("1,2026-03-05T10:00,2026-03-06T10:00", "day it starts"),
        ("1,2026-03-05T10:00", "columns"),
        ("1,2026-03-05T10:00,2026-03-05T10:15,Hans Hansen 010190-1234", "columns"),
    ] {
        let said = csv(&format!("desk,start,end\n{good}\n{line}\n{good}\n")).unwrap_err();
        assert!(said.starts_with("line 3: ") && said.contains(what), "{line}: {said}");
        assert!(!said.contains("010190"), "{said}");
    }
    assert!(csv("desk,start,end,name\n").unwrap_err().starts_with("line 1: the first line must name"));
    let row = |member: &str| {
        format!(
            "[\n{{\"desk\":\"1\",\"start\":\"2026-03-05T10:00\",\"end\":\"2026-03-05T10:15\"}},\n{member}\n]"
        )
    };
    for (member, what) in [
        (r#"{"desk":"9","start":"2026-03-05T10:00","end":"2026-03-05T10:15"}"#, "desk is none"),
        (r#"{"desk":"1","start":"010190-1234","end":"2026-03-05T10:15"}"#, "start is no time"),
        (r#"{"desk":"1","start":"2026-03-05T10:00"}"#, "one is missing"),
        (r#"{"desk":"1","010190-1234":"x"}"#, "unknown member"),
        (r#"{"desk":10190123}"#, "wrong kind"),
        (r#"{"desk":"1""#, "no JSON"),
    ] {
        let said = json(&row(member)).unwrap_err();
        assert!(said.starts_with("line 3: ") || what == "no JSON", "{member}: {said}");
        assert!(said.contains(what) && !said.contains("01019"), "{member}: {said}");
    }
    assert!(json("{}").is_err() && json("[] x").is_err() && json("7").is_err());
}

#[tokio::test]
async fn a_file_put_into_the_folder_is_the_diary_and_a_bad_one_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        fs::write(folder.path().join(".part"), text).unwrap();
        settle(&folder.path().join(".part"));
        fs::rename(folder.path().join(".part"), folder.path().join(name)).unwrap();
    };
    let zone = target().zone;
    let window = TimeRange::new(
        zone.day(date("2026-03-01").unwrap()).start,
        zone.day(date("2026-04-01").unwrap()).end,
    );
    let mut watched = Folder::new(folder.path().to_owned(), target(), Duration::from_secs(1));
    put(
        "2026-03-05.csv",
        "desk,start,end\n1,2026-03-05T10:00,2026-03-05T10:15\n1,2026-03-05T11:00,2026-03-05T11:15\n",
    );
    let first = watched.snapshot(window).await.unwrap();
    assert_eq!((first.entries.len(), first.problems.len()), (2, 0));
    let cursor = first.cursor.unwrap();
    assert_eq!(watched.changes(&cursor, window).await, Ok(Changes::Nothing));

    put("news.csv", "change,desk,start,end\ncancelled,1,2026-03-05T10:00,2026-03-05T10:15\n");
    let Ok(Changes::Changed { entries, gone, cursor, .. }) = watched.changes(&cursor, window).await else {
        panic!("nothing changed")
    };
    assert_eq!((entries.len(), gone.len()), (0, 1));

    put("bad.csv", "desk,start,end\n1,2026-03-05T12:00,2026-03-05T12:15\n1,snart,2026-03-05T10:15\n");
    let Ok(Changes::Changed { entries, gone, cursor, problems, .. }) = watched.changes(&cursor, window).await
    else {
        panic!("nothing is told")
    };
    assert_eq!((entries.len(), gone.len()), (0, 0));
    let why = fs::read_to_string(folder.path().join("bad.csv.why.txt")).unwrap();
    assert!(why.starts_with("bad.csv, line 3: the start is no time"), "{why}");
    assert!(folder.path().join("bad.csv.refused").exists() && !folder.path().join("bad.csv").exists());
    assert_eq!(problems, [SourceProblem::one(ProblemKind::RefusedFile, why.trim_end())]);
    assert_eq!(watched.changes(&cursor, window).await, Ok(Changes::Nothing), "told once");
    let again = watched.snapshot(window).await.unwrap();
    assert_eq!((again.entries.len(), &again.problems), (1, &problems));

    // A restart knows what the folder holds.
    let mut restarted = Folder::new(folder.path().to_owned(), target(), Duration::from_secs(1));
    let snapshot = restarted.snapshot(window).await.unwrap();
    assert_eq!((&snapshot.entries, &snapshot.problems), (&again.entries, &problems));

    // The same file, put right.
    put("bad.csv", "change,desk,start,end\nbooked,1,2026-03-05T12:00,2026-03-05T12:15\n");
    let mended = restarted.snapshot(window).await.unwrap();
    assert_eq!((mended.entries.len(), mended.problems), (2, vec![]));
}

/// As if it had been written an hour ago.
pub(super) fn settle(path: &Path) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

#[test]
fn files_come_as_offices_write_them() {
    let booked = vec![
        booking("1", "2026-12-01T08:30", "2026-12-01T08:45"),
        booking("2", "2026-12-01T09:00", "2026-12-01T09:15"),
    ];
    for text in [
        "desk,start,end\n1,2026-12-01 8:30,2026-12-01 8:45\n2,2026-12-01 9:00,2026-12-01 9:15\n",
        "desk;start;end\r\n1;1-12-2026 8.30;1-12-2026 8.45\r\n2;1-12-2026 9.00;1-12-2026 9.15\r\n",
        "Desk;Start;End;\r1;01.12.2026 08:30:00;8.45;\r2;01.12.2026 09:00:00;9.15;\r",
        "desk;date;start;end\n1;1/12/2026;8:30;8:45\n2;1/12/2026;9:00;9:15\n\n",
        "\"start\";\"end\";\"desk\"\r\n\"1/12/2026 8.30\r\n\";\"8.45\";\"1\"\r\n\"1/12/2026 9.00\";\"9.15\";\"2\"\r\n",
        "sep=;\ndesk;start;end\n1;2026-12-01T08:30+01:00;8:45\n2;2026-12-01T09:00;9:15\nend;;\n",
        "desk\tdate\tstart\tend\n1\t01-12-2026\t8.30\t8.45\n2\t01-12-2026\t9.00\t9.15\nend\n",
    ] {
        assert_eq!(csv(text), Ok(Import::Day { date: None, booked: booked.clone() }), "{text}");
    }
    let row = r#"{"desk":"1","date":"1.12.2026","start":"8.30","end":"08:45:00"}"#;
    assert_eq!(json(&format!("[{row}]")), Ok(Import::Day { date: None, booked: booked[..1].to_vec() }));
    // Excel writes Latin-1, or UTF-16 as "Unicode text".
    let latin = b"desk;start;end\n1;2026-12-01 8:30;2026-12-01 8:45\n\xd8;2026-12-01 8:30;8:45\n";
    let refused = Import::csv(latin, &target()).unwrap_err().to_string();
    assert!(refused.starts_with("line 3: the desk is none"), "{refused}");
    let wide: Vec<u8> = "\u{feff}desk\tstart\tend\r\n1\t2026-12-01 8:30\t8:45\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(Import::csv(&wide, &target()), Ok(Import::Day { date: None, booked: booked[..1].to_vec() }));
}
