//! Kinds and states of gaps and holds.

use serde::Serialize;

use office::gap::{GapState, Origin, ReleaseRule};
use office::holds::HoldTrouble;

/// Whether unneeded time goes back to the public before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Hold"))]
#[serde(rename_all = "snake_case")]
pub enum ReleaseRuleJson {
    /// Kept to its end, needed or not.
    Hard,
    /// Given back at the release time if nobody needs it.
    Soft,
}

impl From<ReleaseRule> for ReleaseRuleJson {
    fn from(value: ReleaseRule) -> Self {
        match value {
            ReleaseRule::Hard => Self::Hard,
            ReleaseRule::Soft => Self::Soft,
        }
    }
}

/// Where the time came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Origin"))]
#[serde(rename_all = "snake_case")]
pub enum OriginJson {
    Plan,
    Supervisor,
    FreedBooking,
}

impl From<Origin> for OriginJson {
    fn from(value: Origin) -> Self {
        match value {
            Origin::Plan => Self::Plan,
            Origin::Supervisor => Self::Supervisor,
            Origin::FreedBooking => Self::FreedBooking,
        }
    }
}

/// Open, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GapState"))]
#[serde(rename_all = "snake_case")]
pub enum GapStateJson {
    Open,
    /// Somebody was served in it.
    Used,
    /// Given back to public booking in time.
    Released,
    /// Held to its end, and nobody came.
    Unused,
    /// Taken back by the supervisor, or by a booking.
    Withdrawn,
}

impl From<GapState> for GapStateJson {
    fn from(value: GapState) -> Self {
        match value {
            GapState::Open => Self::Open,
            GapState::Used => Self::Used,
            GapState::Released => Self::Released,
            GapState::Unused => Self::Unused,
            GapState::Withdrawn => Self::Withdrawn,
        }
    }
}

/// Why a hold was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HoldTrouble"))]
#[serde(rename_all = "snake_case")]
pub enum HoldTroubleJson {
    /// Somebody else has the time.
    Taken,
    /// The administrator must let us in, or let us write.
    NotAllowed,
    /// The appointment system answers what cannot be understood.
    NotUnderstood,
}

impl From<HoldTrouble> for HoldTroubleJson {
    fn from(value: HoldTrouble) -> Self {
        match value {
            HoldTrouble::Taken => Self::Taken,
            HoldTrouble::NotAllowed => Self::NotAllowed,
            HoldTrouble::NotUnderstood => Self::NotUnderstood,
        }
    }
}
