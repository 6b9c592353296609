// SPDX-License-Identifier: MPL-2.0
//! Changes of gaps, weekly plan and policy by the supervisor. A change is tried on a copy of the office; the
//! preview is read from the events that the change itself records, so that they cannot disagree.

use crate::closures::day_hours::DayHours;
use crate::command::{Capacity, CapacityChange};
use crate::decide::Decision;
use crate::event::Event;
use crate::free_text::FreeText;
use crate::gap::{Gap, GapState, Origin, Plan, PlanLine, PlannedGap, ReleaseRule};
use crate::idempotency::Subject;
use crate::names::{Actor, DeskId, GapId};
use crate::office::Office;
use crate::preview::Preview;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::time::{Length, TimeRange, UnixTime, cut};

/// A gap is at most this long: a longer one is a mistyped date.
const LONGEST_GAP: Length = Length::minutes(12 * 60);
/// How far ahead a gap may be opened by hand.
const FURTHEST_AHEAD: Length = Length::minutes(366 * 24 * 60);
/// A plan has at most this many lines.
const MOST_PLAN_LINES: usize = 500;

impl Office {
    /// What a change would do, without doing it.
    ///
    /// # Errors
    /// The refusal the change would meet, except for promises that would break and visits that would end: those are in
    /// the preview.
    pub fn preview(&self, change: &CapacityChange, now: UnixTime) -> Result<Preview, Refusal> {
        let now = now.max(self.day.last_at());
        let (direct, _) = self.direct_effects(change, now)?;
        if direct.is_empty() {
            return Ok(Preview::default());
        }
        Ok(self.read_preview(&self.with_consequences(direct, change, now), now))
    }

    pub(crate) fn decide_capacity(
        &self,
        change: &CapacityChange,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let (direct, subject) = self.direct_effects(change, now)?;
        if direct.is_empty() {
            return Ok(Decision { events: direct, subject, settle: None });
        }
        let events = self.with_consequences(direct, change, now);
        let preview = self.read_preview(&events, now);
        if let Some(refusal) = preview.refusal() {
            if !change.force {
                return Err(refusal);
            }
            if change.reason.is_none() {
                return Err(Refusal::ReasonRequired);
            }
        }
        Ok(Decision { events, subject, settle: None })
    }

    /// What the change itself does, before tickets are placed anew.
    fn direct_effects(
        &self,
        change: &CapacityChange,
        now: UnixTime,
    ) -> Result<(Vec<Event>, Subject), Refusal> {
        let note = change.reason.clone();
        match &change.what {
            Capacity::OpenGap { desk, time, hold } => {
                self.known_desk(desk)?;
                self.check_gap(desk, *time, None, now)?;
                let gap = Gap {
                    id: GapId(self.gaps.next_id()),
                    desk: desk.clone(),
                    time: *time,
                    hold: *hold,
                    origin: Origin::Supervisor,
                    state: GapState::Open,
                    opened_at: now,
                };
                let subject = Subject::Gap(gap.id);
                let (mut events, rest) = self.lent_time_gives_way(desk, *time, None, gap.id.0 + 1, now);
                events.push(Event::GapOpened { gap, reasons: Vec::new(), note });
                events.extend(rest);
                Ok((events, subject))
            }
            Capacity::ChangeGap { gap, desk, start, end, hold } => {
                let old = self.open_gap(*gap)?;
                let desk = desk.clone().unwrap_or_else(|| old.desk.clone());
                let time = TimeRange::new(start.unwrap_or(old.time.start), end.unwrap_or(old.time.end));
                let hold = hold.unwrap_or(old.hold);
                self.known_desk(&desk)?;
                self.check_gap(&desk, time, Some(old), now)?;
                let (mut events, rest) =
                    self.lent_time_gives_way(&desk, time, Some(*gap), self.gaps.next_id(), now);
                events.push(Event::GapChanged { gap: *gap, desk, time, hold, note });
                events.extend(rest);
                Ok((events, Subject::Gap(*gap)))
            }
            Capacity::WithdrawGap { gap } => {
                self.open_gap(*gap)?;
                let event =
                    Event::GapEnded { gap: *gap, how: GapState::Withdrawn, reasons: Vec::new(), note };
                Ok((vec![event], Subject::Gap(*gap)))
            }
            Capacity::SetPlan(plan) => Ok((self.plan_effects(plan, note.as_ref(), now)?, Subject::Nothing)),
            Capacity::ChangePolicy(patch) => {
                let policy = patch.applied(&self.policy);
                policy.check().map_err(|error| Refusal::Invalid(error.to_string()))?;
                if policy == self.policy {
                    return Ok((Vec::new(), Subject::Nothing));
                }
                let from = Box::new(self.policy.clone());
                Ok((vec![Event::PolicyChanged { from, policy: Box::new(policy) }], Subject::Nothing))
            }
            Capacity::SetSpecialDay(day) => Ok((self.special_day_effects(day, now)?, Subject::Nothing)),
            Capacity::RemoveSpecialDay { date } => Ok((self.special_day_removal(*date)?, Subject::Nothing)),
            Capacity::PlanAbsence { desk, time } => {
                Ok((self.absence_effects(desk, *time, note.as_ref(), now)?, Subject::Nothing))
            }
            Capacity::CancelAbsence { desk, absence } => {
                Ok((self.absence_end(desk, *absence)?, Subject::Nothing))
            }
        }
    }

