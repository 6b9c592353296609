// SPDX-License-Identifier: MPL-2.0
//! Voiding the false tickets of one device at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidingRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = Voiding)]
pub struct VoidingBody {
    /// The device as the ledger names it: `kiosk:entrance`, or the role alone where the token has no name.
    pub checked_in_by: String,
    /// Only tickets checked in from this moment of today on; left out, all of today's.
    pub since: Option<String>,
    pub reason: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidedTickets"))]
#[schema(as = VoidedTickets)]
pub struct VoidedTicketsResponse {
    pub voided: Vec<VoidedTicketJson>,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "VoidedTicket"))]
#[schema(as = VoidedTicket)]
pub struct VoidedTicketJson {
    pub id: Uuid,
    pub number: u32,
}
