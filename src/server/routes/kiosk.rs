// SPDX-License-Identifier: MPL-2.0
//! For the kiosk and whoever stands at it: the office's description, check-in, one ticket, a companion's code
//! and asking for help.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::openapi::IdempotencyHeader;
use crate::problem::{Code, Problem, unknown_ticket};
use crate::request::body::Unread;
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::ids::errand_id;
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::answers::{CompanionCodeBody, CompanionResponse, HelpResponse};
use api::description::OfficeResponse;
use api::ticket::{CheckInBody, TicketResponse};
use api::voiding::WithdrawnCheckInResponse;
use office::command::CheckIn;
use office::names::{CompanionRef, Secret, TicketId};
use office::setup::{Feature, Features};
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;
use staff::{CompanionCodeUnknown, HandleUnknown, Permission};

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::DescribeOffice, routes!(describe_office)))
        .routes(permit(Permission::CheckIn, routes!(check_in, withdraw_check_in)))
        .routes(permit(Permission::SeeTicket, routes!(get_ticket)))
        .routes(permit(Permission::Depart, routes!(depart)))
        .routes(permit(Permission::IdentifyCompanion, routes!(identify_companion)))
        .routes(permit(Permission::AskForHelp, routes!(ask_for_help)))
        .routes(permit(Permission::AnswerHelp, routes!(answer_help)))
}

/// Describes the office: desks, errands, opening hours.
#[utoipa::path(get, path = "/api/offices/{office}", tag = "office",
    responses((status = 200, description = "The office", body = OfficeResponse)))]
async fn describe_office(context: RequestContext) -> Result<Json<OfficeResponse>, Problem> {
    let office = context.office()?;
    office.read(OfficeResponse::of).await.map(Json)
}

fn companion(office: &OfficeScope<'_>, handle: &str) -> Result<CompanionRef, Problem> {
    let companions = office.companions();
    companions.named_by(office.token(), handle, machine_seconds()).map_err(|HandleUnknown| {
        tracing::warn!(device = %office.actor(), "a check-in named a companion who was not recognised there");
        match companions.wrong_handle(office.token()) {
            Ok(()) => {
                let detail =
                    "companion: send what POST /companion answered this device in the last 15 minutes.";
                Problem::new(Code::UnknownCompanion, detail)
            }
            Err(_) => too_many_tries(),
        }
    })
}

fn too_many_tries() -> Problem {
    Problem::new(Code::TooManyTries, "Wait a minute, or ask a member of staff.")
}

/// A handle ends by the machine's clock, also where the office has a clock of its own.
fn machine_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Checks a citizen in and issues a ticket.
#[utoipa::path(post, path = "/api/offices/{office}/tickets", tag = "kiosk",
    params(IdempotencyHeader), request_body = CheckInBody,
    responses((status = 201, description = "The ticket", body = TicketResponse)))]
async fn check_in(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let body: CheckInBody = body.json().await?;
    let companion = body.companion.as_deref().map(|handle| companion(&office, handle)).transpose()?;
    let needs: Vec<Feature> = body.needs.into_iter().map(Into::into).collect();
    let language = body.language.into();
    let reader = office.reader_or(language);
    let check_in = CheckIn {
        ticket: TicketId(Uuid::now_v7()),
        secret: Secret(Uuid::new_v4()),
        errand: errand_id(&body.errand)?,
        identification: body.identification.into(),
        needs: Features::of(&needs),
        language,
        urgency: body.urgency.into(),
        witness_on: companion
            .as_ref()
            .map_or(Vec::new(), |companion| office.companions().witness_dates(companion)),
        companion,
        if_full: body.if_full.into(),
    };
    let counted = office.count_check_in().await?;
    refuse_withdrawn(&office)?;
    let ticket = office.ask_as(CommandFor::check_in(check_in), &reader).await?;
    if refuse_withdrawn(&office).is_err() {
        office.ask_once(CommandFor::depart(ticket.value.id)).await.map_err(|no| office.problem(no))?;
        refuse_withdrawn(&office)?;
    }
    if let Some(counted) = counted.filter(|_| !ticket.repeated) {
        counted.made_a_ticket();
    }
    Ok(created(&office.ticket(&ticket.value, &reader).await?, ticket.repeated))
}

/// Nobody waits for a check-in that was withdrawn before it arrived.
fn refuse_withdrawn(office: &OfficeScope<'_>) -> Result<(), Problem> {
    if office.key().is_some_and(|key| office.state().withdrawn_check_ins.contains(key)) {
        return Err(Problem::new(Code::CheckInWithdrawn, "Check in again with another key."));
    }
    Ok(())
}

