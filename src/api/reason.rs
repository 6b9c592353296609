// SPDX-License-Identifier: MPL-2.0
//! Why something happened: a stable code with its values.

use serde::Serialize;
use utoipa::ToSchema;

use crate::time::TimeJson;
use crate::values::FeatureJson;
use office::calendar::{Rfc3339, Zone};
use office::reason::Reason;
use office::setup_words::DeskNames;
use office::ticket::Language;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Reason"))]
#[schema(as = Reason)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReasonJson {
    // Why this place and this promise.
    EarliestTime { desk: String, start: TimeJson },
    TimeWentToEarlierTicket { desk: String },
    OtherPromiseKept { number: u32, latest: TimeJson },
    NeedsDeskFeature { feature: FeatureJson },
    LongerWithoutPhoto { minutes: i64 },
    PassesWithinPromises,
    // The choices when there is no time within the longest acceptable wait.
    NoTimeToday { longest_wait_minutes: i64 },
    ChoseLaterToday { start: TimeJson },
    ChoseStandby,
    ChoseNextDay { start: TimeJson },
    // Why it moved.
    TimeCameFree { desk: String, start: TimeJson },
    MadeRoomWithinPromise { desk: String, start: TimeJson },
    GapChanged { desk: String, start: TimeJson },
    BookingCameIn { desk: String, start: TimeJson },
    HoldLost { desk: String },
    DeskClosed { desk: String },
    ClerkAway { desk: String },
    ClosedAtThatTime,
    CaseOverran { desk: String },
    PlanChanged,
    SupervisorForced,
    LostItsPlace,
    WasSetAside,
    SentOn,
    MovedToNextDay { start: TimeJson },
    // Why this ticket was called.
    PromiseAtRisk { latest: TimeJson },
    PromiseWasBroken { latest: TimeJson },
    WaitedLongest { minutes: i64 },
    BeyondLongestWait { minutes: i64 },
    HigherPriority { minutes: i64 },
    FitsBeforeBooking { minutes: i64, booking: TimeJson },
    TightBeforeBooking { likely_minutes: i64, booking: TimeJson },
    TightBeforeClosing { likely_minutes: i64, closes: TimeJson },
    ChosenByClerk,
    TransferredHere,
    // Why another was not, or nobody was.
    NeedsMoreTime { number: u32, minutes: i64, available_minutes: i64 },
    NeedsOtherDesk { number: u32, feature: FeatureJson },
    WaitsForOtherDesk { number: u32, desk: String },
    WouldBreakPromise { number: u32, latest: TimeJson },
    BookingUnderWay { until: TimeJson },
    FreedTimeUnconfirmed { desk: String, known_at: TimeJson },
    NobodyWaits,
    // Why a gap is empty, or how it ended.
    NobodyNeedsIt,
    NobodyFitsIt { minutes: i64 },
    NobodyWaitingNeedsThisDesk,
    DeskNotStaffed { desk: String },
    BookedInsideHold { desk: String, start: TimeJson },
    WillBeReleased { at: TimeJson },
    ReleasedToBooking { at: TimeJson },
    // What a supervisor might look at now.
    PromiseInDanger { number: u32, latest: TimeJson },
    PeopleStandBy { count: u32 },
    // How a visit ended.
    NotServedToday,
    GraceRanOut,
    OfficeClosed,
}

