// SPDX-License-Identifier: MPL-2.0
//! One calendar as last read: its entries, its cursor, and when it may be polled again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::backoff::Backoff;
use super::known_only;
use super::look::{BusySystem, Look, LookUnderWay, SourceUpdate, look};
use super::write_batch::{BatchUnderWay, Write, write_all};
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ExistingHold, ForeignId, HoldKey, HoldRequest,
    OccupancyKind, OccupiedTime, SourceError, SourceProblem,
};
use crate::source_status::{SourceSilence, SourceStatus};
use office::gap::Booking;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

/// A cursor may miss a change that was made in the same second, or come from an index that is behind.
const FULL_LOOK_EVERY: Duration = Duration::from_mins(10);

pub struct CalendarSource {
    pub(super) name: String,
    system: Box<dyn AppointmentSystem>,
    desks: Vec<DeskId>,
    every: Duration,
    pub(super) entries: BTreeMap<ForeignId, Entry>,
    /// Those of them that the last look lacked without a reason.
    pub(super) missing: BTreeSet<ForeignId>,
    pub(super) problems: Vec<SourceProblem>,
    /// When everything is read again, whatever the cursor says.
    full_look_at: UnixTime,
    cursor: Option<Cursor>,
    window: Option<TimeRange>,
    /// The first full look that was answered.
    pub(super) first_read: Option<UnixTime>,
    last_read: Option<UnixTime>,
    not_before: UnixTime,
    backoff: Backoff,
    /// While it does not answer.
    silence: Option<SourceSilence>,
    /// It asked for a pause, and was not read since.
    rate_limited: bool,
    /// Written to since it was last read: what others wrote meanwhile is not known.
    stale: bool,
    under_way: UnderWay,
    /// A webhook came meanwhile.
    rang: bool,
    /// Written, and not yet read again.
    unconfirmed: Vec<HoldRequest>,
    /// Written and read again.
    read_again: Vec<HoldRequest>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnderWay {
    Nothing,
    Look,
    Writes,
}

impl std::fmt::Debug for CalendarSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CalendarSource")
            .field("name", &self.name)
            .field("desks", &self.desks)
            .finish_non_exhaustive()
    }
}

