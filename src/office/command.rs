// SPDX-License-Identifier: MPL-2.0
//! What somebody asks of the office. Everything the decision needs from outside comes with it.

use jiff::civil::Date;
use serde::Serialize;

use crate::closures::SpecialDay;
use crate::free_text::FreeText;
use crate::gap::{BookingOutcome, Bookings, DiaryChange, Plan, ReleaseRule};
use crate::holds::HoldTrouble;
use crate::lengths::LearnedLength;
use crate::localized_text::LocalizedText;
use crate::names::{
    AbsenceId, Actor, CompanionRef, DeskId, ErrandId, GapId, OutcomeId, RequestKey, Secret, TicketId,
};
use crate::policy::PolicyPatch;
use crate::rating::Ratings;
use crate::setup::{Features, Identification, Setup};
use crate::ticket::{Flag, Language, Urgency};
use crate::time::{TimeRange, UnixTime};
use crate::trial::{Baseline, Target, TrialDecision, TrialId};
use crate::window::Foreseen;

/// Nobody spends more on one errand; a larger number is a mistyped one.
pub const MOST_COMPANION_MINUTES: u16 = 200 * 60;

/// A command with who asks, and the key that makes a repeated request the same request.
#[derive(Clone, Debug)]
pub struct Request {
    pub actor: Actor,
    pub key: Option<RequestKey>,
    pub command: Command,
}

