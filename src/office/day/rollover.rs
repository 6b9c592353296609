// SPDX-License-Identifier: MPL-2.0
//! The day begins and ends. What is brought over is written down whole; nothing carries over silently.

use jiff::civil::Date;

use crate::closures::Closures;
use crate::event::{DayStart, Event, KeptPlace};
use crate::gap::{Gap, GapState, Plan};
use crate::idempotency::IdempotencyRecord;
use crate::names::{DeskId, RequestKey};
use crate::office::Office;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::setup::Setup;
use crate::ticket::{Ending, State, Ticket};
use crate::time::{TimeRange, UnixTime};
use crate::trial::Trials;

/// The very first day of a new office.
pub(crate) fn first_day(setup: Setup, policy: Policy, plan: Plan, now: UnixTime) -> DayStart {
    DayStart {
        date: setup.time_zone.date(now),
        setup,
        policy,
        plan,
        tickets: Vec::new(),
        gaps: Vec::new(),
        next_gap: 1,
        diary: Vec::new(),
        set_by_hand: Vec::new(),
        staffed: Vec::new(),
        answered: Vec::new(),
        holds: crate::holds::Holds::default(),
        trials: Trials::default(),
        calibration: crate::calibration::CalibrationRecord::default(),
        lengths: Vec::new(),
        closures: Closures::default(),
    }
}

impl Office {
    /// What is brought over into `date`, which lies after today.
    pub(crate) fn day_start(&self, date: Date) -> DayStart {
        let zone = &self.setup.time_zone;
        let day = zone.day(date);
        DayStart {
            date,
            setup: self.setup.clone(),
            policy: self.policy.clone(),
            plan: self.plan.clone(),
            tickets: self.tickets.iter().filter_map(|ticket| self.brought_over(ticket, date)).collect(),
            gaps: self
                .gaps
                .iter()
                .filter(|gap| gap.is_open() && gap.time.start >= day.start)
                .cloned()
                .collect(),
            next_gap: self.gaps.next_id(),
            diary: self.diary.days_from(date),
            set_by_hand: self.diary.set_by_hand_from(date),
            staffed: Vec::new(),
            answered: self.answers_to_remember(),
            holds: self.holds.after(day.start),
            trials: self.trials.clone(),
            calibration: self.calibration.record().clone(),
            lengths: self.lengths.clone(),
            closures: self.closures.from(date, day.start),
        }
    }

    /// The requests of this day about a visit or a gap: a kiosk that was cut off may ask again tomorrow.
    fn answers_to_remember(&self) -> Vec<(RequestKey, IdempotencyRecord)> {
        let of_today = |answered: &IdempotencyRecord| {
            answered.ticket().is_some_and(|ticket| self.tickets.get(ticket).is_some())
                || answered.gap().is_some_and(|gap| self.gaps.get(gap).is_some())
        };
        let carried = self.idempotency.iter().filter(|(_, answered)| of_today(answered));
        carried.map(|(key, answered)| (*key, *answered)).collect()
    }

    /// The gaps the plan opens today, for what of them lies ahead.
    pub(crate) fn open_planned_gaps(&self, now: UnixTime) -> Vec<Event> {
        let standing: Vec<(DeskId, TimeRange)> =
            self.todays_gaps().filter(|gap| gap.is_open()).map(|gap| (gap.desk.clone(), gap.time)).collect();
        let lines =
            self.plan.on(self.day.date()).filter(|line| self.line_time(line, self.day.date()).end > now);
        self.open_lines(lines, &standing, self.gaps.next_id(), now)
    }

    /// Closing time: whoever still waits is ended, with a place on the next open day where there is one.
    pub(crate) fn end_day(&self) -> Vec<Event> {
        let mut events = self.end_unserved();
        let not_served = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let served = self.tickets.iter().filter(|ticket| matches!(ticket.state, State::Done { .. })).count();
        events.push(Event::DayEnded { served: u32::try_from(served).unwrap_or(u32::MAX), not_served });
        events
    }

    /// Closing time where a change took away all that was left of the day, which was to close at `closing`. It comes
    /// with the change, whose preview then names whoever is sent home.
    pub(crate) fn end_closed_day(&self, closing: Option<UnixTime>, now: UnixTime) -> Vec<Event> {
        let open_before = !self.day.ended() && closing.is_some_and(|close| now < close);
        let closed = self.closes_at().is_none_or(|close| close <= now);
        if open_before && closed { self.end_day() } else { Vec::new() }
    }

