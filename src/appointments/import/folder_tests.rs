// SPDX-License-Identifier: MPL-2.0
//! A folder whose files are written in place: half, twice, and while nobody looks.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::tests::{booking, settle, target};
use super::*;
use crate::port::{AppointmentSystem, SourceError};

struct Watched {
    directory: tempfile::TempDir,
    folder: Folder,
    window: TimeRange,
}

impl Watched {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let zone = target().zone;
        let day = |text: &str| zone.day(date(text).unwrap());
        let window = TimeRange::new(day("2026-03-01").start, day("2026-03-31").end);
        let folder = Folder::new(directory.path().to_owned(), target(), Duration::from_secs(1));
        Self { directory, folder, window }
    }

    /// In place, as a program writes that does not know our rules.
    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.directory.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// With what the ledger knows.
    fn restart(&mut self, ledger: &str) {
        self.folder = Folder::new(self.directory.path().to_owned(), target(), Duration::from_secs(1));
        let Ok(Import::Day { booked, .. }) = Import::csv(ledger.as_bytes(), &target()) else {
            panic!("no day")
        };
        self.folder.begin_with(&booked);
    }

    async fn look(&mut self) -> Result<(usize, Vec<String>), SourceError> {
        let snapshot = self.folder.snapshot(self.window).await?;
        Ok((snapshot.entries.len(), snapshot.problems.into_iter().map(|problem| problem.text).collect()))
    }
}

fn written(path: &Path, minutes_ago: u64) {
    let at = SystemTime::now() - Duration::from_mins(minutes_ago);
    fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
}

fn day_of(bookings: usize) -> String {
    let row = |at: usize| {
        format!(
            "1,2026-03-05T{:02}:{:02},2026-03-05T{:02}:{:02}\n",
            8 + at / 4,
            at % 4 * 15,
            8 + at / 4,
            at % 4 * 15 + 14
        )
    };
    "desk,start,end\n".to_owned() + &(0..bookings).map(row).collect::<String>()
}

#[tokio::test]
async fn a_file_that_is_being_written_is_no_day_yet() {
    let mut watched = Watched::new();
    watched.write("2026-03-05.csv", &day_of(7));
    assert!(watched.look().await.is_err(), "a start waits for the file");
    let path = watched.write("2026-03-05.csv", &day_of(40));
    settle(&path);
    assert_eq!(watched.look().await, Ok((40, vec![])));
    watched.write("2026-03-05.csv", &day_of(9));
    assert_eq!(watched.look().await, Ok((40, vec![])), "what was known stays while it is written again");
    watched.write("2026-03-05.csv", &(day_of(41) + "end\n"));
    assert_eq!(watched.look().await, Ok((41, vec![])), "a file that says its end is whole at once");
}

#[tokio::test]
async fn a_file_whose_writer_died_is_reported_and_takes_no_booking_away() {
    let mut watched = Watched::new();
    let whole = day_of(40);
    settle(&watched.write("2026-03-05.csv", &whole));
    assert_eq!(watched.look().await, Ok((40, vec![])));
    let seven_and_a_half = &whole[..day_of(7).len() + 12];
    settle(&watched.write("2026-03-05.csv", seven_and_a_half));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05.csv: its last line is not ended"), "{told:?}");
    settle(&watched.write("2026-03-05.csv", &day_of(7)));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 33 bookings that the day had"), "{told:?}");
    // The next writer dies one line later.
    settle(&watched.write("2026-03-05.csv", &day_of(8)));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 32 bookings that the day had"), "{told:?}");
    settle(&watched.write("2026-03-05.csv", &whole));
    assert_eq!(watched.look().await, Ok((40, vec![])));
}

fn without(text: &str, rows: &[usize]) -> String {
    let cancelled = |at: usize| at > 0 && rows.contains(&(at - 1));
    let lines = text.split_inclusive('\n').enumerate().filter(|(at, _)| !cancelled(*at));
    lines.map(|(_, line)| line).collect()
}

