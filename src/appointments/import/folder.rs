// SPDX-License-Identifier: MPL-2.0
//! A folder into which another system puts files, each written under a name that begins with a dot or ends in `.part`
//! and then renamed. A refused file is renamed again, with the reason in a file beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;

use super::{Import, ImportError, ImportTarget, date};
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ForeignId, OccupancyKind, OccupiedTime,
    Snapshot, SourceError, SystemFuture,
};
use crate::snapshot_diff::SnapshotDiff;
use office::gap::Booking;
use office::time::TimeRange;

const MAX_BYTES: u64 = 1024 * 1024;
const MAX_FILES: usize = 1_000;

#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    target: ImportTarget,
    least_pause: Duration,
    /// Files read, and the version of each.
    seen: BTreeMap<PathBuf, FileVersion>,
    days: BTreeMap<Date, Vec<Booking>>,
    problems: Vec<String>,
    diff: SnapshotDiff,
}

type FileVersion = (Option<SystemTime>, u64);

impl Folder {
    pub fn new(path: PathBuf, target: ImportTarget, least_pause: Duration) -> Self {
        let (seen, days) = (BTreeMap::new(), BTreeMap::new());
        Self { path, target, least_pause, seen, days, problems: Vec::new(), diff: SnapshotDiff::default() }
    }

    /// Reads new and changed files, older ones first. Returns whether there were any.
    fn read_new_files(&mut self) -> Result<bool, SourceError> {
        let mut news: Vec<(FileVersion, PathBuf)> = Vec::new();
        for path in self.files()? {
            let Ok(about) = fs::metadata(&path) else { continue };
            let now = (about.modified().ok(), about.len());
            if about.is_file() && self.seen.get(&path) != Some(&now) {
                news.push((now, path));
            }
        }
        news.sort_by(|(one, path), (other, other_path)| (one.0, path).cmp(&(other.0, other_path)));
        for (now, path) in &news {
            match self.take(path) {
                Ok(()) => {
                    self.seen.insert(path.clone(), *now);
                }
                Err(why) => self.refuse(path, &why),
            }
        }
        Ok(!news.is_empty())
    }

    fn files(&self) -> Result<BTreeSet<PathBuf>, SourceError> {
        let entries = fs::read_dir(&self.path)
            .map_err(|error| SourceError::Misconfigured(format!("the folder cannot be read: {error}")))?;
        let mut files = BTreeSet::new();
        for entry in entries {
            let entry = entry.map_err(|error| SourceError::Unreachable(error.to_string()))?;
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && path.extension().is_some_and(|ending| ending == "csv" || ending == "json") {
                files.insert(path);
            }
            if files.len() > MAX_FILES {
                return Err(SourceError::Misconfigured(format!(
                    "the folder has more than {MAX_FILES} files; tidy it"
                )));
            }
        }
        Ok(files)
    }

    fn take(&mut self, path: &Path) -> Result<(), ImportError> {
        let whole = |what: String| ImportError { line: 1, what };
        let mut text = Vec::new();
        let file = fs::File::open(path).map_err(|error| whole(error.to_string()))?;
        file.take(MAX_BYTES + 1).read_to_end(&mut text).map_err(|error| whole(error.to_string()))?;
        if text.len() as u64 > MAX_BYTES {
            return Err(whole(format!("the file is larger than {MAX_BYTES} bytes; send one day in a file")));
        }
        let is_csv = path.extension().is_some_and(|ending| ending == "csv");
        let read = if is_csv { Import::csv(&text, &self.target) } else { Import::json(&text, &self.target) };
        match read? {
            Import::Day { date: named_date, booked } => {
                let date = named_date
                    .or_else(|| named(path))
                    .or_else(|| booked.first().map(|booking| self.target.zone.date(booking.time.start)));
                let date = date.ok_or_else(|| {
                    whole(
                        "it is not said which day this is; begin the file's name with 2026-03-05".to_owned(),
                    )
                })?;
                let day = self.target.zone.day(date);
                if let Some(at) = booked.iter().position(|booking| !day.covers(booking.time)) {
                    let what = format!("booking {} is not on {date}; send one day in a file", at + 1);
                    return Err(ImportError { line: at as u64 + 2, what });
                }
                self.days.insert(date, booked);
            }
            Import::Changes(changes) => {
                for change in changes {
                    let date = self.target.zone.date(change.booking().time.start);
                    change.apply(self.days.entry(date).or_default());
                }
            }
        }
        Ok(())
    }

    /// Renames the file and writes the reason beside it.
    fn refuse(&mut self, path: &Path, why: &ImportError) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let message = format!("{name}, {why}. Nothing of the file was taken.");
        let beside = |ending: &str| path.with_file_name(format!("{name}.{ending}"));
        let moved = fs::write(beside("why.txt"), format!("{message}\n"))
            .and_then(|()| fs::rename(path, beside("refused")));
        let message = match moved {
            Ok(()) => message,
            Err(error) => format!("{message} It could not be marked either: {error}."),
        };
        self.problems.retain(|problem| !problem.starts_with(&format!("{name}, ")));
        if self.problems.len() >= 50 {
            self.problems.remove(0);
        }
        self.problems.push(message);
    }

    fn entries(&self, window: TimeRange) -> Vec<Entry> {
        let booked = self.days.values().flatten().filter(|booking| booking.time.overlaps(window));
        let mut booked: Vec<&Booking> = booked.collect();
        booked.sort_unstable();
        booked.dedup();
        let entry = |booking: &Booking| Entry {
            id: ForeignId(format!("{}-{}-{}", booking.desk, booking.time.start, booking.time.end)),
            etag: None,
            occupied: vec![OccupiedTime {
                desk: Some(booking.desk.clone()),
                time: booking.time,
                kind: OccupancyKind::Booking,
            }],
        };
        booked.into_iter().map(entry).collect()
    }
}

/// The day that a file's name begins with.
fn named(path: &Path) -> Option<Date> {
    date(path.file_name()?.to_str()?.get(..10)?)
}

impl AppointmentSystem for Folder {
    fn capabilities(&self) -> Capabilities {
        let least_pause = self.least_pause;
        Capabilities { can_hold: false, can_follow: true, compare_and_set: false, least_pause }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async move {
            self.read_new_files()?;
            let entries = self.entries(window);
            Ok(self.diff.snapshot(entries, window, self.problems.clone()))
        })
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async move {
            self.diff.check_cursor(since, window)?;
            if !self.read_new_files()? {
                return Ok(Changes::Nothing);
            }
            let entries = self.entries(window);
            Ok(self.diff.changes(&entries, window, self.problems.clone()))
        })
    }
}
