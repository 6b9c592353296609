// SPDX-License-Identifier: MPL-2.0
//! The public board.

use serde::Serialize;

use crate::day_notice::DayNoticeJson;
use crate::values::DirectionJson;
use office::calendar::Rfc3339;
use office::names::DeskId;
use office::view::{BoardCall, BoardView, BoardWaiting};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BoardView"))]
pub struct BoardState {
    pub office: String,
    /// The office clock when this was made.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub now: Rfc3339,
    pub open: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub opens_at: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub closes_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeJson>,
    /// The latest first; earlier ones stay for those who missed them.
    pub calls: Vec<BoardCallJson>,
    pub waiting: Vec<BoardWaitingJson>,
    /// How many wait beyond those listed.
    pub waiting_more: u32,
}

impl From<BoardView> for BoardState {
    fn from(value: BoardView) -> Self {
        let BoardView { office, now, open, opens_at, closes_at, day_notice, calls, waiting, waiting_more } =
            value;
        Self {
            office,
            now,
            open,
            opens_at,
            closes_at,
            day_notice: day_notice.map(Into::into),
            calls: calls.into_iter().map(Into::into).collect(),
            waiting: waiting.into_iter().map(Into::into).collect(),
            waiting_more,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BoardCall"))]
pub struct BoardCallJson {
    /// Grows with every announcement, recalls too: a board chimes for each one it has not shown yet.
    pub announcement: u32,
    pub number: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub desk: DeskId,
    /// What stands on the desk.
    pub desk_name: String,
    pub direction: DirectionJson,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub announced_at: Rfc3339,
    pub recalls: u8,
    /// Still expected at the desk; otherwise shown smaller, for those who missed it.
    pub pending: bool,
}

impl From<BoardCall> for BoardCallJson {
    fn from(value: BoardCall) -> Self {
        let BoardCall { announcement, number, desk, desk_name, direction, announced_at, recalls, pending } =
            value;
        Self {
            announcement,
            number,
            desk,
            desk_name,
            direction: direction.into(),
            announced_at,
            recalls,
            pending,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BoardWaiting"))]
pub struct BoardWaitingJson {
    pub number: u32,
    /// The window given or promised; nothing for those who wait without one.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub earliest: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub latest: Option<Rfc3339>,
}

impl From<BoardWaiting> for BoardWaitingJson {
    fn from(value: BoardWaiting) -> Self {
        let BoardWaiting { number, earliest, latest } = value;
        Self { number, earliest, latest }
    }
}
