//! What a request with a key led to, read from the event that carries the key. The same request told again
//! gets its answer and is not done again; another request under the same key is refused.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use crate::command::{Capacity, Command};
use crate::event::Event;
use crate::gap::{GapState, ReleaseRule};
use crate::names::{DeskId, ErrandId, GapId, OutcomeId, RequestKey, TicketId};
use crate::reason::Reason;
use crate::ticket::Flag;
use crate::time::TimeRange;
use crate::visits::tickets::TicketIndex;

/// The requests that were answered today and what each led to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Idempotency {
    records: BTreeMap<RequestKey, IdempotencyRecord>,
    /// What transferred tickets said at the kiosk: the check-in repeated is still the same one.
    came_for: BTreeMap<TicketIndex, ErrandId>,
}

impl Idempotency {
    pub(crate) fn carried_over(records: &[(RequestKey, IdempotencyRecord)]) -> Self {
        Self { records: records.iter().cloned().collect(), came_for: BTreeMap::new() }
    }

    pub(crate) fn remember(&mut self, key: RequestKey, event: &Event) {
        if let Some(record) = IdempotencyRecord::by(event) {
            self.records.insert(key, record);
        }
    }

    pub(crate) fn keep_errand(&mut self, ticket: TicketIndex, errand: &ErrandId) {
        self.came_for.entry(ticket).or_insert_with(|| errand.clone());
    }

    pub(crate) fn get(&self, key: RequestKey) -> Option<&IdempotencyRecord> {
        self.records.get(&key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&RequestKey, &IdempotencyRecord)> {
        self.records.iter()
    }

    pub(crate) fn came_for(&self, ticket: TicketIndex) -> Option<&ErrandId> {
        self.came_for.get(&ticket)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum IdempotencyRecord {
    CheckIn { ticket: TicketId },
    Call { ticket: TicketId, desk: DeskId, chosen: bool },
    Step { ticket: TicketId, step: VisitStep },
    Transfer { ticket: TicketId, desk: Option<DeskId>, errand: ErrandId },
    Completion { ticket: TicketId, outcome: OutcomeId, flags: Vec<Flag> },
    Undo { ticket: TicketId, desk: DeskId },
    GapOpened(GapAsked),
    GapChanged(GapAsked),
    GapWithdrawn { gap: GapId },
    Setup,
    Plan,
    Policy,
    Diary { date: Date },
    DeskOpened { desk: DeskId },
    DeskLeft { desk: DeskId },
    HelpAsked,
    HelpAnswered,
}

/// A step of a visit that its name says all about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitStep {
    Recall,
    Arrival,
    Absence,
    Return,
    Departure,
    Parking,
}

/// A gap as the request made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapAsked {
    gap: GapId,
    desk: DeskId,
    #[serde(flatten)]
    time: TimeRange,
    hold: ReleaseRule,
}

impl IdempotencyRecord {
    /// What an event answers, if somebody can have asked for it.
    pub(super) fn by(event: &Event) -> Option<Self> {
        Some(match event {
            Event::TicketCheckedIn(ticket) => Self::CheckIn { ticket: ticket.id },
            Event::TicketCalled { ticket, desk, reasons, .. } => Self::Call {
                ticket: *ticket,
                desk: desk.clone(),
                chosen: reasons.contains(&Reason::ChosenByClerk),
            },
            Event::TicketRecalled { ticket } => Self::step(*ticket, VisitStep::Recall),
            Event::CitizenArrived { ticket } => Self::step(*ticket, VisitStep::Arrival),
            Event::MarkedAbsent { ticket, .. } => Self::step(*ticket, VisitStep::Absence),
            Event::TicketReturned { ticket } => Self::step(*ticket, VisitStep::Return),
            Event::TicketLeft { ticket, .. } => Self::step(*ticket, VisitStep::Departure),
            Event::TicketParked { ticket } => Self::step(*ticket, VisitStep::Parking),
            Event::TicketTransferred { ticket, only_at, visit, .. } => {
                Self::Transfer { ticket: *ticket, desk: only_at.clone(), errand: visit.errand.clone() }
            }
            Event::TicketCompleted { ticket, outcome, flags, .. } => {
                Self::Completion { ticket: *ticket, outcome: outcome.clone(), flags: flags.clone() }
            }
            Event::StepUndone { ticket, desk, .. } => Self::Undo { ticket: *ticket, desk: desk.clone() },
            Event::GapOpened { gap, .. } => Self::GapOpened(GapAsked {
                gap: gap.id,
                desk: gap.desk.clone(),
                time: gap.time,
                hold: gap.hold,
            }),
            Event::GapChanged { gap, desk, time, hold, .. } => {
                Self::GapChanged(GapAsked { gap: *gap, desk: desk.clone(), time: *time, hold: *hold })
            }
            Event::GapEnded { gap, how: GapState::Withdrawn, .. } => Self::GapWithdrawn { gap: *gap },
            Event::SetupChanged { .. } => Self::Setup,
            Event::PlanChanged { .. } => Self::Plan,
            Event::PolicyChanged { .. } => Self::Policy,
            Event::DiaryImported { date, .. } => Self::Diary { date: *date },
            Event::DeskOpened { desk } => Self::DeskOpened { desk: desk.clone() },
            Event::DeskLeft { desk } => Self::DeskLeft { desk: desk.clone() },
            Event::HelpAsked => Self::HelpAsked,
            Event::HelpAnswered => Self::HelpAnswered,
            Event::DayStarted(_)
            | Event::TicketMoved { .. }
            | Event::PromiseBroken { .. }
            | Event::GapEnded { .. }
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
            | Event::DayEnded { .. } => return None,
        })
    }

