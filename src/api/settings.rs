//! The policy, and what trials measure.

use serde::Serialize;

use office::policy::{Policy, Setting, Turned};
use office::trial::{Measure, Target, Told, TrialDecision};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Policy"))]
pub struct PolicyJson {
    /// Priority gained per minute waited by an ordinary ticket.
    pub ordinary_rate: u16,
    /// The same for a raised one.
    pub raised_rate: u16,
    /// A promise's latest is its planned start plus this many minutes.
    pub promise_minutes: u16,
    /// Beyond this wait a ticket goes first, and beyond it the kiosk promises nothing today.
    pub longest_wait_minutes: u16,
    /// A soft gap nobody needs goes back to public booking this long before it starts.
    pub release_minutes: u16,
    /// Whether booked time that comes free may be used for tickets.
    pub lend_freed: bool,
    /// How often a call is repeated before the ticket may be marked absent.
    pub recalls_before_absent: u8,
    /// How long after being marked absent a citizen may come back to their place.
    pub absence_grace_minutes: u16,
    /// For how long a clerk may take back what they just did, in seconds.
    pub undo_seconds: u16,
    /// A running case counts as ending no sooner than this many minutes from now once it is over its time.
    pub overrun_minutes: u16,
    /// How many minutes a start may slip before tickets are placed anew, and how far a ticket that holds
    /// a place may then run past its gap: a clerk half a minute late does not cost anyone their place.
    pub slack_minutes: u16,
    /// Whether places are planned with learned lengths instead of the configured ones.
    pub plan_with_learned: bool,
}

impl From<Policy> for PolicyJson {
    fn from(value: Policy) -> Self {
        let Policy {
            ordinary_rate,
            raised_rate,
            promise_minutes,
            longest_wait_minutes,
            release_minutes,
            lend_freed,
            recalls_before_absent,
            absence_grace_minutes,
            undo_seconds,
            overrun_minutes,
            slack_minutes,
            plan_with_learned,
        } = value;
        Self {
            ordinary_rate,
            raised_rate,
            promise_minutes,
            longest_wait_minutes,
            release_minutes,
            lend_freed,
            recalls_before_absent,
            absence_grace_minutes,
            undo_seconds,
            overrun_minutes,
            slack_minutes,
            plan_with_learned,
        }
    }
}

/// A number that was turned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Turned"))]
pub struct TurnedJson {
    pub setting: &'static str,
    pub from: SettingJson,
    pub to: SettingJson,
}

impl From<Turned> for TurnedJson {
    fn from(value: Turned) -> Self {
        let Turned { setting, from, to } = value;
        Self { setting, from: from.into(), to: to.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Setting"))]
#[serde(untagged)]
pub enum SettingJson {
    Number(u32),
    Switch(bool),
}

impl From<Setting> for SettingJson {
    fn from(value: Setting) -> Self {
        match value {
            Setting::Number(value) => Self::Number(value),
            Setting::Switch(value) => Self::Switch(value),
        }
    }
}

/// How much of what is enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Target"))]
pub struct TargetJson {
    pub measure: MeasureJson,
    pub value: f64,
}

impl From<Target> for TargetJson {
    fn from(value: Target) -> Self {
        let Target { measure, value } = value;
        Self { measure: measure.into(), value }
    }
}

/// What the ledger can measure of every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Measure"))]
#[serde(rename_all = "snake_case")]
pub enum MeasureJson {
    CitizensPerDay,
    WaitMinutes,
    ServedShare,
    MitidShare,
    PromisesKeptShare,
    GapUsedShare,
    CompanionHours,
    BookingsTouchedShare,
}

impl From<Measure> for MeasureJson {
    fn from(value: Measure) -> Self {
        match value {
            Measure::CitizensPerDay => Self::CitizensPerDay,
            Measure::WaitMinutes => Self::WaitMinutes,
            Measure::ServedShare => Self::ServedShare,
            Measure::MitidShare => Self::MitidShare,
            Measure::PromisesKeptShare => Self::PromisesKeptShare,
            Measure::GapUsedShare => Self::GapUsedShare,
            Measure::CompanionHours => Self::CompanionHours,
            Measure::BookingsTouchedShare => Self::BookingsTouchedShare,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialDecision"))]
#[serde(rename_all = "snake_case")]
pub enum TrialDecisionJson {
    Stop,
    Adjust,
    Scale,
}

impl From<TrialDecision> for TrialDecisionJson {
    fn from(value: TrialDecision) -> Self {
        match value {
            TrialDecision::Stop => Self::Stop,
            TrialDecision::Adjust => Self::Adjust,
            TrialDecision::Scale => Self::Scale,
        }
    }
}

/// A number somebody told, with how sure they are of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Told"))]
pub struct ToldJson {
    pub low: f64,
    pub high: f64,
    /// How many cases it was counted on; nothing for an estimate.
    pub n: Option<u32>,
}

impl From<Told> for ToldJson {
    fn from(value: Told) -> Self {
        let Told { low, high, n } = value;
        Self { low, high, n }
    }
}
