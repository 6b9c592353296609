//! One clerk's screen: who is here, who would be next and why, and how long until the next booking.

use serde::Serialize;

use super::StampedReason;
use crate::office::calendar::Stamp;
use crate::office::names::{DeskId, ErrandId, Number, OutcomeId, TicketId};
use crate::office::setup::{Features, Identification};
use crate::office::ticket::{Flag, Language, StateName};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct DeskView {
    pub office: String,
    pub now: Stamp,
    pub desk: DeskId,
    pub desk_name: String,
    pub staffed: bool,
    /// The ticket called to this desk or sitting at it.
    pub current: Option<DeskVisit>,
    /// Who «call next» would call now.
    pub next: Option<NextTicket>,
    /// When it would call nobody: why not.
    pub nobody: Vec<StampedReason>,
    pub next_booking: Option<Stamp>,
    /// A booking under way at this desk, until when.
    pub booked_until: Option<Stamp>,
    pub waiting: u32,
    pub longest_wait_since: Option<Stamp>,
    pub parked: Vec<SetAside>,
    pub absent: Vec<SetAside>,
    /// What the clerk may take back, and until when.
    pub undo: Option<Undo>,
    pub help_asked_at: Option<Stamp>,
    pub outcomes: Vec<OutcomeId>,
    pub flags: Vec<Flag>,
    pub errands: Vec<ErrandId>,
    /// The other desks, to transfer to.
    pub desks: Vec<DeskName>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct DeskVisit {
    pub ticket: TicketId,
    pub number: Number,
    /// `called` or `serving`.
    pub state: StateName,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub language: Language,
    pub accompanied: bool,
    pub called_at: Stamp,
    pub serving_since: Option<Stamp>,
    pub expected_minutes: u32,
    pub expected_end: Stamp,
    pub recalls: u8,
    /// Recalls still due before the ticket may be marked absent.
    pub recalls_left: u8,
    pub reasons: Vec<StampedReason>,
    pub briefing: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct NextTicket {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub language: Language,
    pub expected_minutes: u32,
    pub reasons: Vec<StampedReason>,
    /// Shown before the citizen sits down.
    pub briefing: Vec<String>,
}

/// A parked or absent ticket.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct SetAside {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    pub since: Stamp,
    /// Until when an absent citizen keeps their place.
    pub until: Option<Stamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Undo {
    pub number: Number,
    /// The state the last action led to.
    pub action: StateName,
    pub until: Stamp,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct DeskName {
    pub desk: DeskId,
    pub name: String,
    pub staffed: bool,
}
