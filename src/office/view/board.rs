//! The public board: called numbers and desks, and the windows of those waiting, in order of number.
//! Nothing here tells who came unbooked, with whom, or for what.

use serde::Serialize;

use crate::office::calendar::Stamp;
use crate::office::names::{DeskId, Number};
use crate::office::setup::Direction;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct BoardView {
    pub office: String,
    /// The office clock when this was made.
    pub now: Stamp,
    pub open: bool,
    pub opens_at: Option<Stamp>,
    pub closes_at: Option<Stamp>,
    /// The latest first; earlier ones stay for those who missed them.
    pub calls: Vec<BoardCall>,
    pub waiting: Vec<BoardWaiting>,
    /// How many wait beyond those listed.
    pub waiting_more: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct BoardCall {
    /// Grows with every announcement, recalls too: a board chimes for each one it has not shown yet.
    pub announcement: u32,
    pub number: Number,
    pub desk: DeskId,
    /// What stands on the desk.
    pub desk_name: String,
    pub direction: Direction,
    pub announced_at: Stamp,
    pub recalls: u8,
    /// Still expected at the desk; otherwise shown smaller, for those who missed it.
    pub pending: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct BoardWaiting {
    pub number: Number,
    /// The promised window; nothing for those who wait without one.
    pub earliest: Option<Stamp>,
    pub latest: Option<Stamp>,
}
