// SPDX-License-Identifier: MPL-2.0
//! The routes: the API by audience, the screens, and what every request passes on its way in.

pub(crate) mod advice;
pub(crate) mod busy;
pub(crate) mod clerk;
pub(crate) mod closures;
pub(crate) mod companions;
pub(crate) mod condition;
pub(crate) mod day_notice;
pub(crate) mod devices;
pub(crate) mod health;
pub(crate) mod inquiries;
pub(crate) mod kiosk;
pub(crate) mod ledger;
pub(crate) mod next_day;
pub(crate) mod pairing;
pub(crate) mod people;
pub(crate) mod period;
pub(crate) mod provider_sign_in;
pub(crate) mod report;
pub(crate) mod report_export;
pub(crate) mod sign_in;
pub(crate) mod sources;
pub(crate) mod supervisor;
pub(crate) mod trials;
pub(crate) mod urgency;
pub(crate) mod visit_rating;
pub(crate) mod voiding;
pub(crate) mod webhook;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::live;
use crate::live::connection_permit;
use crate::openapi;
use crate::pages::branding;
use crate::pages::busy_page;
use crate::pages::screen_access;
use crate::pages::screens;
use crate::pages::start_page;
use crate::pages::ticket_page;
use crate::problem::{Code, Problem};
use crate::request::compression;
use crate::request::metrics;
use crate::request::middleware;
use crate::state::{AppState, Parts};

/// The server as a service.
pub fn router(parts: Parts) -> Router {
    metrics::recorder();
    connection_permit::count_live_from_zero();
    let state = Arc::new(AppState::new(parts));
    let (api, _) = described().split_for_parts();
    api.route("/api/openapi.json", get(openapi::serve_document))
        .merge(pages())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(&state), middleware::handle))
        .with_state(state)
}

/// Every route that the OpenAPI document describes.
pub fn described() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .merge(kiosk::routes())
        .merge(busy::routes())
        .merge(clerk::routes())
        .merge(inquiries::routes())
        .merge(supervisor::routes())
        .merge(closures::routes())
        .merge(day_notice::routes())
        .merge(voiding::routes())
        .merge(urgency::routes())
        .merge(trials::routes())
        .merge(advice::routes())
        .merge(report::routes())
        .merge(ledger::routes())
        .merge(live::routes())
        .merge(screen_access::routes())
        .merge(pairing::routes())
        .merge(devices::routes())
        .merge(companions::routes())
        .merge(sources::routes())
        .merge(webhook::routes())
        .merge(condition::routes())
        .merge(sign_in::routes())
        .merge(people::routes())
        .merge(health::routes())
}

fn pages() -> Router<Arc<AppState>> {
    Router::new()
        .route("/", get(start_page::start))
        .route("/kiosk", get(screens::kiosk))
        .route("/board", get(screens::board))
        .route("/desk/{desk}", get(screens::desk))
        .route("/supervisor", get(screens::supervisor))
        .route("/report", get(screens::report))
        .route("/busy/{office}", get(busy_page::busy))
        .route("/sign-in", get(screens::sign_in))
        .route("/sign-in/{office}/provider", get(provider_sign_in::start))
        .route("/sign-in/{office}/callback", get(provider_sign_in::callback))
        .route("/gallery", get(screens::gallery))
        .route("/assets/{*path}", get(screens::asset))
        .route("/logo/{office}/{file}", get(branding::logo))
        .route("/t/{secret}", get(ticket_page::ticket))
        .route("/t/{secret}/qr.svg", get(ticket_page::qr))
        .route("/t/{secret}/next-day", post(next_day::take))
        .route("/t/{secret}/rating", post(visit_rating::rate))
        .layer(from_fn(compression::of_pages))
}

async fn not_found(request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        let detail = "See /api/openapi.json for the addresses there are.";
        return Problem::new(Code::UnknownAddress, detail).into_response();
    }
    screens::page_not_found()
}

async fn method_not_allowed() -> Problem {
    Problem::new(Code::MethodNotAllowed, "See /api/openapi.json for the methods this address takes.")
}
