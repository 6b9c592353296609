// SPDX-License-Identifier: MPL-2.0
//! A folder into which another system puts files. A file is read when it is whole: when nobody has written to it for
//! a while and its last line is ended, or when it says so itself. A refused file is renamed, with the reason in a file
//! beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;

use super::cut_day::CutDay;
use super::file_version::{FileVersion, SETTLED_AFTER, is_young, version};
use super::refused_files::RefusedFiles;
use super::whole_day::WholeDay;
use super::{Import, ImportError, ImportTarget, csv, date};
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Entry, ForeignId, OccupancyKind,
    OccupiedTime, ProblemKind, Snapshot, SourceError, SourceProblem, SystemFuture,
};
use crate::snapshot_diff::{SnapshotDiff, WindowContents};
use crate::source_problem::bounded;
use office::gap::Booking;
use office::time::{Length, TimeRange, UnixTime};

const MAX_BYTES: u64 = 1024 * 1024;
const MAX_FILES: usize = 1_000;

#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    target: ImportTarget,
    least_pause: Duration,
    seen: BTreeMap<PathBuf, SeenFile>,
    days: BTreeMap<Date, Vec<Booking>>,
    whole_days: BTreeMap<Date, WholeDay>,
    /// Days whose last file may have been cut off.
    cut_days: BTreeMap<Date, CutDay>,
    refused: RefusedFiles,
    /// Files that are not whole, or may not be.
    unfinished: BTreeMap<PathBuf, SourceProblem>,
    diff: SnapshotDiff,
}

/// A file as it was last looked at.
#[derive(Debug)]
struct SeenFile {
    version: FileVersion,
    /// What was read of it; nothing while it is being written.
    taken: Option<TakenFile>,
    /// Old enough for a later change to show in its version.
    settled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct TakenFile {
    text: Vec<u8>,
    /// The bookings of a whole day, in the order of the file.
    day: Option<(Date, Vec<Booking>)>,
}

enum FileRead {
    Taken(TakenFile),
    /// Perhaps half of what it will be.
    Unfinished(&'static str),
    Refused(ImportError),
}

impl Folder {
    pub fn new(path: PathBuf, target: ImportTarget, least_pause: Duration) -> Self {
        let refused = RefusedFiles::in_folder(&path);
        Self {
            path,
            target,
            least_pause,
            seen: BTreeMap::new(),
            days: BTreeMap::new(),
            whole_days: BTreeMap::new(),
            refused,
            cut_days: BTreeMap::new(),
            unfinished: BTreeMap::new(),
            diff: SnapshotDiff::default(),
        }
    }

    /// Reads new and changed files, older ones first. Returns whether there were any.
    fn read_new_files(&mut self, window: TimeRange) -> Result<bool, SourceError> {
        let mut news: Vec<(Option<SystemTime>, PathBuf, FileVersion)> = Vec::new();
        let files = self.files()?;
        let problems_before = self.problems();
        self.unfinished.retain(|path, _| files.contains(path));
        self.refused.forget_taken_out(&self.path);
        for path in files {
            let Ok(about) = fs::metadata(&path) else { continue };
            let version = version(&about);
            let known = self.seen.get(&path).is_some_and(|seen| seen.version == version && seen.settled);
            if about.is_file() && !known {
                news.push((version.1, path, version));
            }
        }
        news.sort();
        let first = self.seen.is_empty();
        for (_, path, version) in &news {
            self.look_at(path, *version);
        }
        if first && self.is_being_written() {
            // The day is not known before its file is whole.
            self.seen.clear();
            return Err(SourceError::Unreachable("a file in the folder is still being written".to_owned()));
        }
        let zone = &self.target.zone;
        self.cut_days.retain(|date, _| zone.day(*date).end > window.start);
        Ok(!news.is_empty() || problems_before != self.problems())
    }

    fn is_being_written(&self) -> bool {
        self.seen.values().any(|seen| !seen.settled && seen.taken.is_none())
    }

    fn look_at(&mut self, path: &Path, version: FileVersion) {
        let before = self.seen.remove(path);
        let unchanged = before.as_ref().is_some_and(|before| before.version == version);
        let settled = unchanged || !is_young(version.1);
        let before = before.and_then(|before| before.taken);
        let read = self.read(path, settled);
        let taken = match read {
            FileRead::Taken(file) => {
                self.unfinished.remove(path);
                if before.as_ref() != Some(&file) || self.is_cut_again(path, version.1) {
                    self.refused.forget(path);
                    self.take(path, version.1, &file);
                }
                Some(file)
            }
            FileRead::Unfinished(why) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if settled {
                    let problem = SourceProblem::one(ProblemKind::LeftOut, format!("{name}: {why}"));
                    self.unfinished.insert(path.to_owned(), problem);
                }
                before
            }
            FileRead::Refused(why) => {
                self.unfinished.remove(path);
                self.refused.refuse(path, &why);
                return;
            }
        };
        self.seen.insert(path.to_owned(), SeenFile { version, taken, settled });
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

