// SPDX-License-Identifier: MPL-2.0
//! Devices: how a screen is paired, and what is known of each.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::condition::SoundJson;
use crate::time::TimeJson;

/// What a device shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeviceScreen"))]
#[schema(as = DeviceScreen)]
#[serde(rename_all = "snake_case")]
pub enum DeviceScreenJson {
    Kiosk,
    Board,
    Desk,
}

/// A screen asks to be let in.
#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PairingRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = Pairing)]
pub struct PairingBody {
    pub screen: DeviceScreenJson,
    /// The desk in its address.
    pub desk: Option<String>,
}

/// The code that the screen shows, and the secret that it keeps to itself.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PairingCode"))]
#[schema(as = PairingCode)]
pub struct PairingCodeResponse {
    pub code: String,
    pub secret: String,
    /// How long the code can be confirmed.
    pub seconds: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PairingOutcomeRequest"))]
#[serde(deny_unknown_fields)]
#[schema(as = PairingSecret)]
pub struct PairingSecretBody {
    pub secret: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PairingOutcome"))]
#[schema(as = PairingOutcome)]
pub struct PairingOutcomeResponse {
    /// Nothing while nobody has confirmed the code. Returned until it is used for the first time.
    pub token: Option<String>,
}

/// The screen that shows a code, for the person who confirms it.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PendingPairing"))]
#[schema(as = PendingPairing)]
pub struct PendingPairingResponse {
    pub screen: DeviceScreenJson,
    pub desk: Option<String>,
    /// The address that the screen asked from.
    pub address: String,
    pub asked_at: TimeJson,
}

/// Lets the screen that shows a code in.
#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeviceRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = DeviceConfirmation)]
pub struct DeviceBody {
    pub code: String,
    pub screen: DeviceScreenJson,
    /// As the ledger names it after its role: `entrance`.
    pub name: String,
    /// The desk that a desk's screen belongs to.
    pub desk: Option<String>,
    /// Takes the place of the device that has this name now.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub replace: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Devices"))]
#[schema(as = Devices)]
pub struct DevicesResponse {
    pub devices: Vec<DeviceJson>,
}

/// Times are the machine's.
#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Device"))]
#[schema(as = Device)]
pub struct DeviceJson {
    /// As the ledger names it: `kiosk:entrance`.
    pub actor: String,
    /// Its name, where it was paired. What stands in the access file is changed there.
    pub name: Option<String>,
    pub role: String,
    pub desk: Option<String>,
    pub paired_at: Option<TimeJson>,
    pub paired_by: Option<String>,
    pub revoked_at: Option<TimeJson>,
    /// Within a minute.
    pub seen_at: Option<TimeJson>,
    /// Screens that are open with it now.
    pub open_screens: u32,
    /// Whether the page that is open is the one that the server has now.
    pub page_is_current: Option<bool>,
    /// Said by boards.
    pub sound: Option<SoundJson>,
    /// When it was away, the latest first.
    pub outages: Vec<OutageJson>,
}

#[derive(Debug, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Outage"))]
#[schema(as = Outage)]
pub struct OutageJson {
    pub from: TimeJson,
    pub to: TimeJson,
}