    fn open_gap(&self, id: GapId) -> Result<&Gap, Refusal> {
        self.gaps.get(id).filter(|gap| gap.is_open()).ok_or(Refusal::UnknownGap(id))
    }

    fn check_gap(
        &self,
        desk: &DeskId,
        time: TimeRange,
        old: Option<&Gap>,
        now: UnixTime,
    ) -> Result<(), Refusal> {
        if time.is_empty() {
            return Err(Refusal::EndsBeforeItStarts);
        }
        let began_already = old.is_some_and(|old| old.time.start == time.start && old.desk == *desk);
        let this_minute = now - Length::seconds(59);
        if (time.start < this_minute && !began_already) || time.end <= now {
            return Err(Refusal::InThePast);
        }
        if time.length() > LONGEST_GAP {
            return Err(Refusal::Invalid("a gap is at most 12 hours long".to_owned()));
        }
        if time.start - now > FURTHEST_AHEAD {
            return Err(Refusal::Invalid("a gap is opened at most a year ahead".to_owned()));
        }
        self.check_hours(time)?;
        self.check_overlaps(desk, time, old.map(|old| old.id))
    }

    /// Within the opening hours, or wholly outside them; never across opening or closing time.
    fn check_hours(&self, time: TimeRange) -> Result<(), Refusal> {
        let zone = &self.setup.time_zone;
        let date = zone.date(time.start);
        let hours = DayHours::on(&self.setup, &self.closures, date);
        let within = hours.periods.iter().any(|period| period.covers(time));
        let outside = hours.whole().is_none_or(|whole| !whole.overlaps(time))
            && !hours.closed.iter().any(|closed| closed.overlaps(time));
        let fits = (within || outside) && zone.day(date).covers(time);
        if fits { Ok(()) } else { Err(Refusal::OutsideOpeningHours) }
    }

    fn check_overlaps(&self, desk: &DeskId, time: TimeRange, except: Option<GapId>) -> Result<(), Refusal> {
        let date = self.setup.time_zone.date(time.start);
        let booked = self.bookings(date).iter().filter(|booking| booking.desk == *desk);
        if let Some(booking) = booked.map(|booking| booking.time).find(|booking| booking.overlaps(time)) {
            return Err(Refusal::OverlapsBooking { from: booking.start, to: booking.end });
        }
        let others = self.gaps.iter().filter(|gap| gap.is_open() && Some(gap.id) != except);
        let kept = others.filter(|gap| gap.desk == *desk && gap.origin != Origin::FreedBooking);
        let overlapping = kept.into_iter().find(|gap| gap.time.overlaps(time));
        overlapping.map_or(Ok(()), |gap| Err(Refusal::OverlapsGap(gap.id)))
    }

    /// Lent time becomes the gap that the supervisor puts over it; what of it lies outside stays lent.
    /// What ends before, and what opens after.
    fn lent_time_gives_way(
        &self,
        desk: &DeskId,
        time: TimeRange,
        except: Option<GapId>,
        first: u64,
        now: UnixTime,
    ) -> (Vec<Event>, Vec<Event>) {
        let lent = self.gaps.iter().filter(|gap| {
            let same_desk = gap.is_open() && gap.desk == *desk && Some(gap.id) != except;
            same_desk && gap.origin == Origin::FreedBooking && gap.time.overlaps(time)
        });
        let (mut ended, mut opened) = (Vec::new(), Vec::new());
        let mut next = first;
        for old in lent {
            let how = GapState::Withdrawn;
            ended.push(Event::GapEnded { gap: old.id, how, reasons: Vec::new(), note: None });
            let date = self.setup.time_zone.date(old.time.start);
            let booked = self.bookings(date).iter().filter(|booking| booking.desk == *desk);
            for rest in cut(&[old.time], booked.map(|booking| booking.time).chain([time])) {
                let gap = Gap { id: GapId(next), time: rest, opened_at: now, ..old.clone() };
                next += 1;
                opened.push(Event::GapOpened { gap, reasons: Vec::new(), note: None });
            }
        }
        (ended, opened)
    }

