// SPDX-License-Identifier: MPL-2.0
//! Small answers and bodies: companions, help, staffing, readiness.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::sources::SilentSourceJson;
use crate::values::BookingOutcomeJson;
use crate::witness::WitnessUseJson;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CompanionCodeRequest"))]
#[serde(deny_unknown_fields)]
#[schema(as = CompanionCode)]
pub struct CompanionCodeBody {
    pub code: String,
}

/// A short-lived handle for a check-in at the same device, and a unit; never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Companion"))]
#[schema(as = Companion)]
pub struct CompanionResponse {
    pub companion: String,
    pub unit: String,
    /// How often the companion was a witness.
    pub witness: WitnessUseJson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Help"))]
#[schema(as = Help)]
pub struct HelpResponse {
    pub help_asked: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BookingEndRequest"))]
#[serde(deny_unknown_fields)]
#[schema(as = NewBookingEnd)]
pub struct BookingEndBody {
    /// When the booking began, as the desk's view has it: RFC 3339, or the office's clock without an offset.
    pub start: String,
    pub outcome: BookingOutcomeJson,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BookingEnd"))]
#[schema(as = BookingEnd)]
pub struct BookingEndResponse {
    pub desk: String,
    pub outcome: BookingOutcomeJson,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Inquiry"))]
#[schema(as = Inquiry)]
pub struct InquiryResponse {
    pub desk: String,
    /// Whether the desk's last one is counted; not once it is taken back.
    pub counted: bool,
    /// Seconds within which it can be taken back.
    pub undo_seconds: u16,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LeavingRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = Leaving)]
pub struct LeavingBody {
    /// Why, where promises break by it: kept with each of them.
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Staffing"))]
#[schema(as = Staffing)]
pub struct StaffingResponse {
    pub desk: String,
    pub staffed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Readiness)]
pub struct ReadinessResponse {
    pub ready: bool,
    pub offices: usize,
    /// By office, why it takes no requests.
    pub not_ready: BTreeMap<String, String>,
    /// By office, why it goes on with its earlier setup instead of the configuration's.
    pub setup_refused: BTreeMap<String, String>,
    /// By office, appointment systems that do not answer: the office goes on with the bookings it knows.
    pub silent_sources: BTreeMap<String, Vec<SilentSourceJson>>,
}
