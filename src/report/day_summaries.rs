// SPDX-License-Identifier: MPL-2.0
//! Folds the events of a ledger, in order, into day summaries. An undone step leaves no trace.

mod closing;
mod visit_steps;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::day_summary::{ChangeKind, DaySummary, EventNumber, RuleChange, VisitEnd, VisitSummary};
use super::inquiries::Inquiries;
use super::names::Names;
use super::open_visit::OpenVisit;
pub use super::outcome_names::OutcomeNames;
use super::outcome_names::own_outcomes;
use office::event::{DayStart, Event, Recorded};
use office::gap::{Booking, BookingOutcome, Gap, Plan};
use office::names::{DeskId, GapId, OutcomeId, TicketId};
use office::policy::{Setting, SettingChange};
use office::rating::Ratings;
use office::setup::Setup;
use office::ticket::Ticket;
use office::time::TimeRange;

/// The day summaries of a ledger, as far as it has been read.
#[derive(Debug, Default)]
pub struct DaySummaries {
    done: Vec<DaySummary>,
    now: Option<OpenDay>,
    last: EventNumber,
    names: Names,
    outcome_names: OutcomeNames,
}

impl DaySummaries {
    /// The number of the last event.
    pub const fn last(&self) -> EventNumber {
        self.last
    }

    /// Applies the next event.
    pub fn add(&mut self, seq: EventNumber, recorded: &Recorded) {
        self.last = seq;
        if let Event::SetupChanged { setup } = &recorded.event {
            self.outcome_names.extend(own_outcomes(setup));
        }
        if let Event::DayStarted(start) = &recorded.event {
            self.outcome_names.extend(own_outcomes(&start.setup));
            self.done.extend(self.now.take().map(OpenDay::closed));
            self.now = Some(OpenDay::new(seq, start, &mut self.names));
        } else if let Some(today) = self.now.as_mut() {
            today.add(seq, recorded, &mut self.names);
        }
    }

    pub const fn outcome_names(&self) -> &OutcomeNames {
        &self.outcome_names
    }

    /// Appends later days, read separately from the first event of the following day.
    pub fn append(&mut self, later: Self) {
        self.last = self.last.max(later.last);
        let Some(now) = later.now else { return };
        self.done.extend(self.now.take().map(OpenDay::closed));
        self.done.extend(later.done);
        self.now = Some(now);
        self.names.join(later.names);
        self.outcome_names.extend(later.outcome_names);
    }

    /// The days in the period, including the current one so far.
    pub fn between(&self, from: Date, to: Date) -> Vec<std::borrow::Cow<'_, DaySummary>> {
        let wanted = |date: Date| from <= date && date <= to;
        let done = self.done.iter().filter(|day| wanted(day.date)).map(std::borrow::Cow::Borrowed);
        let now = self.now.as_ref().filter(|today| wanted(today.day.date));
        done.chain(now.map(|today| std::borrow::Cow::Owned(today.clone().closed()))).collect()
    }

    pub fn first_day(&self) -> Option<Date> {
        self.done.first().map(|day| day.date).or(self.now.as_ref().map(|today| today.day.date))
    }
}

fn successes(setup: &Setup) -> BTreeSet<OutcomeId> {
    let counted = setup.outcomes.iter().filter(|outcome| outcome.success);
    counted.map(|outcome| outcome.id.clone()).collect()
}

fn minutes_a_week(plan: &Plan) -> u32 {
    let minutes = plan.0.iter().map(|line| line.start.duration_until(line.end).as_mins());
    u32::try_from(minutes.sum::<i64>()).unwrap_or(0)
}

/// Closed time in the diary is nobody's booking.
fn citizens_booked(bookings: &[Booking]) -> Vec<Booking> {
    bookings.iter().filter(|booking| !booking.closed).cloned().collect()
}

/// `None` if the amount of reserved time is unchanged.
fn reserved(from: u32, to: u32) -> Option<SettingChange> {
    let (setting, from, to) = ("reserved_minutes", Setting::Number(from), Setting::Number(to));
    (from != to).then_some(SettingChange { setting, from, to })
}

/// Somebody was served at a desk.
#[derive(Clone, Debug)]
struct Sitting {
    /// The event that ended it.
    seq: EventNumber,
    desk: DeskId,
    time: TimeRange,
}

/// The day being folded.
#[derive(Clone, Debug)]
struct OpenDay {
    day: DaySummary,
    span: TimeRange,
    tickets: BTreeMap<TicketId, OpenVisit>,
    gaps: BTreeMap<GapId, (Gap, EventNumber, Option<EventNumber>)>,
    bookings: Vec<Booking>,
    successes: BTreeSet<OutcomeId>,
    /// Minutes per week reserved by the plan.
    planned: u32,
    /// Desk time used by walk-ins.
    busy: Vec<Sitting>,
}

