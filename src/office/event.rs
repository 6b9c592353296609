// SPDX-License-Identifier: MPL-2.0
//! What happened, in the past tense. The ledger is a list of these and the only truth; applying them
//! in order makes the office. An event holds results, never inputs that a later rule could read another way.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::closures::{Absence, SpecialDay};
pub use crate::day::day_start::DayStart;
use crate::free_text::FreeText;
use crate::gap::{BookingOutcome, Bookings, Gap, GapState, Plan, ReleaseRule};
use crate::holds::HoldTrouble;
use crate::idempotency::{Fingerprint, Subject};
use crate::lengths::LearnedLength;
use crate::localized_text::LocalizedText;
use crate::names::{AbsenceId, Actor, DeskId, GapId, OutcomeId, RequestKey, TicketId};
use crate::policy::Policy;
use crate::rating::Ratings;
use crate::reason::Reason;
use crate::setup::Setup;
use crate::ticket::{Ending, Flag, Placement, Promise, State, Ticket, Urgency, Visit};
use crate::time::{TimeRange, UnixTime};
use crate::trial::{Baseline, Review, Trial, TrialId, Verdict};
use crate::window::WindowTold;

/// An event with when it happened and who did it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    pub at: UnixTime,
    pub actor: Actor,
    /// The request that led to it; a request is answered once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<RequestKey>,
    /// What the request with this key was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    #[serde(flatten)]
    pub event: Event,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The first event of every local day; the office starts from the latest one.
    DayStarted(Box<DayStart>),
    SetupChanged {
        setup: Box<Setup>,
    },
    PolicyChanged {
        from: Box<Policy>,
        policy: Box<Policy>,
    },
    PlanChanged {
        plan: Plan,
    },
    SpecialDaySet {
        day: SpecialDay,
    },
    SpecialDayRemoved {
        date: Date,
    },
    AbsencePlanned {
        absence: Absence,
    },
    AbsenceCancelled {
        absence: AbsenceId,
    },

    TicketCheckedIn(Box<Ticket>),
    /// Another place, and with it the same promise or a better one. Nothing for a lost place.
    TicketMoved {
        ticket: TicketId,
        placement: Option<Placement>,
        promise: Option<Promise>,
        reasons: Vec<Reason>,
    },
    PromiseBroken {
        ticket: TicketId,
        broken: Promise,
        cause: Cause,
        desk: Option<DeskId>,
        placement: Option<Placement>,
        promise: Option<Promise>,
        reasons: Vec<Reason>,
        /// What the supervisor said when forcing it, or the clerk.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
        /// The later day the new place is on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept_for: Option<Date>,
    },
    TicketCalled {
        ticket: TicketId,
        desk: DeskId,
        reasons: Vec<Reason>,
        /// Why the clerk chose this ticket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    TicketRecalled {
        ticket: TicketId,
    },
    CitizenArrived {
        ticket: TicketId,
    },
    MarkedAbsent {
        ticket: TicketId,
        until: UnixTime,
        /// The call came before the window that had been told: the ticket goes back to its place and loses nothing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        offer: bool,
    },
    TicketReturned {
        ticket: TicketId,
        /// The desk it was parked at, where its clerk is still there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only_at: Option<DeskId>,
    },
    TicketParked {
        ticket: TicketId,
    },
    TicketTransferred {
        ticket: TicketId,
        only_at: Option<DeskId>,
        visit: Box<Visit>,
        /// Why the clerk sends it on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    TicketCompleted {
        ticket: TicketId,
        desk: DeskId,
        outcome: OutcomeId,
        flags: Vec<Flag>,
        /// What the companion said the errand took them in all, if somebody asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        companion_minutes: Option<u16>,
    },
    TicketLeft {
        ticket: TicketId,
        ending: Ending,
        reasons: Vec<Reason>,
        /// The place kept on the next open day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept: Option<KeptPlace>,
        /// Why a supervisor voided it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    /// Another class while it waits: it gains priority at another rate from check-in on.
    UrgencyChanged {
        ticket: TicketId,
        urgency: Urgency,
        /// Why a supervisor raised it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    /// A clerk took back the last step; the ticket is as it was.
    StepUndone {
        ticket: TicketId,
        desk: DeskId,
        restored: State,
    },

    DeskOpened {
        desk: DeskId,
    },
    DeskLeft {
        desk: DeskId,
    },

    GapOpened {
        gap: Gap,
        reasons: Vec<Reason>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    GapChanged {
        gap: GapId,
        desk: DeskId,
        time: TimeRange,
        hold: ReleaseRule,
        note: Option<FreeText>,
    },
    GapEnded {
        gap: GapId,
        how: GapState,
        reasons: Vec<Reason>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<FreeText>,
    },
    /// A day's diary as the appointment system has it now, or as it was set by hand.
    DiaryImported {
        date: Date,
        bookings: Bookings,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_hand: bool,
    },
    /// The appointment system keeps this time out of booking: it may be given to tickets.
    HoldConfirmed {
        desk: DeskId,
        time: TimeRange,
    },
    /// Somebody else booked in time that was confirmed to us; what of it, and the booking counts.
    HoldBookedOver {
        desk: DeskId,
        time: TimeRange,
    },
    HoldRefused {
        desk: DeskId,
        time: TimeRange,
        why: HoldTrouble,
    },
    /// The office counts on it no more, so that it can be given back.
    HoldLetGo {
        desk: DeskId,
        time: TimeRange,
    },
    HoldReleased {
        desk: DeskId,
        time: TimeRange,
    },
    DiaryLost {
        #[serde(default)]
        known_at: Option<UnixTime>,
        /// Desks of whose bookings nothing is known.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unread: Vec<DeskId>,
    },
    DiaryFound,

    TrialPlanned(Box<Trial>),
    TrialReviewed {
        trial: TrialId,
        review: Review,
    },
    TrialDecided {
        trial: TrialId,
        verdict: Verdict,
    },
    /// How it was before. Told again only to correct it, with the reason.
    BaselineTold {
        baseline: Box<Baseline>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<FreeText>,
    },

    /// When people will probably be called, as foreseen by playing ahead. Promises stand as they are.
    WindowsTold {
        windows: Vec<WindowTold>,
    },
    /// What past visits took, by kind.
    LengthsLearned {
        lengths: Vec<LearnedLength>,
    },

    /// A sentence that kiosk, boards and phones show until then.
    DayNoticeSet {
        until: UnixTime,
        /// Nothing once it is forgotten.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<LocalizedText>,
    },
    DayNoticeEnded,
    /// A clerk said that a booking is over before its time; the rest of the time is free.
    BookingEnded {
        desk: DeskId,
        #[serde(flatten)]
        time: TimeRange,
        outcome: BookingOutcome,
    },
    /// How some visits went, as their citizens said. Of which visits is written nowhere.
    VisitsRated(Ratings),
    /// Somebody only asked, and took no number.
    InquiryCounted {
        desk: DeskId,
    },
    /// The desk's last one was none.
    InquiryTakenBack {
        desk: DeskId,
    },
    HelpAsked,
    HelpAnswered,
    /// The office closed; whoever still waited was ended before this.
    DayEnded {
        served: u32,
        not_served: u32,
    },
}

impl Event {
    /// The tickets whose pages the event changes.
    pub fn tickets(&self) -> impl Iterator<Item = TicketId> {
        let told: &[WindowTold] = if let Self::WindowsTold { windows } = self { windows } else { &[] };
        self.ticket().into_iter().chain(told.iter().map(|one| one.ticket))
    }

    /// Whether every ticket's page says something else after it.
    pub const fn is_for_every_ticket(&self) -> bool {
        matches!(self, Self::DayNoticeSet { .. } | Self::DayNoticeEnded)
    }

    /// The ticket the event is about, if it is about one.
    pub fn ticket(&self) -> Option<TicketId> {
        match self.subject() {
            Subject::Ticket(ticket) | Subject::Call(ticket) => Some(ticket),
            Subject::Gap(_) | Subject::Nothing => None,
        }
    }

    /// What the event is about, and with it the answer to the request that led to it.
    pub fn subject(&self) -> Subject {
        match self {
            Self::TicketCalled { ticket, .. } => Subject::Call(*ticket),
            Self::TicketCheckedIn(ticket) => Subject::Ticket(ticket.id),
            Self::TicketMoved { ticket, .. }
            | Self::PromiseBroken { ticket, .. }
            | Self::TicketRecalled { ticket }
            | Self::CitizenArrived { ticket }
            | Self::MarkedAbsent { ticket, .. }
            | Self::TicketReturned { ticket, .. }
            | Self::TicketParked { ticket }
            | Self::TicketTransferred { ticket, .. }
            | Self::TicketCompleted { ticket, .. }
            | Self::TicketLeft { ticket, .. }
            | Self::UrgencyChanged { ticket, .. }
            | Self::StepUndone { ticket, .. } => Subject::Ticket(*ticket),
            Self::GapOpened { gap, .. } => Subject::Gap(gap.id),
            Self::GapChanged { gap, .. } | Self::GapEnded { gap, .. } => Subject::Gap(*gap),
            Self::DayStarted(_)
            | Self::SetupChanged { .. }
            | Self::PolicyChanged { .. }
            | Self::PlanChanged { .. }
            | Self::SpecialDaySet { .. }
            | Self::SpecialDayRemoved { .. }
            | Self::AbsencePlanned { .. }
            | Self::AbsenceCancelled { .. }
            | Self::DeskOpened { .. }
            | Self::DeskLeft { .. }
            | Self::DiaryImported { .. }
            | Self::HoldConfirmed { .. }
            | Self::HoldBookedOver { .. }
            | Self::HoldRefused { .. }
            | Self::HoldLetGo { .. }
            | Self::HoldReleased { .. }
            | Self::DiaryLost { .. }
            | Self::DiaryFound
            | Self::TrialPlanned(_)
            | Self::TrialReviewed { .. }
            | Self::TrialDecided { .. }
            | Self::BaselineTold { .. }
            | Self::WindowsTold { .. }
            | Self::LengthsLearned { .. }
            | Self::DayNoticeSet { .. }
            | Self::DayNoticeEnded
            | Self::BookingEnded { .. }
            | Self::VisitsRated(_)
            | Self::InquiryCounted { .. }
            | Self::InquiryTakenBack { .. }
            | Self::HelpAsked
            | Self::HelpAnswered
            | Self::DayEnded { .. } => Subject::Nothing,
        }
    }
}

/// What the world did to break a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Overrun,
    DeskClosed,
    BookingCameIn,
    /// The appointment system no longer keeps the time free for us.
    HoldLost,
    SupervisorForced,
    /// The place was there, and nobody called.
    NotCalled,
    PlanChanged,
    /// Set aside for so long that the time went by.
    Parked,
    /// Sent on to where there is no time within the promise.
    Transferred,
    /// The office closes that day, or at that time.
    OfficeClosed,
}

/// A place on the next open day for someone who was not served today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlace {
    pub date: Date,
    pub placement: Placement,
    pub promise: Promise,
}
