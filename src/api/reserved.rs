// SPDX-License-Identifier: MPL-2.0
//! Kinds and states of gaps and holds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::same_names::same_names;
use office::gap::{GapState, Origin, ReleaseRule};
use office::holds::HoldTrouble;

/// Whether unneeded time goes back to the public before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ReleaseRule"))]
#[schema(as = ReleaseRule)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseRuleJson {
    /// Kept to its end, needed or not.
    Hard,
    /// Given back at the release time if nobody needs it.
    Soft,
}

same_names!(ReleaseRuleJson, ReleaseRule { Hard, Soft });

/// Where the time came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Origin"))]
#[schema(as = Origin)]
#[serde(rename_all = "snake_case")]
pub enum OriginJson {
    Plan,
    Supervisor,
    FreedBooking,
}

same_names!(OriginJson, Origin { Plan, Supervisor, FreedBooking });

/// Open, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GapState"))]
#[schema(as = GapState)]
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

same_names!(GapStateJson, GapState { Open, Used, Released, Unused, Withdrawn });

/// Why a hold was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HoldTrouble"))]
#[schema(as = HoldTrouble)]
#[serde(rename_all = "snake_case")]
pub enum HoldTroubleJson {
    /// Somebody else has the time.
    Taken,
    /// The administrator must let us in, or let us write.
    NotAllowed,
    /// The appointment system answers what cannot be understood.
    NotUnderstood,
}

same_names!(HoldTroubleJson, HoldTrouble { Taken, NotAllowed, NotUnderstood });
