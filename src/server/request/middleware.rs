// SPDX-License-Identifier: MPL-2.0
//! What every request passes on its way in and out: counted, its sender looked up, limited when it comes
//! without a token, timed out, and never the end of the process. All in one layer: each of its own would cost
//! every request a copy of the service behind it.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tracing::Instrument;

use crate::problem::{Code, Problem, in_language};
use crate::request::client_address::{ClientAddress, Peer};
use crate::request::context::language;
use crate::request::correlation::{self, REQUEST_ID};
use crate::request::identity::Sender;
use crate::request::metrics::RequestTimer;
use crate::request::refused_log::RequestSummary;
use crate::state::AppState;

/// A request that takes longer is given up; live connections are not requests once they are open.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Routes outside the rate limit.
const UNLIMITED: [&str; 5] = ["/healthz", "/readyz", "/metrics", "/assets/{*path}", "/logo/{office}/{file}"];

/// Headers of every response that does not set them itself.
const DEFAULT_HEADERS: [(HeaderName, HeaderValue); 3] = [
    // Nothing is kept but what says so itself: answers and pages are personal, or old in a minute.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// Once a browser has come by TLS it comes no other way for a year. Other names of the same domain are not Mintur's.
const STRICT_TRANSPORT: (HeaderName, HeaderValue) =
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));

pub async fn handle(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let timer = RequestTimer::start(&request);
    let is_encrypted = state.is_encrypted();
    let (headers, peer) = (request.headers(), request.extensions().get::<Peer>());
    let id = correlation::request_id(headers, peer, &state.trusted_proxies);
    let trace = correlation::trace(headers, peer, &state.trusted_proxies);
    // An error's level, so that the id stands also in a log of errors only.
    let span = tracing::error_span!("request", id = id.to_str().unwrap_or_default(), trace);
    let answer = in_language(language(request.headers()), answer(&state, request, next));
    let answered = AssertUnwindSafe(answer).catch_unwind().instrument(span.clone()).await;
    let mut response = answered.unwrap_or_else(|_| span.in_scope(panicked));
    response.headers_mut().insert(REQUEST_ID, id);
    let strict_transport = is_encrypted.then_some(STRICT_TRANSPORT);
    for (name, value) in DEFAULT_HEADERS.into_iter().chain(strict_transport) {
        response.headers_mut().entry(name).or_insert(value);
    }
    span.in_scope(|| timer.end(&response));
    response
}

async fn answer(state: &Arc<AppState>, request: Request, next: Next) -> Response {
    if state.host_names.as_ref().is_some_and(|names| !names.include(&request)) {
        let detail = "Open the server by its address, or start it with this name as --host.";
        return Problem::new(Code::UnknownHost, detail).into_response();
    }
    let (mut parts, body) = request.into_parts();
    let sender = match Sender::from_request_parts(&mut parts, state).await {
        Ok(sender) => sender,
        Err(problem) => return problem.into_response(),
    };
    let client = client(state, &mut parts);
    let summary = RequestSummary::of(&parts, &sender, client);
    if let Some(ClientAddress(address)) = client
        && !sender.has_token()
        && !is_unlimited(&parts)
        && !state.rate_limit.allows(address)
    {
        return Problem::new(Code::TooManyRequests, "Wait a second.").into_response();
    }
    let response = match tokio::time::timeout(TIMEOUT, next.run(Request::from_parts(parts, body))).await {
        Ok(response) => response,
        Err(_) => Problem::translated(Code::TooSlow, "problem-too-slow", &[]).into_response(),
    };
    state.refused_log.write(&summary, &response);
    response
}

/// Finds the sender's address, and leaves it to those who count by it.
fn client(state: &AppState, parts: &mut Parts) -> Option<ClientAddress> {
    static WARNED: Once = Once::new();
    let peer = *parts.extensions.get::<Peer>()?;
    if state.trusted_proxies.is_ignored(peer, &parts.headers) {
        let Peer(address) = peer;
        WARNED.call_once(|| {
            tracing::warn!(
                %address,
                "requests come through a proxy that is not in trusted_proxies: all its people count as one sender"
            );
        });
    }
    let client = state.trusted_proxies.client(peer, &parts.headers);
    parts.extensions.insert(client);
    Some(client)
}

/// What a screen loads before it has its token, and what a monitor reads, is not limited with everything else: a hall's
/// screens start at the same time, and a busy server is watched.
fn is_unlimited(parts: &Parts) -> bool {
    let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    route.is_some_and(|route| UNLIMITED.contains(&route))
}

/// The panic itself is in the log already.
fn panicked() -> Response {
    tracing::error!("a request made the server panic; the process goes on");
    Problem::internal().into_response()
}
