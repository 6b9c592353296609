//! The naive office: the rules written down a second time, as plainly and slowly as possible, sharing data
//! types with the real one but none of its decisions. It predicts what may be answered, follows the ledger
//! event by event, objects to every event the rules do not allow, and is compared with the real office
//! after every step. Where a ticket is placed it takes from the events, and checks that it may be there.

mod answers;
mod calls;
mod capacity;
mod day;
mod holds;
mod places;
mod tickets;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use office::Office;
use office::command::Command;
use office::event::{DayStart, Event, Recorded};
use office::gap::{Booking, Bookings, Gap, Plan};
use office::holds::KnownHold;
use office::names::{DeskId, GapId, Number, RequestKey, TicketId};
use office::policy::Policy;
use office::setup::Setup;
use office::ticket::{State, Ticket};
use office::time::{Length, TimeRange, UnixTime};

pub use answers::Expected;

/// What the rules say the office is.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what is so and what is not, each by its own name")]
pub struct ReferenceOffice {
    setup: Setup,
    policy: Policy,
    plan: Plan,
    date: Date,
    day: TimeRange,
    hours: Option<TimeRange>,
    ended: bool,
    tickets: Vec<Ticket>,
    gaps: Vec<Gap>,
    used: BTreeSet<GapId>,
    diary: Vec<(Date, Bookings)>,
    open: BTreeSet<DeskId>,
    left: BTreeSet<DeskId>,
    steps: BTreeMap<DeskId, DeskStep>,
    answered: BTreeMap<RequestKey, IdempotencyRecord>,
    next_gap: u64,
    help_asked: bool,
    holds: Vec<KnownHold>,
    diary_lost: bool,
    /// Bookings in confirmed time that are still to be told of.
    booked_over: Vec<(DeskId, TimeRange)>,
    /// Every number of the day and whose it is.
    numbers: BTreeMap<Number, TicketId>,
    last_number: Number,
    last_at: UnixTime,
    /// Promises that not even an otherwise empty office could keep when the command came.
    lost_before: BTreeSet<TicketId>,
    booked_before: Vec<Booking>,
    day_just_started: bool,
    pub wrong: Vec<String>,
    pub overcautious: u64,
    pub compared_exactly: u64,
}

/// What a desk did last: how the ticket was before, and how that step left it.
#[derive(Clone, Debug)]
struct DeskStep {
    ticket: TicketId,
    at: UnixTime,
    before: State,
    before_first_call: Option<UnixTime>,
    after: State,
}

/// A request that led to something.
#[derive(Clone, Debug)]
struct IdempotencyRecord {
    about: About,
    command: Command,
}

/// What the answer to a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Ticket(TicketId),
    Gap(GapId),
    AppState,
}

impl About {
    fn of(event: &Event) -> Self {
        match event {
            Event::GapOpened { gap, .. } => Self::Gap(gap.id),
            Event::GapChanged { gap, .. } | Event::GapEnded { gap, .. } => Self::Gap(*gap),
            other => other.ticket().map_or(Self::AppState, Self::Ticket),
        }
    }
}

impl ReferenceOffice {
    pub fn new(start: &DayStart, at: UnixTime) -> Self {
        let zone = &start.setup.time_zone;
        Self {
            date: start.date,
            day: zone.day(start.date),
            hours: start.setup.opening_hours.on(zone, start.date),
            setup: start.setup.clone(),
            policy: start.policy.clone(),
            plan: start.plan.clone(),
            ended: false,
            tickets: start.tickets.clone(),
            gaps: start.gaps.clone(),
            used: BTreeSet::new(),
            diary: start.diary.clone(),
            open: BTreeSet::new(),
            left: BTreeSet::new(),
            steps: BTreeMap::new(),
            answered: BTreeMap::new(),
            next_gap: start.next_gap,
            help_asked: false,
            holds: start.holds.known().cloned().collect(),
            diary_lost: start.holds.is_lost(),
            booked_over: Vec::new(),
            numbers: start.tickets.iter().map(|ticket| (ticket.number, ticket.id)).collect(),
            last_number: 0,
            last_at: at,
            lost_before: BTreeSet::new(),
            booked_before: Vec::new(),
            day_just_started: true,
            wrong: Vec::new(),
            overcautious: 0,
            compared_exactly: 0,
        }
    }

    fn object(&mut self, what: impl Into<String>) {
        self.wrong.push(what.into());
    }

    /// Follows what one command, or the clock, led to.
    pub fn follow(&mut self, events: &[Recorded], command: Option<&Command>, now: UnixTime) {
        for recorded in events {
            if recorded.at < self.last_at {
                self.object(format!("the office went back in time to {}", recorded.at));
            }
            if recorded.at > now.max(self.last_at) {
                self.object(format!("an event from the future, at {}", recorded.at));
            }
            if self.day_just_started && !matches!(recorded.event, Event::GapOpened { .. }) {
                self.check_plan_is_open(self.last_at);
            }
            self.last_at = self.last_at.max(recorded.at);
            self.observe(&recorded.event, command, recorded.at);
            if let (Some(key), Some(command)) = (recorded.key, command) {
                let about = About::of(&recorded.event);
                self.answered.insert(key, IdempotencyRecord { about, command: command.clone() });
            }
        }
        if !std::mem::take(&mut self.booked_over).is_empty() {
            self.object("somebody booked over a hold, and nobody was told");
        }
        if self.day_just_started {
            self.check_plan_is_open(self.last_at);
        }
    }

