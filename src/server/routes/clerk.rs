// SPDX-License-Identifier: MPL-2.0
//! For the clerk: the queue, calls, the steps of a visit, and the desk itself.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::{NamedIn, Problem, no_answer, unknown_desk};
use crate::request::body::{Unread, optional_free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::ids::{desk_id, errand_id, outcome_id};
use crate::request::own_desk;
use crate::request::route_permission::permit;
use crate::request::times;
use crate::routes::kiosk::created;
use crate::routes::supervisor::PreviewQuery;
use crate::state::AppState;
use api::answers::{BookingEndBody, BookingEndResponse, LeavingBody, StaffingResponse};
use api::desk_queue::{CallPreviewResponse, DeskQueueResponse};
use api::gap::{ChangeResponse, PreviewJson, PreviewResponse};
use api::ticket::{
    CallBody, CallResponse, CompletionBody, NextDayBody, TicketResponse, TicketsResponse, TransferBody,
};
use api::values::StateJson;
use office::command::TransferTo;
use office::names::{DeskId, TicketId};
use office::refusal::Refusal;
use office::ticket::Ticket;
use runtime::answer::Answered;
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;
use staff::{Permission, Role};

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::SeeQueue, routes!(list_tickets)))
        .routes(permit(Permission::SeeQueue, routes!(look_up_queue)))
        .routes(permit(Permission::Serve, routes!(call_next)))
        .routes(permit(Permission::Serve, routes!(call_chosen)))
        .routes(permit(Permission::Serve, routes!(recall)))
        .routes(permit(Permission::Serve, routes!(arrive)))
        .routes(permit(Permission::Serve, routes!(mark_absent)))
        .routes(permit(Permission::Serve, routes!(return_ticket)))
        .routes(permit(Permission::Serve, routes!(park)))
        .routes(permit(Permission::Serve, routes!(take_next_day)))
        .routes(permit(Permission::Serve, routes!(transfer)))
        .routes(permit(Permission::Serve, routes!(complete)))
        .routes(permit(Permission::EndForgottenVisits, routes!(end_unrecorded)))
        .routes(permit(Permission::Serve, routes!(undo)))
        .routes(permit(Permission::Serve, routes!(open_desk, leave_desk)))
        .routes(permit(Permission::Serve, routes!(end_booking)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TicketFilter {
    state: Option<StateJson>,
}

/// Lists the day's tickets in the order they checked in.
#[utoipa::path(get, path = "/api/offices/{office}/tickets", tag = "clerk", params(TicketFilter),
    responses((status = 200, description = "The tickets", body = TicketsResponse)))]
async fn list_tickets(context: RequestContext) -> Result<Json<TicketsResponse>, Problem> {
    let office = context.office()?;
    let TicketFilter { state } = context.query()?;
    let (found, waiting) = office
        .read(move |office, _| {
            let wanted =
                |ticket: &&Ticket| state.is_none_or(|state| StateJson::from(ticket.state.name()) == state);
            let found: Vec<Ticket> = office.tickets().iter().filter(wanted).cloned().collect();
            (found, office.waiting())
        })
        .await?;
    let reader = office.reader();
    let mut tickets = Vec::with_capacity(found.len());
    for ticket in &found {
        tickets.push(office.ticket(ticket, &reader).await?);
    }
    Ok(Json(TicketsResponse { tickets, waiting }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct QueueQuery {
    /// Looks up this number instead, whatever has become of it today.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    number: Option<u32>,
}

/// Lists the next few who wait for a desk, or looks up a number.
#[utoipa::path(get, path = "/api/offices/{office}/desks/{desk}/queue", tag = "clerk", params(QueueQuery),
    responses((status = 200, description = "The tickets", body = DeskQueueResponse)))]
async fn look_up_queue(context: RequestContext) -> Result<Json<DeskQueueResponse>, Problem> {
    let office = context.office()?;
    let QueueQuery { number } = context.query()?;
    let desk = context.desk()?;
    let queue = office.read(move |office, now| office.desk_queue(&desk, number, now)).await?;
    queue.map(|queue| Json(queue.into())).ok_or_else(|| unknown_desk(NamedIn::Path))
}

/// Calls the next ticket for a desk.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/calls", tag = "clerk",
    params(IdempotencyHeader),
    responses((status = 201, description = "The ticket and why it was chosen", body = CallResponse)))]
async fn call_next(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    body.empty().await?;
    called(&office, office.ask_at_desk(CommandFor::call_next(context.desk()?)).await?).await
}

