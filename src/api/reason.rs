//! Why something happened: a stable code with its values.

use serde::Serialize;

use crate::values::FeatureJson;
use office::calendar::Rfc3339;
use office::names::DeskId;
use office::reason::Reason;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Reason"))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReasonJson {
    // Why this place and this promise.
    EarliestTime {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    TimeWentToEarlierTicket {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    OtherPromiseKept {
        number: u32,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        latest: Rfc3339,
    },
    NeedsDeskFeature {
        feature: FeatureJson,
    },
    LongerWithoutPhoto {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
    },
    PassesWithinPromises,
    // The choices when there is no time within the longest acceptable wait.
    NoTimeToday {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        longest_wait_minutes: i64,
    },
    ChoseLaterToday {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    ChoseStandby,
    ChoseNextDay {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    // Why it moved.
    TimeCameFree {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    MadeRoomWithinPromise {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    GapChanged {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    BookingCameIn {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    HoldLost {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    DeskClosed {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    CaseOverran {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    PlanChanged,
    SupervisorForced,
    LostItsPlace,
    MovedToNextDay {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    // Why this ticket was called.
    PromiseAtRisk {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        latest: Rfc3339,
    },
    PromiseWasBroken {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        latest: Rfc3339,
    },
    WaitedLongest {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
    },
    BeyondLongestWait {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
    },
    HigherPriority {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
    },
    FitsBeforeBooking {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        booking: Rfc3339,
    },
    TightBeforeBooking {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        likely_minutes: i64,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        booking: Rfc3339,
    },
    ChosenByClerk,
    TransferredHere,
    // Why another was not, or nobody was.
    NeedsMoreTime {
        number: u32,
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        available_minutes: i64,
    },
    NeedsOtherDesk {
        number: u32,
        feature: FeatureJson,
    },
    WaitsForOtherDesk {
        number: u32,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    WouldBreakPromise {
        number: u32,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        latest: Rfc3339,
    },
    BookingUnderWay {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        until: Rfc3339,
    },
    FreedTimeUnconfirmed {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        known_at: Rfc3339,
    },
    NobodyWaits,
    // Why a gap is empty, or how it ended.
    NobodyNeedsIt,
    NobodyFitsIt {
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        minutes: i64,
    },
    NobodyWaitingNeedsThisDesk,
    DeskNotStaffed {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
    },
    BookedInsideHold {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        desk: DeskId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        start: Rfc3339,
    },
    WillBeReleased {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: Rfc3339,
    },
    ReleasedToBooking {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: Rfc3339,
    },
    // What a supervisor might look at now.
    PromiseInDanger {
        number: u32,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        latest: Rfc3339,
    },
    PeopleStandBy {
        count: u32,
    },
    // How a visit ended.
    NotServedToday,
    GraceRanOut,
    OfficeClosed,
}

impl From<Reason<Rfc3339>> for ReasonJson {
    fn from(value: Reason<Rfc3339>) -> Self {
        match value {
            Reason::EarliestTime { desk, start } => Self::EarliestTime { desk, start },
            Reason::TimeWentToEarlierTicket { desk } => Self::TimeWentToEarlierTicket { desk },
            Reason::OtherPromiseKept { number, latest } => Self::OtherPromiseKept { number, latest },
            Reason::NeedsDeskFeature { feature } => Self::NeedsDeskFeature { feature: feature.into() },
            Reason::LongerWithoutPhoto { minutes } => Self::LongerWithoutPhoto { minutes },
            Reason::PassesWithinPromises => Self::PassesWithinPromises,
            Reason::NoTimeToday { longest_wait_minutes } => Self::NoTimeToday { longest_wait_minutes },
            Reason::ChoseLaterToday { start } => Self::ChoseLaterToday { start },
            Reason::ChoseStandby => Self::ChoseStandby,
            Reason::ChoseNextDay { start } => Self::ChoseNextDay { start },
            Reason::TimeCameFree { desk, start } => Self::TimeCameFree { desk, start },
            Reason::MadeRoomWithinPromise { desk, start } => Self::MadeRoomWithinPromise { desk, start },
            Reason::GapChanged { desk, start } => Self::GapChanged { desk, start },
            Reason::BookingCameIn { desk, start } => Self::BookingCameIn { desk, start },
            Reason::HoldLost { desk } => Self::HoldLost { desk },
            Reason::DeskClosed { desk } => Self::DeskClosed { desk },
            Reason::CaseOverran { desk } => Self::CaseOverran { desk },
            Reason::PlanChanged => Self::PlanChanged,
            Reason::SupervisorForced => Self::SupervisorForced,
            Reason::LostItsPlace => Self::LostItsPlace,
            Reason::MovedToNextDay { start } => Self::MovedToNextDay { start },
            Reason::PromiseAtRisk { latest } => Self::PromiseAtRisk { latest },
            Reason::PromiseWasBroken { latest } => Self::PromiseWasBroken { latest },
            Reason::WaitedLongest { minutes } => Self::WaitedLongest { minutes },
            Reason::BeyondLongestWait { minutes } => Self::BeyondLongestWait { minutes },
            Reason::HigherPriority { minutes } => Self::HigherPriority { minutes },
            Reason::FitsBeforeBooking { minutes, booking } => Self::FitsBeforeBooking { minutes, booking },
            Reason::TightBeforeBooking { likely_minutes, booking } => {
                Self::TightBeforeBooking { likely_minutes, booking }
            }
            Reason::ChosenByClerk => Self::ChosenByClerk,
            Reason::TransferredHere => Self::TransferredHere,
            Reason::NeedsMoreTime { number, minutes, available_minutes } => {
                Self::NeedsMoreTime { number, minutes, available_minutes }
            }
            Reason::NeedsOtherDesk { number, feature } => {
                Self::NeedsOtherDesk { number, feature: feature.into() }
            }
            Reason::WaitsForOtherDesk { number, desk } => Self::WaitsForOtherDesk { number, desk },
            Reason::WouldBreakPromise { number, latest } => Self::WouldBreakPromise { number, latest },
            Reason::BookingUnderWay { until } => Self::BookingUnderWay { until },
            Reason::FreedTimeUnconfirmed { desk, known_at } => Self::FreedTimeUnconfirmed { desk, known_at },
            Reason::NobodyWaits => Self::NobodyWaits,
            Reason::NobodyNeedsIt => Self::NobodyNeedsIt,
            Reason::NobodyFitsIt { minutes } => Self::NobodyFitsIt { minutes },
            Reason::NobodyWaitingNeedsThisDesk => Self::NobodyWaitingNeedsThisDesk,
            Reason::DeskNotStaffed { desk } => Self::DeskNotStaffed { desk },
            Reason::BookedInsideHold { desk, start } => Self::BookedInsideHold { desk, start },
            Reason::WillBeReleased { at } => Self::WillBeReleased { at },
            Reason::ReleasedToBooking { at } => Self::ReleasedToBooking { at },
            Reason::PromiseInDanger { number, latest } => Self::PromiseInDanger { number, latest },
            Reason::PeopleStandBy { count } => Self::PeopleStandBy { count },
            Reason::NotServedToday => Self::NotServedToday,
            Reason::GraceRanOut => Self::GraceRanOut,
            Reason::OfficeClosed => Self::OfficeClosed,
        }
    }
}
