// SPDX-License-Identifier: MPL-2.0
//! Why: a code with its values for every placement, promise, move, call, refusal and empty gap. The word
//! lists turn each into one plain sentence; the ledger keeps the code and the values.
//!
//! `T` is how times are written: a [`UnixTime`] in the ledger, text where people or programs read it.

use serde::{Deserialize, Serialize};

use crate::names::{DeskId, Number};
use crate::setup::Feature;
use crate::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason<T = UnixTime> {
    // Why this place and this promise.
    EarliestTime {
        desk: DeskId,
        start: T,
    },
    TimeWentToEarlierTicket {
        desk: DeskId,
    },
    OtherPromiseKept {
        number: Number,
        latest: T,
    },
    NeedsDeskFeature {
        feature: Feature,
    },
    LongerWithoutPhoto {
        minutes: i64,
    },
    PassesWithinPromises,
    // The choices when there is no time within the longest acceptable wait.
    NoTimeToday {
        longest_wait_minutes: i64,
    },
    ChoseLaterToday {
        start: T,
    },
    ChoseStandby,
    ChoseNextDay {
        start: T,
    },
    // Why it moved.
    TimeCameFree {
        desk: DeskId,
        start: T,
    },
    MadeRoomWithinPromise {
        desk: DeskId,
        start: T,
    },
    GapChanged {
        desk: DeskId,
        start: T,
    },
    BookingCameIn {
        desk: DeskId,
        start: T,
    },
    HoldLost {
        desk: DeskId,
    },
    DeskClosed {
        desk: DeskId,
    },
    /// The desk has no clerk at the time of the place that was lost.
    ClerkAway {
        desk: DeskId,
    },
    /// The office is closed at the time of the place that was lost.
    ClosedAtThatTime,
    CaseOverran {
        desk: DeskId,
    },
    PlanChanged,
    SupervisorForced,
    LostItsPlace,
    /// Set aside until the time had gone by.
    WasSetAside,
    /// A clerk sent it on to where there is no time within the promise.
    SentOn,
    MovedToNextDay {
        start: T,
    },
    // Why this ticket was called.
    PromiseAtRisk {
        latest: T,
    },
    PromiseWasBroken {
        latest: T,
    },
    WaitedLongest {
        minutes: i64,
    },
    BeyondLongestWait {
        minutes: i64,
    },
    HigherPriority {
        minutes: i64,
    },
    FitsBeforeBooking {
        minutes: i64,
        booking: T,
    },
    TightBeforeBooking {
        likely_minutes: i64,
        booking: T,
    },
    TightBeforeClosing {
        likely_minutes: i64,
        closes: T,
    },
    ChosenByClerk,
    TransferredHere,
    // Why another was not, or nobody was.
    NeedsMoreTime {
        number: Number,
        minutes: i64,
        available_minutes: i64,
    },
    NeedsOtherDesk {
        number: Number,
        feature: Feature,
    },
    WaitsForOtherDesk {
        number: Number,
        desk: DeskId,
    },
    WouldBreakPromise {
        number: Number,
        latest: T,
    },
    BookingUnderWay {
        until: T,
    },
    FreedTimeUnconfirmed {
        desk: DeskId,
        known_at: T,
    },
    NobodyWaits,
    // Why a gap is empty, or how it ended.
    NobodyNeedsIt,
    NobodyFitsIt {
        minutes: i64,
    },
    NobodyWaitingNeedsThisDesk,
    DeskNotStaffed {
        desk: DeskId,
    },
    BookedInsideHold {
        desk: DeskId,
        start: T,
    },
    WillBeReleased {
        at: T,
    },
    ReleasedToBooking {
        at: T,
    },
    // What a supervisor might look at now.
    PromiseInDanger {
        number: Number,
        latest: T,
    },
    PeopleStandBy {
        count: u32,
    },
    // How a visit ended.
    NotServedToday,
    GraceRanOut,
    OfficeClosed,
}

