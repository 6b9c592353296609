//! A ticket as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::capacity::{WirePlacement, WirePromise};
use super::reason::{Reader, WireReason, reasons};
use super::schema;
use office::calendar::{Rfc3339, Zone};
use office::names::{DeskId, ErrandId, Number, OfficeId, OutcomeId, TicketId};
use office::setup::{Features, Identification};
use office::ticket::{Call, Ending, Flag, Language, State, StateName, Ticket, Urgency};
use office::view::ShownWindow;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Ticket"))]
#[schema(as = Ticket)]
pub struct WireTicket {
    #[schema(value_type = String, format = Uuid)]
    pub id: TicketId,
    /// What is shown and spoken.
    pub number: Number,
    #[schema(schema_with = schema::state)]
    pub state: StateName,
    #[schema(value_type = String)]
    pub errand: ErrandId,
    #[schema(schema_with = schema::identification)]
    pub identification: Identification,
    #[schema(schema_with = schema::features)]
    pub needs: Features,
    #[schema(schema_with = schema::urgency)]
    pub urgency: Urgency,
    #[schema(schema_with = schema::language)]
    pub language: Language,
    #[schema(schema_with = schema::time)]
    pub checked_in_at: Rfc3339,
    pub placement: Option<WirePlacement>,
    pub promise: Option<WirePromise>,
    /// When it will probably be called, within the promise; moves as the queue does.
    #[schema(schema_with = schema::window)]
    pub window: Option<ShownWindow>,
    pub standby: bool,
    /// The open day a place is kept on, when that is not today.
    pub kept_for: Option<String>,
    pub called: Option<WireCalled>,
    pub ended: Option<WireEnded>,
    /// Where to sit and wait.
    pub area: Option<String>,
    #[schema(schema_with = schema::reasons)]
    #[cfg_attr(feature = "typescript", ts(type = "Array<Reason & { text: string }>"))]
    pub reasons: Vec<WireReason>,
    pub links: WireLinks,
}

/// The desk that asked for it, and when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Called"))]
#[schema(as = Called)]
pub struct WireCalled {
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[schema(schema_with = schema::time)]
    pub at: Rfc3339,
    pub recalls: u8,
}

/// How the visit ended: with an outcome at a desk, or without one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Ended"))]
#[schema(as = Ended)]
pub struct WireEnded {
    #[schema(schema_with = schema::time)]
    pub at: Rfc3339,
    #[schema(value_type = Option<String>)]
    pub desk: Option<DeskId>,
    #[schema(value_type = Option<String>)]
    pub outcome: Option<OutcomeId>,
    #[schema(schema_with = schema::flags)]
    pub flags: Vec<Flag>,
    #[schema(schema_with = schema::ending)]
    pub ending: Option<Ending>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "TicketLinks")
)]
#[schema(as = TicketLinks)]
pub struct WireLinks {
    #[serde(rename = "self")]
    #[schema(rename = "self")]
    pub this: String,
    /// The citizen's own page: an unguessable address, not the ticket's id.
    pub page: String,
    pub qr: String,
}

/// The day's tickets.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Tickets"))]
#[schema(as = Tickets)]
pub struct WireTickets {
    pub tickets: Vec<WireTicket>,
    pub waiting: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "CallAnswer")
)]
#[schema(as = CallAnswer)]
pub struct WireCall {
    pub ticket: WireTicket,
    #[schema(schema_with = schema::reasons)]
    #[cfg_attr(feature = "typescript", ts(type = "Array<Reason & { text: string }>"))]
    pub reasons: Vec<WireReason>,
}

impl WireTicket {
    pub fn of(ticket: &Ticket, area: Option<String>, office: &OfficeId, reader: &Reader<'_>) -> Self {
        let zone = reader.zone;
        let visit = &ticket.visit;
        Self {
            id: ticket.id,
            number: ticket.number,
            state: ticket.state.name(),
            errand: visit.errand.clone(),
            identification: visit.identification,
            needs: visit.needs,
            urgency: visit.urgency,
            language: visit.language,
            checked_in_at: zone.stamp(ticket.checked_in_at),
            placement: ticket.placement.as_ref().map(|place| WirePlacement::of(place, zone)),
            promise: ticket.promise.map(|promise| WirePromise::of(promise, zone)),
            window: ShownWindow::of(ticket, zone),
            standby: ticket.standby,
            kept_for: ticket.kept_for.map(|date| date.to_string()),
            called: ticket.state.call().map(|call| called(call, zone)),
            ended: ended(&ticket.state, zone),
            area,
            reasons: reasons(&ticket.reasons, reader),
            links: WireLinks {
                this: format!("/api/offices/{office}/tickets/{}", ticket.id),
                page: format!("/t/{}", ticket.secret.0.simple()),
                qr: format!("/t/{}/qr.svg", ticket.secret.0.simple()),
            },
        }
    }
}

fn called(call: &Call, zone: &Zone) -> WireCalled {
    WireCalled { desk: call.desk.clone(), at: zone.stamp(call.at), recalls: call.recalls }
}

fn ended(state: &State, zone: &Zone) -> Option<WireEnded> {
    match state {
        State::Done { at, desk, outcome, flags, .. } => Some(WireEnded {
            at: zone.stamp(*at),
            desk: Some(desk.clone()),
            outcome: Some(outcome.clone()),
            flags: flags.clone(),
            ending: None,
        }),
        State::Left { at, ending } => Some(WireEnded {
            at: zone.stamp(*at),
            desk: None,
            outcome: None,
            flags: Vec::new(),
            ending: Some(*ending),
        }),
        State::Waiting
        | State::Called(_)
        | State::Serving { .. }
        | State::Parked { .. }
        | State::Absent { .. } => None,
    }
}
