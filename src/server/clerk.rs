//! For the clerk: the queue, calls, the steps of a visit, and the desk itself.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::body::{Unread, optional_free_text};
use super::kiosk::created;
use super::problem::Problem;
use super::request_context::{OfficeScope, RequestContext, unexpected};
use super::wire::{CalledBody, CompletionBody, TransferBody, WireCall, WireProblem, WireTicket, WireTickets};
use office::command::{Command, TransferTo};
use office::names::TicketId;
use office::ticket::{StateName, Ticket};
use runtime::handle::Answer;
use staff::Permission;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    state: Option<StateName>,
}

/// The day's tickets in the order they checked in.
#[utoipa::path(get, path = "/api/offices/{office}/tickets", tag = "clerk",
    params(("office" = String, Path), ("state" = Option<String>, Query)),
    responses((status = 200, body = WireTickets), (status = "4XX", body = WireProblem)))]
pub async fn tickets(asking: RequestContext) -> Result<Json<WireTickets>, Problem> {
    let office = asking.to(Permission::SeeQueue)?;
    let Which { state } = asking.query()?;
    let (found, waiting) = office
        .read(move |office, _| {
            let wanted = |ticket: &&Ticket| state.is_none_or(|state| ticket.state.name() == state);
            let found: Vec<Ticket> = office.tickets().iter().filter(wanted).cloned().collect();
            (found, office.waiting())
        })
        .await?;
    let reader = office.reader();
    let mut tickets = Vec::with_capacity(found.len());
    for ticket in &found {
        tickets.push(office.ticket(ticket, &reader).await?);
    }
    Ok(Json(WireTickets { tickets, waiting }))
}

/// Calls the next ticket for a desk, or says why nobody.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/calls", tag = "clerk",
    params(("office" = String, Path), ("desk" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "A UUID: the same key calls the same ticket")),
    responses((status = 201, body = WireCall), (status = "4XX", body = WireProblem)))]
pub async fn call_next(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::Serve)?;
    body.nothing().await?;
    let command = Command::CallNext { desk: asking.desk() };
    called(&office, office.ask(command).await.map_err(Problem::of_the_address)?).await
}

/// Calls a chosen ticket.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/call", tag = "clerk",
    params(("office" = String, Path), ("ticket" = String, Path)), request_body = CalledBody,
    responses((status = 201, body = WireCall), (status = "4XX", body = WireProblem)))]
pub async fn call_chosen(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::Serve)?;
    let ticket = asking.ticket()?;
    let CalledBody { desk, reason } = body.json().await?;
    let command = Command::CallChosen { ticket, desk, reason: optional_free_text(reason.as_deref())? };
    called(&office, office.ask(command).await?).await
}

async fn called(office: &OfficeScope<'_>, answer: Answer) -> Result<Response, Problem> {
    let Answer::Called { ticket, repeated } = answer else { return Err(unexpected()) };
    let ticket = office.ticket(&ticket, &office.reader()).await?;
    let reasons = ticket.reasons.clone();
    Ok(created(&WireCall { ticket, reasons }, repeated))
}

async fn step(asking: &RequestContext, command: Command) -> Result<Json<WireTicket>, Problem> {
    let office = asking.to(Permission::Serve)?;
    let Answer::Ticket { ticket, .. } = office.ask(command).await? else { return Err(unexpected()) };
    office.ticket(&ticket, &office.reader()).await.map(Json)
}

/// A step whose body says nothing.
async fn plain(
    asking: RequestContext,
    body: Unread,
    command: impl FnOnce(TicketId) -> Command,
) -> Result<Json<WireTicket>, Problem> {
    asking.to(Permission::Serve)?;
    let ticket = asking.ticket()?;
    body.nothing().await?;
    step(&asking, command(ticket)).await
}

macro_rules! plain_step {
    ($(#[doc = $doc:literal] $name:ident, $path:literal, $command:ident;)*) => {$(
        #[doc = $doc]
        #[utoipa::path(post, path = $path, tag = "clerk",
            params(("office" = String, Path), ("ticket" = String, Path)),
            responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
        pub async fn $name(asking: RequestContext, body: Unread) -> Result<Json<WireTicket>, Problem> {
            plain(asking, body, |ticket| Command::$command { ticket }).await
        }
    )*};
}

