// SPDX-License-Identifier: MPL-2.0
//! For the supervisor when a device has checked in people who are not there: its tickets are voided at once, each with
//! who did it and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Unread, free_text};
use super::openapi::IdempotencyHeader;
use super::problem::Problem;
use super::request_context::{OfficeScope, RequestContext};
use super::state::AppState;
use super::times::moment;
use api::voiding::{VoidedTicketJson, VoidedTicketsResponse, VoidingBody};
use office::event::Event;
use office::names::{Actor, TicketId};
use office::time::UnixTime;
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;
use runtime::ports::Seq;
use staff::Permission;

/// Events read at a time, from the newest back to the start of the day.
const PAGE: Seq = 1_000;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(void_tickets))
}

/// Voids today's tickets that one device checked in and nobody is being served with.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/voiding", tag = "supervisor",
    params(IdempotencyHeader), request_body = VoidingBody,
    responses((status = 200, description = "The tickets that were voided; repeated, those left over",
        body = VoidedTicketsResponse)))]
async fn void_tickets(context: RequestContext, body: Unread) -> Result<Json<VoidedTicketsResponse>, Problem> {
    let office = context.authorize(Permission::VoidTickets)?;
    let VoidingBody { checked_in_by, since, reason } = body.json().await?;
    let reason = free_text(&reason)?;
    let since = since.map(|since| moment(&since, "since", office.zone())).transpose()?;
    let device = Actor::from(checked_in_by.as_str());
    let named = checked_in_by_device(&office, &device, since).await?;
    let open = office
        .read(move |office, _| {
            let open = office.tickets().iter().filter(|ticket| !ticket.state.is_over());
            open.map(|ticket| ticket.id).filter(|id| named.contains(id)).collect::<Vec<TicketId>>()
        })
        .await?;
    let mut voided = Vec::new();
    for ticket in open {
        match office.ask_once(CommandFor::void(ticket, reason.clone())).await {
            Ok(answer) => voided.push(VoidedTicketJson { id: ticket.0, number: answer.value.number }),
            // Somebody sits at a desk with it, or it ended a moment ago.
            Err(NoAnswer::Refused(_)) => {}
            Err(no) => return Err(office.problem(no)),
        }
    }
    Ok(Json(VoidedTicketsResponse { voided }))
}

async fn checked_in_by_device(
    office: &OfficeScope<'_>,
    device: &Actor,
    since: Option<UnixTime>,
) -> Result<BTreeSet<TicketId>, Problem> {
    let mut found = BTreeSet::new();
    let mut last = office.handle().health().last_seq;
    loop {
        let after = last.saturating_sub(PAGE);
        let limit = usize::try_from(last - after).unwrap_or(usize::MAX);
        let page = office.handle().ledger_after(after, limit).await.map_err(|no| office.problem(no))?;
        let mut day_began = after == 0;
        for (_, recorded) in &page {
            if let Event::TicketCheckedIn(ticket) = &recorded.event {
                let is_named = recorded.actor == *device && since.is_none_or(|since| recorded.at >= since);
                is_named.then(|| found.insert(ticket.id));
            }
            day_began |= matches!(recorded.event, Event::DayStarted(_));
        }
        if day_began {
            return Ok(found);
        }
        last = after;
    }
}
