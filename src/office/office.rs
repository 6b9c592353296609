// SPDX-License-Identifier: MPL-2.0
//! One office as it is now: what the events so far add up to. Only `apply` changes it.

use jiff::civil::Date;

use crate::calibration::WindowCalibration;
use crate::capacity::desk_time::DeskTime;
use crate::capacity::diary::Diary;
use crate::capacity::gaps::Gaps;
use crate::closures::Closures;
use crate::day::working_day::WorkingDay;
use crate::event::DayStart;
use crate::gap::{Booking, Bookings, Gap, Plan};
use crate::holds::Holds;
use crate::idempotency::Idempotency;
use crate::invalid_event::InvalidEvent;
use crate::lengths::LearnedLength;
use crate::names::{DeskId, GapId, TicketId};
use crate::policy::Policy;
use crate::priority::Claim;
use crate::queue::Queue;
use crate::queue::waiting_lines::LineKey;
use crate::setup::Setup;
use crate::ticket::{State, Ticket};
use crate::time::{Length, TimeRange, UnixTime, join};
use crate::trial::Trials;
use crate::visits::desks::{DeskIndex, Desks, Staffing};
use crate::visits::tickets::{TicketIndex, Tickets};

#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    pub(crate) setup: Setup,
    pub(crate) policy: Policy,
    pub(crate) plan: Plan,
    /// What past visits took.
    pub(crate) lengths: Vec<LearnedLength>,
    pub(crate) closures: Closures,
    pub(crate) day: WorkingDay,
    pub(crate) tickets: Tickets,
    pub(crate) queue: Queue,
    pub(crate) desks: Desks,
    pub(crate) gaps: Gaps,
    pub(crate) diary: Diary,
    pub(crate) holds: Holds,
    /// What gaps, diary and holds say of each desk's time today.
    pub(crate) desk_times: Vec<DeskTime>,
    pub(crate) idempotency: Idempotency,
    pub(crate) trials: Trials,
    /// How told windows turn out.
    pub(crate) calibration: WindowCalibration,
    /// A decided event that could not be applied.
    pub(crate) fault: Option<InvalidEvent>,
}

impl Office {
    /// An office as its day began.
    pub fn start(start: &DayStart, at: UnixTime) -> Self {
        let mut office = Self {
            setup: start.setup.clone(),
            policy: start.policy.clone(),
            plan: start.plan.clone(),
            lengths: start.lengths.clone(),
            closures: start.closures.clone(),
            day: WorkingDay::begin(start.date, &start.setup, &start.closures, at),
            tickets: Tickets::carried_over(&start.tickets),
            queue: Queue::default(),
            desks: Desks::new(&start.setup, |id| {
                if start.staffed.contains(id) { Staffing::Open } else { Staffing::Expected }
            }),
            gaps: Gaps::carried_over(&start.gaps, start.next_gap),
            diary: Diary::carried_over(&start.diary, &start.set_by_hand),
            holds: start.holds.clone(),
            desk_times: Vec::new(),
            idempotency: Idempotency::carried_over(&start.answered),
            trials: start.trials.clone(),
            calibration: WindowCalibration::of(start.calibration.clone()),
            fault: None,
        };
        for index in 0..office.tickets.len() {
            office.file(index);
        }
        office.refresh_desk_times();
        office
    }

    /// Why nothing decided since may be committed, if so: the office must be built anew from its ledger.
    pub const fn fault(&self) -> Option<InvalidEvent> {
        self.fault
    }

    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    pub const fn trials(&self) -> &Trials {
        &self.trials
    }

    pub const fn calibration(&self) -> &WindowCalibration {
        &self.calibration
    }

    pub const fn date(&self) -> Date {
        self.day.date()
    }

    /// When the last event happened; no event is ever earlier.
    pub const fn last_at(&self) -> UnixTime {
        self.day.last_at()
    }

