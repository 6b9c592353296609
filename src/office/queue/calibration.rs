// SPDX-License-Identifier: MPL-2.0
//! How well past windows covered the calls, and how much wider the next ones must be. Each visit counts once, by its
//! first window. Its conformity scores say how far outside the forecast the call came, on either side. The next
//! forecast is widened by a quantile of the scores, each end by its own (conformalized quantile regression: Romano,
//! Patterson and Candès 2019). The miss rate that sets the quantile follows the misses (adaptive conformal inference:
//! Gibbs and Candès 2021). The calibration record is carried from day to day, so a restart loses nothing.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::pauses::Pauses;
use crate::time::{Length, UnixTime};
use crate::visits::tickets::TicketIndex;
use crate::window::WindowTold;

/// With fewer visits on record no window is given beside the promise.
pub const FEWEST_VISITS: usize = 30;
/// Older visits say little about how the office works now.
const MAX_VISITS: usize = 300;
/// The coverage aimed at: eight windows of ten hold.
pub const TARGET_COVERAGE_PERCENT: u32 = 80;
/// The miss rate aimed at, in millionths: one window of a hundred fewer than may miss, because after each change in how
/// the office works more windows miss for a while.
const TARGET_MISS_RATE: i64 = WHOLE - (TARGET_COVERAGE_PERCENT + 1) as i64 * 10_000;
/// The step size γ of Gibbs and Candès, in millionths.
const STEP_SIZE: i64 = 20_000;
/// Limits of the miss rate: beyond them a window can hardly change, and the way back would be longer.
const MISS_RATES: std::ops::RangeInclusive<i64> = 10_000..=900_000;
const WHOLE: i64 = 1_000_000;
/// A narrower forecast is taken as this wide when scores are scaled by its width.
const MIN_SCALE: Length = Length::minutes(5);

/// The calibration record, and the visits of today that are not on it yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WindowCalibration {
    /// The first forecast and window of each visit that is not on the record yet.
    first: BTreeMap<TicketIndex, WindowTold>,
    /// Their calls, until it is certain that the citizen came.
    calls: BTreeMap<TicketIndex, UnixTime>,
    record: CalibrationRecord,
}

/// The calibration record: the part that is carried from day to day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalibrationRecord {
    /// The share of windows, in millionths, that the next one may miss: α of Gibbs and Candès.
    #[serde(rename = "level")]
    miss_rate: i64,
    visits: VecDeque<WindowOutcome>,
    #[serde(default, skip_serializing_if = "Pauses::is_empty")]
    pauses: Pauses,
}

impl Default for CalibrationRecord {
    fn default() -> Self {
        Self { miss_rate: TARGET_MISS_RATE, visits: VecDeque::new(), pauses: Pauses::default() }
    }
}

/// A visit on the calibration record. The ledger keeps it as a row of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub struct WindowOutcome {
    /// Conformity score of the early end: how long before the forecast the call came, in thousandths of the forecast's
    /// width. Negative when it came later than that end.
    pub before: i64,
    /// Conformity score of the late end: how long after the forecast the call came, likewise.
    pub after: i64,
    /// Width in minutes of the window that was given, if one was.
    pub width: Option<u16>,
    /// Whether it covered the call.
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

/// The coverage and width of past windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowAccuracy {
    /// Visits on the calibration record.
    pub visits: usize,
    /// Those that were given a window.
    pub given: usize,
    /// Those whose window covered the call.
    pub held: usize,
    /// The widths of all their windows together.
    pub minutes: u32,
}

impl CalibrationRecord {
    pub const fn miss_rate(&self) -> i64 {
        self.miss_rate
    }

    /// A record of these visits, the latest last, at the target miss rate.
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

    /// The forecast, each end moved by the quantile of its scores; nothing while the record is too short. The rules of
    /// the queue are applied afterwards.
    fn calibrated(&self, low: UnixTime, high: UnixTime) -> Option<(UnixTime, UnixTime)> {
        if !self.is_enough() {
            return None;
        }
        let scale = scale(low, high).as_seconds();
        let margin = |score: fn(&WindowOutcome) -> i64| self.score_quantile(score) * scale / 1_000;
        let earlier = low - Length::seconds(margin(|visit| visit.before));
        let later = high + Length::seconds(margin(|visit| visit.after));
        if earlier <= later {
            return Some((earlier, later));
        }
        let middle = UnixTime::from_unix(i64::midpoint(earlier.unix(), later.unix()));
        Some((middle, middle))
    }

    /// The ⌈(n + 1)(1 − α/2)⌉-th smallest of the n scores of one end (Romano, Patterson and Candès 2019): each end may
    /// have half of the misses.
    fn score_quantile(&self, score: fn(&WindowOutcome) -> i64) -> i64 {
        let mut sorted: Vec<i64> = self.visits.iter().map(score).collect();
        sorted.sort_unstable();
        let n = i64::try_from(sorted.len()).unwrap_or(i64::MAX);
        let rank = ((n + 1) * (WHOLE - self.miss_rate / 2) + WHOLE - 1) / WHOLE;
        let index = usize::try_from(rank.clamp(1, n.max(1)) - 1).unwrap_or(0);
        sorted.get(index).copied().unwrap_or(0)
    }

