//! States and kinds of tickets and desks.

use serde::Serialize;

use office::event::Cause;
use office::setup::{Direction, Feature, Features, Identification};
use office::ticket::{Ending, Flag, Language, StateName, Urgency};

/// The class a ticket gains priority in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Urgency"))]
#[serde(rename_all = "snake_case")]
pub enum UrgencyJson {
    Ordinary,
    Raised,
}

impl From<Urgency> for UrgencyJson {
    fn from(value: Urgency) -> Self {
        match value {
            Urgency::Ordinary => Self::Ordinary,
            Urgency::Raised => Self::Raised,
        }
    }
}

/// The language the citizen reads and hears. Those without a word list of their own get Danish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Language"))]
#[serde(rename_all = "snake_case")]
pub enum LanguageJson {
    Da,
    En,
    Ar,
}

impl From<Language> for LanguageJson {
    fn from(value: Language) -> Self {
        match value {
            Language::Da => Self::Da,
            Language::En => Self::En,
            Language::Ar => Self::Ar,
        }
    }
}

/// How a visit ended that no desk completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Ending"))]
#[serde(rename_all = "snake_case")]
pub enum EndingJson {
    LeftBeforeCall,
    AbsentAtCall,
    MovedToNextDay,
    NotServedToday,
    /// Still at a desk when the day ended, and nobody wrote down how it went.
    OutcomeNotRecorded,
}

impl From<Ending> for EndingJson {
    fn from(value: Ending) -> Self {
        match value {
            Ending::LeftBeforeCall => Self::LeftBeforeCall,
            Ending::AbsentAtCall => Self::AbsentAtCall,
            Ending::MovedToNextDay => Self::MovedToNextDay,
            Ending::NotServedToday => Self::NotServedToday,
            Ending::OutcomeNotRecorded => Self::OutcomeNotRecorded,
        }
    }
}

/// What else is worth counting about a completed visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Flag"))]
#[serde(rename_all = "snake_case")]
pub enum FlagJson {
    InternalResidenceCertificateUsed,
    InterpreterUsed,
    CompanionWasWitness,
}

impl From<Flag> for FlagJson {
    fn from(value: Flag) -> Self {
        match value {
            Flag::InternalResidenceCertificateUsed => Self::InternalResidenceCertificateUsed,
            Flag::InterpreterUsed => Self::InterpreterUsed,
            Flag::CompanionWasWitness => Self::CompanionWasWitness,
        }
    }
}

/// The states by name, as the contract has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "StateName"))]
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

impl From<StateName> for StateJson {
    fn from(value: StateName) -> Self {
        match value {
            StateName::Waiting => Self::Waiting,
            StateName::Called => Self::Called,
            StateName::Serving => Self::Serving,
            StateName::Parked => Self::Parked,
            StateName::Absent => Self::Absent,
            StateName::Done => Self::Done,
            StateName::Left => Self::Left,
        }
    }
}

/// Where a desk lies, seen by someone who looks at the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Direction"))]
#[serde(rename_all = "snake_case")]
pub enum DirectionJson {
    Left,
    Right,
    Ahead,
}

impl From<Direction> for DirectionJson {
    fn from(value: Direction) -> Self {
        match value {
            Direction::Left => Self::Left,
            Direction::Right => Self::Right,
            Direction::Ahead => Self::Ahead,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Feature"))]
#[serde(rename_all = "snake_case")]
pub enum FeatureJson {
    /// Can issue MitID to someone without photo ID.
    WithoutPhoto = 1,
    StepFree = 2,
    QuietRoom = 4,
    Interpreter = 8,
}

impl From<Feature> for FeatureJson {
    fn from(value: Feature) -> Self {
        match value {
            Feature::WithoutPhoto => Self::WithoutPhoto,
            Feature::StepFree => Self::StepFree,
            Feature::QuietRoom => Self::QuietRoom,
            Feature::Interpreter => Self::Interpreter,
        }
    }
}

/// What the citizen can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Identification"))]
#[serde(rename_all = "snake_case")]
pub enum IdentificationJson {
    Photo,
    None,
    Unknown,
}

impl From<Identification> for IdentificationJson {
    fn from(value: Identification) -> Self {
        match value {
            Identification::Photo => Self::Photo,
            Identification::None => Self::None,
            Identification::Unknown => Self::Unknown,
        }
    }
}

/// What the world did to break a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Cause"))]
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
}

impl From<Cause> for CauseJson {
    fn from(value: Cause) -> Self {
        match value {
            Cause::Overrun => Self::Overrun,
            Cause::DeskClosed => Self::DeskClosed,
            Cause::BookingCameIn => Self::BookingCameIn,
            Cause::HoldLost => Self::HoldLost,
            Cause::SupervisorForced => Self::SupervisorForced,
            Cause::NotCalled => Self::NotCalled,
            Cause::PlanChanged => Self::PlanChanged,
        }
    }
}

pub(crate) fn feature_list(features: Features) -> Vec<FeatureJson> {
    features.iter().map(Into::into).collect()
}
