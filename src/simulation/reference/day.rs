// SPDX-License-Identifier: MPL-2.0
//! The course of a day: closing, midnight, gaps, grace periods, and that nothing due is late.

use std::collections::BTreeMap;

use super::{AnswerSubject, ReferenceOffice};
use office::command::{Capacity, CapacityChange, Command};
use office::event::DayStart;
use office::gap::{Gap, GapState, Origin, ReleaseRule};
use office::names::GapId;
use office::ticket::{Ending, State, Ticket};
use office::time::{Length, TimeRange, UnixTime};

impl ReferenceOffice {
    /// Whether opening hours and special gaps, or the day, are over.
    pub(super) fn closing(&self, at: UnixTime) -> bool {
        let still = self.todays_open_gaps().any(|gap| self.special(gap) && gap.time.end > at);
        let open = self.hours.is_some_and(|hours| hours.end > at);
        at >= self.day.end || (!still && !open)
    }

    pub(super) fn day_ended(&mut self, served: u32, not_served: u32, at: UnixTime) {
        if self.ended || !self.closing(at) {
            self.violation("the day ended before closing time, or twice");
        }
        self.ended = true;
        for ticket in self.tickets.clone() {
            let aside = matches!(ticket.state, State::Parked { .. } | State::Absent { .. });
            if ticket.waits_today() || aside {
                self.violation(format!("number {} is {:?} after closing", ticket.number, ticket.state));
            }
        }
        let done = self.tickets.iter().filter(|ticket| matches!(ticket.state, State::Done { .. })).count();
        if usize::try_from(served) != Ok(done)
            || usize::try_from(not_served).is_ok_and(|n| n > self.tickets.len())
        {
            self.violation("the day's count is wrong");
        }
    }

    pub(super) fn day_started(&mut self, start: &DayStart, at: UnixTime) {
        let date = self.setup.time_zone.date(at);
        if start.date != date || start.date <= self.date {
            self.violation(format!("{} began on {date}, after {}", start.date, self.date));
        }
        for ticket in self.tickets.clone() {
            let kept = ticket.state == State::Waiting && ticket.kept_for.is_some();
            if !ticket.state.is_over() && !kept {
                self.violation(format!("number {} is {:?} at midnight", ticket.number, ticket.state));
            }
        }
        let begins = self.setup.time_zone.day(start.date).start;
        self.check_carried_gaps(start, begins);
        if (&start.setup, &start.policy, &start.plan) != (&self.setup, &self.policy, &self.plan) {
            self.violation("setup, policy or plan was not brought over");
        }
        let expected: Vec<Ticket> =
            self.tickets.iter().filter_map(|ticket| self.carried_ticket(ticket, start)).collect();
        let without_reasons = |ticket: &Ticket| Ticket { reasons: Vec::new(), ..ticket.clone() };
        if !start.tickets.iter().map(without_reasons).eq(expected.iter().map(without_reasons)) {
            self.violation(format!("brought over {:?}, not {expected:?}", start.tickets));
        }
        self.check_carried_diary(start);
        self.check_carried_closures(start);
        let known: Vec<_> = start.holds.known().cloned().collect();
        self.check_carried_holds(&known, begins);
        if start.next_gap != self.next_gap || !start.staffed.is_empty() {
            self.violation("gap numbers began anew, or somebody slept at a desk");
        }
        let answered = std::mem::take(&mut self.answered);
        let known = |about| match about {
            AnswerSubject::Ticket(id) => self.tickets.iter().any(|known: &Ticket| known.id == id),
            AnswerSubject::Gap(id) => self.gaps.iter().any(|known| known.id == id),
            AnswerSubject::Nothing => false,
        };
        let keys: Vec<_> =
            answered.iter().filter(|(_, given)| known(given.subject)).map(|(key, _)| *key).collect();
        if !start.answered.iter().map(|(key, _)| *key).eq(keys.iter().copied()) {
            self.violation("the answered requests were not brought over");
        }
        self.begin(start, at);
        self.answered = answered;
        // A transferred ticket carries its new errand, not the one given at the kiosk.
        let errands: Vec<_> = self.tickets.iter().map(|t| (t.id, t.visit.errand.clone())).collect();
        for given in self.answered.values_mut() {
            let today = errands.iter().find(|(id, _)| given.subject == AnswerSubject::Ticket(*id));
            if let (Command::CheckIn(check_in), Some((_, errand))) = (&mut given.command, today) {
                check_in.errand = errand.clone();
            }
        }
        let brought = |key: &office::names::RequestKey| keys.contains(key);
        self.answered.retain(|key, _| brought(key));
    }

