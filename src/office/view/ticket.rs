//! The citizen's own page: number, window, place, why, and that it is time to come.

use serde::Serialize;

use super::StampedReason;
use crate::office::calendar::Stamp;
use crate::office::names::{ErrandId, Number};
use crate::office::ticket::{Ending, Language, StateName};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct TicketView {
    pub office: String,
    pub now: Stamp,
    pub number: Number,
    pub state: StateName,
    pub language: Language,
    pub errand: ErrandId,
    pub checked_in_at: Stamp,
    pub earliest: Option<Stamp>,
    pub latest: Option<Stamp>,
    pub standby: bool,
    /// The open day a place is kept on, `2026-03-04`, when it is not today.
    pub kept_for: Option<String>,
    /// The desk it is called to, or is expected at.
    pub desk_name: Option<String>,
    pub area: Option<String>,
    pub reasons: Vec<StampedReason>,
    pub bring: Vec<String>,
    /// When it was marked absent: until when the place is kept.
    pub absent_until: Option<Stamp>,
    pub ending: Option<Ending>,
}
