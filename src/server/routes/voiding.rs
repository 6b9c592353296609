// SPDX-License-Identifier: MPL-2.0
//! For the supervisor when a device has checked in people who are not there: its tickets are voided at once, each with
//! who did it and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::{Unread, free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::request::times::moment;
use crate::state::AppState;
use api::time::TimeJson;
use api::voiding::{
    CheckInDeviceJson, CheckInDevicesResponse, VoidedTicketJson, VoidedTicketsResponse, VoidingBody,
};
use office::event::{Event, Recorded};
use office::names::{Actor, Number, TicketId};
use office::ticket::{State, Ticket};
use office::time::UnixTime;
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;
use runtime::ports::Seq;
use staff::Permission;

/// Events read at a time, from the newest back to the start of the day.
const PAGE: Seq = 1_000;

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// Name the tickets, void none.
    #[serde(default)]
    preview: bool,
}

/// A ticket of today as it was checked in.
struct CheckedIn {
    ticket: TicketId,
    by: Actor,
    at: UnixTime,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::VoidTickets, routes!(list_check_ins_by_device, void_tickets)))
}

/// Lists the devices that checked people in today, and how many tickets of each can be voided.
#[utoipa::path(get, path = "/api/offices/{office}/tickets/voiding", tag = "supervisor",
    responses((status = 200, description = "The devices", body = CheckInDevicesResponse)))]
async fn list_check_ins_by_device(context: RequestContext) -> Result<Json<CheckInDevicesResponse>, Problem> {
    let office = context.office()?;
    let open = open_tickets(&office).await?;
    let mut devices: BTreeMap<String, CheckInDeviceJson> = BTreeMap::new();
    for CheckedIn { ticket, by, at } in checked_in_today(&office).await? {
        let device = devices.entry(by.to_string()).or_insert_with(|| CheckInDeviceJson {
            checked_in_by: by.to_string(),
            checked_in: 0,
            open: 0,
            last: TimeJson::of(at, office.zone()),
        });
        device.checked_in += 1;
        device.open += u32::from(open.contains_key(&ticket));
        device.last = TimeJson::of(at, office.zone());
    }
    Ok(Json(CheckInDevicesResponse { devices: devices.into_values().collect() }))
}

/// Voids today's tickets that one device checked in and nobody is being served with.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/voiding", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader), request_body = VoidingBody,
    responses((status = 200, description = "The voided tickets; a repeated request names those that were left",
        body = VoidedTicketsResponse)))]
async fn void_tickets(context: RequestContext, body: Unread) -> Result<Json<VoidedTicketsResponse>, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let VoidingBody { checked_in_by, since, until, reason } = body.json().await?;
    let time = |text: Option<String>, field| text.map(|text| moment(&text, field, office.zone())).transpose();
    let (since, until) = (time(since, "since")?, time(until, "until")?);
    let now = office.handle().now();
    let device = Actor::from(checked_in_by.as_str());
    let wanted = |found: &CheckedIn| {
        found.by == device
            && since.is_none_or(|since| found.at >= since)
            && until.is_none_or(|until| found.at <= until)
    };
    let open = open_tickets(&office).await?;
    let named = checked_in_today(&office).await?.into_iter().filter(wanted);
    let named: Vec<VoidedTicketJson> = named
        .filter_map(|found| Some(VoidedTicketJson { id: found.ticket.0, number: *open.get(&found.ticket)? }))
        .collect();
    let voided =
        if preview { named } else { void(&office, named, reason.as_deref().unwrap_or_default()).await? };
    let until = TimeJson::of(until.unwrap_or(now), office.zone());
    Ok(Json(VoidedTicketsResponse { voided, until }))
}

async fn void(
    office: &OfficeScope<'_>,
    named: Vec<VoidedTicketJson>,
    reason: &str,
) -> Result<Vec<VoidedTicketJson>, Problem> {
    let reason = free_text(reason)?;
    let mut voided = Vec::with_capacity(named.len());
    for ticket in named {
        match office.ask_once(CommandFor::void(TicketId(ticket.id), reason.clone())).await {
            Ok(_) => voided.push(ticket),
            // Somebody sits at a desk with it, or it ended a moment ago.
            Err(NoAnswer::Refused(_)) => {}
            Err(no) => return Err(office.problem(no)),
        }
    }
    Ok(voided)
}

/// The tickets that can be voided, with their numbers: nobody is being served with them, and they are not over.
async fn open_tickets(office: &OfficeScope<'_>) -> Result<BTreeMap<TicketId, Number>, Problem> {
    office
        .read(|office, _| {
            let is_open =
                |ticket: &&Ticket| !ticket.state.is_over() && !matches!(ticket.state, State::Serving { .. });
            office.tickets().iter().filter(is_open).map(|ticket| (ticket.id, ticket.number)).collect()
        })
        .await
}

/// The check-ins of some events, from the start of the day on if it is among them.
struct CheckIns {
    day_began: bool,
    found: Vec<CheckedIn>,
}

impl CheckIns {
    fn add(&mut self, recorded: Recorded) {
        let Recorded { event, actor, at, .. } = recorded;
        match event {
            Event::TicketCheckedIn(ticket) => {
                self.found.push(CheckedIn { ticket: ticket.id, by: actor, at });
            }
            // What came before it belongs to another day.
            Event::DayStarted(_) => *self = Self { day_began: true, found: Vec::new() },
            // No other event checks anybody in.
            Event::SetupChanged { .. }
            | Event::PolicyChanged { .. }
            | Event::PlanChanged { .. }
            | Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsencePlanned { .. }
            | Event::AbsenceCancelled { .. }
            | Event::TicketMoved { .. }
            | Event::PromiseBroken { .. }
            | Event::TicketCalled { .. }
            | Event::TicketRecalled { .. }
            | Event::CitizenArrived { .. }
            | Event::MarkedAbsent { .. }
            | Event::TicketReturned { .. }
            | Event::TicketParked { .. }
            | Event::TicketTransferred { .. }
            | Event::TicketCompleted { .. }
            | Event::TicketLeft { .. }
            | Event::UrgencyChanged { .. }
            | Event::StepUndone { .. }
            | Event::DeskOpened { .. }
            | Event::DeskLeft { .. }
            | Event::GapOpened { .. }
            | Event::GapChanged { .. }
            | Event::GapEnded { .. }
            | Event::DiaryImported { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeSet { .. }
            | Event::DayNoticeEnded
            | Event::BookingEnded { .. }
            | Event::VisitsRated(_)
            | Event::InquiryCounted { .. }
            | Event::InquiryTakenBack { .. }
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::DayEnded { .. } => {}
        }
    }
}

/// In the order in which they checked in.
async fn checked_in_today(office: &OfficeScope<'_>) -> Result<Vec<CheckedIn>, Problem> {
    let mut pages = Vec::new();
    let mut last = office.handle().health().last_seq;
    loop {
        let after = last.saturating_sub(PAGE);
        let limit = usize::try_from(last - after).unwrap_or(usize::MAX);
        let page = office.handle().ledger_after(after, limit).await.map_err(|no| office.problem(no))?;
        let mut events = CheckIns { day_began: after == 0, found: Vec::new() };
        for (_, recorded) in page {
            events.add(recorded);
        }
        pages.push(events.found);
        if events.day_began {
            return Ok(pages.into_iter().rev().flatten().collect());
        }
        last = after;
    }
}
