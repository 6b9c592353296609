//! Rounds: look, hand over what is booked, see what the office wants, do the next steps, look again and only
//! then tell the office what it may count on. Everything needed to go on after a crash stands in the office's
//! ledger and in the appointment system; what is remembered here only saves work.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use super::pauses::Pauses;
use super::plan::{Step, steps};
use super::source::{Source, after};
use super::{NotTaken, OfficeSide, Seen, booked_days};
use crate::port::{Held, HoldKey, Trouble, Wish};
use office::command::{Command, HoldReport, HoldStep};
use office::gap::Bookings;
use office::holds::HoldTrouble;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

/// As many writes before the calendar is read again.
const STEPS_PER_ROUND: usize = 40;
const DAY: Length = Length::minutes(24 * 60);

/// When to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Again,
    After(Duration),
    Stopped,
}

/// An office's calendars, and what was handed over of them.
#[derive(Debug)]
pub struct Follower {
    pub(super) sources: Vec<Source>,
    days_ahead: u16,
    handed_over: BTreeMap<Date, Bookings>,
    in_use: BTreeSet<HoldKey>,
    /// Holds that were refused, and when to try again.
    pub(super) refused: BTreeMap<HoldKey, (UnixTime, Pauses)>,
    planned_at: Option<u64>,
}

impl Follower {
    pub const fn new(sources: Vec<Source>, days_ahead: u16) -> Self {
        Self {
            sources,
            days_ahead,
            handed_over: BTreeMap::new(),
            in_use: BTreeSet::new(),
            refused: BTreeMap::new(),
            planned_at: None,
        }
    }

    /// Somebody says that something changed: every calendar that answers is looked at in the next round.
    pub fn look_soon(&mut self) {
        self.sources.iter_mut().for_each(Source::look_soon);
    }

    pub async fn round(&mut self, office: &impl OfficeSide) -> Next {
        match self.try_round(office).await {
            Ok(next) => next,
            Err(NotTaken::Stopped) => Next::Stopped,
            Err(NotTaken::Busy | NotTaken::Refused) => {
                self.planned_at = None;
                Next::After(Duration::from_secs(1))
            }
        }
    }

    async fn try_round(&mut self, office: &impl OfficeSide) -> Result<Next, NotTaken> {
        let now = office.now();
        let due = self.sources.iter().any(|source| source.not_before() <= now);
        let version = office.version();
        let retry = self.refused.values().any(|(at, _)| *at <= now);
        if !due && !retry && self.planned_at == Some(version) {
            return Ok(self.sleep(now));
        }
        let seen = office.see().await?;
        let window = self.window(&seen);
        let mut told_lost = self.doubt_until_seen(office, &seen).await?;
        let mut changed = false;
        for source in &mut self.sources {
            changed |= source.look_if_due(window, now).await;
        }
        told_lost |= self.tell_of_silence(office, &seen, told_lost).await?;
        if changed {
            self.hand_over(office, &seen, window).await?;
        }
        self.tell_of_answers(office, told_lost).await?;
        if !changed && !retry && self.planned_at == Some(version) {
            return Ok(self.sleep(now));
        }
        let seen = office.see().await?;
        let version = office.version();
        let mut more = false;
        for index in 0..self.sources.len() {
            more |= self.bring_about(index, office, &seen, window).await?;
        }
        // A calendar that could not be written to has its steps before it still, changed or not.
        let all_written = self.sources.iter().all(|source| !source.can_hold() || source.can_be_written_to());
        self.planned_at = (!more && all_written).then_some(version);
        Ok(if more { Next::Again } else { self.sleep(office.now()) })
    }

    fn sleep(&self, now: UnixTime) -> Next {
        let sources = self.sources.iter().map(Source::not_before);
        let next = sources.chain(self.refused.values().map(|(at, _)| *at)).min();
        let seconds = next.map_or(60, |next| (next - now).as_seconds().clamp(1, 3600));
        Next::After(Duration::from_secs(seconds.unsigned_abs()))
    }

    /// From the day's beginning to as far ahead as anything is held; the same all day, so that a cursor is.
    fn window(&self, seen: &Seen) -> TimeRange {
        let start = seen.zone.day(seen.zone.date(seen.now)).start;
        let days = i64::from(self.days_ahead) + 2;
        TimeRange::new(start, start + Length::seconds(days * DAY.as_seconds()))
    }

    /// After a start nothing is confirmed before the first look, which may take its time: freed time that is
    /// lent waits for it. Whether the office knows of a silence now.
    async fn doubt_until_seen(&self, office: &impl OfficeSide, seen: &Seen) -> Result<bool, NotTaken> {
        let unseen = self.sources.iter().any(|source| source.seen_at().is_none());
        if !seen.diary_lost && unseen && seen.lends_on_trust {
            office.tell(Command::DiaryLost { known_at: seen.told_at }).await?;
            return Ok(true);
        }
        Ok(seen.diary_lost)
    }

