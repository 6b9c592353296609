// SPDX-License-Identifier: MPL-2.0
//! For those who lead: trials planned, looked at and decided, and how it was before.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::{Unread, free_text, optional_free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::request::times;
use crate::routes::kiosk::replayed;
use crate::state::AppState;
use api::trials::{BaselineBody, DecisionBody, ReviewBody, TrialBody, TrialsResponse};
use office::command::{NewTrial, TrialCommand};
use office::trial::Baseline;
use runtime::command_for::CommandFor;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::SeeCapacity, routes!(list_trials)))
        .routes(permit(Permission::ChangeCapacity, routes!(plan_trial)))
        .routes(permit(Permission::ChangeCapacity, routes!(review_trial)))
        .routes(permit(Permission::ChangeCapacity, routes!(decide_trial)))
        .routes(permit(Permission::ChangeCapacity, routes!(set_baseline)))
}

/// Lists the trials and the baseline before them.
#[utoipa::path(get, path = "/api/offices/{office}/trials", tag = "supervisor",
    responses((status = 200, description = "The trials and the baseline", body = TrialsResponse)))]
async fn list_trials(context: RequestContext) -> Result<Json<TrialsResponse>, Problem> {
    let office = context.office()?;
    all_trials(&office).await.map(Json)
}

/// Plans a trial. Two trials never run at once.
#[utoipa::path(post, path = "/api/offices/{office}/trials", tag = "supervisor",
    params(IdempotencyHeader), request_body = TrialBody,
    responses((status = 201, description = "The trials and the baseline", body = TrialsResponse)))]
async fn plan_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let body: TrialBody = body.json().await?;
    let new = NewTrial {
        hypothesis: free_text(&body.hypothesis)?,
        owner: free_text(&body.owner)?,
        change: free_text(&body.change)?,
        first_day: times::date(&body.first_day, "first_day")?,
        last_day: body.last_day.map(|day| times::date(&day, "last_day")).transpose()?,
        targets: body.targets.into_iter().map(Into::into).collect(),
        reviews: body.reviews.iter().map(|day| times::date(day, "reviews")).collect::<Result<_, _>>()?,
    };
    done(&office, TrialCommand::Plan(new), StatusCode::CREATED).await
}

/// Records that a trial was reviewed.
#[utoipa::path(post, path = "/api/offices/{office}/trials/{trial}/reviews", tag = "supervisor",
    params(IdempotencyHeader), request_body = ReviewBody,
    responses((status = 200, description = "The trials and the baseline", body = TrialsResponse)))]
async fn review_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let trial = context.trial()?;
    let ReviewBody { note } = body.json_or_nothing().await?;
    done(&office, TrialCommand::Review { trial, note: optional_free_text(note.as_deref())? }, StatusCode::OK)
        .await
}

/// Records the decision on a trial, with its reason: stop, adjust or scale.
#[utoipa::path(post, path = "/api/offices/{office}/trials/{trial}/decision", tag = "supervisor",
    params(IdempotencyHeader), request_body = DecisionBody,
    responses((status = 200, description = "The trials and the baseline", body = TrialsResponse)))]
async fn decide_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let trial = context.trial()?;
    let DecisionBody { decision, reason } = body.json().await?;
    let reason = free_text(&reason)?;
    done(&office, TrialCommand::Decide { trial, decision: decision.into(), reason }, StatusCode::OK).await
}

/// Records or corrects the baseline: how it was before. A correction needs a reason.
#[utoipa::path(put, path = "/api/offices/{office}/baseline", tag = "supervisor",
    params(IdempotencyHeader), request_body = BaselineBody,
    responses((status = 200, description = "The trials and the baseline", body = TrialsResponse)))]
async fn set_baseline(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let body: BaselineBody = body.json().await?;
    let baseline = Box::new(Baseline {
        from: times::date(&body.from, "from")?,
        to: times::date(&body.to, "to")?,
        companion_hours: body.companion_hours.map(Into::into),
        booked_delay_minutes: body.booked_delay_minutes.map(Into::into),
        cost_dkk: body.cost_dkk.map(Into::into),
        hours_per_fte: body.hours_per_fte.map(Into::into),
        certificate_fee_dkk: body.certificate_fee_dkk.map(Into::into),
        source: free_text(&body.source)?,
    });
    let why = optional_free_text(body.reason.as_deref())?;
    done(&office, TrialCommand::TellBaseline { baseline, why }, StatusCode::OK).await
}

async fn done(
    office: &OfficeScope<'_>,
    command: TrialCommand,
    status: StatusCode,
) -> Result<Response, Problem> {
    let repeated = office.ask(CommandFor::trial(command)).await?.repeated;
    Ok(replayed((status, Json(all_trials(office).await?)).into_response(), repeated))
}

async fn all_trials(office: &OfficeScope<'_>) -> Result<TrialsResponse, Problem> {
    office.read(|office, _| TrialsResponse::of(office.trials(), office.date())).await
}
