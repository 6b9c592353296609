// SPDX-License-Identifier: MPL-2.0
//! A clerk's desk.

use serde::Serialize;

use crate::desk_queue::QueuedTicketJson;
use crate::reason::ReasonJson;
use crate::values::{FeatureJson, FlagJson, IdentificationJson, LanguageJson, StateJson, feature_list};
use crate::witness::WitnessUseJson;
use crate::words::{OfficeWordsJson, TextLineJson, text_lines};
use office::calendar::Rfc3339;
use office::names::{DeskId, ErrandId, OutcomeId, TicketId};
use office::view::{Away, DeskName, DeskView, DeskVisit, NextTicket, NotArrived, SetAside, Undo};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskView"))]
pub struct DeskState {
    pub office: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub now: Rfc3339,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub desk: DeskId,
    pub desk_name: String,
    pub staffed: bool,
    /// The ticket called to this desk or sitting at it.
    pub current: Option<DeskVisitJson>,
    /// Who «call next» would call now.
    pub next: Option<NextTicketJson>,
    /// When it would call nobody: why not.
    pub nobody: Vec<ReasonJson>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub next_booking: Option<Rfc3339>,
    /// A booking under way at this desk, from when and until when.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub booked_from: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub booked_until: Option<Rfc3339>,
    /// The absence of today that is under way here, or the next one.
    pub away: Option<AwayJson>,
    pub waiting: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub longest_wait_since: Option<Rfc3339>,
    /// The next few who wait for this desk.
    pub queue: Vec<QueuedTicketJson>,
    /// Those with a place today who have not come yet.
    pub not_arrived: Vec<NotArrivedJson>,
    pub parked: Vec<SetAsideJson>,
    pub absent: Vec<SetAsideJson>,
    /// What the clerk may take back, and until when.
    pub undo: Option<UndoJson>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub help_asked_at: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "Array<string>"))]
    pub outcomes: Vec<OutcomeId>,
    pub flags: Vec<FlagJson>,
    #[cfg_attr(feature = "typescript", ts(type = "Array<string>"))]
    pub errands: Vec<ErrandId>,
    /// What the office calls its own errands and outcomes.
    pub words: OfficeWordsJson,
    /// The other desks, to transfer to.
    pub desks: Vec<DeskNameJson>,
}

impl From<DeskView> for DeskState {
    fn from(value: DeskView) -> Self {
        let DeskView {
            office,
            now,
            desk,
            desk_name,
            staffed,
            current,
            next,
            nobody,
            next_booking,
            booked_from,
            booked_until,
            away,
            waiting,
            longest_wait_since,
            queue,
            not_arrived,
            parked,
            absent,
            undo,
            help_asked_at,
            outcomes,
            flags,
            errands,
            words,
            desks,
        } = value;
        Self {
            office,
            now,
            desk,
            desk_name,
            staffed,
            current: current.map(Into::into),
            next: next.map(Into::into),
            nobody: nobody.into_iter().map(Into::into).collect(),
            next_booking,
            booked_from,
            booked_until,
            away: away.map(Into::into),
            waiting,
            longest_wait_since,
            queue: queue.into_iter().map(Into::into).collect(),
            not_arrived: not_arrived.into_iter().map(Into::into).collect(),
            parked: parked.into_iter().map(Into::into).collect(),
            absent: absent.into_iter().map(Into::into).collect(),
            undo: undo.map(Into::into),
            help_asked_at,
            outcomes,
            flags: flags.into_iter().map(Into::into).collect(),
            errands,
            words: (&words).into(),
            desks: desks.into_iter().map(Into::into).collect(),
        }
    }
}

/// The desk has no clerk for a while.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Away"))]
pub struct AwayJson {
    pub absence: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub start: Rfc3339,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub end: Rfc3339,
}

