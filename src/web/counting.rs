//! What is counted: requests by route and status, refusals by code. Never by who asked or for what.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use super::problem::ProblemCode;

/// The process's recorder; the first to ask puts it in place.
pub fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("somebody else counts already; /metrics stays empty");
        }
        handle
    })
}

pub async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "none".to_owned());
    let method = request.method().clone();
    let began = Instant::now();
    let response = next.run(request).await;
    let labels = [
        ("route", route),
        ("method", method.as_str().to_owned()),
        ("status", response.status().as_str().to_owned()),
    ];
    metrics::counter!("mintur_requests_total", &labels).increment(1);
    metrics::histogram!("mintur_request_seconds").record(began.elapsed());
    if let Some(ProblemCode(code)) = response.extensions().get::<ProblemCode>() {
        metrics::counter!("mintur_problems_total", "code" => *code).increment(1);
    }
    response
}
