//! The OpenAPI document, made from the routes and the wire types.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{advice, clerk, health, kiosk, live, report, supervisor, trials, webhook, wire, worth};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mintur",
        description = "Walk-in queue for citizen-service offices. Times are RFC 3339 with the office's offset. \
            Errors are RFC 9457 problem details with a stable code. Send a token as «Authorization: Bearer …».",
    ),
    paths(
        kiosk::describe, kiosk::check_in, kiosk::ticket, kiosk::depart, kiosk::companion, kiosk::ask_for_help,
        kiosk::answer_help,
        clerk::tickets, clerk::call_next, clerk::call_chosen, clerk::recall, clerk::arrive, clerk::mark_absent,
        clerk::come_back, clerk::park, clerk::transfer, clerk::complete, clerk::undo, clerk::open_desk,
        clerk::leave_desk,
        supervisor::gaps, supervisor::open_gap, supervisor::change_gap, supervisor::withdraw_gap,
        supervisor::plan, supervisor::set_plan, supervisor::policy, supervisor::set_policy,
        supervisor::bookings, supervisor::import_bookings,
        advice::advice, advice::progress,
        webhook::ring, report::ledger, worth::report, worth::events,
        worth::csv, worth::xlsx, trials::trials, trials::plan,
        trials::review, trials::decide, trials::tell_baseline,
        live::live, health::alive, health::ready, health::metrics,
    ),
    components(schemas(wire::WireProblem, wire::WirePreview, wire::WireOffer)),
    modifiers(&Tokens),
)]
struct Document;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        document.security = Some(vec![SecurityRequirement::new("token", Vec::<String>::new())]);
    }
}

/// The document as JSON text.
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| Document::openapi().to_pretty_json().unwrap_or_default())
}

pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_contract_is_described() {
        let document: serde_json::Value = serde_json::from_str(document()).unwrap();
        let has = |method: &str, path: &str| {
            let path = match path {
                "" => "/api/offices/{office}".to_owned(),
                path => format!("/api/offices/{{office}}{path}"),
            };
            assert!(document["paths"][&path][method].is_object(), "{method} {path}");
        };
        for (method, path) in [
            ("get", ""),
            ("post", "/tickets"),
            ("get", "/tickets"),
            ("get", "/tickets/{ticket}"),
            ("post", "/tickets/{ticket}/call"),
            ("put", "/desks/{desk}/staffing"),
            ("delete", "/desks/{desk}/staffing"),
            ("get", "/gaps"),
            ("post", "/gaps"),
            ("patch", "/gaps/{gap}"),
            ("delete", "/gaps/{gap}"),
            ("put", "/plan"),
            ("put", "/policy"),
            ("put", "/bookings"),
            ("get", "/ledger"),
            ("get", "/advice"),
            ("get", "/live"),
            ("post", "/desks/{desk}/calls"),
            ("post", "/desks/{desk}/undo"),
            ("post", "/companion"),
            ("delete", "/help"),
        ] {
            has(method, path);
        }
        for step in
            ["recall", "arrival", "absence", "return", "departure", "parking", "transfer", "completion"]
        {
            has("post", &format!("/tickets/{{ticket}}/{step}"));
        }
    }

    #[test]
    fn every_code_a_client_can_meet_is_in_the_document() {
        let codes = ["no_time_today", "unauthorized", "looks_like_cpr", "promises_would_break", "busy"];
        assert!(codes.iter().all(|code| document().contains(code)));
    }
}