    /// Everyone who is neither at a desk nor gone. A place kept for a later day stays kept, unsaid.
    fn end_unserved(&self) -> Vec<Event> {
        let ends = |ticket: &&Ticket| {
            let came_today = self.day.range().contains(ticket.checked_in_at) || ticket.kept_for.is_none();
            let has_lost_its_place = ticket.is_kept() && ticket.placement.is_none();
            let is_open = !ticket.state.is_over() && ticket.state.call().is_none();
            came_today && is_open && !has_lost_its_place
        };
        self.tickets.iter().filter(ends).map(ended).collect()
    }

    /// Midnight: a day that was not ended ends now, also for who was sent back to wait after closing. Who
    /// still sits at a desk has gone home, and nobody wrote down how it went.
    pub(crate) fn end_at_midnight(&self) -> Vec<Event> {
        let mut events = if self.day.ended() { self.end_unserved() } else { self.end_day() };
        let forgotten = self.tickets.iter().filter(|ticket| ticket.state.call().is_some());
        events.extend(forgotten.map(|ticket| Event::TicketLeft {
            ticket: ticket.id,
            ending: Ending::OutcomeNotRecorded,
            reasons: vec![Reason::OfficeClosed],
            kept: None,
            note: None,
        }));
        events
    }

    /// Reserved time of a day to come, for one desk: the plan's and what was opened by hand, unbooked.
    pub(crate) fn reserved_on(&self, date: Date, hours: TimeRange, desk: &DeskId) -> Vec<TimeRange> {
        let by_hand = self.gaps.iter().filter(|gap| gap.is_open() && gap.desk == *desk);
        let by_hand = by_hand.map(|gap| gap.time).filter(|time| hours.covers(*time));
        let lines = self.plan.on(date).filter(|line| line.desk == *desk);
        let planned = self.planned_gaps(lines, date, &[]).into_iter().map(|gap| gap.time);
        let reserved = crate::time::join(by_hand.chain(planned).collect());
        let away = self.away_on(date, desk);
        let reserved = crate::time::cut(&reserved, self.booked_on(date, desk).chain(away));
        self.counted_on(desk, reserved)
    }

    /// Nobody with a kept place counts as here, or as called, before it is so on its day.
    fn brought_over(&self, ticket: &Ticket, date: Date) -> Option<Ticket> {
        let kept_for = ticket.kept_for.filter(|_| ticket.is_kept())?;
        let zone = &self.setup.time_zone;
        let opens = || self.hours_on(kept_for).map_or(zone.day(kept_for).start, |day| day.start);
        let begins = ticket.promise.map_or_else(opens, |promise| promise.earliest);
        Some(Ticket {
            state: State::Waiting,
            waiting_since: begins,
            away_until: Some(begins),
            kept_for: (kept_for > date).then_some(kept_for),
            only_at: None,
            standby: ticket.placement.is_none() && kept_for <= date,
            first_called_at: None,
            promised_call: None,
            before_call: None,
            ..ticket.clone()
        })
    }

    pub(crate) fn ended_gap(gap: &Gap, used: bool) -> Event {
        let how = if used { GapState::Used } else { GapState::Unused };
        let reasons = if used { Vec::new() } else { vec![Reason::NobodyNeedsIt] };
        Event::GapEnded { gap: gap.id, how, reasons, note: None }
    }
}

fn ended(ticket: &Ticket) -> Event {
    let chosen = ticket.kept_for.zip(ticket.placement.clone()).zip(ticket.promise);
    let kept = chosen.map(|((date, placement), promise)| KeptPlace { date, placement, promise });
    let (ending, reason) = match (&ticket.state, &kept) {
        (_, Some(kept)) => {
            (Ending::MovedToNextDay, Reason::MovedToNextDay { start: kept.placement.time.start })
        }
        (State::Absent { .. }, None) => (Ending::AbsentAtCall, Reason::OfficeClosed),
        _ => (Ending::NotServedToday, Reason::NotServedToday),
    };
    Event::TicketLeft { ticket: ticket.id, ending, reasons: vec![reason], kept, note: None }
}