/// Withdraws the check-in sent under the request's idempotency key, even if it arrives later.
#[utoipa::path(delete, path = "/api/offices/{office}/tickets", tag = "kiosk", params(IdempotencyHeader),
    responses((status = 200, description = "The number that was withdrawn",
        body = WithdrawnCheckInResponse)))]
async fn withdraw_check_in(context: RequestContext) -> Result<Json<WithdrawnCheckInResponse>, Problem> {
    let office = context.office()?;
    let without_key = || Problem::bad_request("Idempotency-Key: send the key of the check-in.");
    let key = office.key().ok_or_else(without_key)?;
    office.state().withdrawn_check_ins.add(key);
    let ticket = office.read(move |office, _| office.ticket_of(key)).await?;
    let Some(ticket) = ticket else { return Ok(Json(WithdrawnCheckInResponse { number: None })) };
    match office.ask_once(CommandFor::depart(ticket)).await {
        Ok(left) => Ok(Json(WithdrawnCheckInResponse { number: Some(left.value.number) })),
        // It is over already, or somebody sits at a desk with it.
        Err(NoAnswer::Refused(_)) => Ok(Json(WithdrawnCheckInResponse { number: None })),
        Err(no) => Err(office.problem(no)),
    }
}

/// Reads one ticket.
#[utoipa::path(get, path = "/api/offices/{office}/tickets/{ticket}", tag = "kiosk",
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn get_ticket(context: RequestContext) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    let id = context.ticket()?;
    let ticket = office.read(move |office, _| office.ticket(id).cloned()).await?;
    let ticket = ticket.ok_or_else(unknown_ticket)?;
    office.ticket(&ticket, &office.reader_or(ticket.visit.language)).await.map(Json)
}

/// Records that the citizen leaves before being called.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/departure", tag = "kiosk",
    params(IdempotencyHeader),
    responses((status = 200, description = "The ticket", body = TicketResponse)))]
async fn depart(context: RequestContext, body: Unread) -> Result<Json<TicketResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    let ticket = office.ask(CommandFor::depart(context.ticket()?)).await?.value;
    office.ticket(&ticket, &office.reader_or(ticket.visit.language)).await.map(Json)
}

/// Identifies a companion by code or card; answers with a short-lived handle, a unit and how often the companion was a
/// witness, never with a name.
#[utoipa::path(post, path = "/api/offices/{office}/companion", tag = "kiosk", request_body = CompanionCodeBody,
    responses((status = 200, description = "The companion", body = CompanionResponse)))]
async fn identify_companion(
    context: RequestContext,
    body: Unread,
) -> Result<Json<CompanionResponse>, Problem> {
    let office = context.office()?;
    let CompanionCodeBody { code } = body.json().await?;
    let companions = office.companions();
    match companions.recognise(office.token(), code.trim()) {
        Ok(found) => {
            let companion = companions.handle(office.token(), &found.reference, machine_seconds());
            let (reference, earlier) = (found.reference.clone(), companions.witness_dates(&found.reference));
            let witness =
                office.read(move |office, _| office.witness_use(&reference, &earlier)).await?.into();
            Ok(Json(CompanionResponse { companion, unit: found.unit.to_string(), witness }))
        }
        Err(CompanionCodeUnknown::Nobody) => {
            tracing::warn!(device = %office.actor(), "a companion's code was wrong");
            Err(Problem::new(Code::CompanionCodeUnknown, "Try again, or ask a member of staff."))
        }
        Err(CompanionCodeUnknown::TooManyTries) => {
            tracing::warn!(device = %office.actor(), "a companion's code was refused: too many tries");
            Err(too_many_tries())
        }
    }
}

/// Asks for help at the kiosk.
#[utoipa::path(post, path = "/api/offices/{office}/help", tag = "kiosk", params(IdempotencyHeader),
    responses((status = 200, description = "Staff are asked to come", body = HelpResponse)))]
async fn ask_for_help(context: RequestContext, body: Unread) -> Result<Json<HelpResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    office.ask(CommandFor::ask_for_help()).await?;
    Ok(Json(HelpResponse { help_asked: true }))
}

/// Records that a clerk has come to help.
#[utoipa::path(delete, path = "/api/offices/{office}/help", tag = "clerk", params(IdempotencyHeader),
    responses((status = 200, description = "Nobody waits for help", body = HelpResponse)))]
async fn answer_help(context: RequestContext) -> Result<Json<HelpResponse>, Problem> {
    let office = context.office()?;
    office.ask(CommandFor::answer_help()).await?;
    Ok(Json(HelpResponse { help_asked: false }))
}

/// 201, and whether the request had been answered before.
pub fn created(body: &impl serde::Serialize, repeated: bool) -> Response {
    replayed((StatusCode::CREATED, Json(body)).into_response(), repeated)
}

/// Marks a response to a repeated request.
pub fn replayed(mut response: Response, repeated: bool) -> Response {
    if repeated {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
