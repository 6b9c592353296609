// SPDX-License-Identifier: MPL-2.0
//! The screens' pages and their files.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use html_escape::encode_quoted_attribute;
use serde::Deserialize;

use crate::pages::ui::{POLICY, filled, kind, not_built, page};
use crate::problem::{Code, Problem};
use crate::request::compression::Encoding;
use crate::state::{AppState, OfficeState};
use staff::Role;

#[derive(Deserialize)]
pub struct OfficeQuery {
    office: Option<String>,
}

macro_rules! screens {
    ($($name:ident, $role:ident;)*) => {$(
        pub async fn $name(State(state): State<Arc<AppState>>, Query(office): Query<OfficeQuery>) -> Response {
            screen(&state, stringify!($name), Some(Role::$role), &office)
        }
    )*};
}

/// Where people sign in: also in a demo without a token.
pub async fn sign_in(State(state): State<Arc<AppState>>, Query(office): Query<OfficeQuery>) -> Response {
    screen(&state, "signin", None, &office)
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
fn screen(
    state: &AppState,
    name: &str,
    role: Option<Role>,
    OfficeQuery { office }: &OfficeQuery,
) -> Response {
    let office = match office {
        Some(office) => state.office(office).ok(),
        None => state.offices.values().next(),
    };
    let Some(office) = office else { return page_not_found() };
    match state.ui.text(&format!("{name}.html")) {
        Some(html) => {
            let version = state.ui.version(name).unwrap_or_default();
            page(StatusCode::OK, with_session(&html, office, role, &version), POLICY)
        }
        None if state.ui.file("kiosk.html").is_some() => page_not_found(),
        None => not_built(),
    }
}

/// Which office the page is of, and in a demo the token of its role; a real office's pages carry none.
fn with_session(html: &str, office: &OfficeState, role: Option<Role>, version: &str) -> String {
    let demo = office.hosted.demo.as_ref();
    let branding = office.hosted.branding.current().json(&office.id).unwrap_or_default();
    filled(html, |slot| {
        let value = match slot {
            "MINTUR_OFFICE" => office.id.to_string(),
            "MINTUR_VERSION" => version.to_owned(),
            "MINTUR_LOGO" => branding.logo.clone().unwrap_or_default(),
            "MINTUR_LOGO_RATIO" => branding.logo_ratio.map(|ratio| ratio.to_string()).unwrap_or_default(),
            "MINTUR_COLOUR" => branding.colour.clone().unwrap_or_default(),
            "MINTUR_ZONE" => office.hosted.zone.name().to_owned(),
            "MINTUR_TOKEN" => {
                demo.zip(role).and_then(|(demo, role)| demo.tokens.get(&role).cloned()).unwrap_or_default()
            }
            "MINTUR_DEMO" => demo.map(|demo| demo.code.clone()).unwrap_or_default(),
            _ => return None,
        };
        Some(Cow::Owned(encode_quoted_attribute(&value).into_owned()))
    })
}

/// A file of the screens: its name carries a hash, so it never changes. Compressed where the browser takes it.
pub async fn asset(
    State(state): State<Arc<AppState>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let path = format!("assets/{path}");
    let mut accepted = Encoding::ALL.into_iter().filter(|encoding| encoding.is_accepted(&headers));
    let compressed = accepted
        .find_map(|encoding| Some((encoding, state.ui.file(&format!("{path}.{}", encoding.file_end()))?)));
    let (encoding, data) = match (compressed, state.ui.file(&path)) {
        (_, None) => return Problem::new(Code::UnknownAddress, "There is no such file.").into_response(),
        (Some((encoding, data)), Some(_)) => (Some(encoding), data),
        (None, Some(data)) => (None, data),
    };
    if headers.contains_key(header::IF_NONE_MATCH) || headers.contains_key(header::IF_MODIFIED_SINCE) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let kept = "public, max-age=31536000, immutable";
    let headers = [
        (header::CONTENT_TYPE, kind(&path)),
        (header::CACHE_CONTROL, kept.to_owned()),
        (header::VARY, "accept-encoding".to_owned()),
    ];
    let encoding = encoding.map(|encoding| [(header::CONTENT_ENCODING, encoding.name())]);
    (headers, encoding, data).into_response()
}

pub fn page_not_found() -> Response {
    let html = "<!doctype html><html lang=\"da\"><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Mintur</title>\
        <p>Siden findes ikke. Spørg en medarbejder.</p>\
        <p lang=\"en\">There is no such page. Please ask a member of staff.</p></html>";
    page(StatusCode::NOT_FOUND, html.to_owned(), POLICY)
}
