// SPDX-License-Identifier: MPL-2.0
//! The appointment systems of an office, one by one: for the supervisor's screen, for readiness and as metrics.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::request::context::RequestContext;
use crate::request::metrics::gauge;
use crate::request::route_permission::permit;
use crate::state::{AppState, OfficeState};
use api::sources::{
    ProblemKindJson, SilentSourceJson, SourceJson, SourceProblemJson, SourceSilenceJson, SourcesResponse,
};
use api::time::TimeJson;
use appointments::source_problem::{ProblemKind, SourceProblem};
use appointments::source_status::SourceStatus;
use office::calendar::Zone;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::WatchSupervisor, routes!(list_sources)))
}

/// Lists the appointment systems: when each was last read, whether it answers, which entries are doubtful.
#[utoipa::path(get, path = "/api/offices/{office}/diary/sources", tag = "diary",
    responses((status = 200, description = "The appointment systems", body = SourcesResponse)))]
async fn list_sources(context: RequestContext) -> Result<Json<SourcesResponse>, Problem> {
    let office = context.office()?;
    let zone = office.zone();
    let sources = office.sources().current();
    let sources = sources.iter().map(|source| source_json(source, zone)).collect();
    Ok(Json(SourcesResponse { sources }))
}

fn source_json(source: &SourceStatus, zone: &Zone) -> SourceJson {
    let SourceStatus { number, name, desks, last_look, silence, problems } = source;
    SourceJson {
        number: *number,
        name: name.clone(),
        desks: desks.iter().map(ToString::to_string).collect(),
        last_look: last_look.map(|at| TimeJson::of(at, zone)),
        silence: silence.as_ref().map(|silence| SourceSilenceJson {
            since: TimeJson::of(silence.since, zone),
            why: silence.why.clone(),
        }),
        problems: problems.iter().map(problem_json).collect(),
    }
}

fn problem_json(problem: &SourceProblem) -> SourceProblemJson {
    let SourceProblem { kind, count, text } = problem;
    let kind = match kind {
        ProblemKind::LeftOut => ProblemKindJson::LeftOut,
        ProblemKind::Doubt => ProblemKindJson::Doubt,
        ProblemKind::Missing => ProblemKindJson::Missing,
        ProblemKind::RefusedFile => ProblemKindJson::RefusedFile,
        ProblemKind::OtherWriter => ProblemKindJson::OtherWriter,
        ProblemKind::AsWritten => ProblemKindJson::AsWritten,
    };
    SourceProblemJson { kind, count: *count, text: text.clone() }
}

/// By office, the sources that are silent or have not answered since the start.
pub fn silent(state: &AppState) -> BTreeMap<String, Vec<SilentSourceJson>> {
    let offices = state.offices.iter().map(|(id, office)| (id.to_string(), silent_sources(office)));
    offices.filter(|(_, silent)| !silent.is_empty()).collect()
}

fn silent_sources(office: &OfficeState) -> Vec<SilentSourceJson> {
    let zone = &office.hosted.zone;
    let sources = office.hosted.sources.current();
    let silent = sources.iter().filter(|source| source.is_silent());
    silent
        .map(|source| SilentSourceJson {
            source: source.name.clone(),
            desks: source.desks.iter().map(ToString::to_string).collect(),
            since: source.silence.as_ref().map(|silence| TimeJson::of(silence.since, zone)),
            last_look: source.last_look.map(|at| TimeJson::of(at, zone)),
        })
        .collect()
}

/// One series for each source and kind of problem, also where there is none: a series that vanishes alarms nobody.
pub fn count_metrics(office: &OfficeState) {
    for source in office.hosted.sources.current().iter() {
        let labels = [("office", office.id.to_string()), ("source", source.number.to_string())];
        let last_look = source.last_look.map_or(0, |at| at.unix().max(0).unsigned_abs());
        gauge("mintur_source_last_look_timestamp_seconds", &labels, last_look);
        gauge("mintur_source_silent", &labels, u64::from(source.is_silent()));
        for kind in ProblemKind::ALL {
            let [office, number] = labels.clone();
            let labels = [office, number, ("problem", kind.code().to_owned())];
            let count = source.problems_of(kind);
            gauge("mintur_source_problems", &labels, u64::try_from(count).unwrap_or(u64::MAX));
        }
    }
}