#[tokio::test]
async fn a_cancellation_in_the_middle_is_understood_at_once_and_does_not_make_a_cut_file_whole() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &day_of(40)));
    assert_eq!(watched.look().await, Ok((40, vec![])));
    settle(&watched.write("2026-03-05.csv", &without(&day_of(40), &[2, 20])));
    assert_eq!(watched.look().await, Ok((38, vec![])));
    settle(&watched.write("2026-03-05.csv", &without(&day_of(7), &[2, 4])));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 37, "one more was cancelled, and the writer died after the seventh");
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 32 bookings"), "{told:?}");
}

/// The file on the disk is the cut one, and only the ledger knows the day.
#[tokio::test]
async fn a_file_that_was_cut_off_while_the_service_was_stopped_takes_no_booking_away() {
    let mut watched = Watched::new();
    let path = watched.write("2026-03-05.csv", &day_of(40));
    settle(&path);
    assert_eq!(watched.look().await, Ok((40, vec![])));
    watched.restart(&day_of(40));
    settle(&watched.write("2026-03-05.csv", &day_of(7)));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 33 bookings"), "{told:?}");
    watched.restart(&day_of(40));
    assert_eq!(watched.look().await, Ok((40, told)), "and after one more start");
    settle(&watched.write("2026-03-05.csv", &without(&day_of(40), &[3, 30])));
    watched.restart(&day_of(40));
    assert_eq!(watched.look().await, Ok((38, vec![])), "what was cancelled in a night is understood at once");
    fs::remove_file(&path).unwrap();
    watched.restart(&without(&day_of(40), &[3, 30]));
    assert_eq!(watched.look().await, Ok((38, vec![])), "a file that is taken away takes nothing away");
}

#[tokio::test]
async fn the_last_booking_of_the_day_is_cancelled_when_the_next_file_lacks_it_too() {
    let mut watched = Watched::new();
    let path = watched.write("2026-03-05.csv", &day_of(40));
    settle(&path);
    assert_eq!(watched.look().await, Ok((40, vec![])));
    settle(&watched.write("2026-03-05.csv", &day_of(39)));
    let told = "2026-03-05.csv: it ends before 1 booking that the day had; it stays until the next file of the day \
        lacks it too. A last line end says that a file is whole";
    for _ in 0..3 {
        assert_eq!(watched.look().await, Ok((40, vec![told.to_owned()])), "the same file says nothing new");
    }
    settle(&watched.write("2026-03-05.csv", &day_of(39)));
    assert_eq!(watched.look().await, Ok((39, vec![])), "the same lines, written again");
    settle(&watched.write("2026-03-05-13.csv", &day_of(38)));
    assert_eq!(watched.look().await.unwrap().0, 39);
    settle(&watched.write("2026-03-05-14.csv", &without(&day_of(38), &[5])));
    assert_eq!(watched.look().await, Ok((37, vec![])), "also where each file has a name of its own");
}

#[tokio::test]
async fn a_file_without_a_booking_ends_no_day_however_often_it_comes() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &day_of(1)));
    assert_eq!(watched.look().await, Ok((1, vec![])));
    for _ in 0..3 {
        settle(&watched.write("2026-03-05.csv", &day_of(0)));
        assert_eq!(watched.look().await.unwrap().0, 1);
    }
    watched.write("2026-03-05.csv", &(day_of(0) + "end\n"));
    assert_eq!(watched.look().await, Ok((0, vec![])));
}

#[tokio::test]
async fn what_came_since_the_last_whole_file_is_not_lost_by_a_cut_one() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &without(&day_of(40), &[10, 35])));
    assert_eq!(watched.look().await, Ok((38, vec![])));
    watched.write("changes.csv", "change,desk,start,end\nbooked,1,2026-03-05T16:45,2026-03-05T16:59\nend\n");
    assert_eq!(watched.look().await, Ok((39, vec![])));
    settle(&watched.write("2026-03-05.csv", &day_of(20)));
    assert_eq!(watched.look().await.unwrap().0, 40, "a new one in the middle, and cut off behind it");
    settle(&watched.write("2026-03-05.csv", &day_of(5)));
    assert_eq!(watched.look().await.unwrap().0, 40, "and cut off before it");
}

