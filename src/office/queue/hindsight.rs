// SPDX-License-Identifier: MPL-2.0
//! What was told, held against what happened. Each visit is counted once, by the first window told to it: how
//! far before or after what was foreseen it was called, and whether the told window held. From the latest of
//! them follows how much the next windows are widened: adaptive conformal inference (Gibbs and Candès 2021),
//! each end by its own quantile. It is carried from day to day, so a restart forgets nothing.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::pauses::Pauses;
use crate::time::{Length, UnixTime};
use crate::visits::tickets::TicketIndex;
use crate::window::WindowTold;

/// With fewer visits nothing is told but what the rules say.
pub const FEWEST_VISITS: usize = 30;
/// As many as say something about now.
const MOST_KEPT: usize = 300;
/// Eight windows of ten should hold.
pub const HOLD_OF_A_HUNDRED: u32 = 80;
/// What the correction aims at, in millionths: one of a hundred fewer than may miss, because each change of the days
/// costs some for a while.
const AIM_TO_MISS: i64 = WHOLE - (HOLD_OF_A_HUNDRED + 1) as i64 * 10_000;
/// How far one visit moves the level.
const STEP: i64 = 20_000;
/// Beyond these more steps would only have to be walked back.
const LEVELS: std::ops::RangeInclusive<i64> = 10_000..=900_000;
const WHOLE: i64 = 1_000_000;
/// What is foreseen narrower than this is measured as if it were this wide.
const NARROWEST: Length = Length::minutes(5);

/// What is known of told windows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hindsight {
    /// What was first told to those whose visit is not decided yet.
    first: BTreeMap<TicketIndex, WindowTold>,
    /// When those were called whose visit is not decided yet.
    calls: BTreeMap<TicketIndex, UnixTime>,
    record: Record,
}

/// The part that goes with the office from day to day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The share, in millionths, that the next window is made to miss.
    level: i64,
    visits: VecDeque<WindowOutcome>,
    #[serde(default, skip_serializing_if = "Pauses::is_empty")]
    pauses: Pauses,
}

impl Default for Record {
    fn default() -> Self {
        Self { level: AIM_TO_MISS, visits: VecDeque::new(), pauses: Pauses::default() }
    }
}

/// How one foreseen window turned out: where the call lay to it. The ledger keeps it as a row of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub struct WindowOutcome {
    /// How far the call came before what was foreseen, in thousandths of its width; negative is inside or after.
    pub before: i64,
    /// How far it came after, likewise.
    pub after: i64,
    /// Minutes of the told window; none where too little was known to tell one.
    pub width: Option<u16>,
    /// Whether the told window held.
    pub held: bool,
}

type Row = (i64, i64, Option<u16>, bool);

impl From<Row> for WindowOutcome {
    fn from((before, after, width, held): Row) -> Self {
        Self { before, after, width, held }
    }
}

impl From<WindowOutcome> for Row {
    fn from(WindowOutcome { before, after, width, held }: WindowOutcome) -> Self {
        (before, after, width, held)
    }
}

/// How told windows turned out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Visits whose call can be held against what was foreseen, of the latest that count.
    pub visits: usize,
    /// Those of them that were told a window.
    pub told: usize,
    /// Those whose window held.
    pub held: usize,
    /// The widths of all told windows together, in minutes.
    pub minutes: u32,
}

impl Record {
    pub const fn level(&self) -> i64 {
        self.level
    }

    /// What is known after these visits, the latest last.
    pub fn of(visits: impl IntoIterator<Item = WindowOutcome>) -> Self {
        Self { visits: visits.into_iter().collect(), ..Self::default() }
    }

    pub fn visits(&self) -> impl Iterator<Item = WindowOutcome> {
        self.visits.iter().copied()
    }

    pub const fn pauses(&self) -> &Pauses {
        &self.pauses
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn is_enough(&self) -> bool {
        self.visits.len() >= FEWEST_VISITS
    }

    /// What is told from what is foreseen, before the rules have their say. Nothing while there is too little.
    fn corrected(&self, low: UnixTime, high: UnixTime) -> Option<(UnixTime, UnixTime)> {
        if !self.is_enough() {
            return None;
        }
        let unit = unit(low, high).as_seconds();
        let side = |off: fn(&WindowOutcome) -> i64| self.reached(off) * unit / 1_000;
        let earlier = low - Length::seconds(side(|past| past.before));
        let later = high + Length::seconds(side(|past| past.after));
        if earlier <= later {
            return Some((earlier, later));
        }
        let middle = UnixTime::from_unix(i64::midpoint(earlier.unix(), later.unix()));
        Some((middle, middle))
    }

    /// What all but half the level of past visits stayed within, on one side.
    fn reached(&self, off: fn(&WindowOutcome) -> i64) -> i64 {
        let mut sorted: Vec<i64> = self.visits.iter().map(off).collect();
        sorted.sort_unstable();
        let n = i64::try_from(sorted.len()).unwrap_or(i64::MAX);
        let rank = ((n + 1) * (WHOLE - self.level / 2) + WHOLE - 1) / WHOLE;
        let index = usize::try_from(rank.clamp(1, n.max(1)) - 1).unwrap_or(0);
        sorted.get(index).copied().unwrap_or(0)
    }

    fn count(&mut self, told: &WindowTold, called: UnixTime) {
        let unit = unit(told.low, told.high).as_seconds();
        let off = |length: Length| length.as_seconds() * 1_000 / unit;
        let held = told.window.is_some_and(|window| window.covers(called));
        let width = told.window.map(|window| u16::try_from(window.width().as_minutes()).unwrap_or(u16::MAX));
        if width.is_some() {
            let missed = if held { 0 } else { WHOLE };
            let moved = self.level + STEP * (AIM_TO_MISS - missed) / WHOLE;
            self.level = moved.clamp(*LEVELS.start(), *LEVELS.end());
        }
        let (before, after) = (off(told.low - called), off(called - told.high));
        self.visits.push_back(WindowOutcome { before, after, width, held });
        while self.visits.len() > MOST_KEPT {
            self.visits.pop_front();
        }
    }
}

fn unit(low: UnixTime, high: UnixTime) -> Length {
    (high - low).max(NARROWEST)
}

impl Hindsight {
    pub const fn of(record: Record) -> Self {
        Self { first: BTreeMap::new(), calls: BTreeMap::new(), record }
    }

