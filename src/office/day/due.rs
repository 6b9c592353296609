// SPDX-License-Identifier: MPL-2.0
//! What time brings by itself: gaps are released or end, promises run out, absent citizens' grace ends,
//! the day closes and the next one begins.

use crate::calendar::next_day;
use crate::event::{Event, Recorded};
use crate::gap::{Gap, GapState};
use crate::names::{Actor, GapId};
use crate::office::Office;
use crate::queue::planning::Why;
use crate::reason::Reason;
use crate::ticket::{Ending, State, Ticket};
use crate::time::{Length, TimeRange, UnixTime, cut};
use crate::visits::tickets::TicketIndex;

/// Who acts when nobody does.
const CLOCK: &str = "clock";
/// More steps than a day can have; beyond it something is due that never gets done.
const MOST_STEPS: usize = 100_000;

impl Office {
    /// Brings the office up to `now`, step by step, each at its own time. Returns what happened, which the
    /// caller writes to the ledger before anyone is told.
    pub fn advance(&mut self, now: UnixTime) -> Vec<Recorded> {
        let mut events = Vec::new();
        let actor = Actor::from(CLOCK);
        let new_minute = self.day.last_at().ceil_minute() < now.ceil_minute();
        self.do_what_is_due(now, &actor, &mut events);
        if new_minute && self.places_stale(now) {
            let settled = self.settle(&Why::Clock, now);
            self.record_all(settled, &actor, now, &mut events);
            // A gap that a place has left may go back at once.
            self.do_what_is_due(now, &actor, &mut events);
        }
        events
    }

    fn do_what_is_due(&mut self, now: UnixTime, actor: &Actor, events: &mut Vec<Recorded>) {
        for _ in 0..MOST_STEPS {
            let Some(due) = self.next_due().filter(|&due| due <= now) else { break };
            let before = events.len();
            self.step_at(due.max(self.day.last_at()), now, actor, events);
            debug_assert!(events.len() > before || self.fault.is_some(), "what is due gets done");
            if events.len() == before {
                break;
            }
        }
    }

    /// When the office next has something to do by itself. Doing it always leads to an event.
    pub fn next_due(&self) -> Option<UnixTime> {
        let close = if self.day.ended() { None } else { self.closes_at() };
        let open = self.todays_gaps().filter(|gap| gap.is_open());
        let gaps = open.map(|gap| self.release_due(gap).unwrap_or(gap.time.end));
        let graces = self.graces().map(|(_, until)| until + Length::seconds(1));
        let claims = self.queue.claims().map(|index| &self.tickets[index]);
        let promises = claims.filter_map(promise_running_out);
        let notice = self.day_notice().map(|notice| notice.until);
        let due = gaps.chain(graces).chain(promises).chain(close).chain(notice);
        due.chain([self.day.range().end]).min()
    }

    fn step_at(&mut self, at: UnixTime, now: UnixTime, actor: &Actor, events: &mut Vec<Recorded>) {
        if at >= self.day.range().end {
            self.begin_next_day(at, now, actor, events);
        } else if self.closing_due(at) {
            let ended = self.end_day();
            self.record_all(ended, actor, at, events);
        } else {
            let closing = self.closes_at();
            let over = self.gaps_due(at).into_iter().chain(self.graces_due(at));
            let over = over.chain(self.day_notice_due(at)).collect();
            self.record_all(over, actor, at, events);
            let settled = self.settle(&Why::Clock, at);
            self.record_all(settled, actor, at, events);
            self.record_all(self.end_closed_day(closing, at), actor, at, events);
        }
    }

