// SPDX-License-Identifier: MPL-2.0
//! The policy, and what trials measure.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::same_names::same_names;
use office::policy::{Policy, PolicyPatch, Setting, SettingChange};
use office::trial::{Measure, StatedFigure, Target, TrialDecision};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Policy"))]
#[schema(as = Policy)]
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

/// The settings to change; those left out stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PolicyRequest", optional_fields = nullable))]
#[schema(as = PolicyChange)]
#[serde(deny_unknown_fields)]
pub struct PolicyBody {
    pub reason: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub ordinary_rate: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub raised_rate: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub promise_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub longest_wait_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub release_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = bool, required = false)]
    pub lend_freed: Option<bool>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u8, required = false)]
    pub recalls_before_absent: Option<u8>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub absence_grace_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub undo_seconds: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub overrun_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = u16, required = false)]
    pub slack_minutes: Option<u16>,
    #[serde(default, deserialize_with = "not_null")]
    #[schema(value_type = bool, required = false)]
    pub plan_with_learned: Option<bool>,
}

/// A setting that is named has a value.
fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl PolicyBody {
    pub const fn patch(&self) -> PolicyPatch {
        PolicyPatch {
            ordinary_rate: self.ordinary_rate,
            raised_rate: self.raised_rate,
            promise_minutes: self.promise_minutes,
            longest_wait_minutes: self.longest_wait_minutes,
            release_minutes: self.release_minutes,
            lend_freed: self.lend_freed,
            recalls_before_absent: self.recalls_before_absent,
            absence_grace_minutes: self.absence_grace_minutes,
            undo_seconds: self.undo_seconds,
            overrun_minutes: self.overrun_minutes,
            slack_minutes: self.slack_minutes,
            plan_with_learned: self.plan_with_learned,
        }
    }
}

/// A setting with its value before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SettingChange"))]
#[schema(as = SettingChange)]
pub struct SettingChangeJson {
    pub setting: &'static str,
    pub from: SettingJson,
    pub to: SettingJson,
}

impl From<SettingChange> for SettingChangeJson {
    fn from(value: SettingChange) -> Self {
        let SettingChange { setting, from, to } = value;
        Self { setting, from: from.into(), to: to.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Setting"))]
#[schema(as = Setting)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Target"))]
#[schema(as = Target)]
#[serde(deny_unknown_fields)]
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

impl From<TargetJson> for Target {
    fn from(value: TargetJson) -> Self {
        let TargetJson { measure, value } = value;
        Self { measure: measure.into(), value }
    }
}

/// What the ledger can measure of every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Measure"))]
#[schema(as = Measure)]
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

same_names!(
    MeasureJson,
    Measure {
        CitizensPerDay,
        WaitMinutes,
        ServedShare,
        MitidShare,
        PromisesKeptShare,
        GapUsedShare,
        CompanionHours,
        BookingsTouchedShare
    }
);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialDecision"))]
#[schema(as = TrialDecision)]
#[serde(rename_all = "snake_case")]
pub enum TrialDecisionJson {
    Stop,
    Adjust,
    Scale,
}

same_names!(TrialDecisionJson, TrialDecision { Stop, Adjust, Scale });

/// A number somebody stated, with how sure they are of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Estimate"))]
#[schema(as = StatedFigure)]
#[serde(deny_unknown_fields)]
pub struct StatedFigureJson {
    pub low: f64,
    pub high: f64,
    /// How many cases it was counted on; nothing for an estimate.
    #[serde(default)]
    pub n: Option<u32>,
}

impl From<StatedFigure> for StatedFigureJson {
    fn from(value: StatedFigure) -> Self {
        let StatedFigure { low, high, n } = value;
        Self { low, high, n }
    }
}

impl From<StatedFigureJson> for StatedFigure {
    fn from(value: StatedFigureJson) -> Self {
        let StatedFigureJson { low, high, n } = value;
        Self { low, high, n }
    }
}
