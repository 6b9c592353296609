// SPDX-License-Identifier: MPL-2.0
//! One visit, from the check-in to its end. The citizen *is* the ticket: there is no name here.

use serde::{Deserialize, Serialize};

pub use crate::language::Language;
use crate::names::{CompanionRef, DeskId, ErrandId, Number, OutcomeId, Secret, TicketId};
use crate::reason::Reason;
use crate::setup::{Features, Identification};
use crate::time::{Length, TimeRange, UnixTime};
use crate::window::Window;
use jiff::civil::Date;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: Number,
    pub secret: Secret,
    pub visit: Visit,
    /// When the wait began; a place kept for another day starts waiting when that day opens.
    pub waiting_since: UnixTime,
    pub checked_in_at: UnixTime,
    pub state: State,
    pub placement: Option<Placement>,
    pub promise: Option<Promise>,
    /// When it will probably be called, told beside the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// A later beginning that was told before: whoever read it may be out until then. None once they are here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_before: Option<UnixTime>,
    /// No gap can hold it today: served from time that comes free, without a promise.
    pub standby: bool,
    /// The open day a place is kept on, when that is not today.
    pub kept_for: Option<Date>,
    /// Called only to this desk, after a transfer or when it came back to a clerk.
    pub only_at: Option<DeskId>,
    /// When a desk first asked for it: whether its promise was kept.
    pub first_called_at: Option<UnixTime>,
    /// The first call under a promise: by it the promise was kept or not, also once a call has used it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_call: Option<PromisedCall>,
    /// How often a promise to this ticket was broken; the first desk that fits takes it first.
    pub broken_promises: u16,
    /// By when it should have been called under the promise that broke last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_by: Option<UnixTime>,
    /// Why it is where it is: the latest placement, move, call or refusal.
    pub reasons: Vec<Reason>,
    /// What it goes back to when the call did not lead to a visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_call: Option<Box<BeforeCall>>,
    /// Not expected here before this moment: an early call found nobody, or the place was kept on an earlier day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<UnixTime>,
}

/// What a waiting ticket had when it was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeCall {
    pub placement: Option<Placement>,
    pub window: Option<Window>,
    pub first_called_at: Option<UnixTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_call: Option<PromisedCall>,
    pub reasons: Vec<Reason>,
}

/// A call, and what was promised then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisedCall {
    pub at: UnixTime,
    pub promise: Promise,
}

/// What the companion said at the kiosk, and what the office expects it to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub errand: ErrandId,
    pub identification: Identification,
    /// What the desk must offer: the citizen's needs and what the errand asks for.
    pub features: Features,
    /// What the citizen asked for, as told.
    pub needs: Features,
    pub language: Language,
    pub urgency: Urgency,
    pub expected: Length,
    pub likely: Length,
    pub companion: Option<CompanionRef>,
    /// When the companion was a witness on other days, as known at check-in: one date for each time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witness_on: Vec<Date>,
}

/// The class a ticket gains priority in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    #[default]
    Ordinary,
    Raised,
}

/// The desk and stretch of time a ticket is expected to get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
}

/// The window told to the citizen: not before `earliest`, at the latest `latest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub earliest: UnixTime,
    pub latest: UnixTime,
}

impl Promise {
    pub(crate) const fn as_window(self) -> Window {
        Window { earliest: self.earliest, latest: self.latest }
    }

    pub fn for_start(start: UnixTime, width: Length) -> Self {
        Self { earliest: start, latest: start + width }
    }

    /// The better of what was told and what a new start would give; never later than what was told.
    pub fn improved_by(self, start: UnixTime, width: Length) -> Self {
        let new = Self::for_start(start, width);
        Self { earliest: self.earliest.min(new.earliest), latest: self.latest.min(new.latest) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    Waiting,
    Called(Call),
    Serving {
        call: Call,
        since: UnixTime,
    },
    Parked {
        since: UnixTime,
        /// The desk it was at, which it comes back to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<DeskId>,
    },
    Absent {
        since: UnixTime,
        until: UnixTime,
    },
    Done {
        at: UnixTime,
        desk: DeskId,
        outcome: OutcomeId,
        flags: Vec<Flag>,
        served: Option<TimeRange>,
    },
    Left {
        at: UnixTime,
        ending: Ending,
    },
}

/// A desk has asked for the ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub desk: DeskId,
    pub at: UnixTime,
    /// When it was last announced.
    pub announced_at: UnixTime,
    pub recalls: u8,
}

/// How a visit ended that no desk completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    LeftBeforeCall,
    AbsentAtCall,
    MovedToNextDay,
    NotServedToday,
    /// At a desk, and nobody wrote down how it went: a supervisor ended it, or the day did.
    OutcomeNotRecorded,
}

/// What else is worth counting about a completed visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    InternalResidenceCertificateUsed,
    InterpreterUsed,
    CompanionWasWitness,
}

impl Flag {
    pub const ALL: [Self; 3] =
        [Self::InternalResidenceCertificateUsed, Self::InterpreterUsed, Self::CompanionWasWitness];
}

