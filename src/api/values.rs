// SPDX-License-Identifier: MPL-2.0
//! States and kinds of tickets and desks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::same_names::same_names;
use office::event::Cause;
use office::gap::BookingOutcome;
use office::rating::Ratings;
use office::setup::{Direction, Feature, Features, Identification};
use office::ticket::{Ending, Flag, Language, StateName, Urgency};

/// How visits went, as their citizens said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Ratings"))]
#[schema(as = Ratings)]
pub struct RatingsJson {
    pub good: u32,
    pub so_so: u32,
    pub bad: u32,
}

impl From<Ratings> for RatingsJson {
    fn from(value: Ratings) -> Self {
        let Ratings { good, so_so, bad } = value;
        Self { good, so_so, bad }
    }
}

/// The class a ticket gains priority in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Urgency"))]
#[schema(as = Urgency)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyJson {
    #[default]
    Ordinary,
    Raised,
}

same_names!(UrgencyJson, Urgency { Ordinary, Raised });

/// The language the citizen reads and hears. Those without a word list of their own get Danish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Language"))]
#[schema(as = Language)]
#[serde(rename_all = "snake_case")]
pub enum LanguageJson {
    #[default]
    Da,
    En,
    Ar,
}

same_names!(LanguageJson, Language { Da, En, Ar });

/// How a visit ended that no desk completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Ending"))]
#[schema(as = Ending)]
#[serde(rename_all = "snake_case")]
pub enum EndingJson {
    LeftBeforeCall,
    AbsentAtCall,
    MovedToNextDay,
    NotServedToday,
    /// Still at a desk when the day ended, and nobody wrote down how it went.
    OutcomeNotRecorded,
}

same_names!(
    EndingJson,
    Ending { LeftBeforeCall, AbsentAtCall, MovedToNextDay, NotServedToday, OutcomeNotRecorded }
);

/// What else is worth counting about a completed visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Flag"))]
#[schema(as = Flag)]
#[serde(rename_all = "snake_case")]
pub enum FlagJson {
    InternalResidenceCertificateUsed,
    InterpreterUsed,
    CompanionWasWitness,
}

same_names!(FlagJson, Flag { InternalResidenceCertificateUsed, InterpreterUsed, CompanionWasWitness });

/// The states by name, as the contract has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "StateName"))]
#[schema(as = StateName)]
#[serde(rename_all = "snake_case")]
pub enum StateJson {
    Waiting,
    Called,
    Serving,
    Parked,
    Absent,
    Done,
    Left,
}

impl StateJson {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Parked => "parked",
            Self::Absent => "absent",
            Self::Done => "done",
            Self::Left => "left",
        }
    }
}

same_names!(StateJson, StateName { Waiting, Called, Serving, Parked, Absent, Done, Left });

/// Where a desk lies, seen by someone who looks at the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Direction"))]
#[schema(as = Direction)]
#[serde(rename_all = "snake_case")]
pub enum DirectionJson {
    Left,
    Right,
    Ahead,
}

same_names!(DirectionJson, Direction { Left, Right, Ahead });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Feature"))]
#[schema(as = Feature)]
#[serde(rename_all = "snake_case")]
pub enum FeatureJson {
    /// Can issue MitID to someone without photo ID.
    WithoutPhoto,
    StepFree,
    QuietRoom,
    Interpreter,
}

same_names!(FeatureJson, Feature { WithoutPhoto, StepFree, QuietRoom, Interpreter });

/// What the citizen can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Identification"))]
#[schema(as = Identification)]
#[serde(rename_all = "snake_case")]
pub enum IdentificationJson {
    Photo,
    None,
    #[default]
    Unknown,
}

same_names!(IdentificationJson, Identification { Photo, None, Unknown });

/// What became of a booking that was over before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BookingOutcome"))]
#[schema(as = BookingOutcome)]
#[serde(rename_all = "snake_case")]
pub enum BookingOutcomeJson {
    Served,
    DidNotCome,
}

same_names!(BookingOutcomeJson, BookingOutcome { Served, DidNotCome });

/// What the world did to break a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Cause"))]
#[schema(as = Cause)]
#[serde(rename_all = "snake_case")]
pub enum CauseJson {
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

same_names!(
    CauseJson,
    Cause {
        Overrun,
        DeskClosed,
        BookingCameIn,
        HoldLost,
        SupervisorForced,
        NotCalled,
        PlanChanged,
        Parked,
        Transferred,
        OfficeClosed
    }
);

pub(crate) fn feature_list(features: Features) -> Vec<FeatureJson> {
    features.iter().map(Into::into).collect()
}
