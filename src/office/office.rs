//! One office as it is now: what the events so far add up to. Only `apply` changes it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;

use crate::apply::DoesNotFollow;
use crate::capacity::desk_time::DeskTime;
use crate::gap::{Booking, Bookings, Gap, Gaps, Plan, of_desk};
use crate::hindsight::Hindsight;
use crate::holds::Holds;
use crate::idempotency::IdempotencyRecord;
use crate::lengths::LearnedLength;
use crate::names::{DeskId, ErrandId, GapId, Number, RequestKey, Secret, TicketId};
use crate::policy::Policy;
use crate::priority::Claim;
use crate::queue::waiting_lines::{LineKey, Lines};
use crate::setup::Setup;
use crate::ticket::{State, Ticket};
use crate::time::{Length, TimeRange, UnixTime};
use crate::trial::Trials;

/// A ticket's place in the day's list; never changes while the day lasts.
pub type TicketIndex = usize;
/// A desk's place in the setup.
pub type DeskIndex = usize;

#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    pub(crate) setup: Setup,
    pub(crate) policy: Policy,
    pub(crate) plan: Plan,
    pub(crate) date: Date,
    /// The local day, 23 to 25 hours long.
    pub(crate) day: TimeRange,
    pub(crate) hours: Option<TimeRange>,
    pub(crate) day_ended: bool,
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) by_id: BTreeMap<TicketId, TicketIndex>,
    pub(crate) last_number: Number,
    /// Numbers of the day before that came over with a kept place; not given out again today.
    pub(crate) carried_numbers: BTreeSet<Number>,
    /// Waiting today with a place, a promise, or a broken one to make good.
    pub(crate) claimants: BTreeSet<TicketIndex>,
    /// Everybody else who waits today, in lines of alike tickets.
    pub(crate) lines: Lines,
    pub(crate) by_secret: BTreeMap<Secret, TicketId>,
    pub(crate) parked: BTreeSet<TicketIndex>,
    /// Marked absent and still within the grace period.
    pub(crate) absent: BTreeSet<TicketIndex>,
    pub(crate) desks: Vec<DeskNow>,
    /// What gaps, diary and holds say of each desk's time today.
    pub(crate) desk_times: Vec<DeskTime>,
    pub(crate) gaps: Gaps,
    pub(crate) next_gap: u64,
    /// Gaps in whose time somebody was called.
    pub(crate) used_gaps: BTreeSet<GapId>,
    /// Bookings by date, each day sorted by desk and time.
    pub(crate) diary: BTreeMap<Date, Bookings>,
    /// Days whose diary was set by hand: the appointment system does not change them.
    pub(crate) set_by_hand: BTreeSet<Date>,
    pub(crate) holds: Holds,
    pub(crate) answered: BTreeMap<RequestKey, IdempotencyRecord>,
    /// What transferred tickets said at the kiosk: the check-in told again is still the same one.
    pub(crate) came_for: BTreeMap<TicketIndex, ErrandId>,
    pub(crate) announcements: VecDeque<Announcement>,
    pub(crate) announced: u32,
    pub(crate) help_asked_at: Option<UnixTime>,
    pub(crate) trials: Trials,
    /// How told windows turn out.
    pub(crate) hindsight: Hindsight,
    /// What past visits took.
    pub(crate) lengths: Vec<LearnedLength>,
    pub(crate) last_at: UnixTime,
    /// A decided event that could not be applied.
    pub(crate) fault: Option<DoesNotFollow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeskNow {
    pub id: DeskId,
    pub staffing: Staffing,
    pub ticket: Option<TicketIndex>,
    pub last_step: Option<LastStep>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staffing {
    /// Nobody has opened it today; its gaps are counted on.
    Expected,
    Open,
    /// The clerk has left; its gaps cannot be used.
    Left,
}

/// What the desk did last, and how it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct LastStep {
    pub ticket: TicketIndex,
    pub at: UnixTime,
    pub before: State,
    /// When the ticket had first been called before it, if it had.
    pub first_call: Option<UnixTime>,
    /// How the step left the ticket; when something else has happened to it since, it is too late.
    pub after: State,
}

/// A call as the board announces it.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// Counts up with every announcement of the day.
    pub serial: u32,
    pub ticket: TicketIndex,
    pub desk: DeskIndex,
    pub at: UnixTime,
    pub recalls: u8,
}

/// As many calls as the board shows.
pub(crate) const ANNOUNCEMENTS_KEPT: usize = 8;

impl Office {
    /// Why nothing decided since may be committed, if so: the office must be built anew from its ledger.
    pub const fn fault(&self) -> Option<DoesNotFollow> {
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

    pub const fn hindsight(&self) -> &Hindsight {
        &self.hindsight
    }

    pub const fn date(&self) -> Date {
        self.date
    }

    /// When the last event happened; no event is ever earlier.
    pub const fn last_at(&self) -> UnixTime {
        self.last_at
    }

    /// The day's tickets in the order they checked in.
    pub fn tickets(&self) -> &[Ticket] {
        &self.tickets
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.by_id.get(&id).map(|&index| &self.tickets[index])
    }

    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter()
    }