    /// Today's future gaps that came from the plan follow the new one; what has begun stays.
    fn plan_effects(
        &self,
        plan: &Plan,
        note: Option<&FreeText>,
        now: UnixTime,
    ) -> Result<Vec<Event>, Refusal> {
        self.check_plan(plan)?;
        let wanted: Vec<(DeskId, TimeRange, ReleaseRule)> = plan
            .on(self.day.date())
            .map(|line| (line.desk.clone(), self.line_time(line, self.day.date()), line.hold))
            .collect();
        let stays = |gap: &Gap| {
            wanted.iter().any(|(desk, time, hold)| (desk, *time, *hold) == (&gap.desk, gap.time, gap.hold))
        };
        let mut events = vec![Event::PlanChanged { plan: plan.clone() }];
        let mut standing = Vec::new();
        for gap in self.todays_gaps().filter(|gap| gap.is_open()) {
            if gap.origin == Origin::Plan && gap.time.start > now && !stays(gap) {
                let how = GapState::Withdrawn;
                events.push(Event::GapEnded { gap: gap.id, how, reasons: Vec::new(), note: note.cloned() });
            } else {
                standing.push((gap.desk.clone(), gap.time));
            }
        }
        if !self.day.ended() {
            let lines =
                plan.on(self.day.date()).filter(|line| self.line_time(line, self.day.date()).start > now);
            events.extend(self.open_lines(lines, &standing, self.gaps.next_id(), now));
        }
        Ok(events)
    }

    fn check_plan(&self, plan: &Plan) -> Result<(), Refusal> {
        if plan.0.len() > MOST_PLAN_LINES {
            return Err(Refusal::Invalid(format!("a plan has at most {MOST_PLAN_LINES} lines")));
        }
        for (index, line) in plan.0.iter().enumerate() {
            self.known_desk(&line.desk)?;
            if line.end <= line.start {
                return Err(Refusal::EndsBeforeItStarts);
            }
            let periods = self.setup.opening_hours.periods(line.weekday);
            if !periods.iter().any(|period| period.covers(line.start, line.end)) {
                return Err(Refusal::OutsideOpeningHours);
            }
            let twice = plan.0[..index].iter().any(|other| {
                (other.weekday, &other.desk) == (line.weekday, &line.desk)
                    && other.start < line.end
                    && line.start < other.end
            });
            if twice {
                return Err(Refusal::Invalid(format!("two lines overlap at desk «{}»", line.desk)));
            }
        }
        Ok(())
    }

    /// Gaps for plan lines of today.
    pub(crate) fn open_lines<'a>(
        &self,
        lines: impl Iterator<Item = &'a PlanLine>,
        standing: &[(DeskId, TimeRange)],
        first: u64,
        now: UnixTime,
    ) -> Vec<Event> {
        let planned = self.planned_gaps(lines, self.day.date(), standing);
        let open = |(id, PlannedGap { desk, time, hold })| {
            let (origin, state) = (Origin::Plan, GapState::Open);
            let gap = Gap { id: GapId(id), desk, time, hold, origin, state, opened_at: now };
            Event::GapOpened { gap, reasons: Vec::new(), note: None }
        };
        (first..).zip(planned).map(open).collect()
    }

    /// The change with all that follows from it: what the preview shows and the change records.
    fn with_consequences(&self, direct: Vec<Event>, change: &CapacityChange, now: UnixTime) -> Vec<Event> {
        let mut trial = self.clone();
        let actor = Actor::from("preview");
        trial.record_all(direct.clone(), &actor, now, &mut Vec::new());
        let note = change.reason.clone();
        let why = match change.what {
            Capacity::SetSpecialDay(_) => Why::OfficeClosed { note },
            Capacity::PlanAbsence { .. } => Why::ClerkAway { note },
            Capacity::OpenGap { .. }
            | Capacity::ChangeGap { .. }
            | Capacity::WithdrawGap { .. }
            | Capacity::SetPlan(_)
            | Capacity::ChangePolicy(_)
            | Capacity::RemoveSpecialDay { .. }
            | Capacity::CancelAbsence { .. } => Why::Forced { note },
        };
        let settled = trial.settle_after(&why, &self.lost_promises(now), now);
        trial.record_all(settled.clone(), &actor, now, &mut Vec::new());
        let released = trial.gaps_due(now);
        trial.record_all(released.clone(), &actor, now, &mut Vec::new());
        let ended = trial.end_closed_day(self.closes_at(), now);
        [direct, settled, released, ended].concat()
    }
}