    /// After a long stop the days in between never were: the office goes on in the present one.
    fn begin_next_day(&mut self, at: UnixTime, now: UnixTime, actor: &Actor, events: &mut Vec<Recorded>) {
        let date = self.setup.time_zone.date(now).max(next_day(self.day.date()));
        let at = at.max(self.setup.time_zone.day(date).start);
        let ended = self.end_at_midnight();
        self.record_all(ended, actor, at, events);
        let start = Event::DayStarted(Box::new(self.day_start(date)));
        self.record_all(vec![start], actor, at, events);
        let gaps = self.open_planned_gaps(at);
        self.record_all(gaps, actor, at, events);
        let settled = self.settle(&Why::PlanChanged, at);
        self.record_all(settled, actor, at, events);
    }

    /// When a gap goes back to booking, if nobody needs all of it and it has not begun by then.
    fn release_due(&self, gap: &Gap) -> Option<UnixTime> {
        let release = self.release_at(gap)?;
        let still_ahead = self.day.last_at() < gap.time.start && release < gap.time.start;
        (still_ahead && !self.is_needed(gap) && self.running_case_until(gap) < gap.time.end)
            .then_some(release)
    }

    /// When a soft gap is looked at: at the policy's time, or when nothing of it is held for somebody called
    /// any more.
    pub(crate) fn release_at(&self, gap: &Gap) -> Option<UnixTime> {
        let release = gap.release_at(&self.policy)?;
        Some(self.held_until(gap).map_or(release, |until| release.max(until)))
    }

    /// The moment at which it is decided whether a gap goes back.
    fn looked_at(&self, gap: &Gap) -> UnixTime {
        let last = self.day.last_at();
        self.release_at(gap).map_or(last, |release| release.max(last))
    }

    /// How far into a gap the case at its desk will probably last; the gap's start where it will be over before.
    fn running_case_until(&self, gap: &Gap) -> UnixTime {
        let likely = self.desk_index(&gap.desk).and_then(|desk| self.likely_end(desk, self.looked_at(gap)));
        likely.map_or(gap.time.start, |end| end.ceil_minute().clamp(gap.time.start, gap.time.end))
    }

    /// Whether time alone has made places doubtful: a start slipped, a promise ran out, a case runs over,
    /// or reserved time has come within reach of those standing by.
    fn places_stale(&self, now: UnixTime) -> bool {
        let doubtful = |ticket: &Ticket| {
            let place = ticket.placement.as_ref();
            let late = ticket.promise.is_some_and(|promise| {
                promise.latest <= now || place.is_none_or(|place| place.time.start > promise.latest)
            });
            let slipped = place.is_some_and(|place| {
                let overrun = || self.desk_index(&place.desk).is_some_and(|desk| self.overruns(desk, now));
                place.time.start <= now || overrun()
            });
            late || slipped || place.is_none()
        };
        !self.queue.lines().is_empty() || self.queue.claims().any(|index| doubtful(&self.tickets[index]))
    }

    fn closing_due(&self, at: UnixTime) -> bool {
        !self.day.ended() && self.closes_at().is_some_and(|close| close <= at)
    }

    /// Soft gaps nobody needs go back to booking; gaps whose time is over end.
    pub(crate) fn gaps_due(&self, at: UnixTime) -> Vec<Event> {
        let mut events = Vec::new();
        let mut next = self.gaps.next_id();
        for gap in self.todays_gaps().filter(|gap| gap.is_open()) {
            if gap.time.end <= at {
                events.push(self.gap_over(gap, at));
            } else if self.release_due(gap).is_some_and(|release| release <= at) {
                events.extend(self.released(gap, &mut next, at));
            }
        }
        events
    }

    /// A gap whose time has gone by: used, or nobody came, or nobody could serve in it.
    fn gap_over(&self, gap: &Gap, at: UnixTime) -> Event {
        let used = self.time_used(gap, at) > Length::ZERO;
        let away = self.away_on(self.day.date(), &gap.desk);
        if used || away.is_empty() || !cut(&[gap.time], away).is_empty() {
            return Self::ended_gap(gap, used);
        }
        let closed = cut(&[gap.time], self.day.day_hours().closed.iter().copied()).is_empty();
        let desk = gap.desk.clone();
        let reason = if closed { Reason::ClosedAtThatTime } else { Reason::ClerkAway { desk } };
        Event::GapEnded { gap: gap.id, how: GapState::Withdrawn, reasons: vec![reason], note: None }
    }

