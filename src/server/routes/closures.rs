// SPDX-License-Identifier: MPL-2.0
//! Special days and absences. Each can be asked for as a preview first.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::{Unread, optional_free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::request::times;
use crate::routes::kiosk::replayed;
use crate::routes::supervisor::{PreviewQuery, WithdrawalQuery, look, set};
use crate::state::AppState;
use api::closures::{AbsenceBody, ClosuresResponse, SpecialDayBody};
use api::gap::{ChangeResponse, GapWithdrawalBody};
use office::closures::SpecialDay;
use office::command::{Capacity, CapacityChange};
use office::time::TimeRange;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::SeeCapacity, routes!(list_closures)))
        .routes(permit(Permission::ChangeCapacity, routes!(set_special_day, remove_special_day)))
        .routes(permit(Permission::Serve, routes!(plan_absence)))
        .routes(permit(Permission::Serve, routes!(cancel_absence)))
}

/// Lists special days and absences from today on, and suggests public holidays to close.
#[utoipa::path(get, path = "/api/offices/{office}/closures", tag = "supervisor",
    responses((status = 200, description = "Special days and absences", body = ClosuresResponse)))]
async fn list_closures(context: RequestContext) -> Result<Json<ClosuresResponse>, Problem> {
    let office = context.office()?;
    closures(&office).await.map(Json)
}

/// Gives a date other hours than its weekday's, or closes it.
#[utoipa::path(put, path = "/api/offices/{office}/closures/{date}", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader), request_body = SpecialDayBody,
    responses((status = 200, description = "Special days and absences", body = ChangeResponse<ClosuresResponse>)))]
async fn set_special_day(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let (PreviewQuery { preview }, date) = (context.query()?, context.date()?);
    let SpecialDayBody { periods, reason, force } = body.json().await?;
    let note = optional_free_text(reason.as_deref())?;
    let day = SpecialDay { date, periods: periods.into_iter().map(Into::into).collect(), note: note.clone() };
    let change = CapacityChange { what: Capacity::SetSpecialDay(day), force, reason: note };
    carry_out(&office, change, preview).await
}

/// Gives a date its weekday's hours back.
#[utoipa::path(delete, path = "/api/offices/{office}/closures/{date}", tag = "supervisor",
    params(WithdrawalQuery, IdempotencyHeader), request_body = Option<GapWithdrawalBody>,
    responses((status = 200, description = "Special days and absences", body = ChangeResponse<ClosuresResponse>)))]
async fn remove_special_day(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let what = Capacity::RemoveSpecialDay { date: context.date()? };
    take_back(&context, &office, what, body).await
}

/// Records that a desk has no clerk for a while: nobody is promised its time.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/absences", tag = "clerk",
    params(PreviewQuery, IdempotencyHeader), request_body = AbsenceBody,
    responses((status = 200, description = "Special days and absences", body = ChangeResponse<ClosuresResponse>)))]
async fn plan_absence(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let (PreviewQuery { preview }, desk) = (context.query()?, context.desk()?);
    let AbsenceBody { start, end, reason, force } = body.json().await?;
    let zone = office.zone();
    let start = start.map_or(Ok(office.handle().now()), |start| times::moment(&start, "start", zone))?;
    let time = TimeRange::new(start, times::moment(&end, "end", zone)?);
    let what = Capacity::PlanAbsence { desk, time };
    let change = CapacityChange { what, force, reason: optional_free_text(reason.as_deref())? };
    carry_out(&office, change, preview).await
}

/// Ends or cancels an absence: the rest of its time can be promised again.
#[utoipa::path(delete, path = "/api/offices/{office}/desks/{desk}/absences/{absence}", tag = "clerk",
    params(WithdrawalQuery, IdempotencyHeader), request_body = Option<GapWithdrawalBody>,
    responses((status = 200, description = "Special days and absences", body = ChangeResponse<ClosuresResponse>)))]
async fn cancel_absence(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let what = Capacity::CancelAbsence { desk: context.desk()?, absence: context.absence()? };
    take_back(&context, &office, what, body).await
}

async fn take_back(
    context: &RequestContext,
    office: &OfficeScope<'_>,
    what: Capacity,
    body: Unread,
) -> Result<Response, Problem> {
    let query: WithdrawalQuery = context.query()?;
    let body: GapWithdrawalBody = body.json_or_nothing().await?;
    let reason = optional_free_text(body.reason.or(query.reason).as_deref())?;
    let change = CapacityChange { what, force: body.force || query.force, reason };
    carry_out(office, change, query.preview).await
}

async fn carry_out(
    office: &OfficeScope<'_>,
    change: CapacityChange,
    preview: bool,
) -> Result<Response, Problem> {
    if preview {
        return look(office, change).await;
    }
    let repeated = set(office, change).await?;
    let answer = closures(office).await?;
    Ok(replayed(Json(ChangeResponse::Done(answer)).into_response(), repeated))
}

async fn closures(office: &OfficeScope<'_>) -> Result<ClosuresResponse, Problem> {
    office.read(|office, _| ClosuresResponse::of(office)).await
}