    /// A silence, and how old what is known of the calendar silent for longest is.
    async fn tell_of_silence(
        &self,
        office: &impl OfficeSide,
        seen: &Seen,
        told_lost: bool,
    ) -> Result<bool, NotTaken> {
        let failing = self.sources.iter().filter(|source| source.is_failing());
        let known_at = failing.map(|source| source.seen_at().or(seen.told_at)).min();
        match known_at.filter(|_| !told_lost) {
            Some(known_at) => office.tell(Command::DiaryLost { known_at }).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Every calendar answers again. Told after what they answered: what was booked in the silence comes first.
    async fn tell_of_answers(&self, office: &impl OfficeSide, told_lost: bool) -> Result<(), NotTaken> {
        let answers = |source: &Source| !source.is_failing() && source.seen_at().is_some();
        if told_lost && self.sources.iter().all(answers) {
            return office.tell(Command::DiaryFound).await;
        }
        Ok(())
    }

    /// Only days that are other than handed over; a calendar never yet seen must not empty a day.
    pub(super) async fn hand_over(
        &mut self,
        office: &impl OfficeSide,
        seen: &Seen,
        window: TimeRange,
    ) -> Result<(), NotTaken> {
        if self.sources.iter().any(|source| source.seen_at().is_none()) {
            return Ok(());
        }
        let days = booked_days(&self.sources, &seen.zone, window);
        for (date, bookings) in days {
            let bookings = Bookings::from(bookings);
            if self.handed_over.get(&date) == Some(&bookings) {
                continue;
            }
            match office.tell(Command::ImportDiary { date, bookings: bookings.clone() }).await {
                Ok(()) | Err(NotTaken::Refused) => drop(self.handed_over.insert(date, bookings)),
                Err(error) => return Err(error),
            }
        }
        let today = seen.zone.date(window.start);
        self.handed_over.retain(|date, _| *date >= today);
        Ok(())
    }

    /// The next steps at one source. Whether there is more to do at once.
    async fn bring_about(
        &mut self,
        index: usize,
        office: &impl OfficeSide,
        seen: &Seen,
        window: TimeRange,
    ) -> Result<bool, NotTaken> {
        let source = &self.sources[index];
        if !source.can_hold() || !source.can_be_written_to() {
            return Ok(false);
        }
        let here = |desk: &DeskId| source.desks().contains(desk);
        let wanted: Vec<_> = seen.wanted.iter().filter(|wish| here(&wish.desk)).cloned().collect();
        let known: Vec<_> = seen.known.iter().filter(|hold| here(&hold.desk)).cloned().collect();
        let mut todo = steps(&seen.office, &wanted, &known, &source.holds(), &self.in_use, seen.now);
        let keys: BTreeSet<HoldKey> =
            wanted.iter().map(|wish| HoldKey::new(&seen.office, &wish.desk, wish.time.start)).collect();
        let no_longer_wanted = |key: &HoldKey| here(key.desk()) && !keys.contains(key);
        self.refused.retain(|key, _| !no_longer_wanted(key));
        todo.retain(|step| {
            wish_of(step).is_none_or(|wish| self.refused.get(&wish.key).is_none_or(|(at, _)| *at <= seen.now))
        });
        let all = todo.len();
        todo.truncate(STEPS_PER_ROUND);
        let mut done = Vec::new();
        let mut went_well = all > todo.len();
        for step in todo {
            match self.take(index, step, office, seen.now).await? {
                Took::Written(wish) => done.push(wish),
                Took::Fine => went_well = true,
                Took::Nothing => {}
                Took::Failed => break,
            }
        }
        let again = went_well || !done.is_empty();
        self.confirm(index, done, office, seen, window).await?;
        Ok(again)
    }

    async fn take(
        &mut self,
        index: usize,
        step: Step,
        office: &impl OfficeSide,
        now: UnixTime,
    ) -> Result<Took, NotTaken> {
        match step {
            Step::Tell(report) => tell(office, report).await,
            Step::Hold(wish) => {
                let answer = self.sources[index].system().hold(&wish).await;
                self.written(index, wish, answer, office, now).await
            }
            Step::Update { held, wish } => {
                let answer = self.sources[index].system().update(&held, &wish).await;
                self.written(index, wish, answer, office, now).await
            }
            Step::Shorten { held, wish } => {
                let report =
                    HoldReport { desk: wish.desk.clone(), time: wish.time, step: HoldStep::Confirmed };
                if matches!(tell(office, report).await?, Took::Nothing) {
                    return Ok(Took::Nothing);
                }
                let answer = self.sources[index].system().update(&held, &wish).await;
                self.written(index, wish, answer, office, now).await
            }
            Step::Release(held) => self.release(index, &held, office, now).await,
        }
    }

    async fn release(
        &mut self,
        index: usize,
        held: &Held,
        office: &impl OfficeSide,
        now: UnixTime,
    ) -> Result<Took, NotTaken> {
        let report = |step| HoldReport { desk: held.desk.clone(), time: held.time, step };
        if matches!(tell(office, report(HoldStep::LettingGo)).await?, Took::Nothing) {
            return Ok(Took::Nothing);
        }
        let source = &mut self.sources[index];
        let answer = match source.system().release(held).await {
            Err(Trouble::Unknown(_) | Trouble::Precondition) => match source.system().find(&held.key).await {
                Ok(None) => Ok(()),
                Ok(Some(there)) => {
                    source.remember(&there);
                    return Ok(Took::Fine);
                }
                Err(trouble) => Err(trouble),
            },
            answer => answer,
        };
        match answer {
            Ok(()) => {
                self.sources[index].forget(&held.key);
                self.in_use.remove(&held.key);
                tell(office, report(HoldStep::Released)).await?;
                Ok(Took::Fine)
            }
            Err(trouble) => {
                self.sources[index].failed(&trouble, now);
                Ok(Took::Failed)
            }
        }
    }

    /// What came of writing a hold. A lost answer is resolved by looking, never by repeating.
    async fn written(
        &mut self,
        index: usize,
        wish: Wish,
        answer: Result<Held, Trouble>,
        office: &impl OfficeSide,
        now: UnixTime,
    ) -> Result<Took, NotTaken> {
        let source = &mut self.sources[index];
        let answer = match answer {
            Err(Trouble::Unknown(_) | Trouble::Precondition) => match source.system().find(&wish.key).await {
                Ok(Some(held)) if held.time == wish.time => Ok(held),
                Ok(Some(other)) => {
                    source.remember(&other);
                    return Ok(Took::Fine);
                }
                Ok(None) => {
                    source.forget(&wish.key);
                    return Ok(self.later(wish.key, now));
                }
                Err(trouble) => Err(trouble),
            },
            answer => answer,
        };
        match answer {
            Ok(held) => {
                source.remember(&held);
                if wish.in_use {
                    self.in_use.insert(wish.key.clone());
                } else {
                    self.in_use.remove(&wish.key);
                }
                Ok(Took::Written(wish))
            }
            Err(trouble) => self.not_written(index, wish, &trouble, office, now).await,
        }
    }

    async fn not_written(
        &mut self,
        index: usize,
        wish: Wish,
        trouble: &Trouble,
        office: &impl OfficeSide,
        now: UnixTime,
    ) -> Result<Took, NotTaken> {
        let why = match trouble {
            Trouble::Conflict => HoldTrouble::Taken,
            Trouble::Unauthorized(_) | Trouble::NotLetIn(_) | Trouble::ReadOnly => HoldTrouble::NotAllowed,
            Trouble::NotFound(_) | Trouble::Malformed(_) => HoldTrouble::NotUnderstood,
            Trouble::Precondition
            | Trouble::CursorExpired
            | Trouble::TooFast(_)
            | Trouble::Unreachable(_)
            | Trouble::Unknown(_) => {
                self.sources[index].failed(trouble, now);
                return Ok(Took::Failed);
            }
        };
        let report = HoldReport { desk: wish.desk, time: wish.time, step: HoldStep::Refused(why) };
        tell(office, report).await?;
        Ok(self.later(wish.key, now))
    }

    /// Not now: after a pause that grows with every try.
    fn later(&mut self, key: HoldKey, now: UnixTime) -> Took {
        let seed = key.as_str().bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let (at, pauses) = self.refused.entry(key).or_insert((now, Pauses::new(seed)));
        *at = after(now, pauses.next());
        Took::Nothing
    }
}

pub(super) enum Took {
    /// Stands there now, and is to be confirmed.
    Written(Wish),
    Fine,
    Nothing,
    Failed,
}

pub(super) async fn tell(office: &impl OfficeSide, report: HoldReport) -> Result<Took, NotTaken> {
    match office.tell(Command::ReportHold(report)).await {
        Ok(()) => Ok(Took::Fine),
        Err(NotTaken::Refused) => Ok(Took::Nothing),
        Err(error) => Err(error),
    }
}

const fn wish_of(step: &Step) -> Option<&Wish> {
    match step {
        Step::Hold(wish) | Step::Update { wish, .. } | Step::Shorten { wish, .. } => Some(wish),
        Step::Tell(_) | Step::Release(_) => None,
    }
}
