// SPDX-License-Identifier: MPL-2.0
//! Companions, for those who enrol them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::TimeJson;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "EnrolmentRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = Enrolment)]
pub struct EnrolmentBody {
    /// As the ledger is to know the companion: a pseudonym. Left out, one is made up.
    pub reference: Option<String>,
    /// Left out, the unit that the sender leads.
    pub unit: Option<String>,
    /// The number of a card that the companion has, as a reader types it.
    pub card_number: Option<String>,
    /// A number to print on a new card as a QR code.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub new_card: bool,
}

/// What the companion shows from now on: a new code, and the card that is asked for here.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CompanionResetRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = CompanionReset)]
pub struct CompanionResetBody {
    /// The number of a card that the companion has, as a reader types it.
    pub card_number: Option<String>,
    /// A number to print on a new card as a QR code.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub new_card: bool,
}

/// What is given out. It is shown once, here.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GivenProof"))]
#[schema(as = GivenProof)]
pub struct GivenProofResponse {
    pub companion: EnrolledCompanionJson,
    /// Typed at a kiosk.
    pub code: String,
    /// To print on a card as a QR code, where a new card was asked for.
    pub card_number: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "EnrolledCompanions"))]
#[schema(as = EnrolledCompanions)]
pub struct EnrolledCompanionsResponse {
    pub companions: Vec<EnrolledCompanionJson>,
}

/// Times are the machine's.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "EnrolledCompanion"))]
#[schema(as = EnrolledCompanion)]
pub struct EnrolledCompanionJson {
    /// As the ledger knows the companion.
    pub reference: String,
    pub unit: String,
    /// Stands in the access file, and is changed there.
    pub in_access_file: bool,
    pub has_card: bool,
    pub added_at: Option<TimeJson>,
    pub added_by: Option<String>,
    /// When the code was given out.
    pub given_at: Option<TimeJson>,
    pub disabled_at: Option<TimeJson>,
}