    /// Begins anew with the day; what was counted and found so far stays.
    fn begin(&mut self, start: &DayStart, at: UnixTime) {
        let ended = self.day_figures(at);
        self.days.push(ended);
        let mut fresh = Self::new(start, at);
        fresh.days = std::mem::take(&mut self.days);
        let (wrong, seen) =
            (std::mem::take(&mut self.violations), (self.overcautious, self.compared_exactly));
        *self = fresh;
        (self.violations, (self.overcautious, self.compared_exactly)) = (wrong, seen);
    }

    fn check_carried_gaps(&mut self, start: &DayStart, begins: UnixTime) {
        let mut ours: Vec<Gap> =
            self.gaps.iter().filter(|gap| gap.is_open() && gap.time.start >= begins).cloned().collect();
        ours.sort_unstable_by_key(|gap| gap.id);
        let mut theirs = start.gaps.clone();
        theirs.sort_unstable_by_key(|gap| gap.id);
        if theirs != ours {
            self.violation("the open gaps were not brought over");
        }
    }

    fn check_carried_diary(&mut self, start: &DayStart) {
        let later = |date: &jiff::civil::Date| *date >= start.date;
        let mut ours: Vec<_> = self.diary.iter().filter(|(date, _)| later(date)).cloned().collect();
        ours.sort_unstable_by_key(|(date, _)| *date);
        let by_hand: Vec<_> = self.set_by_hand.iter().copied().filter(later).collect();
        if start.diary != ours || start.set_by_hand != by_hand {
            self.violation("the diary was not brought over");
        }
    }

    /// At the start of a day every future minute of the plan is reserved or booked.
    pub(super) fn check_plan_is_open(&mut self, at: UnixTime) {
        self.day_just_started = false;
        let mut missing = Vec::new();
        for line in self.plan.on(self.date) {
            let zone = &self.setup.time_zone;
            let (start, end) = (zone.moment(self.date, line.start), zone.moment(self.date, line.end));
            if end <= at {
                continue;
            }
            let mut minute = start;
            while minute < end {
                let gap = self
                    .gaps
                    .iter()
                    .any(|gap| gap.is_open() && gap.desk == line.desk && gap.time.contains(minute));
                if !gap && !self.booked_at(&line.desk).any(|time| time.contains(minute)) {
                    missing.push(format!("the plan's {minute} at desk {} is not reserved", line.desk));
                    break;
                }
                minute = minute + Length::minutes(1);
            }
        }
        self.violations.extend(missing);
    }

    pub(super) fn gap_opened(&mut self, gap: &Gap, command: Option<&Command>, at: UnixTime) {
        let right = match (&gap.origin, command) {
            (Origin::Supervisor, Some(Command::ChangeCapacity(CapacityChange { what, .. }))) => {
                matches!(what, Capacity::OpenGap { desk, time, hold }
                    if (desk, *time, *hold) == (&gap.desk, gap.time, gap.hold))
            }
            (Origin::Plan, Some(Command::ChangeCapacity(_))) => self.is_planned(gap),
            (Origin::Plan, None) => self.day_just_started && self.is_planned(gap),
            (
                Origin::FreedBooking,
                Some(Command::ImportDiary { .. } | Command::ChangeDiary { .. } | Command::EndBooking { .. }),
            ) => self.policy.lend_freed && gap.time.start >= at,
            (Origin::FreedBooking, Some(Command::ChangeCapacity(_))) => self.is_left_of_lent_time(gap),
            _ => false,
        };
        // What the clock cuts off a gap is opened only to be given back.
        let cut = self.is_cut_off(gap);
        let (right, opened_at) = (right || cut, if cut { gap.opened_at } else { at });
        let id = GapId(self.next_gap);
        if !right || gap.state != GapState::Open || gap.id != id || gap.opened_at != opened_at {
            self.violation(format!("gap {gap:?} opened unasked"));
        }
        self.next_gap += 1;
        let clash = self
            .gaps
            .iter()
            .any(|known| known.is_open() && known.desk == gap.desk && known.time.overlaps(gap.time));
        let date = self.setup.time_zone.date(gap.time.start);
        let booked = self.booked(date).iter().any(|b| b.desk == gap.desk && b.time.overlaps(gap.time));
        if clash || booked || gap.time.is_empty() {
            self.violation(format!("gap {} opened over a gap or a booking, or empty", gap.id));
        }
        self.gaps.push(gap.clone());
    }