plain_step! {
    #[doc = "Announces a call again."]
    recall, "/api/offices/{office}/tickets/{ticket}/recall", Recall;
    #[doc = "The citizen sits at the desk."]
    arrive, "/api/offices/{office}/tickets/{ticket}/arrival", Arrive;
    #[doc = "Called and recalled, and not there."]
    mark_absent, "/api/offices/{office}/tickets/{ticket}/absence", MarkAbsent;
    #[doc = "Back to their place."]
    come_back, "/api/offices/{office}/tickets/{ticket}/return", Return;
    #[doc = "Set aside for a while, the desk free for others."]
    park, "/api/offices/{office}/tickets/{ticket}/parking", Park;
}

/// To another desk, another errand, or both.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/transfer", tag = "clerk",
    params(("office" = String, Path), ("ticket" = String, Path)), request_body = TransferBody,
    responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
pub async fn transfer(asking: RequestContext, body: Unread) -> Result<Json<WireTicket>, Problem> {
    asking.to(Permission::Serve)?;
    let ticket = asking.ticket()?;
    let TransferBody { desk, errand, reason } = body.json().await?;
    let reason = optional_free_text(reason.as_deref())?;
    step(&asking, Command::Transfer { ticket, to: TransferTo { desk, errand }, reason }).await
}

/// Done, with an outcome.
#[utoipa::path(post, path = "/api/offices/{office}/tickets/{ticket}/completion", tag = "clerk",
    params(("office" = String, Path), ("ticket" = String, Path)), request_body = CompletionBody,
    responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
pub async fn complete(asking: RequestContext, body: Unread) -> Result<Json<WireTicket>, Problem> {
    asking.to(Permission::Serve)?;
    let ticket = asking.ticket()?;
    let CompletionBody { outcome, flags, desk, companion_minutes } = body.json().await?;
    step(&asking, Command::Complete { ticket, at: desk, outcome, flags, companion_minutes }).await
}

/// Takes back the desk's last step, within seconds.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/undo", tag = "clerk",
    params(("office" = String, Path), ("desk" = String, Path)),
    responses((status = 200, body = WireTicket), (status = "4XX", body = WireProblem)))]
pub async fn undo(asking: RequestContext, body: Unread) -> Result<Json<WireTicket>, Problem> {
    asking.to(Permission::Serve)?;
    body.nothing().await?;
    step(&asking, Command::Undo { desk: asking.desk() }).await.map_err(Problem::of_the_address)
}

/// A clerk opens a desk.
#[utoipa::path(put, path = "/api/offices/{office}/desks/{desk}/staffing", tag = "clerk",
    params(("office" = String, Path), ("desk" = String, Path)),
    responses((status = 200, description = "Open"), (status = "4XX", body = WireProblem)))]
pub async fn open_desk(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    asking.to(Permission::Serve)?;
    body.nothing().await?;
    staffed(&asking, Command::OpenDesk { desk: asking.desk() }, true).await
}

/// A clerk leaves a desk.
#[utoipa::path(delete, path = "/api/offices/{office}/desks/{desk}/staffing", tag = "clerk",
    params(("office" = String, Path), ("desk" = String, Path)),
    responses((status = 200, description = "Left"), (status = "4XX", body = WireProblem)))]
pub async fn leave_desk(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    asking.to(Permission::Serve)?;
    body.nothing().await?;
    staffed(&asking, Command::LeaveDesk { desk: asking.desk() }, false).await
}

async fn staffed(asking: &RequestContext, command: Command, staffed: bool) -> Result<Response, Problem> {
    let office = asking.to(Permission::Serve)?;
    office.ask(command).await.map_err(Problem::of_the_address)?;
    Ok(Json(json!({ "desk": asking.desk(), "staffed": staffed })).into_response())
}