    fn observe(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        match event {
            Event::DayStarted(start) => self.day_started(start, at),
            Event::DayEnded { served, not_served } => self.day_ended(*served, *not_served, at),
            Event::SetupChanged { setup } => self.setup = (**setup).clone(),
            Event::PolicyChanged { from, policy } => {
                if **from != self.policy {
                    self.object("the policy changed from one the office did not have");
                }
                self.policy = (**policy).clone();
            }
            Event::PlanChanged { plan } => self.plan = plan.clone(),
            Event::DeskOpened { desk } => {
                self.left.remove(desk);
                self.open.insert(desk.clone());
            }
            Event::DeskLeft { desk } => {
                self.open.remove(desk);
                self.left.insert(desk.clone());
            }
            Event::GapOpened { gap, .. } => self.gap_opened(gap, command, at),
            Event::GapChanged { gap, desk, time, hold, .. } => {
                match self.gaps.iter_mut().find(|known| known.id == *gap && known.is_open()) {
                    Some(known) => (known.desk, known.time, known.hold) = (desk.clone(), *time, *hold),
                    None => self.object(format!("gap {gap} changed and is not open")),
                }
            }
            Event::GapEnded { gap, how, .. } => self.gap_ended(*gap, *how, command, at),
            Event::DiaryImported { date, bookings } => {
                self.expect_booked_over(*date, bookings);
                self.diary.retain(|(known, _)| known != date);
                self.diary.push((*date, bookings.clone()));
            }
            Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound => self.held(event, command),
            // Trials, windows and what was learned change nothing about the queue.
            Event::TrialPlanned(_)
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. } => {}
            Event::HelpAsked => self.help_asked = true,
            Event::HelpAnswered => self.help_asked = false,
            Event::TicketCheckedIn(ticket) => self.checked_in(ticket, command, at),
            Event::TicketMoved { .. } | Event::PromiseBroken { .. } => self.placed_anew(event, command, at),
            Event::TicketCalled { ticket, desk, .. } => self.called(*ticket, desk, command, at),
            Event::TicketRecalled { .. }
            | Event::CitizenArrived { .. }
            | Event::MarkedAbsent { .. }
            | Event::TicketReturned { .. }
            | Event::TicketParked { .. }
            | Event::TicketTransferred { .. }
            | Event::TicketCompleted { .. }
            | Event::TicketLeft { .. }
            | Event::StepUndone { .. } => self.stepped(event, command, at),
        }
    }

    /// What is different in the real office.
    pub fn compare(&mut self, office: &Office) {
        if office.last_at() != self.last_at || office.date() != self.date {
            self.object(format!("the office is at {} on {}", office.last_at(), office.date()));
        }
        if (office.setup(), office.policy(), office.plan()) != (&self.setup, &self.policy, &self.plan) {
            self.object("setup, policy or plan is another");
        }
        let same = |(ours, theirs): (&Ticket, &Ticket)| {
            let theirs = Ticket { reasons: ours.reasons.clone(), ..theirs.clone() };
            (*ours != theirs).then(|| format!("expected {ours:?}\n   found {theirs:?}"))
        };
        let other: Vec<String> = self.tickets.iter().zip(office.tickets()).filter_map(same).collect();
        self.wrong.extend(other);
        if office.tickets().len() != self.tickets.len() {
            self.object(format!("{} tickets instead of {}", office.tickets().len(), self.tickets.len()));
        }
        let gaps: Vec<&Gap> = office.gaps().collect();
        let mut ours: Vec<&Gap> = self.gaps.iter().collect();
        ours.sort_unstable_by_key(|gap| gap.id);
        if gaps != ours {
            self.object(format!("gaps are {gaps:?}, not {ours:?}"));
        }
        if office.bookings(self.date) != self.booked(self.date) {
            self.object("today's bookings are others");
        }
        self.compare_holds(office);
        let waiting = self.tickets.iter().filter(|ticket| ticket.waits_today()).count();
        if office.waiting() != waiting {
            self.object(format!("{} wait, not {waiting}", office.waiting()));
        }
        if office.is_open(self.last_at) != self.is_open(self.last_at) {
            self.object("open and closed at once");
        }
    }

    fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.id == id)
    }

    fn booked(&self, date: Date) -> &[Booking] {
        self.diary.iter().find(|(known, _)| *known == date).map_or(&[], |(_, bookings)| bookings)
    }

    fn booked_at(&self, desk: &DeskId) -> impl Iterator<Item = TimeRange> {
        self.booked(self.date).iter().filter(move |booking| booking.desk == *desk).map(|booking| booking.time)
    }

    fn at_desk(&self, desk: &DeskId) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.state.call().is_some_and(|call| call.desk == *desk))
    }

    fn todays_open_gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.is_open() && self.day.contains(gap.time.start))
    }

    fn special(&self, gap: &Gap) -> bool {
        self.hours.is_none_or(|hours| !hours.overlaps(gap.time))
    }

    fn is_open(&self, now: UnixTime) -> bool {
        let special = self.todays_open_gaps().any(|gap| gap.time.contains(now) && self.special(gap));
        special || self.hours.is_some_and(|hours| hours.contains(now))
    }

    /// Whether a ticket that holds a place here may run this much past what is reserved.
    fn slack(&self) -> Length {
        self.policy.slack()
    }
}
