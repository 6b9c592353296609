// SPDX-License-Identifier: MPL-2.0
//! A round: begin looks, hand over bookings, read what the office wants, begin the next writes, and report what was
//! written and read again: only that may be counted on. All that a restart needs is in the ledger and in the
//! appointment system; what is kept here only saves work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use jiff::civil::Date;
use sync_wrapper::SyncWrapper;

use super::answers::{AnswerUnderWay, SourceAnswer};
use super::backoff::Backoff;
use super::calendar_source::CalendarSource;
use super::steps::{Step, steps};
use super::write_batch::BatchClock;
use super::{CommandError, OfficePort, OfficeSnapshot, booked_days};
use crate::port::{HoldKey, HoldRequest};
use crate::source_status::SharedSources;
use office::command::Command;
use office::gap::Bookings;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

/// Maximum writes before the calendar is read again.
const STEPS_PER_ROUND: usize = 40;
const DAY: Length = Length::minutes(24 * 60);

/// When the next round is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextRound {
    Now,
    After(Duration),
    Never,
}

/// An office's calendars, and what was handed over of them.
#[derive(Debug)]
pub struct Reconciler {
    pub(super) sources: Vec<CalendarSource>,
    /// Looks and writes.
    pub(super) under_way: SyncWrapper<FuturesUnordered<AnswerUnderWay>>,
    /// Those that are over and not taken in yet.
    pub(super) answered: Vec<SourceAnswer>,
    pub(super) clock: BatchClock,
    /// A batch of writes begins nothing more.
    pub(super) is_ending: Arc<AtomicBool>,
    days_ahead: u16,
    handed_over: BTreeMap<Date, Bookings>,
    /// Bookings changed and are not all handed over yet.
    pub(super) handover_due: bool,
    pub(super) in_use: BTreeSet<HoldKey>,
    /// Refused holds, and when to try again.
    pub(super) refused: BTreeMap<HoldKey, (UnixTime, Backoff)>,
    planned_at: Option<u64>,
    status: SharedSources,
}

impl Reconciler {
    pub fn new(sources: Vec<CalendarSource>, days_ahead: u16) -> Self {
        let reconciler = Self {
            sources,
            under_way: SyncWrapper::new(FuturesUnordered::new()),
            answered: Vec::new(),
            clock: BatchClock::default(),
            is_ending: Arc::default(),
            days_ahead,
            handed_over: BTreeMap::new(),
            handover_due: false,
            in_use: BTreeSet::new(),
            refused: BTreeMap::new(),
            planned_at: None,
            status: SharedSources::default(),
        };
        reconciler.publish_status();
        reconciler
    }

    /// What is known of each source, for those who look after them.
    pub fn status(&self) -> SharedSources {
        self.status.clone()
    }

    fn publish_status(&self) {
        let sources = self.sources.iter().enumerate();
        self.status.replace(sources.map(|(index, source)| source.status(index + 1)).collect());
    }

    /// A webhook reports a change: the next round polls every calendar that answers.
    pub fn poll_soon(&mut self) {
        self.sources.iter_mut().for_each(CalendarSource::poll_soon);
    }

    pub async fn round(&mut self, office: &impl OfficePort) -> NextRound {
        let next = self.try_round(office).await;
        self.publish_status();
        match next {
            Ok(next) => next,
            Err(CommandError::Stopped) => NextRound::Never,
            Err(CommandError::Busy | CommandError::Refused) => {
                self.planned_at = None;
                NextRound::After(Duration::from_secs(1))
            }
        }
    }

