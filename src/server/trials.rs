//! For those who lead: trials planned, looked at and decided, and how it was before.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Unread, free_text, optional_free_text};
use super::problem::Problem;
use super::request_context::{OfficeScope, RequestContext};
use super::state::AppState;
use super::times;
use super::wire::schema;
use office::command::{NewTrial, TrialCommand};
use office::trial::{Baseline, Target, Told, Trial, TrialDecision, TrialId};
use runtime::command_for::CommandFor;
use staff::Permission;

/// What an office knows of its trials.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Trials)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Trials"))]
pub struct WireTrials {
    pub today: String,
    pub trials: Vec<WireTrial>,
    pub baseline: Option<WireBaseline>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Trial)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Trial"))]
pub struct WireTrial {
    #[schema(value_type = u32)]
    pub id: TrialId,
    pub hypothesis: String,
    pub owner: String,
    pub change: String,
    /// The day it was written down, where it had begun before that.
    pub told_afterwards: Option<String>,
    pub first_day: String,
    pub last_day: Option<String>,
    #[schema(value_type = Vec<Object>)]
    pub targets: Vec<Target>,
    pub reviews: Vec<String>,
    pub reviewed: Vec<WireReview>,
    /// The review day that has come, and nobody has looked since.
    pub review_due: Option<String>,
    #[schema(schema_with = schema::trial_decision)]
    pub decision: Option<TrialDecision>,
    pub decided_on: Option<String>,
    pub reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TrialReviewed)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "TrialReview")
)]
pub struct WireReview {
    pub on: String,
    pub note: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BaselineFigures)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Baseline"))]
pub struct WireBaseline {
    pub from: String,
    pub to: String,
    #[schema(value_type = Option<Object>)]
    pub companion_hours: Option<Told>,
    #[schema(value_type = Option<Object>)]
    pub booked_delay_minutes: Option<Told>,
    #[schema(value_type = Option<Object>)]
    pub cost_dkk: Option<Told>,
    #[schema(value_type = Option<Object>)]
    pub hours_per_fte: Option<Told>,
    #[schema(value_type = Option<Object>)]
    pub certificate_fee_dkk: Option<Told>,
    pub source: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTrial)]
pub struct TrialBody {
    hypothesis: String,
    /// A unit or a role, never a person.
    owner: String,
    change: String,
    first_day: String,
    last_day: Option<String>,
    #[schema(value_type = Vec<Object>)]
    targets: Vec<Target>,
    #[serde(default)]
    reviews: Vec<String>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrialReview)]
pub struct ReviewBody {
    note: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrialDecision)]
pub struct DecisionBody {
    #[schema(value_type = String)]
    decision: TrialDecision,
    reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Baseline)]
pub struct BaselineBody {
    from: String,
    to: String,
    #[schema(value_type = Option<Object>)]
    companion_hours: Option<Told>,
    #[schema(value_type = Option<Object>)]
    booked_delay_minutes: Option<Told>,
    #[schema(value_type = Option<Object>)]
    cost_dkk: Option<Told>,
    #[schema(value_type = Option<Object>)]
    hours_per_fte: Option<Told>,
    #[schema(value_type = Option<Object>)]
    certificate_fee_dkk: Option<Told>,
    source: String,
    /// When an earlier telling is corrected.
    reason: Option<String>,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(routes!(list_trials, plan_trial))
        .routes(routes!(review_trial))
        .routes(routes!(decide_trial))
        .routes(routes!(set_baseline))
}

/// Every trial, and how it was before.
#[utoipa::path(get, path = "/api/offices/{office}/trials", tag = "supervisor",
    responses((status = 200, description = "Trials", body = WireTrials)))]
async fn list_trials(context: RequestContext) -> Result<Json<WireTrials>, Problem> {
    let office = context.authorize(Permission::SeeCapacity)?;
    all_trials(&office).await.map(Json)
}

/// Plans a trial. Two never run at once.
#[utoipa::path(post, path = "/api/offices/{office}/trials", tag = "supervisor",
    request_body = TrialBody,
    responses((status = 201, description = "All trials", body = WireTrials)))]
