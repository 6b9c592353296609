// SPDX-License-Identifier: MPL-2.0
//! For those who watch over the server: is it alive, is it ready, what has it done.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::future::join_all;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::office_metrics;
use crate::request::metrics::{gauge, render};
use crate::routes::condition::not_ready;
use crate::routes::sources;
use crate::state::{AppState, HostedOffice, OfficeState};
use api::answers::ReadinessResponse;
use api::condition::{NotReadyCode, NotReadyJson};
use office::names::OfficeId;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(is_alive)).routes(routes!(is_ready)).routes(routes!(read_metrics))
}

/// Answers while the process runs.
#[utoipa::path(get, path = "/healthz", tag = "operating", security(()),
    responses((status = 200, description = "Alive", body = String)))]
async fn is_alive() -> &'static str {
    "ok\n"
}

/// Reports whether every office takes requests. Names a silent appointment system, which stops no queue.
#[utoipa::path(get, path = "/readyz", tag = "operating", security(()),
    responses((status = 200, description = "Ready", body = ReadinessResponse),
        (status = 503, description = "Not ready, and why", body = ReadinessResponse)))]
async fn is_ready(State(state): State<Arc<AppState>>) -> Response {
    let offices = state.offices.iter().map(|(id, office)| (id.to_string(), why_not(&office.hosted)));
    let not_ready: BTreeMap<String, String> = offices.filter_map(|(id, why)| Some((id, why?))).collect();
    let is_ready = not_ready.is_empty();
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let refused = |(id, office): (&OfficeId, &OfficeState)| {
        let why = office.hosted.configuration.setup_refused()?;
        Some((id.to_string(), why.to_string()))
    };
    let setup_refused = state.offices.iter().filter_map(refused).collect();
    let readiness = ReadinessResponse {
        ready: is_ready,
        offices: state.offices.len(),
        not_ready,
        setup_refused,
        silent_sources: sources::silent(&state),
    };
    (status, Json(readiness)).into_response()
}

/// In words, for whoever watches over the server.
fn why_not(hosted: &HostedOffice) -> Option<String> {
    let NotReadyJson { code, detail } = not_ready(hosted)?;
    let what = match code {
        NotReadyCode::Starting => "the office is starting",
        NotReadyCode::Stopped => "the office has stopped: see the log",
        // A ledger's failure names files of the machine, which are nobody else's business.
        NotReadyCode::NotOpened => return Some("the office could not be opened: see the log".to_owned()),
        NotReadyCode::ClockAtStart => "the office was not opened, for the clock is in doubt",
        NotReadyCode::DiskFull => "the disk is full: free some space",
        NotReadyCode::ClockBehind => {
            "the machine's clock was set back: time stands still until it has caught up"
        }
        NotReadyCode::ClockFarAhead => {
            "the machine's clock jumped far ahead and is not followed: see the log"
        }
    };
    Some(detail.map_or_else(|| what.to_owned(), |detail| format!("{what}: {detail}")))
}

/// Exposes the metrics in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operating", security(()),
    responses((status = 200, description = "The metrics", body = String)))]
async fn read_metrics(State(state): State<Arc<AppState>>) -> Response {
    join_all(state.offices.values().map(office_metrics::count)).await;
    if let Some(tls) = &state.tls {
        let ends = u64::try_from(tls.ends().as_second()).unwrap_or_default();
        gauge("mintur_certificate_ends_timestamp_seconds", &[], ends);
        gauge("mintur_certificate_refused", &[], u64::from(tls.refused().is_some()));
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], render()).into_response()
}