/// Calls a chosen ticket.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/call", tag = "clerk",
    params(PreviewQuery, IdempotencyHeader), request_body = CallBody,
    responses((status = 201, description = "The ticket", body = CallResponse),
        (status = 200, description = "The tickets that the call would pass", body = CallPreviewResponse)))]
async fn call_chosen(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let ticket = context.ticket()?;
    let CallBody { desk, reason } = body.json().await?;
    let reason = optional_free_text(reason.as_deref())?;
    let desk = desk_id(&desk, NamedIn::Body)?;
    own_desk::check(office.identity(), &desk)?;
    if preview {
        let preview =
            office.read(move |office, now| office.preview_call(ticket, &desk, reason.as_ref(), now)).await?;
        let preview = preview.map_err(|refusal| office.problem(NoAnswer::Refused(refusal)))?;
        return Ok(Json(CallPreviewResponse::of(preview, &office.reader())).into_response());
    }
    called(&office, office.ask(CommandFor::call_chosen(ticket, desk, reason)).await?).await
}

async fn called(office: &OfficeScope<'_>, call: Answered<Box<Ticket>>) -> Result<Response, Problem> {
    let ticket = office.ticket(&call.value, &office.reader()).await?;
    let reasons = ticket.reasons.clone();
    Ok(created(&CallResponse { ticket, reasons }, call.repeated))
}

async fn step(
    office: &OfficeScope<'_>,
    command: CommandFor<Box<Ticket>>,
) -> Result<Json<TicketResponse>, Problem> {
    let ticket = office.ask(command).await?.value;
    office.ticket(&ticket, &office.reader()).await.map(Json)
}

/// A step without a body.
async fn plain_step(
    context: &RequestContext,
    body: Unread,
    command: impl FnOnce(TicketId) -> CommandFor<Box<Ticket>>,
) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let ticket = context.ticket()?;
    body.empty().await?;
    own_desk::check_ticket(&office, ticket).await?;
    step(&office, command(ticket)).await
}

macro_rules! plain_steps {
    ($(#[doc = $doc:literal] $name:ident, $path:literal;)*) => {$(
        #[doc = $doc]
        #[utoipa::path(post, path = $path, tag = "clerk", params(IdempotencyHeader),
            responses((status = 200, description = "The ticket", body = TicketResponse)))]
        async fn $name(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
            plain_step(&context, body, CommandFor::$name).await
        }
    )*};
}

plain_steps! {
    #[doc = "Repeats a call."]
    recall, "/api/offices/{office}/tickets/{ticket}/recall";
    #[doc = "Records that the citizen is at the desk."]
    arrive, "/api/offices/{office}/tickets/{ticket}/arrival";
    #[doc = "Marks a called citizen absent."]
    mark_absent, "/api/offices/{office}/tickets/{ticket}/absence";
    #[doc = "Returns a ticket to its place in the queue."]
    return_ticket, "/api/offices/{office}/tickets/{ticket}/return";
    #[doc = "Parks a ticket, which frees the desk."]
    park, "/api/offices/{office}/tickets/{ticket}/parking";
}

/// Keeps a place on the next open day for a citizen who stands by or was not served today.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/next-day", tag = "clerk",
    params(IdempotencyHeader), request_body = Option<NextDayBody>,
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn take_next_day(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let ticket = context.ticket()?;
    let NextDayBody { start } = body.json_or_nothing().await?;
    let start = start.map(|start| times::moment(&start, "start", office.zone())).transpose()?;
    own_desk::check_ticket(&office, ticket).await?;
    let command = start.map_or_else(
        || CommandFor::take_next_day(ticket),
        |start| CommandFor::take_offered_day(ticket, start),
    );
    step(&office, command).await
}

/// Transfers a ticket to another desk, another errand, or both.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/transfer", tag = "clerk",
    params(IdempotencyHeader), request_body = TransferBody,
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn transfer(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let ticket = context.ticket()?;
    let TransferBody { desk, errand, reason } = body.json().await?;
    let to =
        TransferTo { desk: in_body(desk.as_deref())?, errand: errand.as_deref().map(errand_id).transpose()? };
    let reason = optional_free_text(reason.as_deref())?;
    own_desk::check_ticket(&office, ticket).await?;
    step(&office, CommandFor::transfer(ticket, to, reason)).await
}