    async fn try_round(&mut self, office: &impl OfficePort) -> Result<NextRound, CommandError> {
        let now = office.now();
        let due = self.sources.iter().any(|source| source.is_due(now)) || self.has_answers();
        let version = office.version();
        let retry = self.refused.values().any(|(at, _)| *at <= now);
        if !due && !retry && self.planned_at == Some(version) {
            return Ok(self.pause(now));
        }
        let snapshot = office.snapshot().await?;
        let window = self.window(&snapshot);
        let mut diary_lost = self.report_unconfirmed_start(office, &snapshot).await?;
        self.begin_looks(&snapshot, window, now);
        let all_busy = !self.sources.is_empty() && self.sources.iter().all(CalendarSource::is_busy);
        if !self.has_answers() && all_busy {
            self.answer().await;
        }
        let news = self.take_in_answers(office, &snapshot, window).await?;
        diary_lost |= self.report_silence(office, &snapshot, diary_lost).await?;
        self.tell_answers(office, &snapshot, window).await?;
        self.report_recovery(office, diary_lost).await?;
        if !news && !retry && self.planned_at == Some(version) {
            return Ok(self.pause(now));
        }
        let snapshot = office.snapshot().await?;
        let version = office.version();
        let mut more = false;
        for index in 0..self.sources.len() {
            more |= self.reconcile(index, office, &snapshot).await?;
        }
        // Written and read again in this round where the system answers at once.
        if self.take_in_answers(office, &snapshot, window).await? {
            self.tell_answers(office, &snapshot, window).await?;
            more = true;
        }
        // A calendar that could not be written to still has its steps ahead, changed or not.
        let all_written = self.sources.iter().all(|source| !source.can_hold() || source.can_be_written_to());
        self.planned_at = (!more && all_written).then_some(version);
        Ok(if more { NextRound::Now } else { self.pause(office.now()) })
    }

    fn pause(&self, now: UnixTime) -> NextRound {
        let waiting = self.sources.iter().filter(|source| !source.is_busy());
        let sources = waiting.map(CalendarSource::not_before);
        let next = sources.chain(self.refused.values().map(|(at, _)| *at)).min();
        let seconds = next.map_or(60, |next| (next - now).as_seconds().clamp(1, 3600));
        NextRound::After(Duration::from_secs(seconds.unsigned_abs()))
    }

    /// From the start of the day to as far ahead as anything is held. The same all day, so that cursors stay valid.
    fn window(&self, snapshot: &OfficeSnapshot) -> TimeRange {
        let start = snapshot.zone.day(snapshot.zone.date(snapshot.now)).start;
        let days = i64::from(self.days_ahead) + 2;
        TimeRange::new(start, start + Length::seconds(days * DAY.as_seconds()))
    }

    /// After a start nothing is confirmed before the first poll, which may take long: lent time waits for it.
    /// Returns whether the office knows of a silence.
    async fn report_unconfirmed_start(
        &self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
    ) -> Result<bool, CommandError> {
        let unread = self.sources.iter().any(|source| source.last_read().is_none());
        let desks = self.unread_desks(snapshot);
        if !snapshot.diary_lost && unread && (snapshot.lends_on_trust || !desks.is_empty()) {
            let lost = Command::DiaryLost { known_at: snapshot.last_report, unread: desks };
            office.submit(lost).await?;
            return Ok(true);
        }
        Ok(snapshot.diary_lost)
    }

    /// Desks of calendars that are only read and have not answered, on a day of which the ledger knows nothing.
    fn unread_desks(&self, snapshot: &OfficeSnapshot) -> Vec<DeskId> {
        if snapshot.bookings.contains_key(&snapshot.zone.date(snapshot.now)) {
            return Vec::new();
        }
        let unread = self.sources.iter().filter(|source| source.last_read().is_none() && !source.can_hold());
        let desks: BTreeSet<DeskId> = unread.flat_map(|source| source.desks().iter().cloned()).collect();
        desks.into_iter().collect()
    }

    /// Reports a silence, with the last reading of the calendar that has been silent longest.
    async fn report_silence(
        &self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
        diary_lost: bool,
    ) -> Result<bool, CommandError> {
        let failing = self.sources.iter().filter(|source| source.is_failing());
        let known_at = failing.map(|source| source.last_read().or(snapshot.last_report)).min();
        match known_at.filter(|_| !diary_lost) {
            Some(known_at) => {
                let unread = self.unread_desks(snapshot);
                office.submit(Command::DiaryLost { known_at, unread }).await.map(|()| true)
            }
            None => Ok(false),
        }
    }