    /// What a copy needs to play the rest of a day.
    pub(crate) fn of_pauses(&self) -> Self {
        Self::of(Record { pauses: self.record.pauses.clone(), ..Record::default() })
    }

    pub(crate) fn paused(&mut self, pause: Length) {
        self.record.pauses.note(pause);
    }

    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Whether a ticket's visit will be counted by what it was told before.
    pub fn has_first(&self, ticket: TicketIndex) -> bool {
        self.first.contains_key(&ticket)
    }

    pub fn corrected(&self, low: UnixTime, high: UnixTime) -> Option<(UnixTime, UnixTime)> {
        self.record.corrected(low, high)
    }

    pub(crate) fn note_told(&mut self, ticket: TicketIndex, told: WindowTold) {
        self.first.entry(ticket).or_insert(told);
    }

    pub(crate) fn called(&mut self, ticket: TicketIndex, at: UnixTime) {
        if self.first.contains_key(&ticket) {
            self.calls.insert(ticket, at);
        }
    }

    /// The call never was, or was an offer that nobody took.
    pub(crate) fn take_back(&mut self, ticket: TicketIndex) {
        self.calls.remove(&ticket);
    }

    /// The call stands: what was first told is held against it.
    pub(crate) fn decided(&mut self, ticket: TicketIndex) {
        if let Some(at) = self.calls.remove(&ticket)
            && let Some(told) = self.first.remove(&ticket)
        {
            self.record.count(&told, at);
        }
    }

    pub fn accuracy(&self) -> Accuracy {
        let visits = &self.record.visits;
        visits.iter().fold(Accuracy { visits: visits.len(), ..Accuracy::default() }, |sum, past| {
            let told = past.width.is_some();
            Accuracy {
                told: sum.told + usize::from(told),
                held: sum.held + usize::from(told && past.held),
                minutes: sum.minutes + past.width.map_or(0, u32::from),
                ..sum
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::Window;
    use uuid::Uuid;

    fn at(minutes: i64) -> UnixTime {
        UnixTime::from_unix(minutes * 60)
    }

    /// Foreseen from 10 to 20 past, told as corrected, and called at a minute.
    fn visit(record: &mut Record, called: i64) {
        let (low, high) = (at(10), at(20));
        let window = record.corrected(low, high).map(|(earliest, latest)| Window { earliest, latest });
        let ticket = crate::names::TicketId(Uuid::nil());
        record.count(&WindowTold { ticket, low, high, window }, at(called));
    }

    #[test]
    fn below_thirty_visits_the_rules_alone_speak() {
        let mut record = Record::default();
        for _ in 0..FEWEST_VISITS {
            assert_eq!(record.corrected(at(10), at(20)), None);
            visit(&mut record, 15);
        }
        assert!(record.corrected(at(10), at(20)).is_some());
    }

    #[test]
    fn calls_that_come_late_move_the_late_end_and_leave_the_early_one() {
        let mut record = Record::default();
        for turn in 0..200 {
            visit(&mut record, 20 + turn % 20);
        }
        let (earliest, latest) = record.corrected(at(10), at(20)).unwrap();
        assert!(latest > at(33), "{latest}");
        assert!(earliest >= at(18), "nobody was called as early as foreseen: {earliest}");
    }

    #[test]
    fn windows_that_miss_too_often_get_wider_and_those_that_always_hold_narrower() {
        let mut record = Record::default();
        for turn in 0..300 {
            visit(&mut record, 10 + (turn * 7) % 11);
        }
        let calm = record.level;
        for turn in 0..20 {
            visit(&mut record, if turn % 2 == 0 { 60 } else { 15 });
        }
        assert!(record.level < calm, "half of them missed");
        let low = record.level;
        for _ in 0..20 {
            visit(&mut record, 15);
        }
        assert!(record.level > low);
    }
}
