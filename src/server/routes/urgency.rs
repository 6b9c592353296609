// SPDX-License-Identifier: MPL-2.0
//! For the supervisor: another class for a number that waits.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::{Unread, optional_free_text};
use crate::request::context::RequestContext;
use crate::request::route_permission::permit;
use crate::routes::supervisor::PreviewQuery;
use crate::state::AppState;
use api::gap::{ChangeResponse, PreviewJson, PreviewResponse};
use api::ticket::{TicketResponse, UrgencyBody};
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::ChangeCapacity, routes!(set_urgency)))
}

/// Raises the urgency of a waiting ticket, or makes it ordinary again. Breaks no promise.
#[utoipa::path(put, path = "/api/offices/{office}/tickets/{ticket}/urgency", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader), request_body = UrgencyBody,
    responses((status = 200, description = "The ticket", body = ChangeResponse<TicketResponse>)))]
async fn set_urgency(
    context: RequestContext,
    body: Unread,
) -> Result<Json<ChangeResponse<TicketResponse>>, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let ticket = context.ticket()?;
    let UrgencyBody { urgency, reason } = body.json().await?;
    let reason = optional_free_text(reason.as_deref())?;
    if preview {
        let preview =
            office.read(move |office, now| office.preview_urgency(ticket, urgency.into(), now)).await?;
        let preview = preview.map_err(|refusal| office.problem(NoAnswer::Refused(refusal)))?;
        let preview = PreviewJson::of(&preview, office.zone());
        return Ok(Json(ChangeResponse::Preview(PreviewResponse { preview })));
    }
    let changed = office.ask(CommandFor::set_urgency(ticket, urgency.into(), reason)).await?.value;
    let ticket = office.ticket(&changed, &office.reader()).await?;
    Ok(Json(ChangeResponse::Done(ticket)))
}