    /// Lent time outside a supervisor's gap that replaced part of it stays lent.
    fn is_left_of_lent_time(&self, gap: &Gap) -> bool {
        self.gaps.iter().any(|lent| {
            let gone = lent.origin == Origin::FreedBooking && lent.state == GapState::Withdrawn;
            gone && lent.desk == gap.desk && lent.time.covers(gap.time)
        })
    }

    fn is_planned(&self, gap: &Gap) -> bool {
        self.plan.on(self.date).any(|line| {
            let zone = &self.setup.time_zone;
            let time = TimeRange::new(zone.moment(self.date, line.start), zone.moment(self.date, line.end));
            (&line.desk, line.hold) == (&gap.desk, gap.hold) && time.covers(gap.time)
        })
    }

    pub(super) fn gap_ended(&mut self, id: GapId, how: GapState, command: Option<&Command>, at: UnixTime) {
        let Some(gap) = self.gaps.iter().find(|gap| gap.id == id).cloned() else {
            return self.violation(format!("unknown gap {id} ended"));
        };
        let used = self.minutes_served_in(&gap, at) > Length::ZERO;
        let right = gap.is_open()
            && match how {
                GapState::Open => false,
                GapState::Used => used && gap.time.end <= at,
                GapState::Unused => !used && gap.time.end <= at && !self.is_gap_away(&gap),
                GapState::Released => {
                    let due = gap.time.start - self.policy.release_before() <= at;
                    let cut = self.is_cut_off(&gap);
                    let asked = matches!(command, None | Some(Command::ChangeCapacity(_)));
                    let wanted = self.needed(&gap) || self.could_be_given(&gap, at);
                    let free = !wanted && self.case_lasts_into(&gap, at).is_none();
                    gap.hold == ReleaseRule::Soft && asked && free && (due || cut)
                }
                GapState::Withdrawn => match command {
                    Some(Command::ImportDiary { .. } | Command::ChangeDiary { .. }) => {
                        self.is_closed(&gap, at)
                    }
                    None => !used && gap.time.end <= at && self.is_gap_away(&gap),
                    command => matches!(command, Some(Command::ChangeCapacity(_))),
                },
            };
        if !right {
            self.violation(format!("gap {gap:?} ended as {how:?} at {at}"));
        }
        if let Some(gap) = self.gaps.iter_mut().find(|gap| gap.id == id) {
            gap.state = how;
        }
    }

    /// Whether the rest of the gap lies in closed time.
    fn is_closed(&self, gap: &Gap, at: UnixTime) -> bool {
        let booked = self.booked(self.date).iter();
        let closed: Vec<_> = booked.filter(|booking| booking.closed && booking.desk == gap.desk).collect();
        let mut moment = gap.time.start.max(at);
        while moment < gap.time.end {
            if !closed.iter().any(|booking| booking.time.contains(moment)) {
                return false;
            }
            moment = moment + Length::minutes(1);
        }
        true
    }

    pub(super) fn needed(&self, gap: &Gap) -> bool {
        self.claims().any(|ticket| {
            let place = ticket.placement.as_ref();
            place.is_some_and(|place| place.desk == gap.desk && place.time.overlaps(gap.time))
        }) || self.is_held_for_called(&gap.desk, gap.time)
    }

    /// Until when the case at a gap's desk will probably last, if that is within the gap.
    pub(super) fn case_lasts_into(&self, gap: &Gap, at: UnixTime) -> Option<UnixTime> {
        let ticket = self.at_desk(&gap.desk)?;
        let beyond = ticket.visit.likely.as_seconds() - ticket.visit.expected.as_seconds();
        let likely = Self::ends(ticket)? + Length::seconds(beyond.max(0));
        let likely = if likely < at { at + self.policy.overrun_step() } else { likely };
        (likely.ceil_minute() > gap.time.start).then(|| likely.ceil_minute().min(gap.time.end))
    }