#[derive(Clone, Debug, Serialize)]
pub enum Command {
    CheckIn(CheckIn),
    CallNext {
        desk: DeskId,
    },
    CallChosen {
        ticket: TicketId,
        desk: DeskId,
        reason: Option<FreeText>,
    },
    Recall {
        ticket: TicketId,
    },
    Arrive {
        ticket: TicketId,
    },
    MarkAbsent {
        ticket: TicketId,
    },
    Return {
        ticket: TicketId,
    },
    Depart {
        ticket: TicketId,
    },
    /// Takes out a ticket that stands for nobody.
    VoidTicket {
        ticket: TicketId,
        reason: FreeText,
    },
    Park {
        ticket: TicketId,
    },
    Transfer {
        ticket: TicketId,
        to: TransferTo,
        reason: Option<FreeText>,
    },
    /// Another class for a ticket that waits; a raised one needs the reason.
    SetUrgency {
        ticket: TicketId,
        urgency: Urgency,
        reason: Option<FreeText>,
    },
    /// A place on the next open day, where today has none. `start` is when the place begins that was offered: if that
    /// one is gone, nothing is taken.
    TakeNextDay {
        ticket: TicketId,
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<UnixTime>,
    },
    /// `at` is the desk that completes, when it says so: a stale screen is told that it is too late.
    Complete {
        ticket: TicketId,
        at: Option<DeskId>,
        outcome: OutcomeId,
        flags: Vec<Flag>,
        companion_minutes: Option<u16>,
    },
    /// A visit that nobody has completed long after it should have been over.
    EndUnrecorded {
        ticket: TicketId,
    },
    Undo {
        desk: DeskId,
    },
    OpenDesk {
        desk: DeskId,
    },
    LeaveDesk {
        desk: DeskId,
        /// Why promises break by it.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<FreeText>,
    },
    ChangeCapacity(CapacityChange),
    /// A day as the appointment system has it. A day set by hand stays as it was set.
    ImportDiary {
        date: Date,
        bookings: Bookings,
    },
    /// A day's diary set or changed by hand.
    ChangeDiary {
        date: Date,
        change: DiaryChange,
    },
    /// What became of a hold in the appointment system.
    ReportHold(HoldReport),
    /// The appointment system does not answer; what is known of it was true at `known_at`, if anything is. Of the
    /// bookings at the unread desks nothing is known today.
    DiaryLost {
        known_at: Option<UnixTime>,
        unread: Vec<DeskId>,
    },
    DiaryFound,
    ChangeSetup(Box<Setup>),
    Trial(Box<TrialCommand>),
    /// What days played ahead say about when people will be called.
    TellWindows(Vec<Foreseen>),
    LearnLengths(Vec<LearnedLength>),
    /// Shown everywhere until then, in the place of the one before.
    SetDayNotice {
        text: LocalizedText,
        until: UnixTime,
    },
    RemoveDayNotice,
    /// The booking under way at a desk is over before its time.
    EndBooking {
        desk: DeskId,
        start: UnixTime,
        outcome: BookingOutcome,
    },
    /// How at least five visits went.
    RecordRatings(Ratings),
    /// Somebody only asked, and took no number.
    CountInquiry {
        desk: DeskId,
    },
    TakeBackInquiry {
        desk: DeskId,
    },
    AskForHelp,
    AnswerHelp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HoldReport {
    pub desk: DeskId,
    pub time: TimeRange,
    pub step: HoldStep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HoldStep {
    /// It stands there, and nobody else has the time.
    Confirmed,
    /// About to be given back: refused while the office wants the time.
    LettingGo,
    /// It stands there no more.
    Released,
    Refused(HoldTrouble),
}

#[derive(Clone, Debug, Serialize)]
pub struct CheckIn {
    /// Chosen anew for each attempt, so it says nothing about the request.
    #[serde(skip)]
    pub ticket: TicketId,
    #[serde(skip)]
    pub secret: Secret,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub language: Language,
    pub urgency: Urgency,
    pub companion: Option<CompanionRef>,
    /// When the companion was a witness on other days, one date for each time. Known to the office's records and not
    /// said by the request.
    #[serde(skip)]
    pub witness_on: Vec<Date>,
    pub if_full: IfFull,
}

/// What to do when no start within the longest acceptable wait is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum IfFull {
    #[default]
    Ask,
    LaterToday,
    Standby,
    NextDay,
}

#[derive(Clone, Debug, Serialize)]
pub struct TransferTo {
    pub desk: Option<DeskId>,
    pub errand: Option<ErrandId>,
}

/// The supervisor's hand: shown as a preview first, then done, with force where promises break.
#[derive(Clone, Debug, Serialize)]
pub struct CapacityChange {
    pub what: Capacity,
    pub force: bool,
    pub reason: Option<FreeText>,
}

#[derive(Clone, Debug, Serialize)]
pub enum Capacity {
    OpenGap {
        desk: DeskId,
        time: TimeRange,
        hold: ReleaseRule,
    },
    ChangeGap {
        gap: GapId,
        desk: Option<DeskId>,
        start: Option<UnixTime>,
        end: Option<UnixTime>,
        hold: Option<ReleaseRule>,
    },
    WithdrawGap {
        gap: GapId,
    },
    SetPlan(Plan),
    ChangePolicy(Box<PolicyPatch>),
    SetSpecialDay(SpecialDay),
    RemoveSpecialDay {
        date: Date,
    },
    PlanAbsence {
        desk: DeskId,
        time: TimeRange,
    },
    CancelAbsence {
        desk: DeskId,
        absence: AbsenceId,
    },
}

/// What leaders do with trials.
#[derive(Clone, Debug, Serialize)]
pub enum TrialCommand {
    Plan(NewTrial),
    Review {
        trial: TrialId,
        note: Option<FreeText>,
    },
    Decide {
        trial: TrialId,
        decision: TrialDecision,
        reason: FreeText,
    },
    /// `why` when an earlier telling is corrected.
    TellBaseline {
        baseline: Box<Baseline>,
        why: Option<FreeText>,
    },
}

#[derive(Clone, Debug, Serialize)]
pub struct NewTrial {
    pub hypothesis: FreeText,
    pub owner: FreeText,
    pub change: FreeText,
    pub first_day: Date,
    pub last_day: Option<Date>,
    pub targets: Vec<Target>,
    pub reviews: Vec<Date>,
}
