// SPDX-License-Identifier: MPL-2.0
//! What is counted: requests by route and status, refusals by code. Never by who asked or for what.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::metric_names;
use crate::problem::ProblemCode;

/// Every time so many requests have ended, their times are summed up: where nobody reads the metrics they
/// would be kept one by one for as long as the process lives.
const SUM_UP_EVERY: u32 = 4_096;

/// The process's recorder; the first to ask puts it in place.
pub fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let recorder = builder().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("somebody else counts already; /metrics stays empty");
        }
        metrics_process::Collector::default().describe();
        metric_names::describe();
        handle
    })
}

/// True histograms: those of several servers can be added up, quantiles cannot.
fn builder() -> PrometheusBuilder {
    let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
    let events = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 1_024.0];
    let exactly = |name: &str| Matcher::Full(name.to_owned());
    let with_buckets = PrometheusBuilder::new()
        .set_buckets_for_metric(exactly("mintur_request_seconds"), &seconds)
        .and_then(|builder| builder.set_buckets_for_metric(exactly("mintur_events_per_commit"), &events));
    // Only an empty list of buckets is refused.
    with_buckets.unwrap_or_default()
}

/// Says which program runs here.
pub fn tell_build(version: &'static str, commit: &'static str) {
    recorder();
    metrics::gauge!("mintur_build_info", "version" => version, "commit" => commit).set(1.0);
}

/// What `/metrics` shows now, the process's own use of memory, files and processor included.
pub fn render() -> String {
    let recorder = recorder();
    recorder.run_upkeep();
    metrics_process::Collector::default().collect();
    recorder.render()
}

/// A figure as it stands now.
pub fn gauge(name: &'static str, labels: &[(&'static str, String)], value: u64) {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
    metrics::gauge!(name, labels).set(value as f64);
}

/// A request under way.
pub struct RequestTimer {
    route: Option<MatchedPath>,
    method: &'static str,
    began: Instant,
}

impl RequestTimer {
    pub fn start(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().cloned();
        Self { route, method: method_label(request.method()), began: Instant::now() }
    }

    pub fn end(self, response: &Response) {
        static ENDED: AtomicU32 = AtomicU32::new(0);
        let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
        let labels = [
            ("route", route.to_owned()),
            ("method", self.method.to_owned()),
            ("status", response.status().as_str().to_owned()),
        ];
        metrics::counter!("mintur_requests_total", &labels).increment(1);
        let took = self.began.elapsed();
        metrics::histogram!("mintur_request_seconds").record(took);
        tracing::debug!(method = self.method, route, status = response.status().as_u16(), ?took, "answered");
        if let Some(ProblemCode(code)) = response.extensions().get::<ProblemCode>() {
            metrics::counter!("mintur_problems_total", "code" => *code).increment(1);
        }
        if ENDED.fetch_add(1, Ordering::Relaxed) % SUM_UP_EVERY == SUM_UP_EVERY - 1 {
            recorder().run_upkeep();
        }
    }
}

/// Anybody may invent a method; each label is kept for as long as the process lives.
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];

pub fn method_label(method: &Method) -> &'static str {
    METHODS.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}
