//! What each event does to the office. No rule is decided here: an event is a fact, also an old one.

use crate::event::{DayStart, Event, Recorded};
use crate::hindsight::Hindsight;
use crate::idempotency::IdempotencyRecord;
use crate::names::DeskId;
use crate::office::{DeskIndex, DeskNow, Office, Staffing};
use crate::queue::waiting_lines::Lines;
use crate::setup::Setup;
use crate::ticket::State;
use crate::time::UnixTime;

/// An event that names a ticket, desk or gap the office does not have: the ledger is not this office's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event does not follow from those before it: {0}")]
pub struct DoesNotFollow(pub &'static str);

impl Office {
    /// An office as its day began.
    pub fn start(start: &DayStart, at: UnixTime) -> Self {
        let zone = &start.setup.time_zone;
        let mut office = Self {
            date: start.date,
            day: zone.day(start.date),
            hours: start.setup.opening_hours.on(zone, start.date),
            desks: desks(&start.setup, |id| {
                if start.staffed.contains(id) { Staffing::Open } else { Staffing::Expected }
            }),
            desk_times: Vec::new(),
            setup: start.setup.clone(),
            policy: start.policy.clone(),
            plan: start.plan.clone(),
            day_ended: false,
            tickets: start.tickets.clone(),
            by_id: start.tickets.iter().enumerate().map(|(index, ticket)| (ticket.id, index)).collect(),
            last_number: 0,
            carried_numbers: start.tickets.iter().map(|ticket| ticket.number).collect(),
            claimants: std::collections::BTreeSet::new(),
            lines: Lines::default(),
            by_secret: start.tickets.iter().map(|ticket| (ticket.secret, ticket.id)).collect(),
            parked: std::collections::BTreeSet::new(),
            absent: std::collections::BTreeSet::new(),
            gaps: start.gaps.iter().cloned().collect(),
            next_gap: start.next_gap,
            used_gaps: std::collections::BTreeSet::new(),
            diary: start.diary.iter().cloned().collect(),
            set_by_hand: start.set_by_hand.iter().copied().collect(),
            holds: start.holds.clone(),
            answered: start.answered.iter().cloned().collect(),
            came_for: std::collections::BTreeMap::new(),
            announcements: std::collections::VecDeque::new(),
            announced: 0,
            help_asked_at: None,
            trials: start.trials.clone(),
            hindsight: Hindsight::of(start.hindsight.clone()),
            lengths: start.lengths.clone(),
            last_at: at,
            fault: None,
        };
        for index in 0..office.tickets.len() {
            office.file(index);
        }
        office.refresh_desk_times();
        office
    }

    /// Makes the event part of the office.
    ///
    /// # Errors
    /// [`DoesNotFollow`] when it names what is not there; the event has then changed nothing.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), DoesNotFollow> {
        let at = recorded.at;
        self.apply_event(&recorded.event, at)?;
        self.last_at = self.last_at.max(at);
        if let Some(key) = recorded.key
            && let Some(answered) = IdempotencyRecord::by(&recorded.event)
        {
            self.answered.insert(key, answered);
        }
        Ok(())
    }

    fn apply_event(&mut self, event: &Event, at: UnixTime) -> Result<(), DoesNotFollow> {
        match event {
            Event::DayStarted(start) => *self = Self { fault: self.fault, ..Self::start(start, at) },
            Event::DayEnded { .. } => self.day_ended = true,
            Event::SetupChanged { setup } => self.change_setup(setup),
            Event::PolicyChanged { policy, .. } => self.policy = (**policy).clone(),
            Event::PlanChanged { plan } => self.plan = plan.clone(),
            Event::DeskOpened { desk } => self.desk_mut(desk)?.staffing = Staffing::Open,
            Event::DeskLeft { desk } => self.desk_mut(desk)?.staffing = Staffing::Left,
            Event::HelpAsked => self.help_asked_at = Some(at),
            Event::HelpAnswered => self.help_asked_at = None,
            Event::LengthsLearned { lengths } => self.lengths.clone_from(lengths),
            Event::WindowsTold { windows } => self.tell_windows(windows)?,

            Event::TicketCheckedIn(ticket) => self.add_ticket(ticket)?,
            Event::TicketMoved { ticket, placement, promise, reasons } => {
                self.replace(*ticket, placement.as_ref(), *promise, reasons, 0)?;
            }
            Event::PromiseBroken { ticket, placement, promise, reasons, .. } => {
                self.replace(*ticket, placement.as_ref(), *promise, reasons, 1)?;
            }
            Event::TicketCalled { ticket, desk, reasons, .. } => self.call(*ticket, desk, reasons, at)?,
            Event::TicketRecalled { ticket } => self.recall(*ticket, at)?,
            Event::CitizenArrived { ticket } => self.arrive(*ticket, at)?,
            Event::MarkedAbsent { ticket, until } => {
                self.change_state(*ticket, State::Absent { since: at, until: *until }, at)?;
            }
            Event::TicketParked { ticket } => {
                self.change_state(*ticket, State::Parked { since: at }, at)?;
            }
            Event::TicketReturned { ticket } => self.change_state(*ticket, State::Waiting, at)?,
            Event::TicketTransferred { ticket, only_at, visit, .. } => {
                self.transfer(*ticket, only_at.as_ref(), visit)?;
            }
            Event::TicketCompleted { ticket, desk, outcome, flags, .. } => {
                self.complete(*ticket, desk, outcome, flags, at)?;
            }
            Event::TicketLeft { ticket, ending, reasons, kept } => {
                self.end_visit(*ticket, *ending, reasons, kept.as_ref(), at)?;
            }
            Event::StepUndone { ticket, desk, restored } => self.undo(*ticket, desk, restored)?,

            Event::GapOpened { gap, .. } => self.add_gap(gap),
            Event::GapChanged { gap, desk, time, hold, .. } => {
                self.change_gap(*gap, desk, *time, *hold)?;
            }
            Event::GapEnded { gap, how, .. } => self.end_gap(*gap, *how)?,
            Event::DiaryImported { date, bookings, by_hand } => {
                self.replace_diary(*date, bookings);
                if *by_hand {
                    self.set_by_hand.insert(*date);
                }
                self.holds.diary_read(at);
            }

            Event::HoldConfirmed { desk, time } => {
                self.holds.confirm(desk, *time, at);
                self.refresh_desk_time(desk);
            }
            Event::HoldBookedOver { desk, time } => self.holds.book_over(desk, *time, at),
            Event::HoldRefused { desk, time, why } => {
                self.holds.refuse(desk, *time, *why, at);
                self.refresh_desk_time(desk);
            }
            Event::HoldLetGo { desk, time } => {
                self.holds.let_go(desk, *time);
                self.refresh_desk_time(desk);
            }
            Event::HoldReleased { desk, time } => {
                self.holds.release(desk, *time, at);
                self.refresh_desk_time(desk);
            }
            Event::DiaryLost { known_at } => {
                self.holds.diary_lost(*known_at, at);
                self.refresh_desk_times();
            }
            Event::DiaryFound => {
                self.holds.diary_found(at);
                self.refresh_desk_times();
            }

            Event::TrialPlanned(trial) => self.trials.add(trial)?,
            Event::TrialReviewed { trial, review } => self.trials.review(*trial, review)?,
            Event::TrialDecided { trial, verdict } => self.trials.decide(*trial, verdict)?,
            Event::BaselineTold { baseline, .. } => self.trials.baseline = Some((**baseline).clone()),
        }
        Ok(())
    }

    pub(crate) fn desk_of_event(&self, id: &DeskId) -> Result<DeskIndex, DoesNotFollow> {
        self.desk_index(id).ok_or(DoesNotFollow("unknown desk"))
    }

    fn desk_mut(&mut self, id: &DeskId) -> Result<&mut DeskNow, DoesNotFollow> {
        let index = self.desk_of_event(id)?;
        Ok(&mut self.desks[index])
    }

    fn change_setup(&mut self, setup: &Setup) {
        let before = std::mem::take(&mut self.desks);
        self.desks = desks(setup, |_| Staffing::Expected);
        for desk in &mut self.desks {
            if let Some(same) = before.iter().find(|old| old.id == desk.id) {
                *desk = same.clone();
            }
        }
        self.setup = setup.clone();
        self.day = setup.time_zone.day(self.date);
        self.hours = setup.opening_hours.on(&setup.time_zone, self.date);
        self.refresh_desk_times();
        self.refile();
    }

    /// Lines name desks by their place in the setup, which has changed.
    fn refile(&mut self) {
        self.lines = Lines::default();
        self.claimants.clear();
        self.absent.clear();
        self.parked.clear();
        self.announcements.clear();
        for index in 0..self.tickets.len() {
            self.file(index);
        }
    }
}

fn desks(setup: &Setup, staffing: impl Fn(&DeskId) -> Staffing) -> Vec<DeskNow> {
    let desk = |desk: &crate::setup::Desk| DeskNow {
        id: desk.id.clone(),
        staffing: staffing(&desk.id),
        ticket: None,
        last_step: None,
    };
    setup.desks.iter().map(desk).collect()
}
