//! For the supervisor: reserved time, the weekly plan, the policy and the diary. Every change can be asked
//! for as a preview first.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::body::{DIARY_LIMIT, Unread, Written, optional_free_text};
use super::kiosk::replayed;
use super::problem::Problem;
use super::request_context::{OfficeScope, RequestContext};
use super::times;
use super::wire::{
    DiaryBody, GapBody, GapChangeBody, GapWithdrawalBody, PlanBody, PolicyBody, WireDiary, WireGap, WireGaps,
    WirePlan, WirePreview, WireProblem, planned,
};
use super::wrong::wrong_value;
use appointments::import::{Against, Import};
use office::command::{Capacity, CapacityChange, Command};
use office::gap::{Booking, DiaryChange, Gap, Plan};
use office::policy::{Policy, PolicyPatch};
use office::time::TimeRange;
use runtime::handle::Answer;
use staff::Permission;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnDate {
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Looking {
    #[serde(default)]
    preview: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawing {
    #[serde(default)]
    preview: bool,
    #[serde(default)]
    force: bool,
    reason: Option<String>,
}

/// A day's reserved time; of a later day also what the plan will open.
#[utoipa::path(get, path = "/api/offices/{office}/gaps", tag = "supervisor",
    params(("office" = String, Path), ("date" = Option<String>, Query)),
    responses((status = 200, body = WireGaps), (status = "4XX", body = WireProblem)))]
pub async fn gaps(asking: RequestContext) -> Result<Json<WireGaps>, Problem> {
    let office = asking.to(Permission::SeeCapacity)?;
    let date = asked_date(&asking)?;
    let found = office.read(move |office, _| {
        let date = date.unwrap_or_else(|| office.date());
        let zone = &office.setup().time_zone;
        let day = zone.day(date);
        let of_the_day = office.gaps().filter(|gap| day.contains(gap.time.start));
        let mut gaps: Vec<WireGap> = of_the_day.map(|gap| WireGap::of(gap, zone)).collect();
        if date > office.date() {
            gaps.extend(planned(office, date));
        }
        WireGaps { date: date.to_string(), gaps }
    });
    found.await.map(Json)
}

/// Keeps a stretch of a desk's time out of booking.
#[utoipa::path(post, path = "/api/offices/{office}/gaps", tag = "supervisor",
    params(("office" = String, Path), ("preview" = Option<bool>, Query)), request_body = GapBody,
    responses((status = 201, body = WireGap), (status = 200, description = "`{\"preview\":…}`"),
        (status = "4XX", body = WireProblem)))]
pub async fn open_gap(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let Looking { preview } = asking.query()?;
    let body: GapBody = body.json().await?;
    let zone = office.zone();
    let time =
        TimeRange::new(times::moment(&body.start, "start", zone)?, times::moment(&body.end, "end", zone)?);
    let what = Capacity::OpenGap { desk: body.desk, time, hold: body.hold };
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    change_gap_by(&office, change, preview, StatusCode::CREATED).await
}

/// Moves, shrinks or extends a gap.
#[utoipa::path(patch, path = "/api/offices/{office}/gaps/{gap}", tag = "supervisor",
    params(("office" = String, Path), ("gap" = String, Path), ("preview" = Option<bool>, Query)),
    request_body = GapChangeBody,
    responses((status = 200, body = WireGap), (status = "4XX", body = WireProblem)))]
pub async fn change_gap(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let gap = asking.gap()?;
    let Looking { preview } = asking.query()?;
    let body: GapChangeBody = body.json().await?;
    let zone = office.zone();
    let time = |text: Option<String>, field| text.map(|text| times::moment(&text, field, zone)).transpose();
    let what = Capacity::ChangeGap {
        gap,
        desk: body.desk,
        start: time(body.start, "start")?,
        end: time(body.end, "end")?,
        hold: body.hold,
    };
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    change_gap_by(&office, change, preview, StatusCode::OK).await
}

/// Gives a gap back to public booking.
#[utoipa::path(delete, path = "/api/offices/{office}/gaps/{gap}", tag = "supervisor",
    params(("office" = String, Path), ("gap" = String, Path), ("preview" = Option<bool>, Query),
        ("force" = Option<bool>, Query), ("reason" = Option<String>, Query)),
    request_body = Option<GapWithdrawalBody>,
    responses((status = 200, body = WireGap), (status = "4XX", body = WireProblem)))]
pub async fn withdraw_gap(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let gap = asking.gap()?;
    let query: Withdrawing = asking.query()?;
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
    match office.ask(Command::ChangeCapacity(change)).await? {
        Answer::Gap { gap, repeated } => {
            Ok(replayed((done, Json(wire_gap(&gap, office))).into_response(), repeated))
        }
        _ => Err(super::request_context::unexpected()),
    }
}

fn wire_gap(gap: &Gap, office: &OfficeScope<'_>) -> WireGap {
    WireGap::of(gap, office.zone())
}

async fn look(office: &OfficeScope<'_>, change: CapacityChange) -> Result<Response, Problem> {
    let preview = office.preview(change).await?;
    Ok(Json(json!({ "preview": WirePreview::of(&preview, office.zone()) })).into_response())
}

/// The weekly pattern.
#[utoipa::path(get, path = "/api/offices/{office}/plan", tag = "supervisor",
    params(("office" = String, Path)),
    responses((status = 200, body = WirePlan), (status = "4XX", body = WireProblem)))]
pub async fn plan(asking: RequestContext) -> Result<Json<WirePlan>, Problem> {
    let office = asking.to(Permission::SeeCapacity)?;
    office.read(|office, _| WirePlan::of(office.plan())).await.map(Json)
}