    /// Every calendar answers again. Reported after the bookings that were made in the silence.
    async fn report_recovery(&self, office: &impl OfficePort, diary_lost: bool) -> Result<(), CommandError> {
        let answers = |source: &CalendarSource| !source.is_failing() && source.last_read().is_some();
        if diary_lost && self.sources.iter().all(answers) {
            return office.submit(Command::DiaryFound).await;
        }
        Ok(())
    }

    /// Hands over what changed, and then reports what was written and read again.
    async fn tell_answers(
        &mut self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
        window: TimeRange,
    ) -> Result<(), CommandError> {
        if self.handover_due {
            self.hand_over(office, snapshot, window).await?;
        }
        self.confirm(office, snapshot).await
    }

    /// Hands over the days that changed. Of a calendar that has not answered since the start the office keeps what it
    /// knew, and it keeps nobody else's bookings back.
    pub(super) async fn hand_over(
        &mut self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
        window: TimeRange,
    ) -> Result<(), CommandError> {
        self.handover_due = true;
        if self.sources.iter().all(|source| source.last_read().is_none()) {
            return Ok(());
        }
        let unread = self.sources.iter().filter(|source| source.last_read().is_none());
        let unread: BTreeSet<DeskId> = unread.flat_map(|source| source.desks().iter().cloned()).collect();
        let days = booked_days(&self.sources, &snapshot.zone, window);
        for (date, mut bookings) in days {
            let known = snapshot.bookings.get(&date).into_iter().flat_map(|known| known.iter());
            bookings.extend(known.filter(|booking| unread.contains(&booking.desk)).cloned());
            bookings.sort_unstable();
            bookings.dedup();
            let bookings = Bookings::from(bookings);
            if self.handed_over.get(&date) == Some(&bookings) {
                continue;
            }
            match office.submit(Command::ImportDiary { date, bookings: bookings.clone() }).await {
                Ok(()) | Err(CommandError::Refused) => drop(self.handed_over.insert(date, bookings)),
                Err(error) => return Err(error),
            }
        }
        let today = snapshot.zone.date(window.start);
        self.handed_over.retain(|date, _| *date >= today);
        self.handover_due = false;
        Ok(())
    }

    /// Begins the next steps at one source. Returns whether more can be done at once.
    async fn reconcile(
        &mut self,
        index: usize,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
    ) -> Result<bool, CommandError> {
        let source = &self.sources[index];
        if !source.can_hold() || !source.can_be_written_to() {
            return Ok(false);
        }
        let here = |desk: &DeskId| source.desks().contains(desk);
        let wanted: Vec<_> = snapshot.wanted.iter().filter(|hold| here(&hold.desk)).cloned().collect();
        let known: Vec<_> = snapshot.known.iter().filter(|hold| here(&hold.desk)).cloned().collect();
        let mut todo = steps(&snapshot.office, &wanted, &known, &source.holds(), &self.in_use, snapshot.now);
        let keys: BTreeSet<HoldKey> =
            wanted.iter().map(|hold| HoldKey::new(&snapshot.office, &hold.desk, hold.time.start)).collect();
        let no_longer_wanted = |key: &HoldKey| here(key.desk()) && !keys.contains(key);
        self.refused.retain(|key, _| !no_longer_wanted(key));
        todo.retain(|step| {
            request_of(step).is_none_or(|request| {
                self.refused.get(&request.key).is_none_or(|(at, _)| *at <= snapshot.now)
            })
        });
        // Another server's holds are said, and not taken away from it.
        let source = &mut self.sources[index];
        todo.retain(|step| !matches!(step, Step::Release(held) if source.is_of_another_server(held)));
        let all = todo.len();
        todo.truncate(STEPS_PER_ROUND);
        let more = all > todo.len();
        Ok(self.begin_steps(index, todo, office).await? || more)
    }
}

const fn request_of(step: &Step) -> Option<&HoldRequest> {
    match step {
        Step::Hold(request) | Step::Update { request, .. } | Step::Shorten { request, .. } => Some(request),
        Step::Report(_) | Step::Release(_) => None,
    }
}