    const fn step(ticket: TicketId, step: VisitStep) -> Self {
        Self::Step { ticket, step }
    }

    /// Whether the command asks for this. What a check-in asks for is compared with its ticket, and of a
    /// plan, a policy or a diary only that it is one.
    pub(super) fn is_for(&self, command: &Command) -> bool {
        match (self, command) {
            (Self::CheckIn { .. }, Command::CheckIn(_))
            | (Self::Setup, Command::ChangeSetup(_))
            | (Self::HelpAsked, Command::AskForHelp)
            | (Self::HelpAnswered, Command::AnswerHelp) => true,
            (Self::Call { desk, chosen: false, .. }, Command::CallNext { desk: asked })
            | (Self::DeskOpened { desk }, Command::OpenDesk { desk: asked })
            | (Self::DeskLeft { desk }, Command::LeaveDesk { desk: asked })
            | (Self::Undo { desk, .. }, Command::Undo { desk: asked }) => desk == asked,
            (
                Self::Call { ticket, desk, chosen: true },
                Command::CallChosen { ticket: chosen, desk: at, .. },
            ) => (ticket, desk) == (chosen, at),
            (Self::Step { ticket, step }, _) => step_of(command) == Some((*ticket, *step)),
            (Self::Transfer { ticket, desk, errand }, Command::Transfer { ticket: asked, to, .. }) => {
                ticket == asked && *desk == to.desk && to.errand.as_ref().is_none_or(|to| to == errand)
            }
            (
                Self::Completion { ticket, outcome, flags },
                Command::Complete { ticket: asked, outcome: told, flags: with, .. },
            ) => {
                let same = with.iter().all(|flag| flags.contains(flag));
                (ticket, outcome) == (asked, told) && same && flags.iter().all(|flag| with.contains(flag))
            }
            (_, Command::ChangeCapacity(change)) => self.is_for_capacity(&change.what),
            (
                Self::Diary { date },
                Command::ChangeDiary { date: asked, .. } | Command::ImportDiary { date: asked, .. },
            ) => date == asked,
            _ => false,
        }
    }

