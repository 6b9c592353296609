// SPDX-License-Identifier: MPL-2.0
//! The reference model: a second, deliberately simple and slow implementation of the rules. It shares data types
//! with the office but none of its decisions. It predicts answers, follows the ledger event by event, records a
//! violation for every event the rules do not allow, and is compared with the office after every step. Placements
//! are taken from the events and checked.

mod answer_subject;
mod answers;
mod booking_end;
mod calls;
mod capacity;
mod check_in;
mod closures;
mod compare;
mod day;
mod day_notice;
mod exact_search;
mod fairness;
mod figures;
mod held_places;
mod holds;
mod places;
mod reasons;
mod set_aside;
mod tickets;
mod urgency;
mod windows;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use closures::KnownClosures;
use figures::{Sitting, VisitRecord};
use office::command::{Capacity, CapacityChange, Command};
use office::day_notice::DayNotice;
use office::event::{DayStart, Event, Recorded};
use office::gap::{Booking, Bookings, Gap, Plan};
use office::holds::KnownHold;
use office::names::{DeskId, Number, RequestKey, TicketId};
use office::policy::Policy;
use office::setup::Setup;
use office::ticket::{Promise, State, Ticket};
use office::time::{Length, TimeRange, UnixTime};
use office::window::Window;

pub use answer_subject::AnswerSubject;
pub use answers::ExpectedAnswer;
pub use figures::DayFigures;

/// The office's state according to the reference rules.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about the office")]
pub struct ReferenceOffice {
    setup: Setup,
    policy: Policy,
    plan: Plan,
    date: Date,
    day: TimeRange,
    hours: Option<TimeRange>,
    /// Whether the day had hours, before a special day may have taken them.
    was_open: bool,
    ended: bool,
    ended_bookings: Vec<(Booking, UnixTime)>,
    closures: KnownClosures,
    notice: Option<DayNotice>,
    tickets: Vec<Ticket>,
    gaps: Vec<Gap>,
    /// When somebody was served at a desk today.
    served: Vec<Sitting>,
    /// What is remembered of each visit of today.
    visits: BTreeMap<TicketId, VisitRecord>,
    /// The figures of the days that ended, until somebody asks for them.
    days: Vec<DayFigures>,
    /// Desks that nobody opened and where a promise broke.
    stayed_empty: BTreeSet<DeskId>,
    /// The window last told to each ticket under the promise it has.
    told: BTreeMap<TicketId, Window>,
    /// Promises that are known to be lost and not yet told, since when.
    known_lost: BTreeMap<TicketId, (UnixTime, Option<Promise>)>,
    /// Who could use free time and stands by, since when.
    beside_free_time: BTreeMap<TicketId, UnixTime>,
    /// What the clock cut off a gap to give it back, and still has to.
    cut_off: Option<(DeskId, TimeRange)>,
    diary: Vec<(Date, Bookings)>,
    set_by_hand: BTreeSet<Date>,
    open: BTreeSet<DeskId>,
    left: BTreeSet<DeskId>,
    steps: BTreeMap<DeskId, DeskStep>,
    answered: BTreeMap<RequestKey, AcceptedRequest>,
    next_gap: u64,
    help_asked: bool,
    holds: Vec<KnownHold>,
    diary_lost: bool,
    /// Bookings over confirmed holds for which an event is still expected.
    booked_over: Vec<(DeskId, TimeRange)>,
    /// Ticket numbers of the day.
    numbers: BTreeMap<Number, TicketId>,
    last_number: Number,
    last_at: UnixTime,
    /// Promises that could not be kept before the command, even with no other tickets.
    lost_before: BTreeSet<TicketId>,
    /// Who had a place within their promise before the command.
    placed_before: BTreeSet<TicketId>,
    booked_before: Vec<Booking>,
    day_just_started: bool,
    pub violations: Vec<String>,
    pub overcautious: u64,
    pub compared_exactly: u64,
}

/// The last step of a desk: the ticket's state before and after.
#[derive(Clone, Debug)]
struct DeskStep {
    ticket: TicketId,
    at: UnixTime,
    before: Ticket,
    after: State,
}

/// An accepted request.
#[derive(Clone, Debug)]
struct AcceptedRequest {
    subject: AnswerSubject,
    command: Command,
}

impl ReferenceOffice {
    pub fn new(start: &DayStart, at: UnixTime) -> Self {
        let mut new = Self {
            date: start.date,
            day: start.setup.time_zone.day(start.date),
            hours: None,
            was_open: false,
            closures: KnownClosures::brought_over(start),
            notice: None,
            setup: start.setup.clone(),
            policy: start.policy.clone(),
            plan: start.plan.clone(),
            ended: false,
            ended_bookings: Vec::new(),
            tickets: start.tickets.clone(),
            gaps: start.gaps.clone(),
            served: Vec::new(),
            visits: start.tickets.iter().map(|ticket| (ticket.id, VisitRecord::of(ticket))).collect(),
            days: Vec::new(),
            stayed_empty: BTreeSet::new(),
            told: BTreeMap::new(),
            known_lost: BTreeMap::new(),
            beside_free_time: BTreeMap::new(),
            cut_off: None,
            diary: start.diary.clone(),
            set_by_hand: start.set_by_hand.iter().copied().collect(),
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
            placed_before: BTreeSet::new(),
            booked_before: Vec::new(),
            day_just_started: true,
            violations: Vec::new(),
            overcautious: 0,
            compared_exactly: 0,
        };
        new.hours = new.hours_on(start.date);
        new.was_open = new.hours.is_some();
        new
    }

    /// The figures of the days that ended since somebody asked last.
    pub fn ended_days(&mut self) -> Vec<DayFigures> {
        std::mem::take(&mut self.days)
    }

