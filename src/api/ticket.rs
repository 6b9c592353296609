// SPDX-License-Identifier: MPL-2.0
//! Tickets: check-in, the steps of a visit, and what stands on one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::live::ticket::ShownWindowJson;
use crate::placement::{PlacementJson, PromiseJson};
use crate::reason::{Reader, ReasonTextJson, reasons};
use crate::same_names::same_names;
use crate::time::TimeJson;
use crate::values::{
    EndingJson, FeatureJson, FlagJson, IdentificationJson, LanguageJson, StateJson, UrgencyJson, feature_list,
};
use crate::words::LocalizedTextJson;
use office::calendar::Zone;
use office::command::IfFull;
use office::localized_text::LocalizedText;
use office::names::OfficeId;
use office::ticket::{Call, State, Ticket};
use office::view::ShownWindow;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "CheckInRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckIn)]
pub struct CheckInBody {
    pub errand: String,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<IdentificationJson>", optional))]
    pub identification: IdentificationJson,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<FeatureJson>>", optional))]
    pub needs: Vec<FeatureJson>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<LanguageJson>", optional))]
    pub language: LanguageJson,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<UrgencyJson>", optional))]
    pub urgency: UrgencyJson,
    /// What `POST /companion` answered, within a quarter of an hour and at the same device.
    pub companion: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<IfFullJson>", optional))]
    pub if_full: IfFullJson,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "UrgencyRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewUrgency)]
pub struct UrgencyBody {
    pub urgency: UrgencyJson,
    /// Why it is raised.
    pub reason: Option<String>,
}

/// What to do when no start within the longest acceptable wait is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "IfFull"))]
#[schema(as = IfFull)]
#[serde(rename_all = "snake_case")]
pub enum IfFullJson {
    #[default]
    Ask,
    LaterToday,
    Standby,
    NextDay,
}

same_names!(IfFullJson, IfFull { Ask, LaterToday, Standby, NextDay });

/// Which desk calls a chosen ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CallRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = CallChosen)]
pub struct CallBody {
    pub desk: String,
    pub reason: Option<String>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "TransferRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = Transfer)]
pub struct TransferBody {
    pub desk: Option<String>,
    pub errand: Option<String>,
    pub reason: Option<String>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "NextDayRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = NextDay)]
pub struct NextDayBody {
    /// When the place that was offered begins: no other is taken instead. Without it the first there is.
    pub start: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "CompletionRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = Completion)]
pub struct CompletionBody {
    pub outcome: String,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<FlagJson>>", optional))]
    pub flags: Vec<FlagJson>,
    /// The desk that completes; refused when the ticket is at another.
    pub desk: Option<String>,
    /// How long the errand took the companion in all, where it is known.
    pub companion_minutes: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Ticket"))]
#[schema(as = Ticket)]
pub struct TicketResponse {
    pub id: Uuid,
    /// What is shown and spoken.
    pub number: u32,
    pub state: StateJson,
    pub errand: String,
    pub identification: IdentificationJson,
    pub needs: Vec<FeatureJson>,
    pub urgency: UrgencyJson,
    pub language: LanguageJson,
    pub checked_in_at: TimeJson,
    pub placement: Option<PlacementJson>,
    pub promise: Option<PromiseJson>,
    /// When it will probably be called, within the promise; moves as the queue does.
    pub window: Option<ShownWindowJson>,
    pub standby: bool,
    /// The open day a place is kept on, when that is not today.
    pub kept_for: Option<String>,
    pub called: Option<CalledJson>,
    pub ended: Option<EndedJson>,
    /// Where to sit and wait, in the reader's language or in Danish.
    pub area: Option<String>,
    pub area_text: Option<LocalizedTextJson>,
    pub reasons: Vec<ReasonTextJson>,
    pub links: TicketLinksJson,
}

/// The desk that called, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Called"))]
#[schema(as = Called)]
pub struct CalledJson {
    pub desk: String,
    pub at: TimeJson,
    pub recalls: u8,
}

/// How the visit ended: with an outcome at a desk, or without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Ended"))]
#[schema(as = Ended)]
pub struct EndedJson {
    pub at: TimeJson,
    pub desk: Option<String>,
    pub outcome: Option<String>,
    pub flags: Vec<FlagJson>,
    pub ending: Option<EndingJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TicketLinks"))]
#[schema(as = TicketLinks)]
pub struct TicketLinksJson {
    #[serde(rename = "self")]
    pub this: String,
    /// The citizen's own page: an unguessable address, not the ticket's id.
    pub page: String,
    pub qr: String,
}

/// The day's tickets.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Tickets"))]
#[schema(as = Tickets)]
pub struct TicketsResponse {
    pub tickets: Vec<TicketResponse>,
    pub waiting: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CallAnswer"))]
#[schema(as = CallAnswer)]
pub struct CallResponse {
    pub ticket: TicketResponse,
    pub reasons: Vec<ReasonTextJson>,
}

impl TicketResponse {
    pub fn of(ticket: &Ticket, area: Option<&LocalizedText>, office: &OfficeId, reader: &Reader<'_>) -> Self {
        let zone = reader.zone;
        let visit = &ticket.visit;
        Self {
            id: ticket.id.0,
            number: ticket.number,
            state: ticket.state.name().into(),
            errand: visit.errand.to_string(),
            identification: visit.identification.into(),
            needs: feature_list(visit.needs),
            urgency: visit.urgency.into(),
            language: visit.language.into(),
            checked_in_at: TimeJson::of(ticket.checked_in_at, zone),
            placement: ticket.placement.as_ref().map(|place| PlacementJson::of(place, zone)),
            promise: ticket.promise.map(|promise| PromiseJson::of(promise, zone)),
            window: ShownWindow::of(ticket, zone).map(Into::into),
            standby: ticket.standby,
            kept_for: ticket.kept_for.map(|date| date.to_string()),
            called: ticket.state.call().map(|call| CalledJson::of(call, zone)),
            ended: EndedJson::of(&ticket.state, zone),
            area: area.map(|area| area.shown_in(reader.language).text.to_owned()),
            area_text: area.map(Into::into),
            reasons: reasons(&ticket.reasons, reader),
            links: TicketLinksJson {
                this: format!("/api/offices/{office}/tickets/{}", ticket.id),
                page: format!("/t/{}", ticket.secret.0.simple()),
                qr: format!("/t/{}/qr.svg", ticket.secret.0.simple()),
            },
        }
    }
}

impl CalledJson {
    fn of(call: &Call, zone: &Zone) -> Self {
        Self { desk: call.desk.to_string(), at: TimeJson::of(call.at, zone), recalls: call.recalls }
    }
}

impl EndedJson {
    fn of(state: &State, zone: &Zone) -> Option<Self> {
        match state {
            State::Done { at, desk, outcome, flags, .. } => Some(Self {
                at: TimeJson::of(*at, zone),
                desk: Some(desk.to_string()),
                outcome: Some(outcome.to_string()),
                flags: flags.iter().copied().map(Into::into).collect(),
                ending: None,
            }),
            State::Left { at, ending } => Some(Self {
                at: TimeJson::of(*at, zone),
                desk: None,
                outcome: None,
                flags: Vec::new(),
                ending: Some((*ending).into()),
            }),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Absent { .. } => None,
        }
    }
}