/// Where a writer keeps no order nobody can say what it has passed.
#[tokio::test]
async fn a_file_in_another_order_takes_no_booking_away() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &day_of(40)));
    assert_eq!(watched.look().await, Ok((40, vec![])));
    let day = day_of(40);
    let mut lines: Vec<&str> = day.lines().collect();
    lines[1..].reverse();
    settle(&watched.write("2026-03-05.csv", &(lines[..8].join("\n") + "\n")));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 33 bookings"), "{told:?}");
}

#[tokio::test]
async fn a_second_file_of_a_day_whose_writer_died_takes_no_booking_away() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &day_of(40)));
    assert_eq!(watched.look().await, Ok((40, vec![])));
    settle(&watched.write("2026-03-05-10.csv", &day_of(7)));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 40);
    assert!(told[0].starts_with("2026-03-05-10.csv: it ends before 33 bookings"), "{told:?}");
    // Also after a restart, when both files are read for the first time.
    watched.folder = Folder::new(watched.directory.path().to_owned(), target(), Duration::from_secs(1));
    assert_eq!(watched.look().await, Ok((40, told)));
    // What was cancelled since then is not lost.
    let cancelled = "change,desk,start,end\ncancelled,1,2026-03-05T17:45,2026-03-05T17:59\nend\n";
    watched.write("changes.csv", cancelled);
    assert_eq!(watched.look().await.unwrap().0, 39);
    watched.write("2026-03-05-11.csv", &(day_of(7) + "end\n"));
    assert_eq!(watched.look().await, Ok((7, vec![])), "a file that says its end is the whole day");
}

#[tokio::test]
async fn a_file_replaced_within_a_second_with_the_same_length_is_seen() {
    let mut watched = Watched::new();
    let text =
        |hour: u8| format!(r#"[{{"desk":"1","start":"2026-03-05T{hour}:00","end":"2026-03-05T{hour}:15"}}]"#);
    let path = watched.write("2026-03-05.json", &text(10));
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(watched.look().await, Ok((1, vec![])));
    fs::write(&path, text(11)).unwrap();
    // As on a file system that keeps seconds only.
    fs::File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    let entries = watched.folder.snapshot(watched.window).await.unwrap().entries;
    assert_eq!(entries[0].occupied[0].time, booking("1", "2026-03-05T11:00", "2026-03-05T11:15").time);
}

#[tokio::test]
async fn a_refused_file_is_reported_again_after_a_restart() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", "desk,start,end\n1,snart,2026-03-05T10:15\n"));
    let (_, told) = watched.look().await.unwrap();
    assert!(told[0].starts_with("2026-03-05.csv, line 2: the start is no time"), "{told:?}");
    watched.folder = Folder::new(watched.directory.path().to_owned(), target(), Duration::from_secs(1));
    assert_eq!(watched.look().await.unwrap().1, told);
}

/// One desk, first the one errand and then the other: what arrived looks as if sorted by start.
#[tokio::test]
async fn a_cut_export_grouped_by_errand_frees_nothing_of_the_group_it_lost() {
    let mut watched = Watched::new();
    let row = |time: &&str| format!("1,2026-03-05T{time}:00,2026-03-05T{time}:20\n");
    let rows = |times: &[&str]| "desk,start,end\n".to_owned() + &times.iter().map(row).collect::<String>();
    let whole = rows(&["08", "10", "12", "14", "16", "09", "11", "13", "15"]);
    settle(&watched.write("2026-03-05.csv", &whole));
    assert_eq!(watched.look().await, Ok((9, vec![])));
    settle(&watched.write("2026-03-05.csv", &rows(&["08", "10", "12", "14", "16"])));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 9);
    assert!(told[0].starts_with("2026-03-05.csv: it ends before 4 bookings"), "{told:?}");
}