    pub fn gap(&self, id: GapId) -> Option<&Gap> {
        self.gaps.get(id)
    }

    pub fn bookings(&self, date: Date) -> &[Booking] {
        self.diary.get(&date).map_or(&[], |bookings| bookings)
    }

    pub(crate) fn bookings_of(&self, date: Date, desk: &DeskId) -> &[Booking] {
        of_desk(self.bookings(date), desk)
    }

    /// How many wait today, whether placed or standing by.
    pub fn waiting(&self) -> usize {
        self.claimants.len() + self.lines.len()
    }

    pub fn is_open(&self, now: UnixTime) -> bool {
        self.hours.is_some_and(|hours| hours.contains(now))
            || self.todays_gaps().any(|gap| gap.is_open() && gap.time.contains(now) && self.is_special(gap))
    }

    /// When the last of today's opening hours and special gaps ends.
    pub fn closes_at(&self) -> Option<UnixTime> {
        let special = self.todays_gaps().filter(|gap| gap.is_open() && self.is_special(gap));
        special.map(|gap| gap.time.end).chain(self.hours.map(|hours| hours.end)).max()
    }

    /// Opened by the supervisor wholly outside opening hours.
    fn is_special(&self, gap: &Gap) -> bool {
        self.hours.is_none_or(|hours| !hours.overlaps(gap.time))
    }

    pub(crate) fn todays_gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| self.day.contains(gap.time.start))
    }

    pub(crate) fn desk_index(&self, id: &DeskId) -> Option<DeskIndex> {
        self.desks.iter().position(|desk| desk.id == *id)
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
        self.todays_bookings(desk).find(|time| time.contains(now)).map(|time| time.end)
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

    pub(crate) fn overruns(&self, desk: DeskIndex, now: UnixTime) -> bool {
        self.expected_end(desk).is_some_and(|end| end < now)
    }

    pub(crate) fn next_number(&self) -> Number {
        let mut number = self.last_number + 1;
        while self.carried_numbers.contains(&number) {
            number += 1;
        }
        number
    }

    pub(crate) fn claim(&self, index: TicketIndex) -> Claim {
        let ticket = &self.tickets[index];
        Claim {
            number: ticket.number,
            urgency: ticket.visit.urgency,
            waiting_since: ticket.waiting_since,
            wronged: ticket.broken_promises > 0,
        }
    }

    /// Files a ticket under claimants, lines, absent or parked, or nowhere when it is none of these.
    pub(crate) fn file(&mut self, index: TicketIndex) {
        self.tickets[index].trim_window();
        let ticket = &self.tickets[index];
        match ticket.state {
            State::Absent { .. } => drop(self.absent.insert(index)),
            State::Parked { .. } => drop(self.parked.insert(index)),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Done { .. }
            | State::Left { .. } => {}
        }
        if !ticket.waits_today() {
            return;
        }
        if ticket.placement.is_some() || ticket.promise.is_some() || ticket.broken_promises > 0 {
            self.claimants.insert(index);
        } else {
            let kind = self.kind(ticket);
            self.lines.insert(kind, (ticket.waiting_since, ticket.number, index));
        }
    }

    /// The reverse of [`Self::file`]; to be called before the ticket changes.
    pub(crate) fn unfile(&mut self, index: TicketIndex) {
        if self.claimants.remove(&index) || self.absent.remove(&index) || self.parked.remove(&index) {
            return;
        }
        let ticket = &self.tickets[index];
        if ticket.waits_today() {
            let kind = self.kind(ticket);
            self.lines.remove(kind, (ticket.waiting_since, ticket.number, index));
        }
    }

    fn kind(&self, ticket: &Ticket) -> LineKey {
        LineKey {
            urgency: ticket.visit.urgency,
            features: ticket.visit.features,
            expected: ticket.visit.expected,
            only_at: ticket.only_at.as_ref().and_then(|desk| self.desk_index(desk)),
        }
    }

    /// The longest wait of those waiting, by when it began.
    pub(crate) fn longest_wait_since(&self) -> Option<UnixTime> {
        let placed = self.claimants.iter().map(|&index| self.tickets[index].waiting_since);
        placed.chain(self.lines.heads().map(|(_, (since, ..))| since)).min()
    }

    /// The shortest expected length of any errand here: below it, time is of no use.
    pub(crate) fn shortest_errand(&self) -> Length {
        let minutes =
            self.setup.errands.iter().map(|errand| errand.minutes.min(errand.minutes_without_photo));
        let learned = self.lengths.iter().filter(|_| self.policy.plan_with_learned).map(|one| one.minutes);
        Length::minutes(minutes.chain(learned).min().unwrap_or(1).into())
    }
}