impl State {
    pub const fn name(&self) -> StateName {
        match self {
            Self::Waiting => StateName::Waiting,
            Self::Called(_) => StateName::Called,
            Self::Serving { .. } => StateName::Serving,
            Self::Parked { .. } => StateName::Parked,
            Self::Absent { .. } => StateName::Absent,
            Self::Done { .. } => StateName::Done,
            Self::Left { .. } => StateName::Left,
        }
    }

    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Left { .. })
    }

    /// Whether a citizen who was at a desk in state `before` has been served there when the ticket enters this state.
    pub(crate) const fn ends_service(&self, before: &Self) -> bool {
        match self {
            Self::Parked { .. } | Self::Done { .. } => true,
            // Somebody sat there, and nobody wrote down how it went.
            Self::Left { ending: Ending::OutcomeNotRecorded, .. } => matches!(before, Self::Serving { .. }),
            Self::Waiting
            | Self::Called(_)
            | Self::Serving { .. }
            | Self::Absent { .. }
            | Self::Left { .. } => false,
        }
    }

    /// From when it was served, if it is done now.
    pub(crate) const fn served_until(&self, at: UnixTime) -> Option<TimeRange> {
        match self {
            Self::Serving { since, .. } => Some(TimeRange::new(*since, at)),
            Self::Called(call) => Some(TimeRange::new(call.at, at)),
            Self::Waiting
            | Self::Parked { .. }
            | Self::Absent { .. }
            | Self::Done { .. }
            | Self::Left { .. } => None,
        }
    }

    /// How long it has had its desk by now, from the call on.
    pub(crate) fn time_at_desk(&self, at: UnixTime) -> Option<TimeRange> {
        self.call().map(|call| TimeRange::new(call.at, at))
    }

    /// The call that holds a desk: the ticket is called there or sits there.
    pub const fn call(&self) -> Option<&Call> {
        match self {
            Self::Called(call) | Self::Serving { call, .. } => Some(call),
            Self::Waiting
            | Self::Parked { .. }
            | Self::Absent { .. }
            | Self::Done { .. }
            | Self::Left { .. } => None,
        }
    }
}

/// The states by name, as the contract has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    Waiting,
    Called,
    Serving,
    Parked,
    Absent,
    Done,
    Left,
}

impl Ticket {
    /// Waiting to be called today.
    pub const fn waits_today(&self) -> bool {
        matches!(self.state, State::Waiting) && self.kept_for.is_none()
    }

    /// The desk that a parked citizen comes back to.
    pub(crate) const fn parked_at(&self) -> Option<&DeskId> {
        match &self.state {
            State::Parked { desk, .. } => desk.as_ref(),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        }
    }

    /// What the citizen had been told when the call came.
    pub(crate) fn told_before_call(&self) -> Option<Window> {
        let window = self.before_call.as_ref().and_then(|before| before.window);
        window.or_else(|| self.promise.map(Promise::as_window))
    }

    /// When the time told begins: nobody is asked to be here before.
    pub(crate) fn told_beginning(&self) -> Option<UnixTime> {
        self.promise.and_then(|_| self.shown_window()).map(|window| window.earliest)
    }

    /// Keeps the beginning that was told before a change, where the change told an earlier one.
    pub(crate) fn note_told_before(&mut self, before: Option<UnixTime>) {
        let now = self.told_beginning();
        self.told_before = self.told_before.max(before).filter(|&told| now.is_some_and(|now| now < told));
    }

    /// Until when nobody expects it after an offer: until its place begins, or what was told if that is earlier.
    pub(crate) fn away_after_offer(&self, now: UnixTime) -> UnixTime {
        let told = self.told_before_call().map_or(now, |window| window.earliest);
        let place = self.before_call.as_ref().and_then(|before| before.placement.as_ref());
        let begins = place.map(|place| place.time.start).filter(|&begins| now < begins);
        begins.map_or(told, |begins| told.min(begins))
    }

    /// The call by which its promise is kept came before the window, and nobody has come to it yet.
    pub(crate) fn is_called_early(&self) -> bool {
        let is_first = self.before_call.as_ref().is_some_and(|before| before.promised_call.is_none());
        let is_early = |call: PromisedCall| call.at < call.promise.earliest;
        matches!(self.state, State::Called(_)) && is_first && self.promised_call.is_some_and(is_early)
    }

    /// Whether a promise was given, also one that a call has used up.
    pub(crate) const fn was_promised(&self) -> bool {
        self.promise.is_some() || self.promised_call.is_some() || self.broken_promises > 0
    }

    /// Whether a call kept what was promised: within the window, or before it to somebody who was there.
    pub(crate) fn was_promise_kept(&self) -> bool {
        let in_time = |call: PromisedCall| call.at <= call.promise.latest;
        self.promised_call.is_some_and(in_time) && !self.is_called_early()
    }

    /// Waiting in the room, as far as anybody said.
    pub const fn has_arrived(&self) -> bool {
        self.away_until.is_none()
    }

    /// Whether a desk may expect somebody to come when it calls.
    pub fn is_expected(&self, now: UnixTime) -> bool {
        self.waiting_since <= now && self.away_until.is_none_or(|until| until <= now)
    }

    /// Set aside with a promise that still stands: its place is kept.
    pub const fn is_claim_set_aside(&self) -> bool {
        matches!(self.state, State::Parked { .. } | State::Absent { .. }) && self.promise.is_some()
    }

    /// Stands by today, or stood by until closing time.
    pub const fn may_take_next_day(&self) -> bool {
        let stands_by = self.waits_today() && self.placement.is_none();
        stands_by || matches!(self.state, State::Left { ending: Ending::NotServedToday, .. })
    }

    /// A place kept on a later day.
    pub const fn is_kept(&self) -> bool {
        self.kept_for.is_some()
            && matches!(self.state, State::Waiting | State::Left { ending: Ending::MovedToNextDay, .. })
    }
}