    fn read(&self, path: &Path, settled: bool) -> FileRead {
        let whole = |what: String| FileRead::Refused(ImportError { line: 1, what });
        let mut text = Vec::new();
        let opened = fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut text));
        if let Err(error) = opened {
            return whole(error.to_string());
        }
        if text.len() as u64 > MAX_BYTES {
            return whole(format!("the file is larger than {MAX_BYTES} bytes; send one day in a file"));
        }
        let is_csv = is_csv(path);
        let read = self.import(path, &text);
        let says_its_end = if is_csv { csv::says_its_end(&text) } else { read.is_ok() };
        if !says_its_end && !settled {
            return FileRead::Unfinished("it is being written");
        }
        if is_csv && !says_its_end && !csv::ends_in_a_line_end(&text) {
            return FileRead::Unfinished(
                "its last line is not ended, so the file may be half of one; nothing was taken",
            );
        }
        match read.and_then(|import| self.of_one_day(path, import)) {
            Ok(day) => FileRead::Taken(TakenFile { text, day }),
            Err(why) => FileRead::Refused(why),
        }
    }

    /// The bookings of a file that is a whole day; nothing for changes.
    fn of_one_day(&self, path: &Path, import: Import) -> Result<Option<(Date, Vec<Booking>)>, ImportError> {
        let date = import.date(named(path), &self.target.zone);
        let Import::Day { booked, .. } = import else { return Ok(None) };
        let date = date.ok_or_else(|| {
            let what = "it is not said which day this is; begin the file's name with 2026-03-05";
            ImportError { line: 1, what: what.to_owned() }
        })?;
        let day = self.target.zone.day(date);
        if let Some(at) = booked.iter().position(|booking| !day.covers(booking.time)) {
            let what = format!("booking {} is not on {date}; send one day in a file", at + 1);
            return Err(ImportError { line: at as u64 + 2, what });
        }
        Ok(Some((date, booked)))
    }

    /// Whether a file that may have been cut off was written again since.
    fn is_cut_again(&self, path: &Path, written: Option<SystemTime>) -> bool {
        self.cut_days.values().any(|cut| cut.is_written_again(path, written))
    }

    fn take(&mut self, path: &Path, written: Option<SystemTime>, file: &TakenFile) {
        if let Some((date, rows)) = &file.day {
            let may_be_cut = is_csv(path) && !csv::says_its_end(&file.text);
            let lost = self.lost(*date, rows, written, may_be_cut);
            self.cut_days.remove(date);
            if lost.is_empty() {
                self.whole_days.insert(*date, WholeDay::of_file(rows.clone()));
            } else {
                self.whole_days.entry(*date).or_default().goes_on_with(rows, &lost);
                self.cut_days.insert(*date, CutDay::of(path, written, rows, &lost));
            }
            self.days.insert(*date, rows.iter().cloned().chain(lost).collect());
            return;
        }
        let Ok(Import::Changes(changes)) = self.import(path, &file.text) else { return };
        for change in changes {
            let date = self.target.zone.date(change.booking().time.start);
            self.whole_days.entry(date).or_default().change(&change);
            self.cut_days.retain(|day, cut| *day != date || cut.is_in_doubt_after(change.booking()));
            change.apply(self.days.entry(date).or_default());
        }
    }

    /// The bookings that stay because a file may have been cut off before them.
    fn lost(
        &self,
        date: Date,
        rows: &[Booking],
        written: Option<SystemTime>,
        may_be_cut: bool,
    ) -> Vec<Booking> {
        let whole = self.whole_days.get(&date).filter(|_| may_be_cut);
        let lost = whole.map_or_else(Vec::new, |whole| whole.in_doubt(rows));
        match self.cut_days.get(&date) {
            Some(before) => before.in_doubt_with(written, rows, lost),
            None => lost,
        }
    }

    fn import(&self, path: &Path, text: &[u8]) -> Result<Import, ImportError> {
        if is_csv(path) { Import::csv(text, &self.target) } else { Import::json(text, &self.target) }
    }

    fn problems(&self) -> Vec<SourceProblem> {
        let unfinished = self.unfinished.values().cloned();
        let cut = self.cut_days.values().map(CutDay::problem);
        bounded(self.refused.problems().chain(unfinished).chain(cut).collect())
    }

    fn reading(&self, window: TimeRange) -> WindowContents {
        WindowContents { entries: self.entries(window), problems: self.problems(), unreadable: Vec::new() }
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

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "csv")
}

/// The day that a file's name begins with.
fn named(path: &Path) -> Option<Date> {
    date(path.file_name()?.to_str()?.get(..10)?)
}

impl AppointmentSystem for Folder {
    fn capabilities(&self) -> Capabilities {
        let least_pause = self.least_pause;
        Capabilities {
            can_hold: false,
            can_follow: true,
            deletions: Deletions::Said,
            compare_and_set: false,
            least_pause,
        }
    }

    fn next_change(&self, now: UnixTime) -> Option<UnixTime> {
        let unsettled = self.seen.values().any(|seen| !seen.settled);
        unsettled.then(|| now + Length::seconds(SETTLED_AFTER.as_secs().cast_signed()))
    }

    fn begin_with(&mut self, known: &[Booking]) {
        let (mut days, zone) = (BTreeMap::<Date, Vec<Booking>>::new(), &self.target.zone);
        for booking in known {
            days.entry(zone.date(booking.time.start)).or_default().push(booking.clone());
        }
        let whole = days.iter().map(|(date, known)| (*date, WholeDay::of_ledger(known.clone())));
        (self.whole_days, self.days) = (whole.collect(), days.clone());
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async move {
            self.read_new_files(window)?;
            let read = self.reading(window);
            Ok(self.diff.snapshot(read, window))
        })
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async move {
            self.diff.check_cursor(since, window)?;
            if !self.read_new_files(window)? {
                return Ok(Changes::Nothing);
            }
            let read = self.reading(window);
            Ok(self.diff.changes(read, window))
        })
    }
}
