//! One calendar as last seen: its entries, where to follow on, and when it may be asked again.

use std::collections::BTreeMap;
use std::time::Duration;

use super::pauses::Pauses;
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ForeignId, Held, HoldKey, Kind, Trouble,
};
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

/// A system that asks for a longer pause is asked again after this all the same.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

pub struct Source {
    name: String,
    system: Box<dyn AppointmentSystem>,
    desks: Vec<DeskId>,
    every: Duration,
    entries: BTreeMap<ForeignId, Entry>,
    cursor: Option<Cursor>,
    window: Option<TimeRange>,
    /// When what is known of it was last true.
    seen_at: Option<UnixTime>,
    not_before: UnixTime,
    pauses: Pauses,
    failing: bool,
    /// Written to since it was last read: what others did meanwhile is not known.
    stale: bool,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("desks", &self.desks).finish_non_exhaustive()
    }
}

impl Source {
    /// `seed` keeps two sources from trying again at the same moment.
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
            cursor: None,
            window: None,
            seen_at: None,
            not_before: UnixTime::from_unix(i64::MIN / 2),
            pauses: Pauses::new(seed),
            failing: false,
            stale: true,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn desks(&self) -> &[DeskId] {
        &self.desks
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    pub fn capabilities(&self) -> Capabilities {
        self.system.capabilities()
    }

    pub(super) fn system(&mut self) -> &mut dyn AppointmentSystem {
        self.system.as_mut()
    }

    pub(super) const fn is_failing(&self) -> bool {
        self.failing
    }

    pub(super) fn can_hold(&self) -> bool {
        self.capabilities().can_hold
    }

    /// It answers, and what others did there is known.
    pub(super) const fn can_be_written_to(&self) -> bool {
        !self.failing && !self.stale
    }

    pub(super) const fn seen_at(&self) -> Option<UnixTime> {
        self.seen_at
    }

    pub(super) const fn not_before(&self) -> UnixTime {
        self.not_before
    }

    /// A calendar in trouble keeps its pause: ringing must not hurry what asked for time.
    pub(super) fn look_soon(&mut self) {
        if let Some(seen_at) = self.seen_at.filter(|_| !self.failing) {
            self.not_before = self.not_before.min(after(seen_at, self.capabilities().least_pause));
        }
    }

    /// Looks, if it is time to. Whether anything is other than before.
    pub(super) async fn look_if_due(&mut self, window: TimeRange, now: UnixTime) -> bool {
        if now < self.not_before {
            return false;
        }
        self.look(window, now).await
    }

    /// Looks now. Trouble is remembered, with a pause that grows.
    pub(super) async fn look(&mut self, window: TimeRange, now: UnixTime) -> bool {
        match self.read(window).await {
            Ok(changed) => {
                (self.seen_at, self.stale) = (Some(now), false);
                self.pauses.succeeded();
                self.not_before = after(now, self.every);
                if std::mem::take(&mut self.failing) {
                    tracing::info!(source = self.name, "the appointment system answers again");
                }
                changed
            }
            Err(trouble) => {
                self.failed(&trouble, now);
                false
            }
        }
    }

    pub(super) fn failed(&mut self, trouble: &Trouble, now: UnixTime) {
        // What was asked for last may or may not stand there: nothing is written or told before it is read again.
        self.stale = true;
        if let Trouble::TooFast(pause) = trouble {
            self.not_before = after(now, (*pause).min(LONGEST_PAUSE));
            // A pause longer than between two looks is a silence, however polite.
            self.failing |= *pause > self.every;
            return;
        }
        self.not_before = after(now, self.pauses.next());
        if !self.failing {
            tracing::warn!(source = self.name, %trouble, "the office goes on with the bookings it knows");
        }
        self.failing = true;
    }

    async fn read(&mut self, window: TimeRange) -> Result<bool, Trouble> {
        if self.window == Some(window)
            && let Some(cursor) = self.cursor.clone().filter(|_| self.capabilities().can_follow)
        {
            match self.system.changes(&cursor, window).await {
                Err(Trouble::CursorExpired) => self.cursor = None,
                Err(trouble) => return Err(trouble),
                Ok(Changes::Nothing) => return Ok(false),
                Ok(Changes::Changed { entries, gone, cursor, problems }) => {
                    self.tell_of(&problems);
                    self.cursor = Some(cursor);
                    return Ok(self.take_over(entries, &gone));
                }
            }
        }
        let snapshot = self.system.snapshot(window).await?;
        self.tell_of(&snapshot.problems);
        (self.cursor, self.window) = (snapshot.cursor, Some(window));
        let entries = snapshot.entries.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        let before = std::mem::replace(&mut self.entries, entries);
        Ok(self.seen_at.is_none() || before != self.entries)
    }

    fn take_over(&mut self, entries: Vec<Entry>, gone: &[ForeignId]) -> bool {
        let mut changed = false;
        for id in gone {
            changed |= self.entries.remove(id).is_some();
        }
        for entry in entries {
            changed |= self.entries.get(&entry.id) != Some(&entry);
            self.entries.insert(entry.id.clone(), entry);
        }
        changed
    }

    fn tell_of(&self, problems: &[String]) {
        for problem in problems {
            tracing::warn!(source = self.name, problem, "an entry of the calendar was left out");
        }
    }

    /// Our holds as they were last seen there.
    pub fn holds(&self) -> Vec<Held> {
        let of_entry = |entry: &Entry| {
            entry.takes.iter().find_map(|taken| {
                let Kind::Hold(key) = &taken.kind else { return None };
                let desk = taken.desk.clone().or_else(|| self.desks.first().cloned())?;
                let (id, etag) = (entry.id.clone(), entry.etag.clone());
                Some(Held { key: key.clone(), id, etag, desk, time: taken.time })
            })
        };
        self.entries.values().filter_map(of_entry).collect()
    }

    /// Whether somebody else takes some of a desk's time.
    pub(super) fn is_taken(&self, desk: &DeskId, time: TimeRange) -> bool {
        let taken = self.entries.values().flat_map(|entry| &entry.takes);
        taken
            .filter(|taken| !matches!(taken.kind, Kind::Hold(_)))
            .any(|taken| taken.desk.as_ref().is_none_or(|other| other == desk) && taken.time.overlaps(time))
    }

    /// What was just done there, so that the next step knows of it.
    pub(super) fn remember(&mut self, held: &Held) {
        let taken = crate::port::Taken {
            desk: Some(held.desk.clone()),
            time: held.time,
            kind: Kind::Hold(held.key.clone()),
        };
        let entry = Entry { id: held.id.clone(), etag: held.etag.clone(), takes: vec![taken] };
        self.entries.insert(held.id.clone(), entry);
        self.stale = true;
    }

    pub(super) fn forget(&mut self, key: &HoldKey) {
        let is_it = |entry: &Entry| entry.takes.iter().any(|taken| taken.kind == Kind::Hold(key.clone()));
        self.entries.retain(|_, entry| !is_it(entry));
    }
}

pub(super) fn after(now: UnixTime, pause: Duration) -> UnixTime {
    let seconds = i64::try_from(pause.as_secs()).unwrap_or(i64::MAX / 4);
    now + Length::seconds(seconds.max(1))
}