impl OpenDay {
    fn new(seq: EventNumber, start: &DayStart, names: &mut Names) -> Self {
        let bookings = start.diary.iter().find(|(date, _)| *date == start.date);
        let mut today = Self {
            day: DaySummary {
                date: start.date,
                first_seq: seq,
                last_seq: seq,
                visits: Vec::new(),
                gaps: Vec::new(),
                touched: Vec::new(),
                broken: Vec::new(),
                changes: Vec::new(),
                bookings: 0,
                booked_seconds: 0,
                not_come: Vec::new(),
                inquiries: Inquiries::default(),
                ratings: Ratings::default(),
            },
            span: start.setup.time_zone.day(start.date),
            tickets: BTreeMap::new(),
            gaps: start.gaps.iter().map(|gap| (gap.id, (gap.clone(), seq, None))).collect(),
            bookings: bookings.map_or_else(Vec::new, |(_, bookings)| citizens_booked(bookings)),
            successes: successes(&start.setup),
            planned: minutes_a_week(&start.plan),
            busy: Vec::new(),
        };
        for ticket in start.tickets.iter().filter(|ticket| ticket.kept_for.is_none()) {
            today.check_in(seq, ticket, true, names);
        }
        today
    }

    fn add(&mut self, seq: EventNumber, recorded: &Recorded, names: &mut Names) {
        self.day.last_seq = seq;
        let at = recorded.at;
        match &recorded.event {
            Event::TicketCheckedIn(ticket) => self.check_in(seq, ticket, false, names),
            Event::SetupChanged { setup } => self.successes = successes(setup),
            Event::PolicyChanged { from, policy } => {
                let settings = from.changes_to(policy);
                self.day.changes.push(RuleChange { seq, kind: ChangeKind::Policy, settings });
            }
            Event::PlanChanged { plan } => {
                let from = std::mem::replace(&mut self.planned, minutes_a_week(plan));
                let settings = reserved(from, self.planned).into_iter().collect();
                self.day.changes.push(RuleChange { seq, kind: ChangeKind::Plan, settings });
            }
            Event::DiaryImported { date, bookings, .. } if *date == self.day.date => {
                self.bookings = citizens_booked(bookings);
            }
            Event::GapOpened { gap, .. } => {
                self.gaps.insert(gap.id, (gap.clone(), seq, None));
            }
            Event::GapChanged { gap, desk, time, hold, .. } => {
                if let Some((gap, ..)) = self.gaps.get_mut(gap) {
                    (gap.desk, gap.time, gap.hold) = (desk.clone(), *time, *hold);
                }
            }
            Event::GapEnded { gap, how, .. } => {
                if let Some((gap, _, ended)) = self.gaps.get_mut(gap) {
                    (gap.state, *ended) = (*how, Some(seq));
                }
            }
            Event::BookingEnded { outcome: BookingOutcome::DidNotCome, .. } => self.day.not_come.push(seq),
            Event::VisitsRated(ratings) => self.day.ratings = self.day.ratings.with(*ratings),
            Event::InquiryCounted { desk } => self.day.inquiries.count(seq, desk),
            Event::InquiryTakenBack { desk } => self.day.inquiries.take_back(desk),
            event @ (Event::TicketMoved { .. }
            | Event::PromiseBroken { .. }
            | Event::TicketCalled { .. }
            | Event::CitizenArrived { .. }
            | Event::MarkedAbsent { .. }
            | Event::TicketParked { .. }
            | Event::TicketTransferred { .. }
            | Event::TicketCompleted { .. }
            | Event::TicketLeft { .. }
            | Event::UrgencyChanged { .. }
            | Event::StepUndone { .. }) => self.step(seq, at, event, names),
            Event::DayStarted(_)
            | Event::TicketReturned { .. }
            | Event::TicketRecalled { .. }
            | Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsencePlanned { .. }
            | Event::AbsenceCancelled { .. }
            | Event::DeskOpened { .. }
            | Event::DeskLeft { .. }
            | Event::DiaryImported { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeSet { .. }
            | Event::DayNoticeEnded
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::BookingEnded { .. }
            | Event::DayEnded { .. } => {}
        }
    }

    fn check_in(&mut self, seq: EventNumber, ticket: &Ticket, carried: bool, names: &mut Names) {
        let visit = VisitSummary {
            checked_in: seq,
            ended: None,
            called: None,
            waited_seconds: None,
            kept: None,
            end: VisitEnd::Open,
            flags: Vec::new(),
            clerk_seconds: 0,
            companion_minutes: None,
            companion: ticket.visit.companion.as_ref().map(|name| names.companion(name)),
            carried,
            urgency: ticket.visit.urgency,
        };
        let (waiting_since, promise) = (ticket.waiting_since, ticket.promise);
        let live = OpenVisit::new(visit, waiting_since, promise);
        self.tickets.insert(ticket.id, live);
    }
}
