// SPDX-License-Identifier: MPL-2.0
//! Messages of a live connection: the newest view of a topic, and heartbeats between.

pub mod board;
pub mod desk;
pub mod desk_now;
pub mod holds;
pub mod kiosk;
pub mod supervisor;
pub mod ticket;
pub mod waiting;

use serde::{Deserialize, Serialize};

use crate::condition::SoundJson;
use board::BoardState;
use desk::DeskState;
use kiosk::KioskState;
use office::calendar::Rfc3339;
use supervisor::SupervisorState;
use ticket::TicketPageState;

/// A whole view, sent on connecting and whenever it changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LiveMessage<'a> {
    /// Another one than before means that the server has started anew.
    pub boot: &'a str,
    /// Never smaller than one sent before.
    pub seq: u64,
    /// `board`, `kiosk`, `supervisor`, `desk:{desk}` or `ticket:{id}`.
    pub view: String,
    /// How fast the office's clock runs; 1 outside demonstrations.
    pub speed: f64,
    pub state: LiveState,
}

/// What a topic's screen shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum LiveState {
    Board(BoardState),
    Kiosk(KioskState),
    Supervisor(Box<SupervisorState>),
    Desk(Box<DeskState>),
    Ticket(Box<TicketPageState>),
}

/// Tells that the connection is alive, and the office's time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Heartbeat {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub heartbeat: Rfc3339,
    /// What the office shows of itself; left out where it is nothing, and on a citizen's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub branding: Option<BrandingJson>,
}

/// An office's logo and colour.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Branding"))]
pub struct BrandingJson {
    /// Its address on this server.
    pub logo: Option<String>,
    /// The logo's width by its height.
    pub logo_ratio: Option<f64>,
    /// As `#rrggbb`; white text stands on it.
    pub colour: Option<String>,
}

/// What a screen answers to a heartbeat.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct HeartbeatAnswer {
    /// The highest sequence number it has shown.
    pub heartbeat: u64,
    /// Said by boards.
    pub sound: Option<SoundJson>,
    /// The version of the page that is open, as the server wrote it into the page.
    pub page: Option<String>,
}