    /// The day's tickets in the order they checked in.
    pub fn tickets(&self) -> &[Ticket] {
        self.tickets.as_slice()
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(id)
    }

    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter()
    }

    pub fn gap(&self, id: GapId) -> Option<&Gap> {
        self.gaps.get(id)
    }

    pub fn bookings(&self, date: Date) -> &[Booking] {
        self.diary.on(date)
    }

    /// The bookings of all days that are known, from a date on.
    pub fn known_days(&self, date: Date) -> Vec<(Date, Bookings)> {
        self.diary.days_from(date)
    }

    pub(crate) fn bookings_of(&self, date: Date, desk: &DeskId) -> &[Booking] {
        self.diary.of_desk(date, desk)
    }

    /// How many wait here today, whether placed or standing by.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    pub fn is_open(&self, now: UnixTime) -> bool {
        self.day.day_hours().periods.iter().any(|period| period.contains(now))
            || self.todays_gaps().any(|gap| gap.is_open() && gap.time.contains(now) && self.is_special(gap))
    }

    /// When the last of today's opening hours and special gaps ends.
    pub fn closes_at(&self) -> Option<UnixTime> {
        let special = self.todays_gaps().filter(|gap| gap.is_open() && self.is_special(gap));
        let hours = self.day.hours().map(|hours| hours.end);
        special.map(|gap| gap.time.end).chain(hours).max()
    }

    /// When a desk stops serving next: at the end of the opening hours under way, or of time opened outside them.
    pub(crate) fn service_ends_at(&self, desk: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        let id = &self.desks[desk].id;
        let special =
            self.todays_gaps().filter(|gap| gap.is_open() && gap.desk == *id && self.is_special(gap));
        let open = self.day.day_hours().periods.iter().copied().chain(special.map(|gap| gap.time)).collect();
        let under_way = join(open).into_iter().find(|time| time.contains(now));
        under_way.map(|time| time.end).or_else(|| self.closes_at())
    }

    /// Opened by the supervisor wholly outside opening hours.
    fn is_special(&self, gap: &Gap) -> bool {
        self.day.hours().is_none_or(|hours| !hours.overlaps(gap.time))
            && !self.day.day_hours().closed.iter().any(|closed| closed.overlaps(gap.time))
    }

    pub(crate) fn todays_gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| self.day.range().contains(gap.time.start))
    }

    pub(crate) fn desk_index(&self, id: &DeskId) -> Option<DeskIndex> {
        self.desks.index_of(id)
    }

    pub(crate) fn todays_bookings(&self, desk: DeskIndex) -> impl Iterator<Item = TimeRange> {
        self.desk_times[desk].booked.iter().copied()
    }

    /// The next booking at a desk that starts at or after `now`.
    pub(crate) fn next_booking(&self, desk: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        self.todays_bookings(desk).map(|time| time.start).find(|&start| start >= now)
    }

    /// Whether a citizen who booked sits at the desk: its clerk calls nobody.
    pub fn is_booked(&self, desk: DeskIndex, now: UnixTime) -> bool {
        self.booked_until(desk, now).is_some()
    }

    /// Until when a booking under way holds the desk.
    pub(crate) fn booked_until(&self, desk: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        self.booking_under_way(desk, now).map(|time| time.end)
    }

    /// The booking of a citizen that is under way; a closure in the diary is nobody's.
    pub(crate) fn citizen_booked(&self, desk: DeskIndex, now: UnixTime) -> Option<TimeRange> {
        let bookings = self.bookings_of(self.day.date(), &self.desks[desk].id).iter();
        bookings.filter(|booking| !booking.closed).map(|booking| booking.time).find(|time| time.contains(now))
    }

    pub(crate) fn booking_under_way(&self, desk: DeskIndex, now: UnixTime) -> Option<TimeRange> {
        self.todays_bookings(desk).find(|time| time.contains(now))
    }

    /// When the case at a desk is expected to end: by its expected length, or soon, once that is over.
    pub(crate) fn busy_until(&self, desk: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        let expected = self.expected_end(desk)?;
        Some(if expected < now { now + self.policy.overrun_step() } else { expected })
    }

    /// When the case at a desk should end by its expected length alone.
    pub(crate) fn expected_end(&self, desk: DeskIndex) -> Option<UnixTime> {
        let ticket = &self.tickets[self.desks[desk].ticket?];
        let started = match &ticket.state {
            State::Serving { since, .. } => *since,
            State::Called(call) => call.at,
            State::Waiting
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => return None,
        };
        Some(started + ticket.visit.expected)
    }

    /// When the case at a desk will probably be over: by its likely length, or soon, once that is over.
    pub(crate) fn likely_end(&self, desk: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        let ticket = &self.tickets[self.desks[desk].ticket?];
        let beyond = ticket.visit.likely.as_seconds() - ticket.visit.expected.as_seconds();
        let likely = self.expected_end(desk)? + Length::seconds(beyond.max(0));
        Some(if likely < now { now + self.policy.overrun_step() } else { likely })
    }

    /// How much of a gap's time somebody was served in, or is.
    pub(crate) fn time_used(&self, gap: &Gap, now: UnixTime) -> Length {
        let Some(desk) = self.desk_index(&gap.desk) else { return Length::ZERO };
        let running = self.desks[desk].ticket.and_then(|ticket| self.tickets[ticket].state.time_at_desk(now));
        let served = self.desks[desk].served.iter().copied().chain(running);
        let within = served.map(|time| time.overlap(gap.time)).filter(|time| !time.is_empty());
        within.fold(Length::ZERO, |sum, time| sum + time.length())
    }

    pub(crate) fn overruns(&self, desk: DeskIndex, now: UnixTime) -> bool {
        self.expected_end(desk).is_some_and(|end| end < now)
    }

    pub(crate) fn claim(&self, index: TicketIndex) -> Claim {
        let ticket = &self.tickets[index];
        Claim {
            number: ticket.number,
            urgency: ticket.visit.urgency,
            waiting_since: ticket.waiting_since,
            promise_broken: ticket.broken_promises > 0,
        }
    }

    pub(crate) fn line_key(&self, ticket: &Ticket) -> LineKey {
        LineKey {
            urgency: ticket.visit.urgency,
            features: ticket.visit.features,
            expected: ticket.visit.expected,
            only_at: ticket.only_at.as_ref().and_then(|desk| self.desk_index(desk)),
        }
    }

    /// The longest wait of those waiting, by when it began.
    pub fn longest_wait_since(&self) -> Option<UnixTime> {
        let placed = self.queue.claimants().iter().map(|&index| &self.tickets[index]);
        let here = placed.filter(|ticket| ticket.has_arrived()).map(|ticket| ticket.waiting_since);
        here.chain(self.queue.lines().heads().map(|(_, (since, ..))| since)).min()
    }

    /// The shortest expected length of any errand here: below it, time is of no use.
    pub(crate) fn shortest_errand(&self) -> Length {
        let minutes =
            self.setup.errands.iter().map(|errand| errand.minutes.min(errand.minutes_without_photo));
        let learned = self.lengths.iter().filter(|_| self.policy.plan_with_learned).map(|one| one.minutes);
        Length::minutes(minutes.chain(learned).min().unwrap_or(1).into())
    }
}