    /// The clock may change a gap only to give back what a running case will not need.
    pub(super) fn gap_cut(&mut self, gap: &Gap, new: TimeRange, at: UnixTime) {
        let due = gap.time.start - self.policy.release_before() <= at && gap.hold == ReleaseRule::Soft;
        let kept = self.case_lasts_into(gap, at).map(|until| TimeRange::new(gap.time.start, until));
        if !due || self.needed(gap) || kept != Some(new) || new.end == gap.time.end {
            self.violation(format!("gap {gap:?} was cut to {new:?} at {at}"));
        }
        self.cut_off = Some((gap.desk.clone(), TimeRange::new(new.end, gap.time.end)));
    }

    fn is_cut_off(&self, gap: &Gap) -> bool {
        self.cut_off.as_ref().is_some_and(|(desk, time)| *desk == gap.desk && time.covers(gap.time))
    }

    /// How much of a gap's time somebody was served in, or is.
    pub(super) fn minutes_served_in(&self, gap: &Gap, at: UnixTime) -> Length {
        let running = self.at_desk(&gap.desk).and_then(|ticket| ticket.state.call());
        let running = running.map(|call| TimeRange::new(call.at, at));
        let here = self.served.iter().filter(|sat| sat.desk == gap.desk).map(|sat| sat.time);
        let within = here.chain(running).map(|time| time.overlap(gap.time)).filter(|time| !time.is_empty());
        within.fold(Length::ZERO, |sum, time| sum + time.length())
    }

    /// Nothing that was due may be outstanding.
    pub fn check_nothing_is_due(&mut self, now: UnixTime) {
        let now = now.max(self.last_at);
        if self.setup.time_zone.date(now) != self.date {
            self.violation(format!("it is still {}", self.date));
        }
        if self.was_open && !self.ended && self.closing(now) {
            self.violation("closing time has passed");
        }
        let mut late = Vec::new();
        for gap in self.todays_open_gaps() {
            let released = gap.time.start - self.policy.release_before();
            // How long a case will last is looked at whenever something happens, and when the gap is due.
            let seen_at = self.last_at.max(released);
            let due = gap.hold == ReleaseRule::Soft && released > gap.opened_at && released <= now;
            if gap.time.end <= now {
                late.push(format!("gap {} is over and still open", gap.id));
            } else if due
                && released < gap.time.start
                && now < gap.time.start
                && !self.needed(gap)
                && !self.somebody_could_use(gap, seen_at)
                && self.case_lasts_into(gap, seen_at).is_none_or(|until| until < gap.time.end)
            {
                late.push(format!("gap {gap:?} should be released"));
            }
        }
        for ticket in &self.tickets {
            if let State::Absent { until, .. } = ticket.state
                && until < now
            {
                late.push(format!("number {} had its grace", ticket.number));
            }
        }
        for ticket in self.claims() {
            if ticket.promise.is_some_and(|promise| promise.latest < now) {
                late.push(format!("number {} was promised a start that has passed", ticket.number));
            }
        }
        let known = self.claims().filter(|ticket| ticket.promise.is_some());
        let lost = known.filter(|ticket| self.is_known_lost(ticket, ticket.placement.as_ref(), now));
        let lost: BTreeMap<_, _> =
            lost.map(|ticket| (ticket.id, (self.known_lost_since(ticket, now), ticket.promise))).collect();
        let untold = lost.iter().filter(|(_, (since, _))| now - *since > Length::minutes(1));
        late.extend(untold.map(|(ticket, _)| format!("{ticket:?} is not told that it waits in vain")));
        self.known_lost = lost;
        self.check_who_stands_by(now);
        self.violations.extend(late);
    }

    fn carried_ticket(&self, ticket: &Ticket, start: &DayStart) -> Option<Ticket> {
        let date = ticket.kept_for?;
        let moved = matches!(ticket.state, State::Left { ending: Ending::MovedToNextDay, .. });
        let zone = &start.setup.time_zone;
        let opens = self.hours_on(date).map_or(zone.day(date).start, |hours| hours.start);
        let begins = ticket.promise.map_or(opens, |promise| promise.earliest);
        (moved || ticket.state == State::Waiting).then(|| Ticket {
            state: State::Waiting,
            waiting_since: begins,
            away_until: Some(begins),
            kept_for: (date > start.date).then_some(date),
            only_at: None,
            standby: ticket.placement.is_none() && date <= start.date,
            first_called_at: None,
            promised_call: None,
            before_call: None,
            ..ticket.clone()
        })
    }
}
