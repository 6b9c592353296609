// SPDX-License-Identifier: MPL-2.0
//! For the supervisor: reserved time, the weekly plan, the policy and the diary. Every change can be asked
//! for as a preview first.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::{NamedIn, Problem, unknown_desk};
use crate::request::body::{BookingsFormat, DIARY_LIMIT, Unread, optional_free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::ids::desk_id;
use crate::request::route_permission::permit;
use crate::request::times;
use crate::routes::kiosk::replayed;
use crate::state::AppState;
use api::diary::{DiaryBody, DiaryResponse};
use api::gap::{
    ChangeResponse, GapBody, GapChangeBody, GapJson, GapWithdrawalBody, GapsResponse, PreviewJson,
    PreviewResponse,
};
use api::plan::{PlanBody, PlanResponse};
use api::settings::{PolicyBody, PolicyJson};
use appointments::import::{Import, ImportTarget};
use office::command::{Capacity, CapacityChange};
use office::gap::{DiaryChange, Plan, PlanLine};
use office::time::TimeRange;
use runtime::command_for::CommandFor;
use staff::Permission;

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DateQuery {
    /// `2026-03-03`; today when left out.
    #[param(value_type = String, format = Date, required = false)]
    date: Option<String>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PreviewQuery {
    /// Describe the effect, change nothing.
    #[serde(default)]
    pub preview: bool,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WithdrawalQuery {
    /// Describe the effect, change nothing.
    #[serde(default)]
    pub preview: bool,
    #[serde(default)]
    pub force: bool,
    pub reason: Option<String>,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::SeeCapacity, routes!(list_gaps)))
        .routes(permit(Permission::ChangeCapacity, routes!(open_gap)))
        .routes(permit(Permission::ChangeCapacity, routes!(change_gap, withdraw_gap)))
        .routes(permit(Permission::SeeCapacity, routes!(get_plan)))
        .routes(permit(Permission::ChangeCapacity, routes!(set_plan)))
        .routes(permit(Permission::SeeCapacity, routes!(get_policy)))
        .routes(permit(Permission::ChangeCapacity, routes!(set_policy)))
        .routes(permit(Permission::SeeCapacity, routes!(list_bookings)))
        .routes(permit(Permission::ChangeCapacity, routes!(import_bookings)))
}

/// Lists a day's gaps; of a later day also those that the plan will open.
#[utoipa::path(get, path = "/api/offices/{office}/gaps", tag = "supervisor",
    params(DateQuery),
    responses((status = 200, description = "The gaps of the day", body = GapsResponse)))]
async fn list_gaps(context: RequestContext) -> Result<Json<GapsResponse>, Problem> {
    let office = context.office()?;
    let date = requested_date(&context)?;
    office
        .read(move |office, _| GapsResponse::of(office, date.unwrap_or_else(|| office.date())))
        .await
        .map(Json)
}

/// Reserves part of a desk's time as a gap.
#[utoipa::path(post, path = "/api/offices/{office}/gaps", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader), request_body = GapBody,
    responses((status = 201, description = "The new gap", body = GapJson),
        (status = 200, description = "What the gap would do", body = PreviewResponse)))]
async fn open_gap(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let body: GapBody = body.json().await?;
    let zone = office.zone();
    let time =
        TimeRange::new(times::moment(&body.start, "start", zone)?, times::moment(&body.end, "end", zone)?);
    let what = Capacity::OpenGap { desk: desk_id(&body.desk, NamedIn::Body)?, time, hold: body.hold.into() };
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    change_gap_by(&office, change, preview, StatusCode::CREATED).await
}

/// Moves, shrinks or extends a gap.
#[utoipa::path(patch, path = "/api/offices/{office}/gaps/{gap}", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader),
    request_body = GapChangeBody,
    responses((status = 200, description = "The gap, and the effect", body = ChangeResponse<GapJson>)))]