/// Sets the weekly pattern; today's gaps that have not begun follow it.
#[utoipa::path(put, path = "/api/offices/{office}/plan", tag = "supervisor",
    params(("office" = String, Path), ("preview" = Option<bool>, Query)), request_body = PlanBody,
    responses((status = 200, body = WirePlan), (status = "4XX", body = WireProblem)))]
pub async fn set_plan(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let Looking { preview } = asking.query()?;
    let PlanBody { lines, reason, force } = body.json().await?;
    let plan = Plan(lines);
    let told = WirePlan::of(&plan);
    let change = CapacityChange {
        what: Capacity::SetPlan(plan),
        force,
        reason: optional_free_text(reason.as_deref())?,
    };
    if preview {
        return look(&office, change).await;
    }
    let repeated = set(&office, change).await?;
    Ok(replayed(Json(told).into_response(), repeated))
}

/// The numbers the supervisor may turn.
#[utoipa::path(get, path = "/api/offices/{office}/policy", tag = "supervisor",
    params(("office" = String, Path)),
    responses((status = 200, description = "The policy"), (status = "4XX", body = WireProblem)))]
pub async fn policy(asking: RequestContext) -> Result<Json<Policy>, Problem> {
    let office = asking.to(Permission::SeeCapacity)?;
    office.read(|office, _| office.policy().clone()).await.map(Json)
}

/// Turns them; a member that is left out stays as it is.
#[utoipa::path(put, path = "/api/offices/{office}/policy", tag = "supervisor",
    params(("office" = String, Path), ("preview" = Option<bool>, Query)),
    request_body(description = "Members of the policy, and `reason` and `force`"),
    responses((status = 200, description = "The policy"), (status = "4XX", body = WireProblem)))]
pub async fn set_policy(asking: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let Looking { preview } = asking.query()?;
    let body: PolicyBody = body.json().await?;
    let what = Capacity::ChangePolicy(Box::new(policy_patch(body.policy)?));
    let change =
        CapacityChange { what, force: body.force, reason: optional_free_text(body.reason.as_deref())? };
    if preview {
        return look(&office, change).await;
    }
    let repeated = set(&office, change).await?;
    let policy = office.read(|office, _| office.policy().clone()).await?;
    Ok(replayed(Json(policy).into_response(), repeated))
}

/// Sets the plan or the policy; whether it had been asked before.
async fn set(office: &OfficeScope<'_>, change: CapacityChange) -> Result<bool, Problem> {
    match office.ask(Command::ChangeCapacity(change)).await? {
        Answer::Done { repeated } => Ok(repeated),
        _ => Err(super::request_context::unexpected()),
    }
}

fn policy_patch(members: serde_json::Map<String, serde_json::Value>) -> Result<PolicyPatch, Problem> {
    serde_path_to_error::deserialize(serde_json::Value::Object(members))
        .map_err(|error| wrong_value(&error.path().to_string(), &error.inner().to_string()))
}

/// A day's diary as imported.
#[utoipa::path(get, path = "/api/offices/{office}/bookings", tag = "supervisor",
    params(("office" = String, Path), ("date" = Option<String>, Query)),
    responses((status = 200, body = WireDiary), (status = "4XX", body = WireProblem)))]
pub async fn bookings(asking: RequestContext) -> Result<Json<WireDiary>, Problem> {
    let office = asking.to(Permission::SeeCapacity)?;
    let date = asked_date(&asking)?;
    stored(&office, date).await.map(Json)
}

/// Replaces a day's diary, or changes it: CSV or JSON (docs/diary-import.md). One bad line refuses all.
#[utoipa::path(put, path = "/api/offices/{office}/bookings", tag = "supervisor",
    params(("office" = String, Path), ("date" = Option<String>, Query)),
    request_body(content((DiaryBody = "application/json"), (String = "text/csv"))),
    responses((status = 200, body = WireDiary), (status = "4XX", body = WireProblem)))]
pub async fn import_bookings(asking: RequestContext, body: Unread) -> Result<Json<WireDiary>, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let asked = asked_date(&asking)?;
    let (kind, bytes) = body.bookings(DIARY_LIMIT).await?;
    let desks = office.read(|office, _| office.setup().desks.iter().map(|desk| desk.id.clone()).collect());
    let against = Against { zone: office.zone().clone(), desks: desks.await? };
    let import = match kind {
        Written::Csv => Import::csv(&bytes, &against),
        Written::Json => Import::json(&bytes, &against),
    };
    let import = import.map_err(|refused| {
        let line = refused.line;
        Problem::bad_request(format!("{refused}. Nothing was taken.")).with("line", &line)
    })?;
    let day_of = |booking: &Booking| against.zone.date(booking.time.start);
    let (of_file, change) = match import {
        Import::Day { date, booked } => {
            let date = date.or_else(|| booked.first().map(day_of));
            (date, DiaryChange::Replace(booked.into()))
        }
        Import::Changes(changes) => {
            let date = changes.first().map(|change| day_of(change.booking()));
            (date, DiaryChange::Update(changes))
        }
    };
    let Some(date) = asked.or(of_file) else {
        return Err(Problem::bad_request("Say which day this is: add ?date=2026-03-03."));
    };
    office.ask(Command::ChangeDiary { date, change }).await?;
    stored(&office, Some(date)).await.map(Json)
}

async fn stored(office: &OfficeScope<'_>, date: Option<Date>) -> Result<WireDiary, Problem> {
    let read = office.read(move |office, _| {
        let date = date.unwrap_or_else(|| office.date());
        WireDiary::of(date, office.bookings(date), &office.setup().time_zone)
    });
    read.await
}

fn asked_date(asking: &RequestContext) -> Result<Option<Date>, Problem> {
    let OnDate { date } = asking.query()?;
    date.map(|date| times::date(&date, "date")).transpose()
}