impl CalendarSource {
    /// `seed` keeps two sources from retrying at the same moment.
    pub fn new(
        name: String,
        system: Box<dyn AppointmentSystem>,
        desks: Vec<DeskId>,
        every: Duration,
        seed: u64,
    ) -> Self {
        let every = every.max(system.capabilities().least_pause);
        Self {
            name,
            system,
            desks,
            every,
            entries: BTreeMap::new(),
            missing: BTreeSet::new(),
            problems: Vec::new(),
            full_look_at: UnixTime::from_unix(i64::MIN / 2),
            cursor: None,
            window: None,
            first_read: None,
            last_read: None,
            not_before: UnixTime::from_unix(i64::MIN / 2),
            backoff: Backoff::new(seed),
            silence: None,
            rate_limited: false,
            stale: true,
            under_way: UnderWay::Nothing,
            rang: false,
            unconfirmed: Vec::new(),
            read_again: Vec::new(),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn desks(&self) -> &[DeskId] {
        &self.desks
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.entries.values()
    }

    pub fn capabilities(&self) -> Capabilities {
        self.system.capabilities()
    }

    pub(super) fn system(&mut self) -> &mut dyn AppointmentSystem {
        self.system.as_mut()
    }

    pub(super) fn is_of_another_server(&self, held: &ExistingHold) -> bool {
        self.system.is_of_another_server(&held.id)
    }

    pub(super) const fn is_failing(&self) -> bool {
        self.silence.is_some()
    }

    pub(super) fn can_hold(&self) -> bool {
        self.capabilities().can_hold
    }

    /// It answers, and what others wrote is known.
    pub(super) const fn can_be_written_to(&self) -> bool {
        self.silence.is_none() && !self.stale && !self.is_busy()
    }

    pub(super) const fn is_busy(&self) -> bool {
        !matches!(self.under_way, UnderWay::Nothing)
    }

    pub(super) const fn is_written_to(&self) -> bool {
        matches!(self.under_way, UnderWay::Writes)
    }

    /// It is not silent, and asked for no pause.
    const fn may_be_hurried(&self) -> bool {
        self.silence.is_none() && !self.rate_limited
    }

    pub(super) const fn last_read(&self) -> Option<UnixTime> {
        self.last_read
    }

    pub(super) const fn not_before(&self) -> UnixTime {
        self.not_before
    }

    /// A calendar that fails or asked for a pause keeps it, whatever its webhook says.
    pub(super) fn poll_soon(&mut self) {
        self.rang = self.is_busy();
        if let Some(last_read) = self.last_read.filter(|_| self.may_be_hurried()) {
            self.not_before = self.not_before.min(after(last_read, self.capabilities().least_pause));
        }
    }

    pub(super) fn is_due(&self, now: UnixTime) -> bool {
        !self.is_busy() && self.not_before <= now
    }

    /// Begins a look, which ends with [`Self::end_look`].
    pub(super) fn begin_look(&mut self, index: usize, window: TimeRange, begun: UnixTime) -> LookUnderWay {
        let is_full = !self.missing.is_empty() || self.full_look_at <= begun || self.window != Some(window);
        let cursor = self.cursor.clone().filter(|_| !is_full && self.capabilities().can_follow);
        let stands_in = Box::new(BusySystem(self.capabilities()));
        let mut system = std::mem::replace(&mut self.system, stands_in);
        (self.under_way, self.rang) = (UnderWay::Look, false);
        Box::pin(async move {
            let answer = look(system.as_mut(), cursor, window).await;
            Look { index, system, window, begun, answer }
        })
    }

    /// Takes in what a look saw. After a failure the next one waits for a growing pause. `known` is what the ledger
    /// knew before the first look, and counts for that one only.
    pub(super) fn end_look(&mut self, look: Look, known: Vec<Booking>) -> bool {
        let Look { system, window, begun, answer, .. } = look;
        (self.system, self.under_way) = (system, UnderWay::Nothing);
        let again = std::mem::take(&mut self.rang);
        let changed = match answer {
            Ok(seen) => {
                let changed = self.take_in(seen, window, begun, known);
                self.read_again.append(&mut self.unconfirmed);
                (self.last_read, self.stale, self.rate_limited) = (Some(begun), false, false);
                self.backoff.reset();
                let next_change = self.system.next_change(begun).filter(|next| *next > begun);
                // What is missing is looked for again soon.
                self.not_before = if self.missing.is_empty() {
                    next_change.unwrap_or_else(|| after(begun, self.every))
                } else {
                    after(begun, self.capabilities().least_pause)
                };
                if self.silence.take().is_some() {
                    tracing::info!(source = self.name, "the appointment system answers again");
                }
                changed
            }
            Err(error) => {
                self.unconfirmed.clear();
                self.failed(&error, begun);
                false
            }
        };
        if again {
            self.poll_soon();
        }
        changed
    }

    /// Begins to write, which ends with [`Self::end_writes`].
    pub(super) fn begin_writes(
        &mut self,
        index: usize,
        writes: Vec<Write>,
        is_over: impl Fn() -> bool + Send + 'static,
    ) -> BatchUnderWay {
        let stands_in = Box::new(BusySystem(self.capabilities()));
        let system = std::mem::replace(&mut self.system, stands_in);
        self.under_way = UnderWay::Writes;
        Box::pin(write_all(index, system, writes, is_over))
    }

    pub(super) fn end_writes(&mut self, system: Box<dyn AppointmentSystem>) {
        (self.system, self.under_way, self.stale) = (system, UnderWay::Nothing, true);
    }

    /// Counts once the calendar was read again.
    pub(super) fn awaits_confirmation(&mut self, request: HoldRequest) {
        self.unconfirmed.push(request);
    }

    /// Something waits for a look, and the calendar for no pause.
    pub(super) const fn is_to_be_read_at_once(&self) -> bool {
        !self.unconfirmed.is_empty() && self.may_be_hurried()
    }

    pub(super) fn take_read_again(&mut self) -> Vec<HoldRequest> {
        std::mem::take(&mut self.read_again)
    }

    pub(super) fn failed(&mut self, error: &SourceError, now: UnixTime) {
        // The last write may or may not have been done: nothing is written or reported before the next read.
        self.stale = true;
        if let SourceError::RateLimited(pause) = error {
            self.not_before = after(now, *pause);
            // A pause longer than the polling interval, or a second one in a row, is a silence.
            if *pause > self.every || std::mem::replace(&mut self.rate_limited, true) {
                self.note_silence(error, now);
            }
            return;
        }
        self.not_before = after(now, self.backoff.next_pause());
        if self.silence.is_none() {
            tracing::warn!(source = self.name, %error, "the office goes on with the bookings it knows");
        }
        self.note_silence(error, now);
    }

    fn note_silence(&mut self, error: &SourceError, now: UnixTime) {
        let since = self.silence.as_ref().map_or(now, |silence| silence.since);
        self.silence = Some(SourceSilence { since, why: error.to_string() });
    }

    fn take_in(&mut self, seen: SourceUpdate, window: TimeRange, now: UnixTime, known: Vec<Booking>) -> bool {
        let snapshot = match seen {
            SourceUpdate::Changes(Changes::Nothing) => return false,
            SourceUpdate::Changes(Changes::Changed { entries, gone, cursor, problems, unreadable }) => {
                self.tell(problems);
                self.cursor = Some(cursor);
                return self.merge(entries, &gone, &unreadable, window);
            }
            SourceUpdate::All(snapshot) => snapshot,
        };
        self.tell(snapshot.problems);
        (self.cursor, self.window) = (snapshot.cursor, Some(window));
        self.full_look_at = after(now, FULL_LOOK_EVERY);
        let entries = snapshot.entries.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        let mut before = std::mem::replace(&mut self.entries, entries);
        if self.last_read.is_none() {
            before = known_only::entries(known_only::left_free(known, &self.entries.values()));
        }
        self.first_read.get_or_insert(now);
        self.keep_missing(&before, &snapshot.unreadable, window, now);
        self.last_read.is_none() || before != self.entries
    }

    /// What an administrator should know of the last look.
    pub fn problems(&self) -> &[SourceProblem] {
        &self.problems
    }

    /// `number`: which of the office's sources it is, beginning with 1.
    pub(super) fn status(&self, number: usize) -> SourceStatus {
        SourceStatus {
            number,
            name: self.name.clone(),
            desks: self.desks.clone(),
            last_look: self.last_read,
            silence: self.silence.clone(),
            problems: self.problems.clone(),
        }
    }

    /// Each problem is logged when it is new.
    fn tell(&mut self, problems: Vec<SourceProblem>) {
        for problem in problems.iter().filter(|problem| !self.problems.contains(problem)) {
            tracing::warn!(
                source = self.name,
                kind = problem.kind.code(),
                problem = problem.text,
                "an administrator should look at the calendar"
            );
        }
        self.problems = problems;
    }

    /// Our holds as last read.
    pub fn holds(&self) -> Vec<ExistingHold> {
        let hold_of = |entry: &Entry| {
            entry.occupied.iter().find_map(|taken| {
                let OccupancyKind::Hold(key) = &taken.kind else { return None };
                let desk = taken.desk.clone().or_else(|| self.desks.first().cloned())?;
                let (id, etag) = (entry.id.clone(), entry.etag.clone());
                Some(ExistingHold { key: key.clone(), id, etag, desk, time: taken.time })
            })
        };
        self.entries.values().filter_map(hold_of).collect()
    }

    /// Whether somebody else has some of a desk's time.
    pub(super) fn is_taken(&self, desk: &DeskId, time: TimeRange) -> bool {
        let taken = self.entries.values().flat_map(|entry| &entry.occupied);
        taken
            .filter(|taken| !matches!(taken.kind, OccupancyKind::Hold(_)))
            .any(|taken| taken.desk.as_ref().is_none_or(|other| other == desk) && taken.time.overlaps(time))
    }

    /// Keeps what was just written, for the next step.
    pub(super) fn remember(&mut self, held: &ExistingHold) {
        let taken = OccupiedTime {
            desk: Some(held.desk.clone()),
            time: held.time,
            kind: OccupancyKind::Hold(held.key.clone()),
        };
        let entry = Entry { id: held.id.clone(), etag: held.etag.clone(), occupied: vec![taken] };
        self.entries.insert(held.id.clone(), entry);
        self.stale = true;
    }

    pub(super) fn forget(&mut self, key: &HoldKey) {
        let has_key =
            |entry: &Entry| entry.occupied.iter().any(|taken| taken.kind == OccupancyKind::Hold(key.clone()));
        self.entries.retain(|_, entry| !has_key(entry));
    }
}

pub(super) fn after(now: UnixTime, pause: Duration) -> UnixTime {
    let seconds = i64::try_from(pause.as_secs()).unwrap_or(i64::MAX / 4);
    now + Length::seconds(seconds.max(1))
}
