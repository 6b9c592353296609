// SPDX-License-Identifier: MPL-2.0
//! The time of a row of a JSON list. Rows come from many programs: with and without an offset, as text or as
//! milliseconds, with an end that cannot be read. What cannot be placed exactly takes the widest time that it can mean
//! (docs/decisions/0030-time-that-cannot-be-placed.md).

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::port::{Entry, ForeignId, OccupancyKind, OccupiedTime, ProblemKind, Snapshot, SourceProblem};
use super::source_problem::bounded;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

/// A moment as a row has it. Another kind of value costs this row its exact time, and not the list.
#[derive(Deserialize, Default)]
#[serde(untagged)]
pub(super) enum RowMoment {
    Text(String),
    /// Since 1970, as Java programs count.
    Milliseconds(i64),
    Other(IgnoredAny),
    #[default]
    Missing,
}

/// How much is known of a row's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowTime {
    Exact(TimeRange),
    /// The widest time that it can mean.
    Doubtful(TimeRange),
    Unreadable,
}

impl RowTime {
    /// `zone` is that of times without an offset.
    pub fn of(start: &RowMoment, end: &RowMoment, zone: &Zone) -> Self {
        let until_midnight = |start: UnixTime| TimeRange::new(start, zone.day(zone.date(start)).end);
        match (start.read(zone), end.read(zone)) {
            (Some(start), Some(end)) if start < end => Self::Exact(TimeRange::new(start, end)),
            (Some(start), _) => Self::Doubtful(until_midnight(start)),
            (None, Some(end)) => {
                let day = start.date().map_or_else(|| zone.day(zone.date(end)), |day| zone.day(day));
                if day.start < end {
                    Self::Doubtful(TimeRange::new(day.start, end))
                } else {
                    Self::Unreadable
                }
            }
            (None, None) => start.date().map_or(Self::Unreadable, |day| Self::Doubtful(zone.day(day))),
        }
    }

    /// Its time, and what an administrator should know of it.
    pub fn into_time_and_problem(self, row: &str) -> (Option<TimeRange>, Option<SourceProblem>) {
        let problem = |kind, what: &str| Some(SourceProblem::one(kind, format!("{row}: {what}")));
        match self {
            Self::Exact(time) => (Some(time), None),
            Self::Doubtful(time) => {
                let what = "its start or end cannot be read; the longest time it could mean was taken";
                (Some(time), problem(ProblemKind::Doubt, what))
            }
            Self::Unreadable => (None, problem(ProblemKind::LeftOut, "its time cannot be read")),
        }
    }

    pub const fn exact(self) -> Option<TimeRange> {
        match self {
            Self::Exact(time) => Some(time),
            Self::Doubtful(_) | Self::Unreadable => None,
        }
    }
}

/// What was read of the rows of one look.
#[derive(Debug, Default)]
pub(super) struct ReadRows {
    pub entries: Vec<Entry>,
    pub problems: Vec<SourceProblem>,
    pub unreadable: Vec<ForeignId>,
    /// Holds of this office that another server wrote.
    pub of_another_server: BTreeSet<ForeignId>,
}

impl ReadRows {
    /// All of it, and the holds in it that another server wrote.
    pub fn snapshot(self) -> (Snapshot, BTreeSet<ForeignId>) {
        let Self { entries, mut problems, unreadable, mut of_another_server } = self;
        let in_window: BTreeSet<&ForeignId> = entries.iter().map(|entry| &entry.id).collect();
        of_another_server.retain(|id| in_window.contains(id));
        if !of_another_server.is_empty() {
            problems.insert(0, SourceProblem::another_writer(of_another_server.len()));
        }
        let snapshot = Snapshot { entries, cursor: None, problems: bounded(problems), unreadable };
        (snapshot, of_another_server)
    }

    /// A row that reaches into the window takes its time there.
    pub fn add(
        &mut self,
        window: TimeRange,
        id: String,
        time: RowTime,
        desk: Option<DeskId>,
        kind: OccupancyKind,
    ) {
        let (time, problem) = time.into_time_and_problem(&id);
        if time.is_some_and(|time| !time.overlaps(window)) {
            return;
        }
        self.problems.extend(problem);
        match time {
            Some(time) => {
                let occupied = vec![OccupiedTime { desk, time, kind }];
                self.entries.push(Entry { id: ForeignId(id), etag: None, occupied });
            }
            None => self.unreadable.push(ForeignId(id)),
        }
    }
}

