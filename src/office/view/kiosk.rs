//! What the kiosk must know before anybody touches it.

use serde::Serialize;

use crate::office::calendar::Stamp;
use crate::office::names::ErrandId;
use crate::office::setup::Feature;
use crate::office::ticket::Language;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct KioskView {
    pub office: String,
    pub now: Stamp,
    pub open: bool,
    pub opens_at: Option<Stamp>,
    pub closes_at: Option<Stamp>,
    /// The earliest start the shortest errand would get now, within the longest acceptable wait.
    pub first_free: Option<Stamp>,
    pub errands: Vec<ErrandId>,
    /// Needs some desk here can meet.
    pub needs: Vec<Feature>,
    pub languages: Vec<Language>,
    /// When somebody at this office's kiosk asked for help, until a clerk answers.
    pub help_asked_at: Option<Stamp>,
}
