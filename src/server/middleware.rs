//! What every request passes on its way in and out: counted, held back if it is one of a flood, given up when
//! it takes too long, and never the end of the process. All in one layer: each of its own would cost every
//! request a copy of the service behind it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::problem::{Problem, reading};
use super::rate_limit;
use super::request_context::language;
use super::request_metrics::Counting;
use super::state::AppState;

/// A request that takes longer is given up; live connections are not requests once they are open.
const LONGEST: Duration = Duration::from_secs(10);

/// What every answer says, unless it says something else itself.
const ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

pub async fn pass(State(house): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let counting = Counting::of(&request);
    let answer = reading(language(request.headers()), answer(&house, request, next));
    let answered = AssertUnwindSafe(answer).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| panicked());
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(value);
    }
    counting.end(&response);
    response
}

async fn answer(house: &AppState, request: Request, next: Next) -> Response {
    if !rate_limit::lets_in(house, &request) {
        return Problem::new("too_many_requests", "Wait a second.").into_response();
    }
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::said("too_slow", "problem-too-slow", &[]).into_response(),
    }
}

/// What went wrong stays here: the log has the panic already.
fn panicked() -> Response {
    tracing::error!("a request made the server panic; the process goes on");
    Problem::internal().into_response()
}