fn change(what: &str) -> String {
    format!("change,desk,start,end\n{what},1,2026-03-05T16:45,2026-03-05T16:59\nend\n")
}

/// The ledger knows a booking that the old day file lacks and a newer change has.
#[tokio::test]
async fn a_booking_that_came_by_a_change_is_not_lost_by_one_cut_file_after_a_restart() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &day_of(20)));
    written(&watched.write("changes.csv", &change("booked")), 30);
    watched.restart(&(day_of(20) + "1,2026-03-05T16:45,2026-03-05T16:59\n"));
    assert_eq!(watched.look().await, Ok((21, vec![])), "the old file is older than the booking");
    written(&watched.write("2026-03-05-12.csv", &without(&day_of(20), &[3])), 1);
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 20, "the first file that lacks it says nothing yet");
    assert!(told[0].starts_with("2026-03-05-12.csv: it ends before 1 booking"), "{told:?}");
    watched.write("changes-2.csv", &change("cancelled"));
    assert_eq!(watched.look().await, Ok((19, vec![])), "nothing is in doubt once a change has cancelled it");
}

#[tokio::test]
async fn a_booking_in_doubt_that_a_change_books_again_needs_two_more_files_to_be_cancelled() {
    let mut watched = Watched::new();
    settle(&watched.write("2026-03-05.csv", &(day_of(20) + "1,2026-03-05T16:45,2026-03-05T16:59\n")));
    assert_eq!(watched.look().await, Ok((21, vec![])));
    written(&watched.write("2026-03-05-10.csv", &day_of(20)), 30);
    assert_eq!(watched.look().await.unwrap().0, 21);
    written(&watched.write("changes.csv", &change("booked")), 20);
    assert_eq!(watched.look().await, Ok((21, vec![])), "it is known to be booked");
    written(&watched.write("2026-03-05-11.csv", &day_of(20)), 10);
    assert_eq!(watched.look().await.unwrap().0, 21);
    written(&watched.write("2026-03-05-12.csv", &day_of(20)), 1);
    assert_eq!(watched.look().await, Ok((20, vec![])));
}

#[tokio::test]
async fn cancellations_at_the_end_of_the_day_are_understood_also_one_per_export() {
    let mut watched = Watched::new();
    let mut entries = Vec::new();
    for (hour, rows) in [40, 39, 38, 37, 37, 36, 7].into_iter().enumerate() {
        settle(&watched.write(&format!("2026-03-05-{hour}.csv"), &day_of(rows)));
        entries.push(watched.look().await.unwrap().0);
    }
    // One that breaks off far before it says little of the one that was in doubt.
    assert_eq!(entries, [40, 40, 39, 38, 37, 37, 37]);
}

/// Nothing shows how the export sorts, and after a start nobody knows its order; two bookings stay in doubt.
#[tokio::test]
async fn after_a_restart_the_order_of_a_file_is_known_also_while_something_is_in_doubt() {
    let mut watched = Watched::new();
    let row = |time: &&str| format!("1,2026-03-05T{time}:00,2026-03-05T{time}:20\n");
    let rows = |times: &[&str]| "desk,start,end\n".to_owned() + &times.iter().map(row).collect::<String>();
    watched.restart(&rows(&["08", "10", "12", "09", "11", "13", "14", "15"]));
    settle(&watched.write("2026-03-05-8.csv", &rows(&["08", "10", "12", "09", "11", "13"])));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 8);
    assert!(told[0].starts_with("2026-03-05-8.csv: it ends before 2 bookings"), "{told:?}");
    settle(&watched.write("2026-03-05-9.csv", &rows(&["08", "12", "09", "11", "13"])));
    let (entries, told) = watched.look().await.unwrap();
    assert_eq!(entries, 7, "one was cancelled before the last row");
    assert!(told[0].starts_with("2026-03-05-9.csv: it ends before 2 bookings"), "{told:?}");
}
