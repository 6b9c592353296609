// SPDX-License-Identifier: MPL-2.0
//! How busy an office is, for anybody.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::busy_now::{BusyNow, busy_now};
use crate::problem::{NamedIn, Problem, no_answer};
use crate::state::AppState;
use api::busy::BusyResponse;
use api::reason::Reader;
use office::ticket::Language;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(read_busy))
}

/// Reports how busy the office is now and usually, to anybody; says nothing of a single ticket.
#[utoipa::path(get, path = "/api/offices/{office}/busy", tag = "office", security(()),
    responses((status = 200, description = "How busy the office is, at most ten seconds old", body = BusyResponse)))]
async fn read_busy(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
) -> Result<([(HeaderName, &'static str); 1], Json<BusyResponse>), Problem> {
    let office = state.office_addressed(office)?;
    let reader = Reader { language: Language::Da, zone: &office.hosted.zone };
    let now = busy_now(office).await.map_err(|no| no_answer(no, NamedIn::Path, &reader))?;
    let BusyNow { view, usual } = Arc::unwrap_or_clone(now);
    Ok(([(header::CACHE_CONTROL, "public, max-age=10")], Json(BusyResponse::of(view, usual))))
}