    fn is_for_capacity(&self, what: &Capacity) -> bool {
        fn same<T: PartialEq>(asked: Option<&T>, done: &T) -> bool {
            asked.is_none_or(|asked| asked == done)
        }
        match (self, what) {
            (Self::GapOpened(done), Capacity::OpenGap { desk, time, hold }) => {
                (&done.desk, done.time, done.hold) == (desk, *time, *hold)
            }
            (Self::GapChanged(done), Capacity::ChangeGap { gap, desk, start, end, hold }) => {
                done.gap == *gap
                    && same(desk.as_ref(), &done.desk)
                    && same(start.as_ref(), &done.time.start)
                    && same(end.as_ref(), &done.time.end)
                    && same(hold.as_ref(), &done.hold)
            }
            (Self::GapWithdrawn { gap }, Capacity::WithdrawGap { gap: asked }) => gap == asked,
            (Self::Plan, Capacity::SetPlan(_)) | (Self::Policy, Capacity::ChangePolicy(_)) => true,
            _ => false,
        }
    }

    pub(super) const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::CheckIn { ticket }
            | Self::Call { ticket, .. }
            | Self::Step { ticket, .. }
            | Self::Transfer { ticket, .. }
            | Self::Completion { ticket, .. }
            | Self::Undo { ticket, .. } => Some(*ticket),
            Self::GapOpened(_)
            | Self::GapChanged(_)
            | Self::GapWithdrawn { .. }
            | Self::Setup
            | Self::Plan
            | Self::Policy
            | Self::Diary { .. }
            | Self::DeskOpened { .. }
            | Self::DeskLeft { .. }
            | Self::HelpAsked
            | Self::HelpAnswered => None,
        }
    }

    pub(super) const fn gap(&self) -> Option<GapId> {
        match self {
            Self::GapOpened(GapAsked { gap, .. })
            | Self::GapChanged(GapAsked { gap, .. })
            | Self::GapWithdrawn { gap } => Some(*gap),
            Self::CheckIn { .. }
            | Self::Call { .. }
            | Self::Step { .. }
            | Self::Transfer { .. }
            | Self::Completion { .. }
            | Self::Undo { .. }
            | Self::Setup
            | Self::Plan
            | Self::Policy
            | Self::Diary { .. }
            | Self::DeskOpened { .. }
            | Self::DeskLeft { .. }
            | Self::HelpAsked
            | Self::HelpAnswered => None,
        }
    }
}

const fn step_of(command: &Command) -> Option<(TicketId, VisitStep)> {
    match command {
        Command::Recall { ticket } => Some((*ticket, VisitStep::Recall)),
        Command::Arrive { ticket } => Some((*ticket, VisitStep::Arrival)),
        Command::MarkAbsent { ticket } => Some((*ticket, VisitStep::Absence)),
        Command::Return { ticket } => Some((*ticket, VisitStep::Return)),
        Command::Depart { ticket } => Some((*ticket, VisitStep::Departure)),
        Command::Park { ticket } => Some((*ticket, VisitStep::Parking)),
        Command::CheckIn(_)
        | Command::CallNext { .. }
        | Command::CallChosen { .. }
        | Command::Transfer { .. }
        | Command::Complete { .. }
        | Command::Undo { .. }
        | Command::OpenDesk { .. }
        | Command::LeaveDesk { .. }
        | Command::ChangeCapacity(_)
        | Command::ImportDiary { .. }
        | Command::ChangeDiary { .. }
        | Command::ReportHold(_)
        | Command::DiaryLost { .. }
        | Command::DiaryFound
        | Command::ChangeSetup(_)
        | Command::Trial(_)
        | Command::TellWindows(_)
        | Command::LearnLengths(_)
        | Command::AskForHelp
        | Command::AnswerHelp => None,
    }
}

/// Ledgers of before name only the ticket, and mostly of a check-in.
pub(super) fn as_written<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(RequestKey, IdempotencyRecord)>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Ticket(TicketId),
        Whole(IdempotencyRecord),
    }
    let written = Vec::<(RequestKey, Written)>::deserialize(deserializer)?;
    let read = |(key, written)| match written {
        Written::Ticket(ticket) => (key, IdempotencyRecord::CheckIn { ticket }),
        Written::Whole(answered) => (key, answered),
    };
    Ok(written.into_iter().map(read).collect())
}