impl<T> Reason<T> {
    /// The same reason with its times written another way.
    pub fn map_time<U>(self, mut write: impl FnMut(T) -> U) -> Reason<U> {
        use Reason as R;
        match self {
            R::EarliestTime { desk, start } => R::EarliestTime { desk, start: write(start) },
            R::TimeWentToEarlierTicket { desk } => R::TimeWentToEarlierTicket { desk },
            R::OtherPromiseKept { number, latest } => R::OtherPromiseKept { number, latest: write(latest) },
            R::NeedsDeskFeature { feature } => R::NeedsDeskFeature { feature },
            R::LongerWithoutPhoto { minutes } => R::LongerWithoutPhoto { minutes },
            R::PassesWithinPromises => R::PassesWithinPromises,
            R::NoTimeToday { longest_wait_minutes } => R::NoTimeToday { longest_wait_minutes },
            R::ChoseLaterToday { start } => R::ChoseLaterToday { start: write(start) },
            R::ChoseStandby => R::ChoseStandby,
            R::ChoseNextDay { start } => R::ChoseNextDay { start: write(start) },
            R::TimeCameFree { desk, start } => R::TimeCameFree { desk, start: write(start) },
            R::MadeRoomWithinPromise { desk, start } => {
                R::MadeRoomWithinPromise { desk, start: write(start) }
            }
            R::GapChanged { desk, start } => R::GapChanged { desk, start: write(start) },
            R::BookingCameIn { desk, start } => R::BookingCameIn { desk, start: write(start) },
            R::HoldLost { desk } => R::HoldLost { desk },
            R::DeskClosed { desk } => R::DeskClosed { desk },
            R::ClerkAway { desk } => R::ClerkAway { desk },
            R::ClosedAtThatTime => R::ClosedAtThatTime,
            R::CaseOverran { desk } => R::CaseOverran { desk },
            R::PlanChanged => R::PlanChanged,
            R::SupervisorForced => R::SupervisorForced,
            R::LostItsPlace => R::LostItsPlace,
            R::WasSetAside => R::WasSetAside,
            R::SentOn => R::SentOn,
            R::MovedToNextDay { start } => R::MovedToNextDay { start: write(start) },
            R::PromiseAtRisk { latest } => R::PromiseAtRisk { latest: write(latest) },
            R::PromiseWasBroken { latest } => R::PromiseWasBroken { latest: write(latest) },
            R::WaitedLongest { minutes } => R::WaitedLongest { minutes },
            R::BeyondLongestWait { minutes } => R::BeyondLongestWait { minutes },
            R::HigherPriority { minutes } => R::HigherPriority { minutes },
            R::FitsBeforeBooking { minutes, booking } => {
                R::FitsBeforeBooking { minutes, booking: write(booking) }
            }
            R::TightBeforeBooking { likely_minutes, booking } => {
                R::TightBeforeBooking { likely_minutes, booking: write(booking) }
            }
            R::TightBeforeClosing { likely_minutes, closes } => {
                R::TightBeforeClosing { likely_minutes, closes: write(closes) }
            }
            R::ChosenByClerk => R::ChosenByClerk,
            R::TransferredHere => R::TransferredHere,
            R::NeedsMoreTime { number, minutes, available_minutes } => {
                R::NeedsMoreTime { number, minutes, available_minutes }
            }
            R::NeedsOtherDesk { number, feature } => R::NeedsOtherDesk { number, feature },
            R::WaitsForOtherDesk { number, desk } => R::WaitsForOtherDesk { number, desk },
            R::WouldBreakPromise { number, latest } => R::WouldBreakPromise { number, latest: write(latest) },
            R::BookingUnderWay { until } => R::BookingUnderWay { until: write(until) },
            R::FreedTimeUnconfirmed { desk, known_at } => {
                R::FreedTimeUnconfirmed { desk, known_at: write(known_at) }
            }
            R::NobodyWaits => R::NobodyWaits,
            R::NobodyNeedsIt => R::NobodyNeedsIt,
            R::NobodyFitsIt { minutes } => R::NobodyFitsIt { minutes },
            R::NobodyWaitingNeedsThisDesk => R::NobodyWaitingNeedsThisDesk,
            R::DeskNotStaffed { desk } => R::DeskNotStaffed { desk },
            R::BookedInsideHold { desk, start } => R::BookedInsideHold { desk, start: write(start) },
            R::WillBeReleased { at } => R::WillBeReleased { at: write(at) },
            R::ReleasedToBooking { at } => R::ReleasedToBooking { at: write(at) },
            R::PromiseInDanger { number, latest } => R::PromiseInDanger { number, latest: write(latest) },
            R::PeopleStandBy { count } => R::PeopleStandBy { count },
            R::NotServedToday => R::NotServedToday,
            R::GraceRanOut => R::GraceRanOut,
            R::OfficeClosed => R::OfficeClosed,
        }
    }
}
