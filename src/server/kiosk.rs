//! For the kiosk and whoever stands at it: the office's description, check-in, one's own ticket, a
//! companion's code, and asking for help.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use super::body::Unread;
use super::problem::Problem;
use super::request_context::{RequestContext, unexpected, unknown};
use super::wire::{CheckInBody, CodeBody, WireOffice, WireProblem, WireTicket};
use office::command::{CheckIn, Command};
use office::names::{Secret, TicketId};
use runtime::handle::Answer;
use staff::{Permission, UnknownCode};

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The office itself: desks, errands, hours.
#[utoipa::path(get, path = "/api/offices/{office}", tag = "office",
    params(("office" = String, Path)),
    responses((status = 200, body = WireOffice), (status = "4XX", body = WireProblem)))]
pub async fn describe(asking: RequestContext) -> Result<Json<WireOffice>, Problem> {
    let office = asking.to(Permission::DescribeOffice)?;
    office.read(WireOffice::of).await.map(Json)
}

/// Checks a citizen in.
#[utoipa::path(post, path = "/api/offices/{office}/tickets", tag = "kiosk",
    params(("office" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "A UUID: the same key gives the same ticket")),
    request_body = CheckInBody,
    responses((status = 201, body = WireTicket), (status = "4XX", body = WireProblem),
        (status = 503, body = WireProblem)))]
pub async fn check_in(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::CheckIn)?;
    let body: CheckInBody = body.json().await?;
    if body.companion.as_ref().is_some_and(|companion| !office.access().knows(companion)) {
        let detail = "companion: send the reference that POST /companion answered.";
        return Err(Problem::new("unknown_companion", detail));
    }
    let reader = office.reader_or(body.language);
    let command = Command::CheckIn(CheckIn {
        ticket: TicketId(Uuid::now_v7()),
        secret: Secret(Uuid::new_v4()),
        errand: body.errand,
        identification: body.identification,
        needs: body.needs,
        language: body.language,
        urgency: body.urgency,
        companion: body.companion,
        if_full: body.if_full.into(),
    });
    let Answer::Ticket { ticket, repeated } = office.ask_as(command, &reader).await? else {
        return Err(unexpected());
    };
    let ticket = office.ticket(&ticket, &reader).await?;
    Ok(created(&ticket, repeated))
}

/// One ticket.
#[utoipa::path(get, path = "/api/offices/{office}/tickets/{ticket}", tag = "kiosk",
    params(("office" = String, Path), ("ticket" = String, Path)),
    responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
pub async fn ticket(asking: RequestContext) -> Result<Json<WireTicket>, Problem> {
    let office = asking.to(Permission::SeeTicket)?;
    let id = asking.ticket()?;
    let ticket = office.read(move |office, _| office.ticket(id).cloned()).await?;
    let ticket = ticket.ok_or_else(|| unknown("unknown_ticket", "There is no such ticket today."))?;
    office.ticket(&ticket, &office.reader_or(ticket.visit.language)).await.map(Json)
}

/// The citizen leaves before being called.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/departure", tag = "kiosk",
    params(("office" = String, Path), ("ticket" = String, Path)),
    responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
pub async fn depart(asking: RequestContext, body: Unread) -> Result<Json<WireTicket>, Problem> {
    let office = asking.to(Permission::Depart)?;
    body.nothing().await?;
    let Answer::Ticket { ticket, .. } = office.ask(Command::Depart { ticket: asking.ticket()? }).await?
    else {
        return Err(unexpected());
    };
    office.ticket(&ticket, &office.reader_or(ticket.visit.language)).await.map(Json)
}

/// Whose code this is: a pseudonym and a unit, never a name.
#[utoipa::path(post, path = "/api/offices/{office}/companion", tag = "kiosk",
    params(("office" = String, Path)), request_body = CodeBody,
    responses((status = 200, description = "`{\"companion\":…,\"unit\":…}`"),
        (status = "4XX", body = WireProblem)))]
pub async fn companion(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::TellCompanion)?;
    let CodeBody { code } = body.json().await?;
    match office.access().companion(asking.token(), code.trim()) {
        Ok(found) => Ok(Json(json!({ "companion": found.reference, "unit": found.unit })).into_response()),
        Err(UnknownCode::Nobody) => Err(Problem::new("unknown_code", "Try again, or ask a member of staff.")),
        Err(UnknownCode::TooManyTries) => {
            Err(Problem::new("too_many_tries", "Wait a minute, or ask a member of staff."))
        }
    }
}

/// Somebody at the kiosk asks for help.
#[utoipa::path(post, path = "/api/offices/{office}/help", tag = "kiosk",
    params(("office" = String, Path)),
    responses((status = 200, description = "Asked"), (status = "4XX", body = WireProblem)))]
pub async fn ask_for_help(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::AskForHelp)?;
    body.nothing().await?;
    office.ask(Command::AskForHelp).await?;
    Ok(Json(json!({ "help_asked": true })).into_response())
}

/// A clerk has come.
#[utoipa::path(delete, path = "/api/offices/{office}/help", tag = "clerk",
    params(("office" = String, Path)),
    responses((status = 200, description = "Answered"), (status = "4XX", body = WireProblem)))]
pub async fn answer_help(asking: RequestContext) -> Result<Response, Problem> {
    let office = asking.to(Permission::AnswerHelp)?;
    office.ask(Command::AnswerHelp).await?;
    Ok(Json(json!({ "help_asked": false })).into_response())
}

/// 201, and whether the request had been answered before.
pub fn created(body: &impl serde::Serialize, repeated: bool) -> Response {
    replayed((StatusCode::CREATED, Json(body)).into_response(), repeated)
}

/// Says of an answer that it is the one given before.
pub fn replayed(mut response: Response, repeated: bool) -> Response {
    if repeated {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
