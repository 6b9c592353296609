// SPDX-License-Identifier: MPL-2.0
//! A citizen's own page, opened from the QR code: whole without a script, and in the ticket's language.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use html_escape::encode_quoted_attribute;
use qrcode::QrCode;
use qrcode::render::svg;
use uuid::Uuid;

use super::screens::page_not_found;
use super::state::{AppState, OfficeState};
use super::texts::texts;
use super::ui::{filled, not_built, page};
use api::live::ticket::TicketTexts;
use office::names::Secret;
use office::view::TicketView;

/// The page of a ticket.
pub async fn ticket(State(state): State<Arc<AppState>>, Path(secret): Path<String>) -> Response {
    let Some((room, view)) = find(&state, &secret).await else { return page_not_found() };
    let (Some(template), Some(css), Some(js)) = (
        state.ui.text("ticket/page.html"),
        state.ui.text("ticket/ticket.css"),
        state.ui.text("ticket/ticket.js"),
    ) else {
        return not_built();
    };
    let nonce = Uuid::new_v4().simple().to_string();
    let around = Around { room, secret: &secret, css: &css, js: &js };
    let html = written(&template, &texts(&view, &room.hosted.zone), &view.office, &around);
    page(StatusCode::OK, with_nonce(&html, &nonce), &policy(&nonce))
}

/// The QR code that leads to the page.
pub async fn qr(
    State(state): State<Arc<AppState>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    if find(&state, &secret).await.is_none() {
        return page_not_found();
    }
    let address = format!("{}/t/{secret}", base(&state, &headers));
    let Ok(code) = QrCode::new(address.as_bytes()) else { return page_not_found() };
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    (headers, picture).into_response()
}

/// The office and the ticket behind an address, whichever office here it is.
async fn find<'a>(state: &'a AppState, secret: &str) -> Option<(&'a OfficeState, TicketView)> {
    let secret = Secret(Uuid::try_parse(secret).ok()?);
    for room in state.offices.values() {
        let read = room.hosted.handle.read(move |office, now| {
            office.by_secret(secret).and_then(|ticket| office.ticket_view(ticket, now))
        });
        if let Ok(Some(view)) = read.await {
            return Some((room, view));
        }
    }
    None
}

/// The server's own address as people reach it.
fn base(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(url) = &state.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let plain = host.len() <= 255
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!("http://{}", if plain { host } else { "localhost" })
}

struct Around<'a> {
    room: &'a OfficeState,
    secret: &'a str,
    css: &'a str,
    js: &'a str,
}

fn written(template: &str, texts: &TicketTexts, office: &str, around: &Around<'_>) -> String {
    let text = |text: &str| Some(Cow::Owned(encode_quoted_attribute(text).into_owned()));
    filled(template, |slot| match slot {
        "LANG" => text(texts.language),
        "DIR" => text(texts.direction),
        "TITLE" => text(&texts.title),
        "CSS" => Some(Cow::Borrowed(around.css)),
        "JS" => Some(Cow::Borrowed(around.js)),
        "BODY_CLASS" => Some(Cow::Owned(format!("is-{}", texts.kind))),
        "OFFICE" => text(&around.room.id.to_string()),
        "OFFICE_NAME" => text(office),
        "SECRET" => text(around.secret),
        "HEADLINE" => text(&texts.headline),
        "NUMBER" => text(&texts.number),
        "WINDOW" => text(&texts.window),
        "SURE" => text(&texts.sure),
        "PLACE" => text(&texts.place),
        "WHY" => Some(Cow::Owned(lines(&texts.why))),
        "BRING_TITLE" => text(&texts.bring_title),
        "BRING" => Some(Cow::Owned(lines(&texts.bring))),
        "UPDATED" => text(&texts.updated),
        "STALE" => text(&texts.stale),
        _ => None,
    })
}

fn lines(lines: &[String]) -> String {
    let mut html = String::new();
    for line in lines {
        html.extend(["<li>", &encode_quoted_attribute(line), "</li>"]);
    }
    html
}

/// The template's own script, and no other, may run.
fn with_nonce(html: &str, nonce: &str) -> String {
    match html.rfind("<script>") {
        Some(at) => format!("{}<script nonce=\"{nonce}\">{}", &html[..at], &html[at + "<script>".len()..]),
        None => html.to_owned(),
    }
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
