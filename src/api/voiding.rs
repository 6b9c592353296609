// SPDX-License-Identifier: MPL-2.0
//! Taking back check-ins: the false ones of a device at once, and one that nobody waits for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::time::TimeJson;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidingRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = Voiding)]
pub struct VoidingBody {
    /// The device as the ledger names it: `kiosk:entrance`, or the role alone where the token has no name.
    pub checked_in_by: String,
    /// Only tickets checked in from this moment of today on; left out, all of today's.
    pub since: Option<String>,
    /// Only tickets checked in until this moment: what a preview said, and nothing that came after it.
    pub until: Option<String>,
    /// Needed to void them; a preview does without.
    pub reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidedTickets"))]
#[schema(as = VoidedTickets)]
pub struct VoidedTicketsResponse {
    pub voided: Vec<VoidedTicketJson>,
    /// Until when tickets were looked at.
    pub until: TimeJson,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidedTicket"))]
#[schema(as = VoidedTicket)]
pub struct VoidedTicketJson {
    pub id: Uuid,
    pub number: u32,
}

/// Who checked people in today.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CheckInDevices"))]
#[schema(as = CheckInDevices)]
pub struct CheckInDevicesResponse {
    pub devices: Vec<CheckInDeviceJson>,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CheckInDevice"))]
#[schema(as = CheckInDevice)]
pub struct CheckInDeviceJson {
    /// As the ledger names it, and voiding asks for it.
    pub checked_in_by: String,
    pub checked_in: u32,
    /// How many of them could be voided now.
    pub open: u32,
    pub last: TimeJson,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WithdrawnCheckIn"))]
#[schema(as = WithdrawnCheckIn)]
pub struct WithdrawnCheckInResponse {
    /// The number that was given; nothing where none was, or it is at a desk already.
    pub number: Option<u32>,
}
