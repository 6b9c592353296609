//! Every address of the house, and what every request passes on its way in.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, patch, post, put};

use super::problem::Problem;
use super::state::{AppState, Parts};
use super::{
    advice, clerk, health, kiosk, live, middleware, openapi, report, request_metrics, screens, supervisor,
    ticket_page, trials, webhook, worth,
};

/// The whole house as a service.
pub fn router(parts: Parts) -> Router {
    request_metrics::recorder();
    let house = Arc::new(AppState::new(parts));
    Router::new()
        .merge(office().router)
        .route("/api/openapi.json", get(openapi::openapi))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(pages())
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&house), middleware::pass))
        .with_state(house)
}

/// Addresses below one prefix, each of them whole: a nested router would take every address apart twice.
struct Below {
    prefix: &'static str,
    router: Router<Arc<AppState>>,
}

impl Below {
    fn route(self, rest: &str, methods: MethodRouter<Arc<AppState>>) -> Self {
        Self { router: self.router.route(&format!("{}{rest}", self.prefix), methods), ..self }
    }
}

fn office() -> Below {
    Below { prefix: "/api/offices/{office}", router: Router::new() }
        .route("", get(kiosk::describe))
        .route("/tickets", get(clerk::tickets).post(kiosk::check_in))
        .route("/tickets/{ticket}", get(kiosk::ticket))
        .route("/tickets/{ticket}/call", post(clerk::call_chosen))
        .route("/tickets/{ticket}/recall", post(clerk::recall))
        .route("/tickets/{ticket}/arrival", post(clerk::arrive))
        .route("/tickets/{ticket}/absence", post(clerk::mark_absent))
        .route("/tickets/{ticket}/return", post(clerk::come_back))
        .route("/tickets/{ticket}/departure", post(kiosk::depart))
        .route("/tickets/{ticket}/parking", post(clerk::park))
        .route("/tickets/{ticket}/transfer", post(clerk::transfer))
        .route("/tickets/{ticket}/completion", post(clerk::complete))
        .route("/desks/{desk}/calls", post(clerk::call_next))
        .route("/desks/{desk}/undo", post(clerk::undo))
        .route("/desks/{desk}/staffing", put(clerk::open_desk).delete(clerk::leave_desk))
        .route("/gaps", get(supervisor::gaps).post(supervisor::open_gap))
        .route("/gaps/{gap}", patch(supervisor::change_gap).delete(supervisor::withdraw_gap))
        .route("/plan", get(supervisor::plan).put(supervisor::set_plan))
        .route("/policy", get(supervisor::policy).put(supervisor::set_policy))
        .route("/bookings", get(supervisor::bookings).put(supervisor::import_bookings))
        .route("/advice", get(advice::advice))
        .route("/advice/progress", get(advice::progress))
        .route("/diary/webhook", post(webhook::ring))
        .route("/ledger", get(report::ledger))
        .route("/report", get(worth::report))
        .route("/report/events", get(worth::events))
        .route("/report.csv", get(worth::csv))
        .route("/report.xlsx", get(worth::xlsx))
        .route("/trials", get(trials::trials).post(trials::plan))
        .route("/trials/{trial}/reviews", post(trials::review))
        .route("/trials/{trial}/decision", post(trials::decide))
        .route("/baseline", put(trials::tell_baseline))
        .route("/companion", post(kiosk::companion))
        .route("/help", post(kiosk::ask_for_help).delete(kiosk::answer_help))
        .route("/live", get(live::live))
}

fn pages() -> Router<Arc<AppState>> {
    Router::new()
        .route("/", get(screens::index))
        .route("/kiosk", get(screens::kiosk))
        .route("/board", get(screens::board))
        .route("/desk/{desk}", get(screens::desk))
        .route("/supervisor", get(screens::supervisor))
        .route("/report", get(screens::report))
        .route("/gallery", get(screens::gallery))
        .route("/assets/{*path}", get(screens::asset))
        .route("/t/{secret}", get(ticket_page::ticket))
        .route("/t/{secret}/qr.svg", get(ticket_page::qr))
}

async fn nowhere(request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        let detail = "See /api/openapi.json for the addresses there are.";
        return Problem::new("unknown_address", detail).into_response();
    }
    screens::nothing_here()
}

async fn wrong_method() -> Problem {
    Problem::new("method_not_allowed", "See /api/openapi.json for the methods this address takes.")
}