async fn change_gap(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let gap = context.gap()?;
    let PreviewQuery { preview } = context.query()?;
    let body: GapChangeBody = body.json().await?;
    let zone = office.zone();
    let time = |text: Option<String>, field| text.map(|text| times::moment(&text, field, zone)).transpose();
    let what = Capacity::ChangeGap {
        gap,
        desk: body.desk.as_deref().map(|desk| desk_id(desk, NamedIn::Body)).transpose()?,
        start: time(body.start, "start")?,
        end: time(body.end, "end")?,
        hold: body.hold.map(Into::into),
    };
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    change_gap_by(&office, change, preview, StatusCode::OK).await
}

/// Gives a gap back to public booking.
#[utoipa::path(delete, path = "/api/offices/{office}/gaps/{gap}", tag = "supervisor",
    params(WithdrawalQuery, IdempotencyHeader),
    request_body = Option<GapWithdrawalBody>,
    responses((status = 200, description = "The gap, and the effect", body = ChangeResponse<GapJson>)))]
async fn withdraw_gap(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let gap = context.gap()?;
    let query: WithdrawalQuery = context.query()?;
    let body: GapWithdrawalBody = body.json_or_nothing().await?;
    let reason = optional_free_text(body.reason.or(query.reason).as_deref())?;
    let what = Capacity::WithdrawGap { gap };
    let change = CapacityChange { what, force: body.force || query.force, reason };
    change_gap_by(&office, change, query.preview, StatusCode::OK).await
}

async fn change_gap_by(
    office: &OfficeScope<'_>,
    change: CapacityChange,
    preview: bool,
    done: StatusCode,
) -> Result<Response, Problem> {
    if preview {
        return look(office, change).await;
    }
    let gap = office.ask(CommandFor::gap(change)).await?;
    let answer = GapJson::of(&gap.value, office.zone());
    Ok(replayed((done, Json(ChangeResponse::Done(answer))).into_response(), gap.repeated))
}

pub(crate) async fn look(office: &OfficeScope<'_>, change: CapacityChange) -> Result<Response, Problem> {
    let preview = office.preview(change).await?;
    let preview = PreviewResponse { preview: PreviewJson::of(&preview, office.zone()) };
    Ok(Json(ChangeResponse::<()>::Preview(preview)).into_response())
}

/// Reads the weekly pattern of gaps.
#[utoipa::path(get, path = "/api/offices/{office}/plan", tag = "supervisor",
    responses((status = 200, description = "The weekly pattern", body = PlanResponse)))]
async fn get_plan(context: RequestContext) -> Result<Json<PlanResponse>, Problem> {
    let office = context.office()?;
    office.read(|office, _| PlanResponse::from(office.plan())).await.map(Json)
}

/// Sets the weekly pattern of gaps; today's gaps that have not begun follow it.
#[utoipa::path(put, path = "/api/offices/{office}/plan", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader), request_body = PlanBody,
    responses((status = 200, description = "The weekly pattern, and the effect", body = ChangeResponse<PlanResponse>)))]
async fn set_plan(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let PlanBody { lines, reason, force } = body.json().await?;
    let lines: Result<Vec<_>, _> = lines.into_iter().map(PlanLine::try_from).collect();
    let plan = Plan(lines.map_err(|_| unknown_desk(NamedIn::Body))?);
    let answer = PlanResponse::from(&plan);
    let change = CapacityChange {
        what: Capacity::SetPlan(plan),
        force,
        reason: optional_free_text(reason.as_deref())?,
    };
    if preview {
        return look(&office, change).await;
    }
    let repeated = set(&office, change).await?;
    Ok(replayed(Json(ChangeResponse::Done(answer)).into_response(), repeated))
}

/// Reads the policy settings.
#[utoipa::path(get, path = "/api/offices/{office}/policy", tag = "supervisor",
    responses((status = 200, description = "The policy", body = PolicyJson)))]
