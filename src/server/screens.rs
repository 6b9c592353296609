//! The screens' pages and their files.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::problem::Problem;
use super::state::{AppState, OfficeState};
use super::ui::{POLICY, escaped, filled, kind, not_built, page};
use staff::Role;

#[derive(Deserialize)]
pub struct InOffice {
    office: Option<String>,
}

pub async fn index() -> Redirect {
    Redirect::temporary("/kiosk")
}

macro_rules! screens {
    ($($name:ident, $role:ident;)*) => {$(
        pub async fn $name(State(house): State<Arc<AppState>>, Query(office): Query<InOffice>) -> Response {
            screen(&house, stringify!($name), Role::$role, &office)
        }
    )*};
}

screens! {
    kiosk, Kiosk;
    board, Board;
    desk, Clerk;
    supervisor, Supervisor;
    report, Supervisor;
    gallery, Board;
}

/// The page of a screen, for one office: the one asked for, else the first.
fn screen(house: &AppState, name: &str, role: Role, InOffice { office }: &InOffice) -> Response {
    let room = match office {
        Some(office) => house.office(office).ok(),
        None => house.offices.values().next(),
    };
    let Some(room) = room else { return nothing_here() };
    match house.ui.text(&format!("{name}.html")) {
        Some(html) => page(StatusCode::OK, with_session(&html, room, role), POLICY),
        None if house.ui.file("kiosk.html").is_some() => nothing_here(),
        None => not_built(),
    }
}

/// Which office the page is of, and in a demo the token of its role; a real office's pages carry none.
fn with_session(html: &str, room: &OfficeState, role: Role) -> String {
    let demo = room.hosted.demo.as_ref();
    filled(html, |slot| {
        let value = match slot {
            "MINTUR_OFFICE" => room.id.to_string(),
            "MINTUR_ZONE" => room.hosted.zone.name().to_owned(),
            "MINTUR_TOKEN" => demo.and_then(|demo| demo.tokens.get(&role).cloned()).unwrap_or_default(),
            "MINTUR_DEMO" => demo.map(|demo| demo.code.clone()).unwrap_or_default(),
            _ => return None,
        };
        Some(Cow::Owned(escaped(&value)))
    })
}

/// A file of the screens: its name carries a hash, so it never changes.
pub async fn asset(
    State(house): State<Arc<AppState>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let path = format!("assets/{path}");
    let Some(data) = house.ui.file(&path) else {
        return Problem::new("unknown_address", "There is no such file.").into_response();
    };
    if headers.contains_key(header::IF_NONE_MATCH) || headers.contains_key(header::IF_MODIFIED_SINCE) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let kept = "public, max-age=31536000, immutable";
    ([(header::CONTENT_TYPE, kind(&path)), (header::CACHE_CONTROL, kept)], data).into_response()
}

pub fn nothing_here() -> Response {
    let html = "<!doctype html><html lang=\"da\"><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Mintur</title>\
        <p>Siden findes ikke. Spørg en medarbejder.</p>\
        <p lang=\"en\">There is no such page. Please ask a member of staff.</p></html>";
    page(StatusCode::NOT_FOUND, html.to_owned(), POLICY)
}