/// Completes a visit with an outcome.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/completion", tag = "clerk",
    params(IdempotencyHeader), request_body = CompletionBody,
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn complete(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let ticket = context.ticket()?;
    let CompletionBody { outcome, flags, desk, companion_minutes } = body.json().await?;
    let desk = in_body(desk.as_deref())?;
    own_desk::check_ticket(&office, ticket).await?;
    if let Some(desk) = &desk {
        own_desk::check(office.identity(), desk)?;
    }
    let outcome = outcome_id(&outcome)?;
    let flags = flags.into_iter().map(Into::into).collect();
    step(&office, CommandFor::complete(ticket, desk, outcome, flags, companion_minutes)).await
}

/// Ends a visit that has taken longer than expected as one whose outcome nobody recorded.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/ending", tag = "supervisor",
    params(IdempotencyHeader),
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn end_unrecorded(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let ticket = context.ticket()?;
    body.empty().await?;
    step(&office, CommandFor::end_unrecorded(ticket)).await
}

/// Undoes the desk's last step, within seconds.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/undo", tag = "clerk",
    params(IdempotencyHeader),
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn undo(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    let ticket = office.ask_at_desk(CommandFor::undo(context.desk()?)).await?.value;
    office.ticket(&ticket, &office.reader()).await.map(Json)
}

/// Opens a desk.
#[utoipa::path(put, path = "/api/offices/{office}/desks/{desk}/staffing", tag = "clerk",
    params(IdempotencyHeader),
    responses((status = 200, description = "The desk is open", body = StaffingResponse)))]
async fn open_desk(context: RequestContext, body: Unread) -> Result<Json<StaffingResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    office.ask_at_desk(CommandFor::open_desk(context.desk()?)).await?;
    Ok(Json(StaffingResponse { desk: context.desk()?.to_string(), staffed: true }))
}

/// Leaves a desk.
#[utoipa::path(delete, path = "/api/offices/{office}/desks/{desk}/staffing", tag = "clerk",
    params(PreviewQuery, IdempotencyHeader), request_body = Option<LeavingBody>,
    responses((status = 200, description = "The desk is closed", body = ChangeResponse<StaffingResponse>)))]
async fn leave_desk(
    context: RequestContext,
    body: Unread,
) -> Result<Json<ChangeResponse<StaffingResponse>>, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let LeavingBody { reason } = body.json_or_nothing().await?;
    if preview {
        let desk = context.desk()?;
        let preview = office.read(move |office, now| office.preview_leaving(&desk, now)).await?;
        let refused = |refusal| no_answer(NoAnswer::Refused(refusal), NamedIn::Path, &office.reader());
        let preview = PreviewJson::of(&preview.map_err(refused)?, office.zone());
        return Ok(Json(ChangeResponse::Preview(PreviewResponse { preview })));
    }
    let reason = optional_free_text(reason.as_deref())?;
    if reason.is_none() && matches!(office.identity().role, Role::Supervisor | Role::Administrator) {
        harms_nobody(&office, context.desk()?).await?;
    }
    office.ask_at_desk(CommandFor::leave_desk(context.desk()?, reason)).await?;
    let left = StaffingResponse { desk: context.desk()?.to_string(), staffed: false };
    Ok(Json(ChangeResponse::Done(left)))
}

/// Rule 10: whoever steers the day says why a promise breaks by it. A clerk who must go is not held up.
async fn harms_nobody(office: &OfficeScope<'_>, desk: DeskId) -> Result<(), Problem> {
    let looked = office.read(move |office, now| office.preview_leaving(&desk, now)).await?;
    match looked {
        Ok(preview) if !preview.broken.is_empty() => {
            Err(office.problem(NoAnswer::Refused(Refusal::ReasonRequired)))
        }
        // What leaving is refused for is said when it is asked for.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Ends the booking under way at a desk before its time: the rest of the time is free.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/booking-end", tag = "clerk",
    params(IdempotencyHeader), request_body = BookingEndBody,
    responses((status = 200, description = "The booking is over", body = BookingEndResponse)))]
async fn end_booking(context: RequestContext, body: Unread) -> Result<Json<BookingEndResponse>, Problem> {
    let office = context.office()?;
    let desk = context.desk()?;
    let BookingEndBody { start, outcome } = body.json().await?;
    let start = times::moment(&start, "start", office.zone())?;
    office.ask_at_desk(CommandFor::end_booking(desk.clone(), start, outcome.into())).await?;
    Ok(Json(BookingEndResponse { desk: desk.to_string(), outcome }))
}

fn in_body(desk: Option<&str>) -> Result<Option<DeskId>, Problem> {
    desk.map(|desk| desk_id(desk, NamedIn::Body)).transpose()
}