    fn add(&mut self, first: &WindowTold, called: UnixTime) {
        let scale = scale(first.low, first.high).as_seconds();
        let score = |length: Length| length.as_seconds() * 1_000 / scale;
        let held = first.window.is_some_and(|window| window.covers(called));
        let width = first.window.map(|window| u16::try_from(window.width().as_minutes()).unwrap_or(u16::MAX));
        if width.is_some() {
            let missed = if held { 0 } else { WHOLE };
            let moved = self.miss_rate + STEP_SIZE * (TARGET_MISS_RATE - missed) / WHOLE;
            self.miss_rate = moved.clamp(*MISS_RATES.start(), *MISS_RATES.end());
        }
        let (before, after) = (score(first.low - called), score(called - first.high));
        self.visits.push_back(WindowOutcome { before, after, width, held });
        while self.visits.len() > MAX_VISITS {
            self.visits.pop_front();
        }
    }
}

fn scale(low: UnixTime, high: UnixTime) -> Length {
    (high - low).max(MIN_SCALE)
}

impl WindowCalibration {
    pub const fn of(record: CalibrationRecord) -> Self {
        Self { first: BTreeMap::new(), calls: BTreeMap::new(), record }
    }

    /// What a copy of the office needs for simulating the rest of the day.
    pub(crate) fn of_pauses(&self) -> Self {
        Self::of(CalibrationRecord { pauses: self.record.pauses.clone(), ..CalibrationRecord::default() })
    }

    pub(crate) fn paused(&mut self, pause: Length) {
        self.record.pauses.note(pause);
    }

    pub const fn record(&self) -> &CalibrationRecord {
        &self.record
    }

    /// Whether the ticket's first window is known already: the visit will be counted by that one.
    pub fn has_first(&self, ticket: TicketIndex) -> bool {
        self.first.contains_key(&ticket)
    }

    pub fn calibrated(&self, low: UnixTime, high: UnixTime) -> Option<(UnixTime, UnixTime)> {
        self.record.calibrated(low, high)
    }

    pub(crate) fn note_window(&mut self, ticket: TicketIndex, window: WindowTold) {
        self.first.entry(ticket).or_insert(window);
    }

    pub(crate) fn called(&mut self, ticket: TicketIndex, at: UnixTime) {
        if self.first.contains_key(&ticket) {
            self.calls.insert(ticket, at);
        }
    }

    /// The call was undone, or the citizen did not take it up.
    pub(crate) fn call_withdrawn(&mut self, ticket: TicketIndex) {
        self.calls.remove(&ticket);
    }

    /// The call is certain: the visit goes on the record.
    pub(crate) fn call_confirmed(&mut self, ticket: TicketIndex) {
        if let Some(at) = self.calls.remove(&ticket)
            && let Some(first) = self.first.remove(&ticket)
        {
            self.record.add(&first, at);
        }
    }

    pub fn accuracy(&self) -> WindowAccuracy {
        let visits = &self.record.visits;
        visits.iter().fold(
            WindowAccuracy { visits: visits.len(), ..WindowAccuracy::default() },
            |sum, visit| {
                let has_window = visit.width.is_some();
                WindowAccuracy {
                    given: sum.given + usize::from(has_window),
                    held: sum.held + usize::from(has_window && visit.held),
                    minutes: sum.minutes + visit.width.map_or(0, u32::from),
                    ..sum
                }
            },
        )
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

    /// A visit with a forecast of 10 to 20 past, the window that follows from it, and a call at a minute.
    fn visit(record: &mut CalibrationRecord, called: i64) {
        let (low, high) = (at(10), at(20));
        let window = record.calibrated(low, high).map(|(earliest, latest)| Window { earliest, latest });
        let ticket = crate::names::TicketId(Uuid::nil());
        record.add(&WindowTold { ticket, low, high, window }, at(called));
    }

    #[test]
    fn below_thirty_visits_there_is_no_window_beside_the_promise() {
        let mut record = CalibrationRecord::default();
        for _ in 0..FEWEST_VISITS {
            assert_eq!(record.calibrated(at(10), at(20)), None);
            visit(&mut record, 15);
        }
        assert!(record.calibrated(at(10), at(20)).is_some());
    }

    #[test]
    fn calls_that_come_late_move_the_late_end_and_leave_the_early_one() {
        let mut record = CalibrationRecord::default();
        for turn in 0..200 {
            visit(&mut record, 20 + turn % 20);
        }
        let (earliest, latest) = record.calibrated(at(10), at(20)).unwrap();
        assert!(latest > at(33), "{latest}");
        assert!(earliest >= at(18), "nobody was called as early as foreseen: {earliest}");
    }

    #[test]
    fn windows_that_miss_too_often_get_wider_and_those_that_always_hold_narrower() {
        let mut record = CalibrationRecord::default();
        for turn in 0..300 {
            visit(&mut record, 10 + (turn * 7) % 11);
        }
        let calm = record.miss_rate;
        for turn in 0..20 {
            visit(&mut record, if turn % 2 == 0 { 60 } else { 15 });
        }
        assert!(record.miss_rate < calm, "half of them missed");
        let low = record.miss_rate;
        for _ in 0..20 {
            visit(&mut record, 15);
        }
        assert!(record.miss_rate > low);
    }
}
