// SPDX-License-Identifier: MPL-2.0
//! What every request passes on its way in and out: counted, its sender looked up, limited when it comes
//! without a token, timed out, and never the end of the process. All in one layer: each of its own would cost
//! every request a copy of the service behind it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::identity::Sender;
use super::problem::{Code, Problem, in_language};
use super::rate_limit::Peer;
use super::request_context::language;
use super::request_metrics::RequestTimer;
use super::state::AppState;

/// A request that takes longer is given up; live connections are not requests once they are open.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Headers of every response that does not set them itself.
const DEFAULT_HEADERS: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

pub async fn handle(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let timer = RequestTimer::start(&request);
    let answer = in_language(language(request.headers()), answer(&state, request, next));
    let answered = AssertUnwindSafe(answer).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| panicked());
    for (name, value) in DEFAULT_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    timer.end(&response);
    response
}

async fn answer(state: &Arc<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let sender = match Sender::from_request_parts(&mut parts, state).await {
        Ok(sender) => sender,
        Err(problem) => return problem.into_response(),
    };
    let peer = parts.extensions.get::<Peer>().copied();
    if let Some(Peer(address)) = peer
        && !sender.has_token()
        && !state.rate_limit.allows(address)
    {
        return Problem::new(Code::TooManyRequests, "Wait a second.").into_response();
    }
    match tokio::time::timeout(TIMEOUT, next.run(Request::from_parts(parts, body))).await {
        Ok(response) => response,
        Err(_) => Problem::translated(Code::TooSlow, "problem-too-slow", &[]).into_response(),
    }
}

/// The panic itself is in the log already.
fn panicked() -> Response {
    tracing::error!("a request made the server panic; the process goes on");
    Problem::internal().into_response()
}
