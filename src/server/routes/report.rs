// SPDX-License-Identifier: MPL-2.0
//! For management: the follow-up report of a period, on screen and as files, and the events behind each of
//! its figures.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{Code, Problem};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::reading_trace;
use crate::request::route_permission::permit;
use crate::routes::period;
use crate::routes::report_export::{self, Heading};
use crate::state::AppState;
use api::report::{EvidenceResponse, ReportWithNoteResponse};
use jobs::ledger_follower::NotReady;
use office::names::OutcomeId;
use office::time::{TimeRange, UnixTime};
use office::trial::Trials;
use report::day_summaries::OutcomeNames;
use report::day_summary::DaySummary;
use report::evidence::{EvidenceQuery, FigureEvidence, evidence};
use report::figure_key::FigureKey;
use report::report::{Material, Report};
use staff::{Permission, SecurityEventKind};

/// A month, or both ends of a period; this month when all are left out.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PeriodQuery {
    /// `2026-03`.
    #[param(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", required = false)]
    month: Option<String>,
    /// `2026-03-01`.
    #[param(value_type = String, format = Date, required = false)]
    from: Option<String>,
    #[param(value_type = String, format = Date, required = false)]
    to: Option<String>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FigureQuery {
    #[param(required)]
    figure: Option<String>,
    part: Option<String>,
    /// `2026-03`.
    #[param(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", required = false)]
    month: Option<String>,
    /// `2026-03-01`.
    #[param(value_type = String, format = Date, required = false)]
    from: Option<String>,
    #[param(value_type = String, format = Date, required = false)]
    to: Option<String>,
}

const MOST_SEQS: usize = 5_000;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::ReadReport, routes!(get_report)))
        .routes(permit(Permission::ReadLedger, routes!(list_figure_events)))
        .routes(permit(Permission::ReadReport, routes!(download_report_csv)))
        .routes(permit(Permission::ReadReport, routes!(download_report_xlsx)))
}

/// Reads the follow-up report of a month or another period.
#[utoipa::path(get, path = "/api/offices/{office}/report", tag = "supervisor",
    params(PeriodQuery),
    responses((status = 200, description = "The report", body = ReportWithNoteResponse)))]
async fn get_report(context: RequestContext) -> Result<Json<ReportWithNoteResponse>, Problem> {
    let office = context.office()?;
    let Made { report, outcome_names } = made(&office, &context.query()?).await?;
    let note = late_beginning(&office, &report);
    let outcome_names = outcome_names.iter().map(|(id, name)| (id.to_string(), name.into())).collect();
    Ok(Json(ReportWithNoteResponse { report: report.into(), outcome_names, note }))
}

/// Lists the events behind a figure of the report, by their numbers in the ledger.
#[utoipa::path(get, path = "/api/offices/{office}/report/events", tag = "supervisor",
    params(FigureQuery),
    responses((status = 200, description = "The sequence numbers", body = EvidenceResponse)))]
async fn list_figure_events(context: RequestContext) -> Result<Json<EvidenceResponse>, Problem> {
    let office = context.office()?;
    let wanted: FigureQuery = context.query()?;
    let FigureQuery { figure, part, month, from, to } = wanted;
    let Some(figure) = figure else { return Err(about_figures("problem-figure-which")) };
    let (wanted, units) = (PeriodQuery { month, from, to }, office.companions().units());
    let Some(asked) = FigureKey::named(&figure) else {
        return Err(about_figures("problem-figure-unknown"));
    };
    let found = looked(&office, &wanted, move |material, _| {
        let asked = EvidenceQuery { figure: asked, part: part.as_deref() };
        evidence(&material.days, &asked, &|companion| units.get(companion).cloned())
    });
    let mut seqs = match found.await? {
        FigureEvidence::Events(seqs) => seqs,
        FigureEvidence::Suppressed => return Err(untold()),
    };
    let total = seqs.len();
    seqs.truncate(MOST_SEQS);
    Ok(Json(EvidenceResponse { figure, total, seqs }))
}

/// How many events there are would reveal the count.
fn untold() -> Problem {
    Problem::translated(Code::FigureSuppressed, "problem-figure-suppressed", &[])
}

/// Downloads the figures of the report as CSV.
#[utoipa::path(get, path = "/api/offices/{office}/report.csv", tag = "supervisor",
    params(PeriodQuery),
    responses((status = 200, description = "The figures as CSV", body = String, content_type = "text/csv")))]
async fn download_report_csv(context: RequestContext) -> Result<Response, Problem> {
    let office = context.office()?;
    let Made { report, outcome_names } = made(&office, &context.query()?).await?;
    let name = office.read(|office, _| office.setup().name.clone()).await?;
    let heading =
        Heading { office: &name, outcome_names: &outcome_names, language: office.reader().language };
    let text = report_export::csv(&report, heading).map_err(|_| Problem::internal())?;
    note_export(&office, &report, "csv").await;
    Ok(file(text.into_bytes(), "text/csv; charset=utf-8", &report, "csv"))
}