async fn get_policy(context: RequestContext) -> Result<Json<PolicyJson>, Problem> {
    let office = context.office()?;
    office.read(|office, _| office.policy().clone().into()).await.map(Json)
}

/// Changes policy settings; omitted members stay.
#[utoipa::path(put, path = "/api/offices/{office}/policy", tag = "supervisor",
    params(PreviewQuery, IdempotencyHeader),
    request_body = PolicyBody,
    responses((status = 200, description = "The policy", body = ChangeResponse<PolicyJson>)))]
async fn set_policy(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let PreviewQuery { preview } = context.query()?;
    let body: PolicyBody = body.json().await?;
    let what = Capacity::ChangePolicy(Box::new(body.patch()));
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    if preview {
        return look(&office, change).await;
    }
    let answered = office.ask(CommandFor::policy(change)).await?;
    let policy = PolicyJson::from(*answered.value);
    Ok(replayed(Json(ChangeResponse::Done(policy)).into_response(), answered.repeated))
}

/// Changes what is not a gap; whether it had been done before.
pub(crate) async fn set(office: &OfficeScope<'_>, change: CapacityChange) -> Result<bool, Problem> {
    office.ask(CommandFor::settings(change)).await.map(|answered| answered.repeated)
}

/// Reads a day's diary as imported.
#[utoipa::path(get, path = "/api/offices/{office}/bookings", tag = "supervisor",
    params(DateQuery),
    responses((status = 200, description = "The diary of the day", body = DiaryResponse)))]
async fn list_bookings(context: RequestContext) -> Result<Json<DiaryResponse>, Problem> {
    let office = context.office()?;
    let date = requested_date(&context)?;
    stored(&office, date).await.map(Json)
}

/// Replaces or changes a day's diary from CSV or JSON (docs/diary-import.md). One bad line refuses all.
#[utoipa::path(put, path = "/api/offices/{office}/bookings", tag = "supervisor",
    params(DateQuery, IdempotencyHeader),
    request_body(content((DiaryBody = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "The diary of the day", body = DiaryResponse)))]
async fn import_bookings(context: RequestContext, body: Unread) -> Result<Json<DiaryResponse>, Problem> {
    let office = context.office()?;
    let requested = requested_date(&context)?;
    let (kind, bytes) = body.bookings(DIARY_LIMIT).await?;
    let desks = office.read(|office, _| office.setup().desks.iter().map(|desk| desk.id.clone()).collect());
    let against = ImportTarget { zone: office.zone().clone(), desks: desks.await? };
    let import = match kind {
        BookingsFormat::Csv => Import::csv(&bytes, &against),
        BookingsFormat::Json => Import::json(&bytes, &against),
    };
    let import = import.map_err(|refused| {
        let line = refused.line;
        Problem::bad_request(format!("{refused}. Nothing was taken."))
            .with(|problem| problem.line = Some(line))
    })?;
    let Some(date) = requested.or_else(|| import.date(None, &against.zone)) else {
        return Err(Problem::bad_request("Say which day this is: add ?date=2026-03-03."));
    };
    let change = match import {
        Import::Day { booked, .. } => DiaryChange::Replace(booked.into()),
        Import::Changes(changes) => DiaryChange::Update(changes),
    };
    office.ask(CommandFor::change_diary(date, change)).await?;
    stored(&office, Some(date)).await.map(Json)
}

async fn stored(office: &OfficeScope<'_>, date: Option<Date>) -> Result<DiaryResponse, Problem> {
    let read = office.read(move |office, _| {
        let date = date.unwrap_or_else(|| office.date());
        DiaryResponse::of(date, office.bookings(date), &office.setup().time_zone)
    });
    read.await
}

fn requested_date(context: &RequestContext) -> Result<Option<Date>, Problem> {
    let DateQuery { date } = context.query()?;
    date.map(|date| times::date(&date, "date")).transpose()
}