    fn violation(&mut self, what: impl Into<String>) {
        self.violations.push(what.into());
    }

    /// Applies the events of one command, or of the clock.
    pub fn follow(&mut self, events: &[Recorded], command: Option<&Command>, now: UnixTime) {
        for recorded in events {
            if recorded.at < self.last_at {
                self.violation(format!("the office went back in time to {}", recorded.at));
            }
            if recorded.at > now.max(self.last_at) {
                self.violation(format!("an event from the future, at {}", recorded.at));
            }
            if self.day_just_started && !matches!(recorded.event, Event::GapOpened { .. }) {
                self.check_plan_is_open(self.last_at);
            }
            self.last_at = self.last_at.max(recorded.at);
            self.note_visit(&recorded.event, recorded.at);
            self.apply(&recorded.event, command, recorded.at);
            self.trim_windows(&recorded.event);
            if let (Some(key), Some(command)) = (recorded.key, command) {
                let subject = AnswerSubject::of(&recorded.event);
                self.answered.insert(key, AcceptedRequest { subject, command: command.clone() });
            }
        }
        self.cut_off = None;
        if let Some(Command::CheckIn(check_in)) = command.filter(|_| !events.is_empty()) {
            self.check_first_place(check_in.ticket, now.max(self.last_at));
        }
        if let Some(Command::Transfer { ticket, .. }) = command.filter(|_| !events.is_empty()) {
            self.check_sent_on(*ticket);
        }
        if !std::mem::take(&mut self.booked_over).is_empty() {
            self.violation("somebody booked over a hold, and nobody was told");
        }
        if self.day_just_started {
            self.check_plan_is_open(self.last_at);
        }
    }

    fn apply(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        match event {
            Event::DayStarted(start) => self.day_started(start, at),
            Event::DayEnded { served, not_served } => self.day_ended(*served, *not_served, at),
            Event::SetupChanged { setup } => self.setup_changed(setup),
            Event::PolicyChanged { from, policy } => {
                if **from != self.policy {
                    self.violation("the policy changed from one the office did not have");
                }
                self.policy = (**policy).clone();
            }
            Event::PlanChanged { plan } => self.plan = plan.clone(),
            Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsencePlanned { .. }
            | Event::AbsenceCancelled { .. } => self.closure_changed(event, command, at),
            Event::DayNoticeSet { .. } | Event::DayNoticeEnded => self.notice_changed(event, command, at),
            Event::DeskOpened { desk } => {
                self.stayed_empty.remove(desk);
                self.left.remove(desk);
                self.open.insert(desk.clone());
            }
            Event::DeskLeft { desk } => {
                self.open.remove(desk);
                self.left.insert(desk.clone());
                self.set_free_from(desk, |_| true);
            }
            Event::GapOpened { gap, .. } => {
                self.gap_opened(gap, command, at);
                // Time to come opens a day again that was over.
                self.ended &= self.closing(at);
            }
            Event::GapChanged { gap, desk, time, hold, .. } => {
                let Some(old) = self.gaps.iter().find(|known| known.id == *gap && known.is_open()).cloned()
                else {
                    return self.violation(format!("gap {gap} changed and is not open"));
                };
                let by_supervisor = matches!(command, Some(Command::ChangeCapacity(CapacityChange { what, .. }))
                    if matches!(what, Capacity::ChangeGap { gap: meant, .. } if meant == gap));
                if !by_supervisor {
                    self.gap_cut(&old, *time, at);
                }
                let changed = Gap { desk: desk.clone(), time: *time, hold: *hold, opened_at: at, ..old };
                self.gaps.retain(|known| known.id != *gap);
                self.gaps.push(changed);
                self.ended &= self.closing(at);
            }
            Event::GapEnded { gap, how, .. } => self.gap_ended(*gap, *how, command, at),
            Event::DiaryImported { date, bookings, by_hand } => {
                self.diary_changed(*date, bookings, *by_hand, command);
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
            // Trials, learned lengths and who only asked do not affect the queue.
            Event::TrialPlanned(_)
            | Event::VisitsRated(_)
            | Event::InquiryCounted { .. }
            | Event::InquiryTakenBack { .. }
            | Event::LengthsLearned { .. }
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. } => {}
            Event::WindowsTold { windows } => self.windows_told(windows, command, at),
            Event::HelpAsked => self.help_asked = true,
            Event::BookingEnded { desk, time, .. } => self.booking_ended(desk, *time, command, at),
            Event::HelpAnswered => self.help_asked = false,
            Event::UrgencyChanged { ticket, urgency, .. } => self.urgency_changed(*ticket, *urgency, command),
            Event::TicketCheckedIn(ticket) => self.checked_in(ticket, command, at),
            Event::TicketMoved { .. } | Event::PromiseBroken { .. } => {
                self.placement_changed(event, command, at);
            }
            Event::TicketCalled { ticket, desk, reasons, .. } => {
                self.called(*ticket, desk, reasons, command, at);
            }
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

    /// Who takes time today: those who wait, and those set aside whose promise stands.
    fn claims(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().filter(|ticket| {
            let aside = matches!(ticket.state, State::Parked { .. } | State::Absent { .. });
            ticket.waits_today() || aside && ticket.promise.is_some()
        })
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
        let outside = self.hours.is_none_or(|hours| !hours.overlaps(gap.time));
        outside && !self.minutes_of(gap.time).any(|minute| self.is_closed_at(minute))
    }

    fn is_open(&self, now: UnixTime) -> bool {
        let special = self.todays_open_gaps().any(|gap| gap.time.contains(now) && self.special(gap));
        special || self.periods_on(self.date).iter().any(|period| period.contains(now))
    }

    /// How far a held placement may run past reserved time.
    fn slack(&self) -> Length {
        self.policy.slack()
    }
}