async fn plan_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.authorize(Permission::ChangeCapacity)?;
    let body: TrialBody = body.json().await?;
    let new = NewTrial {
        hypothesis: free_text(&body.hypothesis)?,
        owner: free_text(&body.owner)?,
        change: free_text(&body.change)?,
        first_day: times::date(&body.first_day, "first_day")?,
        last_day: body.last_day.map(|day| times::date(&day, "last_day")).transpose()?,
        targets: body.targets,
        reviews: body.reviews.iter().map(|day| times::date(day, "reviews")).collect::<Result<_, _>>()?,
    };
    done(&office, TrialCommand::Plan(new), StatusCode::CREATED).await
}

/// Somebody has looked at a trial.
#[utoipa::path(post, path = "/api/offices/{office}/trials/{trial}/reviews", tag = "supervisor",
    request_body = ReviewBody,
    responses((status = 200, description = "All trials", body = WireTrials)))]
async fn review_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.authorize(Permission::ChangeCapacity)?;
    let trial = context.trial()?;
    let ReviewBody { note } = body.json_or_nothing().await?;
    done(&office, TrialCommand::Review { trial, note: optional_free_text(note.as_deref())? }, StatusCode::OK)
        .await
}

/// Stop, adjust or scale, and why.
#[utoipa::path(post, path = "/api/offices/{office}/trials/{trial}/decision", tag = "supervisor",
    request_body = DecisionBody,
    responses((status = 200, description = "All trials", body = WireTrials)))]
async fn decide_trial(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.authorize(Permission::ChangeCapacity)?;
    let trial = context.trial()?;
    let DecisionBody { decision, reason } = body.json().await?;
    let reason = free_text(&reason)?;
    done(&office, TrialCommand::Decide { trial, decision, reason }, StatusCode::OK).await
}

/// How it was before: told once, corrected with a reason.
#[utoipa::path(put, path = "/api/offices/{office}/baseline", tag = "supervisor",
    request_body = BaselineBody,
    responses((status = 200, description = "All trials", body = WireTrials)))]
async fn set_baseline(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.authorize(Permission::ChangeCapacity)?;
    let body: BaselineBody = body.json().await?;
    let baseline = Box::new(Baseline {
        from: times::date(&body.from, "from")?,
        to: times::date(&body.to, "to")?,
        companion_hours: body.companion_hours,
        booked_delay_minutes: body.booked_delay_minutes,
        cost_dkk: body.cost_dkk,
        hours_per_fte: body.hours_per_fte,
        certificate_fee_dkk: body.certificate_fee_dkk,
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
    office.ask(CommandFor::trial(command)).await?;
    Ok((status, Json(all_trials(office).await?)).into_response())
}

async fn all_trials(office: &OfficeScope<'_>) -> Result<WireTrials, Problem> {
    let read = office.read(|office, _| {
        let trials = office.trials();
        WireTrials {
            today: office.date().to_string(),
            trials: trials.list.iter().map(|trial| wire(trial, office.date())).collect(),
            baseline: trials.baseline.as_ref().map(wire_baseline),
        }
    });
    read.await
}

fn wire(trial: &Trial, today: Date) -> WireTrial {
    let days = |days: &[Date]| days.iter().map(ToString::to_string).collect();
    let reviewed = trial.reviewed.iter();
    WireTrial {
        id: trial.id,
        hypothesis: trial.hypothesis.to_string(),
        owner: trial.owner.to_string(),
        change: trial.change.to_string(),
        told_afterwards: trial.told_afterwards().map(|day| day.to_string()),
        first_day: trial.first_day.to_string(),
        last_day: trial.last_day.map(|day| day.to_string()),
        targets: trial.targets.clone(),
        reviews: days(&trial.reviews),
        reviewed: reviewed
            .map(|review| WireReview {
                on: review.on.to_string(),
                note: review.note.as_ref().map(ToString::to_string),
            })
            .collect(),
        review_due: trial.review_due(today).map(|day| day.to_string()),
        decision: trial.verdict.as_ref().map(|verdict| verdict.decision),
        decided_on: trial.verdict.as_ref().map(|verdict| verdict.on.to_string()),
        reason: trial.verdict.as_ref().map(|verdict| verdict.reason.to_string()),
    }
}

fn wire_baseline(baseline: &Baseline) -> WireBaseline {
    WireBaseline {
        from: baseline.from.to_string(),
        to: baseline.to.to_string(),
        companion_hours: baseline.companion_hours,
        booked_delay_minutes: baseline.booked_delay_minutes,
        cost_dkk: baseline.cost_dkk,
        hours_per_fte: baseline.hours_per_fte,
        certificate_fee_dkk: baseline.certificate_fee_dkk,
        source: baseline.source.to_string(),
    }
}
