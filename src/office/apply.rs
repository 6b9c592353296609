//! What each event does to the office. No rule is decided here: an event is a fact, also an old one.

use crate::event::{DayStart, Event, KeptPlace, Recorded};
use crate::hindsight::Hindsight;
use crate::idempotency::IdempotencyRecord;
use crate::names::TicketId;
use crate::office::{
    ANNOUNCEMENTS_KEPT, Announcement, DeskIndex, DeskNow, LastStep, Office, Staffing, TicketIndex,
};
use crate::queue::waiting_lines::Lines;
use crate::reason::Reason;
use crate::setup::Setup;
use crate::ticket::{Call, Placement, Promise, State};
use crate::time::{TimeRange, UnixTime};

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
        };
        for index in 0..office.tickets.len() {
            office.file(index);
        }
        office.look_at_desk_times();
        office
    }

    /// Makes the event part of the office.
    ///
    /// # Errors
    /// [`DoesNotFollow`] when it names what is not there; the office is then unchanged.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), DoesNotFollow> {
        let at = recorded.at;
        self.apply_event(&recorded.event, at)?;
        self.follow_desk_times(&recorded.event);
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
            Event::DayStarted(start) => *self = Self::start(start, at),
            Event::SetupChanged { setup } => self.change_setup(setup),
            Event::PolicyChanged { policy, .. } => self.policy = (**policy).clone(),
            Event::PlanChanged { plan } => self.plan = plan.clone(),
            Event::DeskOpened { desk } => self.desk_mut(desk)?.staffing = Staffing::Open,
            Event::DeskLeft { desk } => self.desk_mut(desk)?.staffing = Staffing::Left,
            Event::LengthsLearned { lengths } => self.lengths.clone_from(lengths),
            Event::WindowsTold { windows } => self.tell_windows(windows)?,
            Event::HelpAsked => self.help_asked_at = Some(at),
            Event::HelpAnswered => self.help_asked_at = None,
            Event::DayEnded { .. } => self.day_ended = true,
            Event::DiaryImported { date, bookings } => {
                self.diary.insert(*date, bookings.clone());
                self.holds.apply(event, at);
            }
            Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound => self.holds.apply(event, at),
            Event::GapOpened { .. } | Event::GapChanged { .. } | Event::GapEnded { .. } => {
                self.apply_to_gap(event)?;
            }
            Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. } => self.apply_to_trials(event)?,
            _ => self.apply_to_ticket(event, at)?,
        }
        Ok(())
    }

    fn apply_to_gap(&mut self, event: &Event) -> Result<(), DoesNotFollow> {
        match event {
            Event::GapOpened { gap, .. } => {
                self.next_gap = self.next_gap.max(gap.id.0 + 1);
                self.gaps.insert(gap.clone());
            }
            Event::GapChanged { gap, desk, time, hold, .. } => {
                let gap = self.gaps.get_mut(*gap).ok_or(DoesNotFollow("unknown gap"))?;
                (gap.desk, gap.time, gap.hold) = (desk.clone(), *time, *hold);
            }
            Event::GapEnded { gap, how, .. } => {
                self.gaps.get_mut(*gap).ok_or(DoesNotFollow("unknown gap"))?.state = *how;
            }
            _ => {}
        }
        Ok(())
    }

    fn apply_to_trials(&mut self, event: &Event) -> Result<(), DoesNotFollow> {
        let known = DoesNotFollow("unknown trial");
        match event {
            Event::TrialPlanned(trial) => self.trials.list.push((**trial).clone()),
            Event::TrialReviewed { trial, review } => {
                self.trials.trial_mut(*trial).ok_or(known)?.reviewed.push(review.clone());
            }
            Event::TrialDecided { trial, verdict } => {
                self.trials.trial_mut(*trial).ok_or(known)?.verdict = Some(verdict.clone());
            }
            Event::BaselineTold { baseline, .. } => self.trials.baseline = Some((**baseline).clone()),
            _ => {}
        }
        Ok(())
    }

    fn apply_to_ticket(&mut self, event: &Event, at: UnixTime) -> Result<(), DoesNotFollow> {
        match event {
            Event::TicketCheckedIn(ticket) => {
                let index = self.tickets.len();
                self.last_number = self.last_number.max(ticket.number);
                self.by_id.insert(ticket.id, index);
                self.by_secret.insert(ticket.secret, ticket.id);
                self.tickets.push((**ticket).clone());
                self.file(index);
            }
            Event::TicketMoved { ticket, placement, promise, reasons } => {
                self.replace(*ticket, placement.as_ref(), *promise, reasons, 0)?;
            }
            Event::PromiseBroken { ticket, placement, promise, reasons, .. } => {
                self.replace(*ticket, placement.as_ref(), *promise, reasons, 1)?;
            }
            Event::TicketCalled { ticket, desk, reasons, .. } => {
                let desk = self.desk_index(desk).ok_or(DoesNotFollow("unknown desk"))?;
                self.call(self.index(*ticket)?, desk, reasons, at);
            }
            Event::TicketRecalled { ticket } => self.recall(self.index(*ticket)?, at),
            Event::TicketTransferred { ticket, only_at, visit, .. } => {
                let index = self.index(*ticket)?;
                self.leave_desk(index);
                self.unfile(index);
                let ticket = &mut self.tickets[index];
                self.came_for.entry(index).or_insert_with(|| ticket.visit.errand.clone());
                ticket.only_at.clone_from(only_at);
                ticket.visit = (**visit).clone();
                wait_again(ticket);
                self.file(index);
            }
            Event::StepUndone { ticket, desk, restored } => {
                let desk = self.desk_index(desk).ok_or(DoesNotFollow("unknown desk"))?;
                self.undo(self.index(*ticket)?, desk, restored);
            }
            Event::TicketLeft { ticket, ending, reasons, kept } => {
                let index = self.index(*ticket)?;
                self.step(index, State::Left { at, ending: *ending }, at);
                let ticket = &mut self.tickets[index];
                ticket.reasons.clone_from(reasons);
                keep(ticket, kept.as_ref());
            }
            _ => self.apply_step(event, at)?,
        }
        Ok(())
    }

    fn apply_step(&mut self, event: &Event, at: UnixTime) -> Result<(), DoesNotFollow> {
        let index = self.index(event.ticket().ok_or(DoesNotFollow("no ticket"))?)?;
        let state = match event {
            Event::CitizenArrived { .. } => {
                let call = self.tickets[index].state.call().ok_or(DoesNotFollow("not called"))?;
                State::Serving { call: call.clone(), since: at }
            }
            Event::MarkedAbsent { until, .. } => State::Absent { since: at, until: *until },
            Event::TicketParked { .. } => State::Parked { since: at },
            Event::TicketReturned { .. } => State::Waiting,
            Event::TicketCompleted { desk, outcome, flags, .. } => State::Done {
                at,
                desk: desk.clone(),
                outcome: outcome.clone(),
                flags: flags.clone(),
                served: self.tickets[index].state.served_until(at),
            },
            _ => return Err(DoesNotFollow("unknown event")),
        };
        self.step(index, state, at);
        Ok(())
    }

    /// Puts a ticket into its next state and keeps every index in step.
    fn step(&mut self, index: TicketIndex, state: State, at: UnixTime) {
        self.unfile(index);
        let desk = self.leave_desk(index);
        let waits = matches!(state, State::Waiting);
        let sits = matches!(state, State::Serving { .. });
        let after = state.clone();
        let before = std::mem::replace(&mut self.tickets[index].state, state);
        if let Some(desk) = desk {
            let first_call = self.tickets[index].first_called_at;
            self.desks[desk].last_step = Some(LastStep { ticket: index, at, before, first_call, after });
            self.desks[desk].ticket = sits.then_some(index);
        }
        let ticket = &mut self.tickets[index];
        if waits {
            wait_again(ticket);
        } else if !sits {
            ticket.placement = None;
            ticket.standby = false;
        }
        self.file(index);
    }

    fn call(&mut self, index: TicketIndex, desk: DeskIndex, reasons: &[Reason], at: UnixTime) {
        self.unfile(index);
        let id = self.desks[desk].id.clone();
        let ticket = &mut self.tickets[index];
        let stretch = TimeRange::new(at, at + ticket.visit.expected);
        let call = Call { desk: id.clone(), at, announced_at: at, recalls: 0 };
        let after = State::Called(call);
        let before = std::mem::replace(&mut ticket.state, after.clone());
        ticket.placement = Some(Placement { desk: id.clone(), time: stretch });
        ticket.window = None;
        let first_call = ticket.first_called_at;
        ticket.first_called_at.get_or_insert(at);
        ticket.reasons = reasons.to_vec();
        ticket.standby = false;
        self.hindsight.called(index, at);
        self.desks[desk].ticket = Some(index);
        self.desks[desk].last_step = Some(LastStep { ticket: index, at, before, first_call, after });
        let used =
            self.gaps.iter().filter(|gap| gap.is_open() && gap.desk == id && gap.time.overlaps(stretch));
        self.used_gaps.extend(used.map(|gap| gap.id).collect::<Vec<_>>());
        self.announce(index, desk, 0, at);
    }

    fn recall(&mut self, index: TicketIndex, at: UnixTime) {
        let State::Called(call) = &mut self.tickets[index].state else { return };
        call.recalls = call.recalls.saturating_add(1);
        call.announced_at = at;
        let (id, recalls) = (call.desk.clone(), call.recalls);
        if let Some(desk) = self.desk_index(&id) {
            self.announce(index, desk, recalls, at);
        }
    }

    fn announce(&mut self, ticket: TicketIndex, desk: DeskIndex, recalls: u8, at: UnixTime) {
        self.announced += 1;
        self.announcements.retain(|earlier| earlier.ticket != ticket);
        self.announcements.push_front(Announcement { serial: self.announced, ticket, desk, at, recalls });
        self.announcements.truncate(ANNOUNCEMENTS_KEPT);
    }

    fn undo(&mut self, index: TicketIndex, desk: DeskIndex, restored: &State) {
        self.leave_desk(index);
        self.unfile(index);
        let holds_desk = restored.call().is_some();
        let undone = self.desks[desk].last_step.take();
        let ticket = &mut self.tickets[index];
        ticket.state = restored.clone();
        if matches!(restored, State::Waiting) {
            ticket.placement = None;
            ticket.first_called_at = undone.and_then(|step| step.first_call);
            self.announcements.retain(|call| call.ticket != index);
        }
        self.desks[desk].ticket = holds_desk.then_some(index);
        self.file(index);
    }

    fn replace(
        &mut self,
        ticket: TicketId,
        placement: Option<&Placement>,
        promise: Option<Promise>,
        reasons: &[Reason],
        broken: u16,
    ) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        self.unfile(index);
        let ticket = &mut self.tickets[index];
        ticket.placement = placement.cloned();
        ticket.promise = promise;
        ticket.window = ticket.window.filter(|_| broken == 0);
        ticket.standby = placement.is_none();
        ticket.broken_promises += broken;
        ticket.reasons = reasons.to_vec();
        self.file(index);
        Ok(())
    }

    /// Takes a ticket from the desk that has it, if one does.
    fn leave_desk(&mut self, index: TicketIndex) -> Option<DeskIndex> {
        let desk = self.desks.iter().position(|desk| desk.ticket == Some(index))?;
        self.desks[desk].ticket = None;
        Some(desk)
    }

    fn index(&self, ticket: TicketId) -> Result<TicketIndex, DoesNotFollow> {
        self.by_id.get(&ticket).copied().ok_or(DoesNotFollow("unknown ticket"))
    }

    fn desk_mut(&mut self, id: &crate::names::DeskId) -> Result<&mut DeskNow, DoesNotFollow> {
        let index = self.desk_index(id).ok_or(DoesNotFollow("unknown desk"))?;
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
        self.look_at_desk_times();
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

fn desks(setup: &Setup, staffing: impl Fn(&crate::names::DeskId) -> Staffing) -> Vec<DeskNow> {
    let desk = |desk: &crate::setup::Desk| DeskNow {
        id: desk.id.clone(),
        staffing: staffing(&desk.id),
        ticket: None,
        last_step: None,
    };
    setup.desks.iter().map(desk).collect()
}

/// Back in the queue with the wait it has: the old promise was used up when it was called.
fn wait_again(ticket: &mut crate::ticket::Ticket) {
    ticket.state = State::Waiting;
    ticket.placement = None;
    ticket.promise = None;
    ticket.standby = true;
}

fn keep(ticket: &mut crate::ticket::Ticket, kept: Option<&KeptPlace>) {
    if let Some(kept) = kept {
        ticket.kept_for = Some(kept.date);
        ticket.placement = Some(kept.placement.clone());
        ticket.promise = Some(kept.promise);
    }
}
