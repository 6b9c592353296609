//! Every address of the house, and what every request passes on its way in.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::house::{House, Parts};
use super::problem::Problem;
use super::{
    advice, clerk, counting, flood, health, hook, kiosk, live, openapi, report, screens, supervisor,
    ticket_page, trials, worth,
};

/// A request that takes longer is given up; live connections are not requests once they are open.
const LONGEST: Duration = Duration::from_secs(10);

/// The whole house as a service.
pub fn router(parts: Parts) -> Router {
    counting::recorder();
    let house = Arc::new(House::new(parts));
    Router::new()
        .nest("/api/offices/{office}", office())
        // Nesting alone would leave out the office's own address.
        .route("/api/offices/{office}", get(kiosk::describe))
        .route("/api/openapi.json", get(openapi::openapi))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(pages())
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(in_time))
        .layer(from_fn_with_state(Arc::clone(&house), flood::hold_back))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(from_fn(counting::count))
        .with_state(house)
}

fn office() -> Router<Arc<House>> {
    Router::new()
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
        .route("/diary/webhook", post(hook::ring))
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

fn pages() -> Router<Arc<House>> {
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

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
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

async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new("too_slow", "The request was given up after 10 seconds.").into_response(),
    }
}

/// What went wrong stays here: the log has the panic already.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request made the server panic; the process goes on");
    Problem::internal().into_response()
}