/// Downloads the figures of the report as a workbook.
#[utoipa::path(get, path = "/api/offices/{office}/report.xlsx", tag = "supervisor",
    params(PeriodQuery),
    responses((status = 200, description = "The figures as XLSX", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn download_report_xlsx(context: RequestContext) -> Result<Response, Problem> {
    let office = context.office()?;
    let Made { report, outcome_names } = made(&office, &context.query()?).await?;
    let name = office.read(|office, _| office.setup().name.clone()).await?;
    let heading =
        Heading { office: &name, outcome_names: &outcome_names, language: office.reader().language };
    let book = report_export::workbook(&report, heading).map_err(|_| Problem::internal())?;
    note_export(&office, &report, "xlsx").await;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(book, kind, &report, "xlsx"))
}

async fn note_export(office: &OfficeScope<'_>, report: &Report, ending: &str) {
    let what = format!("{ending} {} to {}", report.from, report.to);
    reading_trace::record(office, SecurityEventKind::ReportExported, what).await;
}

fn file(bytes: Vec<u8>, kind: &'static str, report: &Report, ending: &str) -> Response {
    let name = format!("attachment; filename=\"mintur-{}-{}.{ending}\"", report.from, report.to);
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// A report, and what the office calls the outcomes in it.
struct Made {
    report: Report,
    outcome_names: OutcomeNames,
}

async fn made(office: &OfficeScope<'_>, wanted: &PeriodQuery) -> Result<Made, Problem> {
    let units = office.companions().units();
    let make = move |material: &Material<'_>, names: &OutcomeNames| {
        let report = Report::of(material, &|companion| units.get(companion).cloned());
        let is_shown = |id: &OutcomeId| report.outcomes.iter().any(|cell| cell.name == id.as_str());
        let shown = names.iter().filter(|(id, _)| is_shown(id));
        let outcome_names = shown.map(|(id, name)| (id.clone(), name.clone())).collect();
        Made { report, outcome_names }
    };
    looked(office, wanted, make).await
}

/// Looks at the days of the period, on a thread of its own: years of them take their time.
async fn looked<T: Send + 'static>(
    office: &OfficeScope<'_>,
    wanted: &PeriodQuery,
    look: impl FnOnce(&Material<'_>, &OutcomeNames) -> T + Send + 'static,
) -> Result<T, Problem> {
    let (today, trials): (Date, Trials) =
        office.read(|office, _| (office.date(), office.trials().clone())).await?;
    let so_far = so_far(office.zone().day(today), office.handle().now());
    let (from, to) = period(wanted, today)?;
    let derived = office.ledger_follower().derived(office.handle()).await.map_err(|error| match error {
        NotReady::Reading(progress) => {
            Problem::translated(Code::ReportIsBeingMade, "problem-report-is-being-made", &[]).with(
                |problem| {
                    problem.read = Some(progress.read);
                    problem.of = Some(progress.of);
                },
            )
        }
        NotReady::NoAnswer(no) => office.problem(no),
    })?;
    let looking = tokio::task::spawn_blocking(move || {
        let derived = derived.read().unwrap_or_else(PoisonError::into_inner);
        let days = derived.days();
        let earliest = trials.list.iter().map(|trial| trial.first_day).min();
        let earliest = earliest.and_then(|first| first.checked_sub(366.days()).ok());
        let all = days.between(earliest.map_or(from, |first| first.min(from)), today.max(to));
        let all: Vec<&DaySummary> = all.iter().map(AsRef::as_ref).collect();
        let within = |day: &&DaySummary| from <= day.date && day.date <= to;
        let of_period: Vec<&DaySummary> = all.iter().copied().filter(within).collect();
        if of_period.is_empty() {
            return Err(days.first_day());
        }
        let begins = days.first_day().unwrap_or(from);
        let material =
            Material { from, to, days: of_period, all, trials: &trials, begins, today, today_so_far: so_far };
        Ok(look(&material, days.outcome_names()))
    });
    let looked = looking.await.map_err(|_| Problem::internal())?;
    looked.map_err(nothing_seen)
}

/// How much of the day has passed.
#[expect(clippy::cast_precision_loss, reason = "the seconds of a day")]
fn so_far(day: TimeRange, now: UnixTime) -> f64 {
    ((now - day.start).as_seconds() as f64 / day.length().as_seconds() as f64).clamp(0.0, 1.0)
}

/// The requested period; this month without one.
fn period(wanted: &PeriodQuery, today: Date) -> Result<(Date, Date), Problem> {
    period::requested(wanted.month.as_deref(), wanted.from.as_deref(), wanted.to.as_deref(), today)
}

fn nothing_seen(first: Option<Date>) -> Problem {
    let first = first.map(|first| first.to_string());
    let problem = match &first {
        Some(first) => {
            let values = [("first", first.clone().into())];
            Problem::translated(Code::PeriodHasNoData, "problem-period-before", &values)
        }
        None => Problem::translated(Code::PeriodHasNoData, "problem-period-empty", &[]),
    };
    problem.with(|problem| problem.first_day = first)
}

fn about_figures(key: &str) -> Problem {
    let known: Vec<&str> = FigureKey::ALL.iter().map(|figure| figure.name()).collect();
    Problem::translated(Code::BadRequest, key, &[("known", known.join(", ").into())]).about("figure")
}

/// Of a period that begins before the ledger, so that nobody takes a few weeks for a year.
fn late_beginning(office: &OfficeScope<'_>, report: &Report) -> Option<String> {
    let values = [("first", report.begins.clone().into())];
    let late = report.from < report.begins;
    i18n::sentence("problem-period-begins-late", &values, office.reader().language).filter(|_| late)
}