impl From<Reason<Rfc3339>> for ReasonJson {
    fn from(value: Reason<Rfc3339>) -> Self {
        match value {
            Reason::EarliestTime { desk, start } => {
                Self::EarliestTime { desk: desk.to_string(), start: start.into() }
            }
            Reason::TimeWentToEarlierTicket { desk } => {
                Self::TimeWentToEarlierTicket { desk: desk.to_string() }
            }
            Reason::OtherPromiseKept { number, latest } => {
                Self::OtherPromiseKept { number, latest: latest.into() }
            }
            Reason::NeedsDeskFeature { feature } => Self::NeedsDeskFeature { feature: feature.into() },
            Reason::LongerWithoutPhoto { minutes } => Self::LongerWithoutPhoto { minutes },
            Reason::PassesWithinPromises => Self::PassesWithinPromises,
            Reason::NoTimeToday { longest_wait_minutes } => Self::NoTimeToday { longest_wait_minutes },
            Reason::ChoseLaterToday { start } => Self::ChoseLaterToday { start: start.into() },
            Reason::ChoseStandby => Self::ChoseStandby,
            Reason::ChoseNextDay { start } => Self::ChoseNextDay { start: start.into() },
            Reason::TimeCameFree { desk, start } => {
                Self::TimeCameFree { desk: desk.to_string(), start: start.into() }
            }
            Reason::MadeRoomWithinPromise { desk, start } => {
                Self::MadeRoomWithinPromise { desk: desk.to_string(), start: start.into() }
            }
            Reason::GapChanged { desk, start } => {
                Self::GapChanged { desk: desk.to_string(), start: start.into() }
            }
            Reason::BookingCameIn { desk, start } => {
                Self::BookingCameIn { desk: desk.to_string(), start: start.into() }
            }
            Reason::HoldLost { desk } => Self::HoldLost { desk: desk.to_string() },
            Reason::DeskClosed { desk } => Self::DeskClosed { desk: desk.to_string() },
            Reason::ClerkAway { desk } => Self::ClerkAway { desk: desk.to_string() },
            Reason::ClosedAtThatTime => Self::ClosedAtThatTime,
            Reason::CaseOverran { desk } => Self::CaseOverran { desk: desk.to_string() },
            Reason::PlanChanged => Self::PlanChanged,
            Reason::SupervisorForced => Self::SupervisorForced,
            Reason::LostItsPlace => Self::LostItsPlace,
            Reason::WasSetAside => Self::WasSetAside,
            Reason::SentOn => Self::SentOn,
            Reason::MovedToNextDay { start } => Self::MovedToNextDay { start: start.into() },
            Reason::PromiseAtRisk { latest } => Self::PromiseAtRisk { latest: latest.into() },
            Reason::PromiseWasBroken { latest } => Self::PromiseWasBroken { latest: latest.into() },
            Reason::WaitedLongest { minutes } => Self::WaitedLongest { minutes },
            Reason::BeyondLongestWait { minutes } => Self::BeyondLongestWait { minutes },
            Reason::HigherPriority { minutes } => Self::HigherPriority { minutes },
            Reason::FitsBeforeBooking { minutes, booking } => {
                Self::FitsBeforeBooking { minutes, booking: booking.into() }
            }
            Reason::TightBeforeBooking { likely_minutes, booking } => {
                Self::TightBeforeBooking { likely_minutes, booking: booking.into() }
            }
            Reason::TightBeforeClosing { likely_minutes, closes } => {
                Self::TightBeforeClosing { likely_minutes, closes: closes.into() }
            }
            Reason::ChosenByClerk => Self::ChosenByClerk,
            Reason::TransferredHere => Self::TransferredHere,
            Reason::NeedsMoreTime { number, minutes, available_minutes } => {
                Self::NeedsMoreTime { number, minutes, available_minutes }
            }
            Reason::NeedsOtherDesk { number, feature } => {
                Self::NeedsOtherDesk { number, feature: feature.into() }
            }
            Reason::WaitsForOtherDesk { number, desk } => {
                Self::WaitsForOtherDesk { number, desk: desk.to_string() }
            }
            Reason::WouldBreakPromise { number, latest } => {
                Self::WouldBreakPromise { number, latest: latest.into() }
            }
            Reason::BookingUnderWay { until } => Self::BookingUnderWay { until: until.into() },
            Reason::FreedTimeUnconfirmed { desk, known_at } => {
                Self::FreedTimeUnconfirmed { desk: desk.to_string(), known_at: known_at.into() }
            }
            Reason::NobodyWaits => Self::NobodyWaits,
            Reason::NobodyNeedsIt => Self::NobodyNeedsIt,
            Reason::NobodyFitsIt { minutes } => Self::NobodyFitsIt { minutes },
            Reason::NobodyWaitingNeedsThisDesk => Self::NobodyWaitingNeedsThisDesk,
            Reason::DeskNotStaffed { desk } => Self::DeskNotStaffed { desk: desk.to_string() },
            Reason::BookedInsideHold { desk, start } => {
                Self::BookedInsideHold { desk: desk.to_string(), start: start.into() }
            }
            Reason::WillBeReleased { at } => Self::WillBeReleased { at: at.into() },
            Reason::ReleasedToBooking { at } => Self::ReleasedToBooking { at: at.into() },
            Reason::PromiseInDanger { number, latest } => {
                Self::PromiseInDanger { number, latest: latest.into() }
            }
            Reason::PeopleStandBy { count } => Self::PeopleStandBy { count },
            Reason::NotServedToday => Self::NotServedToday,
            Reason::GraceRanOut => Self::GraceRanOut,
            Reason::OfficeClosed => Self::OfficeClosed,
        }
    }
}

/// The language of an answer's sentences, and the clock of its times.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub language: Language,
    pub zone: &'a Zone,
}

/// A reason with one plain sentence in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ReasonWithText"))]
#[schema(as = ReasonWithText)]
pub struct ReasonTextJson {
    #[serde(flatten)]
    pub reason: ReasonJson,
    pub text: String,
}

pub fn reasons(reasons: &[Reason], reader: &Reader<'_>) -> Vec<ReasonTextJson> {
    let stamped = reasons.iter().map(|reason| reason.clone().map_time(|moment| reader.zone.stamp(moment)));
    stamped
        .map(|reason| ReasonTextJson {
            // A program knows the desk by its id.
            text: i18n::reason(&reason, reader.language, reader.zone, &DeskNames::new()),
            reason: reason.into(),
        })
        .collect()
}

pub(crate) fn timed(reasons: &[Reason], zone: &Zone) -> Vec<ReasonJson> {
    reasons.iter().map(|reason| reason.clone().map_time(|moment| zone.stamp(moment)).into()).collect()
}