    /// What a running case will need of a gap stays ours; the rest goes back.
    fn released(&self, gap: &Gap, next: &mut u64, at: UnixTime) -> Vec<Event> {
        let given_back = |gap: GapId| Event::GapEnded {
            gap,
            how: GapState::Released,
            reasons: vec![Reason::ReleasedToBooking { at }],
            note: None,
        };
        let until = self.running_case_until(gap);
        if until <= gap.time.start {
            return vec![given_back(gap.id)];
        }
        let (desk, time, hold) = (gap.desk.clone(), TimeRange::new(gap.time.start, until), gap.hold);
        let mut events = vec![Event::GapChanged { gap: gap.id, desk, time, hold, note: None }];
        let rest = TimeRange::new(until, gap.time.end);
        for time in cut(&[rest], self.booked_on(self.day.date(), &gap.desk)) {
            let rest = Gap { id: GapId(*next), time, ..gap.clone() };
            *next += 1;
            let ended = given_back(rest.id);
            events.extend([Event::GapOpened { gap: rest, reasons: Vec::new(), note: None }, ended]);
        }
        events
    }

    /// Somebody waiting is placed in it, or could be.
    pub(crate) fn is_needed(&self, gap: &Gap) -> bool {
        self.is_placed_in(gap) || self.could_be_used(gap)
    }

    pub(crate) fn is_placed_in(&self, gap: &Gap) -> bool {
        let places = self.queue.claims().filter_map(|index| self.tickets[index].placement.as_ref());
        places.into_iter().any(|place| place.desk == gap.desk && place.time.overlaps(gap.time))
    }

    /// Whether somebody who has no place could be served in what is free of it.
    fn could_be_used(&self, gap: &Gap) -> bool {
        let Some(desk) = self.desk_index(&gap.desk) else { return false };
        let looked_at = self.looked_at(gap);
        let heads = self.queue.lines().heads().map(|(_, (_, _, index))| index);
        let waiting = self.queue.claimants().iter().copied().chain(heads);
        let without_place = waiting.map(|index| &self.tickets[index]).filter(|one| one.placement.is_none());
        let mut wanting = without_place
            .filter(|one| self.tied_to(one, looked_at).is_none_or(|only| *only == gap.desk))
            .filter(|one| self.setup.desks[desk].features.covers(one.visit.features))
            .peekable();
        if wanting.peek().is_none() {
            return false;
        }
        let free = self.longest_free_in(gap, self.running_case_until(gap).max(looked_at));
        wanting.any(|one| one.visit.expected <= free)
    }

    fn graces(&self) -> impl Iterator<Item = (TicketIndex, UnixTime)> {
        self.queue.absent().iter().filter_map(|&index| match self.tickets[index].state {
            State::Absent { until, .. } => Some((index, until)),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        })
    }

    fn graces_due(&self, at: UnixTime) -> Vec<Event> {
        let over = self.graces().filter(|&(_, until)| until < at);
        over.map(|(index, _)| Event::TicketLeft {
            ticket: self.tickets[index].id,
            ending: Ending::AbsentAtCall,
            reasons: vec![Reason::GraceRanOut],
            kept: None,
            note: None,
        })
        .collect()
    }
}

/// When a promise breaks if nobody is called: once its last second is over, or as that begins where no place
/// in time is left. What is done in that second is then not blamed for it.
fn promise_running_out(ticket: &Ticket) -> Option<UnixTime> {
    let latest = ticket.promise?.latest;
    let in_time = ticket.placement.as_ref().is_some_and(|place| place.time.start <= latest);
    Some(if in_time { latest + Length::seconds(1) } else { latest })
}