impl From<Away> for AwayJson {
    fn from(value: Away) -> Self {
        let Away { absence, start, end } = value;
        Self { absence: absence.to_string(), start, end }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskVisit"))]
pub struct DeskVisitJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    /// `called` or `serving`.
    pub state: StateJson,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub errand: ErrandId,
    pub identification: IdentificationJson,
    pub needs: Vec<FeatureJson>,
    pub language: LanguageJson,
    pub accompanied: bool,
    /// How often the companion was a witness; nothing for who came alone.
    pub witness: Option<WitnessUseJson>,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub called_at: Rfc3339,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub serving_since: Option<Rfc3339>,
    pub expected_minutes: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub expected_end: Rfc3339,
    pub recalls: u8,
    /// Recalls still due before the ticket may be marked absent.
    pub recalls_left: u8,
    pub reasons: Vec<ReasonJson>,
    pub briefing: Vec<TextLineJson>,
}

impl From<DeskVisit> for DeskVisitJson {
    fn from(value: DeskVisit) -> Self {
        let DeskVisit {
            ticket,
            number,
            state,
            errand,
            identification,
            needs,
            language,
            accompanied,
            witness,
            kept_place,
            called_at,
            serving_since,
            expected_minutes,
            expected_end,
            recalls,
            recalls_left,
            reasons,
            briefing,
        } = value;
        Self {
            ticket,
            number,
            state: state.into(),
            errand,
            identification: identification.into(),
            needs: feature_list(needs),
            language: language.into(),
            accompanied,
            witness: witness.map(Into::into),
            kept_place,
            called_at,
            serving_since,
            expected_minutes,
            expected_end,
            recalls,
            recalls_left,
            reasons: reasons.into_iter().map(Into::into).collect(),
            briefing: text_lines(&briefing),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NextTicket"))]
pub struct NextTicketJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub errand: ErrandId,
    pub identification: IdentificationJson,
    pub needs: Vec<FeatureJson>,
    pub language: LanguageJson,
    pub kept_place: bool,
    pub expected_minutes: u32,
    pub reasons: Vec<ReasonJson>,
    /// Shown before the citizen sits down.
    pub briefing: Vec<TextLineJson>,
}

impl From<NextTicket> for NextTicketJson {
    fn from(value: NextTicket) -> Self {
        let NextTicket {
            ticket,
            number,
            errand,
            identification,
            needs,
            language,
            kept_place,
            expected_minutes,
            reasons,
            briefing,
        } = value;
        Self {
            ticket,
            number,
            errand,
            identification: identification.into(),
            needs: feature_list(needs),
            language: language.into(),
            kept_place,
            expected_minutes,
            reasons: reasons.into_iter().map(Into::into).collect(),
            briefing: text_lines(&briefing),
        }
    }
}

/// A ticket whose citizen nobody has seen today, or who went out before the window given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NotArrived"))]
pub struct NotArrivedJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub errand: ErrandId,
    pub kept_place: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub earliest: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub latest: Option<Rfc3339>,
}

impl From<NotArrived> for NotArrivedJson {
    fn from(value: NotArrived) -> Self {
        let NotArrived { ticket, number, errand, kept_place, earliest, latest } = value;
        Self { ticket, number, errand, kept_place, earliest, latest }
    }
}

/// A parked or absent ticket.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SetAside"))]
pub struct SetAsideJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub errand: ErrandId,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub since: Rfc3339,
    /// Until when an absent citizen keeps their place.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub until: Option<Rfc3339>,
    /// The desk a parked citizen comes back to.
    pub desk: Option<String>,
}

impl From<SetAside> for SetAsideJson {
    fn from(value: SetAside) -> Self {
        let SetAside { ticket, number, errand, since, until, desk } = value;
        Self { ticket, number, errand, since, until, desk: desk.map(|desk| desk.to_string()) }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Undo"))]
pub struct UndoJson {
    pub number: u32,
    /// The state the last action led to.
    pub action: StateJson,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub until: Rfc3339,
}

impl From<Undo> for UndoJson {
    fn from(value: Undo) -> Self {
        let Undo { number, action, until } = value;
        Self { number, action: action.into(), until }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskName"))]
pub struct DeskNameJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub desk: DeskId,
    pub name: String,
    pub staffed: bool,
}

impl From<DeskName> for DeskNameJson {
    fn from(value: DeskName) -> Self {
        let DeskName { desk, name, staffed } = value;
        Self { desk, name, staffed }
    }
}