impl RowMoment {
    fn read(&self, zone: &Zone) -> Option<UnixTime> {
        match self {
            Self::Text(text) => moment(text.trim(), zone),
            Self::Milliseconds(since) => {
                Timestamp::from_millisecond(*since).ok().map(|at| UnixTime::from_unix(at.as_second()))
            }
            Self::Other(_) | Self::Missing => None,
        }
    }

    /// The day, where no more than that can be read.
    fn date(&self) -> Option<Date> {
        match self {
            Self::Text(text) => text.trim().get(..10)?.parse().ok(),
            Self::Milliseconds(_) | Self::Other(_) | Self::Missing => None,
        }
    }
}

fn moment(text: &str, zone: &Zone) -> Option<UnixTime> {
    if let Ok(exact) = text.parse::<Timestamp>() {
        return Some(UnixTime::from_unix(exact.as_second()));
    }
    // What stands behind the clock time says something about the zone that was not understood.
    let clock = text.get(11..)?;
    if clock.contains(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ':' | '.')) {
        return None;
    }
    let local: DateTime = text.parse().ok()?;
    Some(zone.moment(local.date(), local.time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(row: &str) -> String {
        #[derive(Deserialize)]
        struct Row {
            #[serde(default)]
            start: RowMoment,
            #[serde(default)]
            end: RowMoment,
        }
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let row: Row = serde_json::from_str(row).unwrap();
        let clock = |at: UnixTime| {
            let (hour, minute) = zone.clock(at);
            format!("{} {hour:02}:{minute:02}", zone.date(at).day())
        };
        match RowTime::of(&row.start, &row.end, &zone) {
            RowTime::Exact(time) => format!("{}-{}", clock(time.start), clock(time.end)),
            RowTime::Doubtful(time) => format!("at most {}-{}", clock(time.start), clock(time.end)),
            RowTime::Unreadable => "unreadable".to_owned(),
        }
    }

    #[test]
    fn a_row_is_placed_by_what_can_be_read_of_it() {
        for (row, expected) in [
            (r#"{"start": "2026-07-01 10:00:00", "end": "2026-07-01 10:30:00"}"#, "1 10:00-1 10:30"),
            (r#"{"start": "2026-07-01T10:00", "end": "2026-07-01T10:30"}"#, "1 10:00-1 10:30"),
            (r#"{"start": "2026-07-01T08:00:00Z", "end": "2026-07-01T10:30:00"}"#, "1 10:00-1 10:30"),
            (
                r#"{"start": "2026-07-01T10:00:00+02:00", "end": "2026-07-01T08:30:00.000+0000"}"#,
                "1 10:00-1 10:30",
            ),
            (r#"{"start": 1782892800000, "end": 1782894600000}"#, "1 10:00-1 10:30"),
            // Beyond closing time, and beyond midnight.
            (r#"{"start": "2026-07-01 15:45:00", "end": "2026-07-01 19:15:00"}"#, "1 15:45-1 19:15"),
            (r#"{"start": "2026-07-01 23:45:00", "end": "2026-07-02 00:15:00"}"#, "1 23:45-2 00:15"),
            (r#"{"start": "2026-07-01 10:00:00", "end": null}"#, "at most 1 10:00-2 00:00"),
            (r#"{"start": "2026-07-01 10:00:00"}"#, "at most 1 10:00-2 00:00"),
            (r#"{"start": "2026-07-01 10:00:00", "end": "2026-07-01 09:00:00"}"#, "at most 1 10:00-2 00:00"),
            (r#"{"start": "2026-07-01 10:00:00", "end": ["snart"]}"#, "at most 1 10:00-2 00:00"),
            (
                r#"{"start": "2026-07-01T10:00:00 CET", "end": "2026-07-01T10:30:00"}"#,
                "at most 1 00:00-1 10:30",
            ),
            (r#"{"start": "2026-07-01", "end": ""}"#, "at most 1 00:00-2 00:00"),
            (r#"{"start": "engang", "end": "2026-07-01 10:30:00"}"#, "at most 1 00:00-1 10:30"),
            (r#"{"start": "engang", "end": {}}"#, "unreadable"),
            ("{}", "unreadable"),
        ] {
            assert_eq!(taken(row), expected, "{row}");
        }
    }
}
